"""How a person left the dashboard, and the views that were given a name."""

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from tui.named import NamedTuple
from tui.reading import clean

__all__ = ["ALERTS", "Habit", "View", "habit_from", "habit_text", "merged"]

ALERTS: Final = ("off", "bell", "notify")
"""What calls when a status changes: nothing; the terminal's bell; a notification by OSC 9."""

_VERSION: Final = 1
_LONGEST: Final = 200
"""Characters of a text; what is longer was not written here."""
_MOST: Final = 100_000
"""Elements of a list."""
_VIEWS: Final = 200


class View(NamedTuple):
    """A way to look at the list that was given a name."""

    by: str = "section"
    """Grouped by what; see `tui.views.outline`."""
    sort: str = "report"
    wanted: str = ""
    """The words of the filter."""
    statuses: tuple[str, ...] = ()
    """Status codes that are let through; empty: all."""
    mine: bool = False
    """Only what needs the owner that this person is."""


class Habit(NamedTuple):
    """How a person left the dashboard."""

    language: str = ""
    """`""`: never chosen here."""
    theme: str = ""
    """Without `zb-`; `""`: never chosen here."""
    by: str = "section"
    sort: str = "report"
    lines: int = 0
    """Lines of a panel; 0: by the width."""
    folded: tuple[str, ...] = ()
    """Marks of the folded sections."""
    owner: str = ""
    """Who this person is, among the owners; `""`: never said."""
    alert: str = ""
    """One of `ALERTS`; `""`: never chosen here."""
    views: Mapping[str, View] = MappingProxyType({})
    """By name, in the order in which they were saved."""


def habit_text(habit: Habit) -> str:
    """A habit as it is kept."""
    views = {name: view._asdict() for name, view in habit.views.items()}
    return json.dumps({"version": _VERSION, **habit._asdict(), "views": views}, ensure_ascii=False, indent=1) + "\n"


def habit_from(kept: Mapping[str, Any]) -> Habit:
    """A habit from what was kept; what is not as it should be is left out."""
    if kept.get("version") != _VERSION:
        return Habit()
    views = kept.get("views")
    known = views.items() if isinstance(views, dict) else ()
    return Habit(
        language=_text(kept, "language"),
        theme=_text(kept, "theme"),
        by=_text(kept, "by") or "section",
        sort=_text(kept, "sort") or "report",
        lines=_number(kept, "lines"),
        folded=_texts(kept, "folded"),
        owner=_text(kept, "owner"),
        alert=_text(kept, "alert"),
        views={clean(name)[:_LONGEST]: _view(view) for name, view in list(known)[:_VIEWS] if isinstance(view, dict)},
    )


def merged(kept: Habit, opened: Habit, left: Habit) -> Habit:
    """What is to be kept where two dashboards of one person are open: from each what was changed in it.

    Args:
        kept: What stands in the file now; the other dashboard may have written it.
        opened: What stood there when this dashboard read or wrote it last.
        left: What it is in this dashboard.
    """
    ours = {name: value for name, value in left._asdict().items() if value != getattr(opened, name)}
    views = {name: view for name, view in kept.views.items() if name in left.views or name not in opened.views}
    views |= {name: view for name, view in left.views.items() if view != opened.views.get(name)}
    return kept._replace(**{**ours, "views": views})


def _view(kept: Mapping[str, Any]) -> View:
    return View(
        by=_text(kept, "by") or "section",
        sort=_text(kept, "sort") or "report",
        wanted=_text(kept, "wanted"),
        statuses=_texts(kept, "statuses"),
        mine=kept.get("mine") is True,
    )


def _text(kept: Mapping[str, Any], key: str) -> str:
    found = kept.get(key)
    return clean(found) if isinstance(found, str) and len(found) <= _LONGEST else ""


def _number(kept: Mapping[str, Any], key: str) -> int:
    found = kept.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= 3 else 0


def _texts(kept: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = kept.get(key)
    if not isinstance(found, list):
        return ()
    return tuple(_kept_texts(found[:_MOST]))


def _kept_texts(found: Iterable[object]) -> Iterable[str]:
    return (each for each in found if isinstance(each, str) and len(each) <= _LONGEST)
