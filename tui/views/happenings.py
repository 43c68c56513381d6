"""What happened when news came: one line for statuses and one for each state of sources, however many; pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from tui.errors import Message
from tui.model.snapshot import Assessment, Snapshot
from tui.monitor.moves import Move, moves
from tui.views.panel import LIGHT_OF
from tui.views.scene import Happening
from tui.views.summary import STATE_ROLES
from tui.words.statuses import CONTEXT

__all__ = ["Keys", "Statuses", "first_read", "happened", "turned", "unseen_after"]

_NAMED: Final = 3
"""Sources that are named when several change their state at once."""

_BEFORE_FIGURES: Final = ("no_data", "not_started")
"""How an indicator stands while no figure has come."""

Keys = frozenset[tuple[str, str]]
"""Indicators and units of series."""

Statuses = Mapping[tuple[str, str], str | None]
"""By indicator and unit."""


def turned(old: Snapshot, new: Snapshot) -> list[Move]:
    """The series of both snapshots whose status is another."""
    if old.assessments is new.assessments:
        return []
    return [move for move in moves(old, new) if move.old is not None and move.is_status]


def first_read(old: Snapshot, new: Snapshot) -> Keys:
    """The series that moved only because a source was read for the very first time: nobody saw anything else before.

    Those whose figure came and whose status stayed as it was are among them, and those of which the source says that
    there is none.

    Args:
        old: What was shown.
        new: What is shown now.
    """
    unread = {source.id for source in old.sources if source.state == "waiting"}
    if not any(source.id in unread and source.state != "waiting" for source in new.sources):
        return frozenset()
    return frozenset((move.new.id, move.new.unit) for move in moves(old, new) if move.old and _had_no_figure(move.old))


def _had_no_figure(old: Assessment) -> bool:
    """A checklist has a status before any answer: on track, with nothing done."""
    return old.status in _BEFORE_FIGURES or old.observation is None


def unseen_after(
    unseen: frozenset[tuple[str, str]], moved: Sequence[Move], seen: Statuses
) -> frozenset[tuple[str, str]]:
    """The series whose status is another than the one that was seen last.

    Args:
        unseen: Those before.
        moved: What has turned since.
        seen: What was seen last.
    """
    keys = {(move.new.id, move.new.unit): move.new.status for move in moved}
    back = {key for key, status in keys.items() if key in seen and seen[key] == status}
    return (unseen | keys.keys()) - back


def happened(old: Snapshot, new: Snapshot, moved: Sequence[Move], at: datetime) -> tuple[Happening, ...]:
    """What is to be said, the most important first; nothing, where nothing changed its state.

    Args:
        old: What was shown.
        new: What is shown now.
        moved: What has turned between them.
        at: When it was seen.
    """
    told = [Happening(at, *_about_statuses(moved))] if moved else []
    return (*told, *(Happening(at, *said) for said in _about_sources(old, new)))


def _about_statuses(moved: Sequence[Move]) -> tuple[Message, str]:
    first = moved[0]
    status = first.new.status or CONTEXT
    values: dict[str, object] = {"name": first.new.indicator.name, "new": status}
    if len(moved) > 1:
        return Message("view.news.statuses", {**values, "count": len(moved) - 1}), "note"
    before = (first.old.status if first.old else None) or CONTEXT
    unit = {"unit": first.new.unit} if first.new.unit else {}
    key = "view.news.unit" if unit else "view.news.status"
    return Message(key, {**values, **unit, "old": before}), LIGHT_OF[status]


def _about_sources(old: Snapshot, new: Snapshot) -> list[tuple[Message, str]]:
    """One line for each state into which sources came; `waiting` is none that one comes into."""
    before = {source.id: source.state for source in old.sources}
    now: dict[str, list[str]] = {}
    for source in new.sources:
        if source.state != "waiting" and before.get(source.id, source.state) not in (source.state, "waiting"):
            now.setdefault(source.state, []).append(source.id)
    said = []
    for state, ids in now.items():
        values: dict[str, object] = {"ids": tuple(ids[:_NAMED]), "state": state}
        more = len(ids) - _NAMED
        message = (
            Message("view.news.sources", {**values, "count": more}) if more > 0 else Message("view.news.source", values)
        )
        said.append((message, STATE_ROLES[state]))
    return said
