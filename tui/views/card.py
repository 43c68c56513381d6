"""An indicator on one to three lines, by the width that there is: what columns have no room for stands below; pure."""

from collections.abc import Collection
from typing import Final

from tui.model.snapshot import Assessment
from tui.views.columns import Columns, short_status
from tui.views.line import BLANK, Line, Span, fit, joined, width_of
from tui.views.look import Look
from tui.views.panel import bar_of, figure_of, panel_line, role_of, target_of
from tui.words import figures
from tui.words.cells import width
from tui.words.statuses import CONTEXT, SYMBOLS, overlays

__all__ = ["MOST_LINES", "card", "heading_columns", "lines_for"]

MOST_LINES: Final = 3

_WANTED: Final = frozenset({"gap", "owner"})
"""Columns that every panel shows; where there is no room for them as columns, a second line has them.

The trend is a glyph that comes with the owner or two cells later: it alone is worth no second line.
"""
_TWO: Final = 60
"""Cells of a line below which a panel takes three."""
_BAR: Final = 10
_NAME: Final = 10
"""Cells of an owner's name below which it is left out; names of offices begin with what tells them apart."""


def lines_for(columns: Columns, cells: int) -> int:
    """Lines that a panel takes on a list of so many cells, where nobody says otherwise."""
    if columns.widths.keys() >= _WANTED:
        return 1
    return 2 if cells >= _TWO else MOST_LINES


def card(assessment: Assessment, columns: Columns, look: Look, tall: int, label: str) -> tuple[Line, ...]:
    """An indicator on so many lines.

    Args:
        assessment: What is shown.
        columns: Of its first line, where it takes fewer than three.
        look: Language and glyphs.
        tall: 1 to `MOST_LINES`.
        label: What it is called here.
    """
    if tall < MOST_LINES:
        first = panel_line(assessment, columns, look, label)
        below = (_facts(assessment, columns.widths.keys(), columns, look),)
        return (first, *below[: tall - 1])
    return (
        _head(assessment, columns, look, label),
        _figures(assessment, columns, look),
        _facts(assessment, (), columns, look),
    )


def heading_columns(columns: Columns, look: Look) -> Columns:
    """The columns that the first of three lines has."""
    status = max(width(short_status(look, code)) for code in SYMBOLS)
    name = max(columns.total - columns.indent - status - 3, 1)
    return Columns({"symbol": 1, "name": name, "status": status}, columns.indent)


def _head(assessment: Assessment, columns: Columns, look: Look, label: str) -> Line:
    return panel_line(assessment, heading_columns(columns, look), look, label)


def _figures(assessment: Assessment, columns: Columns, look: Look) -> Line:
    drawn = bar_of(assessment, _BAR, look)
    asked = target_of(assessment, look)
    said = figure_of(assessment, look)
    value = look.pad(f"{said} / {asked}" if asked else said, max(columns.total - columns.indent - 3 - _BAR, 1))
    return joined((Span(" " * (columns.indent + 2)), *drawn, Span(" "), Span(value)))


def _facts(assessment: Assessment, shown: Collection[str], columns: Columns, look: Look) -> Line:
    """What no column says: the gap, the trend, the owner, until when, and what is to be known of the figure."""
    pieces: list[Span] = []
    if "gap" not in shown and (gap := look.text(figures.gap(look.words, assessment))):
        pieces.append(Span(gap, role_of(assessment)))
    if "trend" not in shown and assessment.trend:
        glyph = getattr(look.glyphs, assessment.trend)
        pieces.append(Span(f"{glyph} {look.word('trend', assessment.trend)}", "dim"))
    owner = look.text(assessment.indicator.owner)
    if "owner" not in shown and owner:
        pieces.append(Span(owner, "dim"))
    said = [look.text(remark) for remark in overlays(look.words, assessment)] if "remarks" not in shown else []
    pieces += [Span(remark, "dim") for remark in said]
    target = assessment.indicator.target
    if "deadline" not in shown and target and target.deadline and assessment.status not in (None, CONTEXT):
        pieces.append(Span(look.say("fact.deadline", day=target.deadline.isoformat()), "dim"))
    spans = [Span(" " * (columns.indent + 2))]
    room = columns.total - columns.indent - 2
    for place, piece in enumerate(pieces):
        between = Span(f" {look.glyphs.dot} " if place else "", "dim")
        taken = width_of((between, piece))
        if taken > room:
            if piece.text == owner and room - width(between.text) >= _NAME:
                spans += [between, piece]  # a name that is cut says more than none
            break
        spans += [between, piece]
        room -= taken
    return fit(joined(spans), columns.total, look.tail) if len(spans) > 1 else BLANK
