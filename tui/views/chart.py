"""The chart of an indicator: what is reached against the plan to the deadline, and where it leads; pure.

Both axes say what they mean: values at the left, dates below. A legend names every line with its figure, so that the
chart loses nothing where it is read aloud, or where there is no room to draw it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from tui.model.amount import Amount
from tui.model.number import Number, as_decimal, as_fraction
from tui.model.snapshot import Assessment
from tui.named import NamedTuple
from tui.views.canvas import Canvas, Pen
from tui.views.course import Course, Mark, course
from tui.views.line import Line, Span, width_of
from tui.views.look import Look
from tui.views.paper import Paper
from tui.words.cells import width
from tui.words.dates import period_text
from tui.words.numbers import amount_text

__all__ = ["chart_part"]

_NARROWEST: Final = 34
"""Cells of a page below which nothing is drawn; the legend stays."""
_ROWS: Final = 9
_WIDEST: Final = 120
_LABEL: Final = 14
"""Cells of a number at the axis; the legend has it whole."""
_MOST_MARKS: Final = 400
"""A chart has no room for more; the newest are kept."""
_WITH_UNIT: Final = frozenset({"PERCENT", "RANK"})
"""What is not to be taken for a count, so that its numbers at the axis keep their sign."""
_BOUNDS: Final = {"lt": "<", "le": "<", "gt": ">", "ge": ">", "approx": "~"}


class _Signs(NamedTuple):
    """What is drawn with."""

    actual: str
    forecast: str
    plan: str
    path: str
    ahead: str
    limit: str
    today: str
    upright: str
    corner: str
    flat: str
    tick: str


_UNICODE: Final = _Signs("●", "○", "⠂⠂", "⠉⠉", "⠁⠈", "⠂⠂", "⡇", "│", "└", "─", "┤")
_ASCII: Final = _Signs("o", "+", "..", "--", "::", "__", "!", "|", "+", "-", "|")


class _Field(NamedTuple):
    """Where days and values lie."""

    start: date
    days: int
    low: Fraction
    high: Fraction

    def x(self, day: date) -> Fraction:
        """The place of a day, 0 to 1."""
        return Fraction((day - self.start).days, self.days)

    def y(self, value: Number) -> Fraction:
        """The place of a value, 0 to 1."""
        return (as_fraction(value) - self.low) / (self.high - self.low)

    def day(self, x: Fraction) -> date:
        """The day at a place."""
        return self.start + timedelta(days=round(self.days * x))


def chart_part(paper: Paper, assessment: Assessment) -> None:
    """Add the chart with its legend; nothing, for an indicator of which there is nothing to draw."""
    found = course(assessment)
    if found is None:
        return
    look = paper.look
    found = found._replace(marks=found.marks[-_MOST_MARKS:])
    paper.heading(look.say("part.chart_plan" if found.way else "part.chart"))
    if paper.cells >= _NARROWEST and found.start < found.end:
        _draw(paper, assessment, found)
    for line in _flowing(_legend(found, assessment, look), paper.cells):
        paper.line(*line)


def _draw(paper: Paper, assessment: Assessment, found: Course) -> None:
    look = paper.look
    signs = _ASCII if look.ascii_only else _UNICODE
    values = list(_values(found))
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    field = _Field(found.start, (found.end - found.start).days, low, high)
    labels = [(value, _number(value, assessment, look)) for value in _labelled(found)]
    margin = min(max(width(said) for _, said in labels), _LABEL)
    canvas = Canvas(min(paper.cells - margin - 4, _WIDEST), _ROWS, dotted=not look.ascii_only)
    _lines(canvas, field, found, assessment, signs)
    rows = _rows(canvas, field, labels)
    for place, line in enumerate(canvas.lines()):
        said = rows.get(place, "")
        edge = signs.tick if said else signs.upright
        paper.line(Span(f" {look.pad(said, margin, right=True)} ", "dim"), Span(edge, "rest"), *line)
    paper.line(Span(" " * (margin + 2)), Span(signs.corner + signs.flat * canvas.cells, "rest"))
    paper.line(Span(" " * (margin + 3)), *_dates(canvas, field, found))


def _lines(canvas: Canvas, field: _Field, found: Course, assessment: Assessment, signs: _Signs) -> None:
    """Draw everything, what matters most last."""
    role = _role(assessment)
    for limit in found.limits:
        height = field.y(limit)
        canvas.line((Fraction(0), height), (Fraction(1), height), Pen("mark", signs.limit[0], 2))
    _planned(canvas, field, found, Pen("dim", signs.plan[0]))
    _ahead(canvas, field, found, signs)
    for before, mark in zip(found.marks, found.marks[1:], strict=False):
        if mark.joins:
            start = field.x(before.day), field.y(before.value)
            canvas.line(start, (field.x(mark.day), field.y(mark.value)), Pen(role, signs.path[0]))
    for mark in found.marks:
        canvas.put(field.x(mark.day), field.y(mark.value), _BOUNDS.get(mark.op, signs.actual), role)
    if found.start <= found.today <= found.end:
        canvas.upright(field.x(found.today), Pen("rest", signs.today))


def _planned(canvas: Canvas, field: _Field, found: Course, pen: Pen) -> None:
    """The plan, day for day as far as the columns go; every other dot, so that it differs from what was reached."""
    for column in range(0, canvas.columns, canvas.columns // canvas.cells):
        x = Fraction(column, canvas.columns - 1)
        asked = found.asked(field.day(x))
        if asked is not None:
            canvas.dot(x, field.y(asked), pen)


def _ahead(canvas: Canvas, field: _Field, found: Course, signs: _Signs) -> None:
    """Dashes from the newest value to what is forecast for the deadline."""
    last = next((mark for mark in reversed(found.marks) if mark.op == "eq"), None)
    if found.forecast is None or found.way is None or last is None:
        return
    end = field.x(found.way.deadline), field.y(found.forecast)
    pen = Pen("key", signs.ahead[0], canvas.columns // canvas.cells + 1)
    canvas.line((field.x(last.day), field.y(last.value)), end, pen)
    canvas.put(*end, signs.forecast, "key")


def _values(found: Course) -> Iterator[Fraction]:
    """Every value that is drawn."""
    for value in (*found.limits, *(mark.value for mark in found.marks)):
        yield as_fraction(value)
    if found.way is not None:
        yield as_fraction(found.way.baseline)
        yield as_fraction(found.way.limit)
        # A plan of dated values may go beyond both.
        inner = found.yard.target.milestones if found.yard and found.yard.target else ()
        yield from (as_fraction(stone.value) for stone in inner if found.start <= stone.date <= found.end)
    if found.forecast is not None:
        yield as_fraction(found.forecast)


def _labelled(found: Course) -> list[Number]:
    """The values that the axis names, the most important first: they may be too near to each other for all."""
    ends = [found.way.limit, found.way.baseline] if found.way else list(found.limits)
    seen = [mark.value for mark in found.marks]
    newest = seen[-1:]
    ahead = [found.forecast] if found.forecast is not None else []
    extremes = [min(seen, key=as_fraction), max(seen, key=as_fraction)] if seen else []
    return list(dict.fromkeys([*ends, *newest, *ahead, *extremes]))


def _rows(canvas: Canvas, field: _Field, labels: Iterable[tuple[Number, str]]) -> dict[int, str]:
    """Which label stands beside which row."""
    rows: dict[int, str] = {}
    for value, said in labels:
        rows.setdefault(canvas.cell(Fraction(0), field.y(value))[1], said)
    return rows


def _dates(canvas: Canvas, field: _Field, found: Course) -> Line:
    """The first day, the last, and between them the day that is judged where there is room for it."""
    first, last = (found.start if found.way is None else found.way.start), found.end
    left, right, middle = first.isoformat(), last.isoformat(), found.today.isoformat()
    if canvas.cells < width(left) + width(right) + 2:
        return (Span(right.rjust(canvas.cells), "dim"),)
    room = canvas.cells - width(left) - width(right)
    place = canvas.cell(field.x(found.today), Fraction(0))[0] - width(middle) // 2 - width(left)
    place = min(max(place, 1), room - width(middle) - 1)
    if not found.start < found.today < found.end or place < 1:
        return (Span(left + " " * room + right, "dim"),)
    return (
        Span(left + " " * place, "dim"),
        Span(middle, "strong"),
        Span(" " * (room - place - width(middle)) + right, "dim"),
    )


def _legend(found: Course, assessment: Assessment, look: Look) -> Iterator[Line]:
    """What every line is, with its figure."""
    signs = _ASCII if look.ascii_only else _UNICODE
    role = _role(assessment)
    if found.marks:
        newest = found.marks[-1]
        said = look.say("chart.actual", value=_amount(newest.value, assessment, look, newest), when=_when(newest, look))
        yield Span(_BOUNDS.get(newest.op, signs.actual), role), Span(f" {look.text(said)}")
    else:
        yield (Span(look.say("chart.nothing"), "dim"),)
    if any(mark.op != "eq" for mark in found.marks):
        yield (Span("< > ~", role), Span(f" {look.say('chart.bound')}"))
    if found.way is not None:
        yield from _legend_of_way(found, assessment, look, signs)
    elif found.limits:
        yield Span(signs.limit, "mark"), Span(f" {look.say('chart.limit')}")
    if found.start <= found.today <= found.end:
        yield Span(signs.today, "rest"), Span(f" {look.say('chart.today', day=found.today)}")


def _legend_of_way(found: Course, assessment: Assessment, look: Look, signs: _Signs) -> Iterator[Line]:
    asked = found.asked(found.today)
    if found.way is not None and asked is not None:
        planned = look.say("chart.plan", value=_amount(asked, assessment, look))
        yield Span(signs.plan, "dim"), Span(f" {look.text(planned)}")
        if found.forecast is not None:
            value = _amount(found.forecast, assessment, look)
            said = look.say("chart.forecast", value=value, day=found.way.deadline)
            yield Span(signs.forecast, "key"), Span(f" {look.text(said)}")


def _when(mark: Mark, look: Look) -> str:
    return period_text(look.words, mark.period) if mark.period else mark.day.isoformat()


def _flowing(pieces: Iterable[Line], cells: int) -> Iterator[Line]:
    """Pieces side by side, as many as a line holds; one that is too long for any is cut later."""
    gap = Span("   ")
    line: tuple[Span, ...] = ()
    for piece in pieces:
        if line and width_of(line) + width_of(piece) + 3 > cells - 1:
            yield line
            line = ()
        line = (*line, gap, *piece) if line else (Span(" "), *piece)
    if line:
        yield line


def _role(assessment: Assessment) -> str:
    """As the bar is painted; figures without a target have no light."""
    light = "invalid" if assessment.status == "invalid" else assessment.light
    return "strong" if light == "none" else light


def _number(value: Number, assessment: Assessment, look: Look) -> str:
    """A value at the axis: without its unit, which the title of the page says."""
    amount = Amount.of(assessment.indicator, as_decimal(value), computed=True)
    if amount.unit_measure not in _WITH_UNIT:
        amount = amount._replace(unit_measure="")
    return look.text(amount_text(look.words, amount))


def _amount(value: Number, assessment: Assessment, look: Look, mark: Mark | None = None) -> str:
    op = mark.op if mark else "eq"
    computed = None if mark else True
    return amount_text(look.words, Amount.of(assessment.indicator, as_decimal(value), op, computed=computed))
