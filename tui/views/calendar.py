"""What is owed when: deadlines, closing reports, figures and steps; what is late first."""

from tui.model.due import Due, due_dates
from tui.views.line import Line, Span
from tui.views.look import Look
from tui.views.paper import Paper
from tui.views.scene import Scene

__all__ = ["calendar"]

_SOON = 30
"""Days within which something calls for attention already."""
_DROPS = (1, 4)
"""Columns that go first where there is little room: the date tells the days, the indicator's page the owner."""
_MOST = 500
"""Lines of a part; who owes more looks at what is owed first."""


def calendar(scene: Scene, look: Look, cells: int) -> list[Line]:
    """The page of what is owed: late ones first, then by day."""
    paper = Paper(look, cells)
    dues = due_dates(scene.snapshot)
    if not dues:
        paper.text(look.text(look.words.say("due.nothing")), "dim")
    for late in (True, False):
        found = [due for due in dues if due.is_late is late]
        rows = [_row(due, look) for due in found[:_MOST]]
        if rows:
            paper.heading(look.words.say("due.late" if late else "due.ahead", count=len(found)))
            paper.table(
                [look.say(f"calendar.{name}") for name in ("day", "left", "name", "what", "owner")], rows, 2, _DROPS
            )
        if len(found) > _MOST:
            paper.text(look.say("changes.more", count=len(found) - _MOST), "dim")
    return paper.lines


def _row(due: Due, look: Look) -> tuple[Span, ...]:
    words = look.words
    name = due.indicator.name.said(words.language)
    role = "red" if due.is_late else "yellow" if due.days <= _SOON else "text"
    return (
        Span(due.day.isoformat(), role),
        Span(_left(due, look), role),
        Span(name, "name"),
        Span(_what(due, look)),
        Span(due.indicator.owner, "dim"),
    )


def _left(due: Due, look: Look) -> str:
    """How many days are left, or gone by."""
    if due.days == 0:
        return look.words.say("due.today")
    side = "overdue" if due.is_late else "in"
    number = "one" if abs(due.days) == 1 else "other"
    return look.words.say(f"due.{side}.{number}", count=abs(due.days))


def _what(due: Due, look: Look) -> str:
    if due.period is not None:
        return look.words.say("due.kind.report", period=due.period)
    values: dict[str, object] = {} if due.step is None else {"step": due.step.name}
    return look.words.say(f"due.kind.{due.kind}", **values)
