"""What changed: since one last looked, and in the month before the day that is shown; statuses first."""

from datetime import date, datetime
from typing import Final

from tui.model.snapshot import Assessment, Snapshot
from tui.monitor.moves import Move, moves
from tui.named import NamedTuple
from tui.views.line import Line, Span
from tui.views.look import Look
from tui.views.panel import LIGHT_OF
from tui.views.paper import Paper
from tui.views.scene import Scene
from tui.views.summary import clock_text
from tui.words import figures
from tui.words.statuses import CONTEXT

__all__ = ["DAYS", "Before", "changes"]

DAYS: Final = 30
"""How far the second part looks back."""

_MOST: Final = 300
"""Lines of a part; who changes a hundred thousand figures at once wants no list of them."""


class Before(NamedTuple):
    """What the present is compared with."""

    seen: Snapshot
    """What was shown when one last looked."""
    day: date | None = None
    """The day that `then` shows."""
    then: Snapshot | None = None
    """As it was on a day before; `None` while the history is being asked."""
    seen_at: datetime | None = None
    """When one last looked; `None`: when this dashboard was opened."""


def changes(scene: Scene, before: Before, look: Look, cells: int) -> list[Line]:
    """The page of the changes."""
    paper = Paper(look, cells)
    if scene.past is None:
        moved = moves(before.seen, scene.snapshot)
        at = before.seen_at
        _part(paper, look.say("changes.seen_at", at=clock_text(at, scene)) if at else look.say("changes.seen"), moved)
        _news(paper, scene)
    if before.then is None or before.day is None:
        paper.blank()
        paper.text(look.say("changes.asking"), "dim")
    else:
        _part(paper, look.say("changes.since", day=before.day), moves(before.then, scene.snapshot))
    return paper.lines


def _news(paper: Paper, scene: Scene) -> None:
    """What happened while the dashboard was open, statuses and sources, the newest first."""
    look = paper.look
    if scene.news:
        paper.heading(look.say("changes.news"))
    for each in scene.news:
        paper.line(Span(f" {each.at:%H:%M}  ", "dim"), Span(look.told(each.said), each.role))


def _part(paper: Paper, heading: str, moved: tuple[Move, ...]) -> None:
    look = paper.look
    paper.heading(f"{heading} {look.glyphs.dot} {len(moved)}")
    if not moved:
        paper.text(look.say("changes.none"), "dim")
        return
    ordered = sorted(moved, key=lambda move: not move.is_status)
    heads = [look.say(f"column.{name}") for name in ("status", "name", "value")]
    paper.table(heads, [_row(move, look) for move in ordered[:_MOST]], 1)
    if len(ordered) > _MOST:
        paper.text(look.say("changes.more", count=len(ordered) - _MOST), "dim")


def _row(move: Move, look: Look) -> tuple[Span, ...]:
    old, new = move.old, move.new
    name = new.indicator.name.said(look.words.language)
    if new.unit:
        name = f"{name} {look.glyphs.dot} {new.unit}"
    status = _status(new, look)
    if old is not None and move.is_status:
        status = f"{_status(old, look)} {look.glyphs.flat} {status}"
    figure = figures.figure(look.words, new)
    was = "" if old is None else figures.figure(look.words, old)
    if was and was != figure:
        figure = f"{was} {look.glyphs.flat} {figure}"
    mark = f" {look.glyphs.revised}" if new.revised else ""
    return Span(status, LIGHT_OF[new.status or CONTEXT]), Span(name, "name"), Span(figure + mark)


def _status(assessment: Assessment, look: Look) -> str:
    return f"{look.symbol(assessment.status)} {look.word('code', assessment.status or CONTEXT)}"
