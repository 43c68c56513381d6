"""The status panel of an indicator, and the head of its section: one line each, in columns; pure."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from tui.model.snapshot import Assessment
from tui.views.bar import bar
from tui.views.columns import COLUMNS, Columns, short_status
from tui.views.line import Line, Span, joined
from tui.views.look import Look
from tui.views.outline import Section
from tui.words import figures
from tui.words.cells import width
from tui.words.statuses import CONTEXT, SYMBOLS, overlays

_EXAMPLE: Final = "*"
"""Stands behind a target that is ours and not the document's."""

_RIGHT: Final = frozenset(column.id for column in COLUMNS if column.right)

__all__ = ["LIGHT_OF", "heading_line", "panel_line", "section_line", "tally"]

LIGHT_OF: Final[Mapping[str, str]] = {
    "met": "green",
    "on_track": "green",
    "at_risk": "yellow",
    "off_track": "red",
    "missed": "red",
    "no_data": "grey",
    "invalid": "invalid",
    "not_started": "grey",
    "suspended": "grey",
    "not_applicable": "none",
    CONTEXT: "none",
}
"""The role of a status where no assessment says which light it shows."""


def panel_line(assessment: Assessment, columns: Columns, look: Look) -> Line:
    """An indicator on one line."""
    spans = [Span(" " * columns.indent)]
    for place, (name, cells) in enumerate(columns.widths.items()):
        if place:
            spans.append(Span(" "))
        spans.extend(_CELLS[name](assessment, cells, look))
    return joined(spans)


def section_line(section: Section, columns: Columns, look: Look) -> Line:
    """The head of a section: its name, how many of its members stand how, and its bar above theirs."""
    glyphs = look.glyphs
    sign = glyphs.folded if section.folded else glyphs.opened
    room = columns.widths["name"]
    bar_room = columns.widths.get("bar", 0)
    group = section.group
    drawn: Line = ()
    if bar_room and group and group.progress is not None:
        drawn = (Span(" "), *bar(group.progress, None, bar_room, group.light, glyphs))
    elif bar_room:
        room += 1 + bar_room
    name = Span(_pad_name(section, room, look), "section")
    spans = [Span(" " * columns.indent), Span(f"{sign} ", "section"), name, *drawn, Span(" ")]
    if group:
        spans += tally(group.counts, look)
        if group.undetermined:
            spans.append(Span("  " + look.say("undetermined", count=group.undetermined), "grey"))
    return joined(spans)


def _pad_name(section: Section, room: int, look: Look) -> str:
    """The name of a section, and behind it how many it holds."""
    shown = len(section.members)
    count = f" {shown}" if shown == section.total else f" {shown}/{section.total}"
    if section.group:
        name = look.text(section.group.group.name.said(look.words.language))
    elif section.id in LIGHT_OF:
        name = f"{look.symbol(section.id)} {look.word('code', section.id)}"
    else:
        name = look.say("ungrouped")
    return look.pad(look.cut(name, room - width(count)) + count, room)


def tally(counts: Mapping[str, int], look: Look, named: Collection[str] = ()) -> Line:
    """How many stand how: `✔ 3  ▲ 1`; what does not occur is left out.

    Args:
        counts: By status code.
        look: Language and glyphs.
        named: Codes that are said in words as well.
    """
    spans: list[Span] = []
    for code in SYMBOLS:
        if counts.get(code):
            word = f" {look.word('code', code)}" if code in named else ""
            spans.append(Span(f"{look.symbol(code)}{word} {counts[code]}", LIGHT_OF[code]))
            spans.append(Span("  "))
    return tuple(spans[:-1])


def heading_line(columns: Columns, look: Look) -> Line:
    """The names of the columns."""
    spans = [Span(" " * columns.indent, "dim")]
    for place, (name, cells) in enumerate(columns.widths.items()):
        text = "" if cells == 1 else " " * (name == "target") + look.say(f"column.{name}")
        spans.append(Span(" " * bool(place) + look.pad(text, cells, right=name in _RIGHT), "dim"))
    return joined(spans)


def _symbol(assessment: Assessment, cells: int, look: Look) -> Line:
    return (Span(look.symbol(assessment.status), _role(assessment)),)


def _name(assessment: Assessment, cells: int, look: Look) -> Line:
    name = look.text(assessment.indicator.name.said(look.words.language))
    if assessment.unit:
        name = f"  {look.text(assessment.unit)}"
    return (Span(look.pad(name, cells), "name"),)


def _bar(assessment: Assessment, cells: int, look: Look) -> Line:
    if assessment.status is None and assessment.progress is None:
        return (Span(" " * cells),)
    return bar(assessment.progress, assessment.plan, cells, _role(assessment), look.glyphs)


def _value(assessment: Assessment, cells: int, look: Look) -> Line:
    said = look.text(figures.figure(look.words, assessment))
    if width(said) > cells:
        said = look.text(figures.value(look.words, assessment)) or said
    return (Span(look.pad(said, cells, right=True)),)


def _target(assessment: Assessment, cells: int, look: Look) -> Line:
    said = look.text(figures.target(look.words, assessment))
    if width(said) >= cells and assessment.indicator.measure == "steps":
        said = look.say("all_steps")
    if assessment.indicator.target and assessment.indicator.target.example:
        said += _EXAMPLE
    # The figure stands flush right before it: one cell between them would read as one text.
    return (Span(look.pad(f" {said}", cells)),)


def _status(assessment: Assessment, cells: int, look: Look) -> Line:
    return (Span(look.pad(short_status(look, assessment.status or CONTEXT), cells), _role(assessment)),)


def _fresh(assessment: Assessment, cells: int, look: Look) -> Line:
    if assessment.period is None:
        return (Span(" " * cells),)
    role = "dim" if assessment.freshness == "fresh" else "yellow"
    return (Span(look.pad(look.say(f"fresh.{assessment.freshness}"), cells), role),)


def _gap(assessment: Assessment, cells: int, look: Look) -> Line:
    return (Span(look.pad(figures.gap_points(assessment), cells, right=True)),)


def _trend(assessment: Assessment, cells: int, look: Look) -> Line:
    glyph = getattr(look.glyphs, assessment.trend) if assessment.trend else " "
    return (Span(glyph),)


def _deadline(assessment: Assessment, cells: int, look: Look) -> Line:
    target = assessment.indicator.target
    said = target.deadline.isoformat() if target and target.deadline else ""
    return (Span(look.pad(said, cells), "dim"),)


def _owner(assessment: Assessment, cells: int, look: Look) -> Line:
    return (Span(look.pad(look.text(assessment.indicator.owner), cells), "dim"),)


def _remarks(assessment: Assessment, cells: int, look: Look) -> Line:
    said = [*overlays(look.words, assessment)]
    if assessment.freshness != "fresh":
        said = said[1:]
    return (Span(look.pad(look.text(f" {look.glyphs.dot} ".join(said)), cells), "dim"),)


def _role(assessment: Assessment) -> str:
    """What colour a status has: that of its light, which a stale figure dims."""
    return "invalid" if assessment.status == "invalid" else assessment.light


_CELLS: Final[Mapping[str, Callable[[Assessment, int, Look], Line]]] = {
    "symbol": _symbol,
    "name": _name,
    "bar": _bar,
    "value": _value,
    "target": _target,
    "status": _status,
    "fresh": _fresh,
    "gap": _gap,
    "trend": _trend,
    "deadline": _deadline,
    "owner": _owner,
    "remarks": _remarks,
}
"""What stands in a column; each gives exactly so many cells."""
