"""The status panel of an indicator, and the head of its section: one line each, in columns; pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from tui.model.snapshot import Assessment, GroupAssessment
from tui.views.bar import bar
from tui.views.columns import COLUMNS, MARKS, USUAL, Columns, Needs, short_status
from tui.views.line import Line, Span, joined
from tui.views.look import Look
from tui.views.outline import Section
from tui.words import figures
from tui.words.cells import width
from tui.words.statuses import CONTEXT, SYMBOLS, overlays

_EXAMPLE: Final = "*"
"""Stands behind a target that is ours and not the document's."""

_RIGHT: Final = frozenset(column.id for column in COLUMNS if column.right)

_SHORTEST: Final = 8
"""Cells that a name keeps beside a figure that needs more than its column."""

__all__ = [
    "LIGHT_OF",
    "bar_of",
    "figure_of",
    "heading_line",
    "needs",
    "panel_line",
    "role_of",
    "section_line",
    "tally",
    "target_of",
]

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


_REMARKABLE = frozenset({"yellow", "red"})
"""Lights of a section that are said in a word; of the others the counts say enough."""


def panel_line(assessment: Assessment, columns: Columns, look: Look, label: str | None = None) -> Line:
    """An indicator on one line; a label says what it is called here, where that is not its name or its unit."""
    spans = [Span(" " * columns.indent)]
    for place, (name, cells) in enumerate(_roomy(assessment, columns.widths, look).items()):
        if place:
            spans.append(Span(" "))
        if name == "name" and label is not None:
            spans.append(Span(look.pad(look.text(label), cells), "name"))
        else:
            spans.extend(_CELLS[name](assessment, cells, look))
    return joined(spans)


def needs(assessments: Iterable[Assessment], look: Look) -> Needs:
    """The cells that the figures, targets and owners of some series take, and at least the usual ones."""
    found = [USUAL]
    for assessment in assessments:
        value, target = figure_of(assessment, look), target_of(assessment, look)
        owner = width(look.text(assessment.indicator.owner))
        bare = width(_bare(value)) + MARKS, width(_bare(target))
        found.append(Needs(width(value) + MARKS, width(target), owner, *bare))
    return Needs(*map(max, zip(*found, strict=True)))


def _roomy(assessment: Assessment, widths: dict[str, int], look: Look) -> dict[str, int]:
    """The widths for one line: a figure is never cut; one that is longer than its column takes from bar and name."""
    value = widths.get("value")
    if value is None:
        return widths
    said = figure_of(assessment, look)
    if width(said) + MARKS <= value:
        return widths
    over = width(_bare(said)) + MARKS - value
    bar_gives = max(min(over, widths.get("bar", 1) - 1), 0)
    name = widths["name"] - max(over - bar_gives, 0)
    if over <= 0 or name < _SHORTEST:
        return widths
    given = {"value": value + over, "name": name} | ({"bar": widths["bar"] - bar_gives} if bar_gives else {})
    return widths | given


def _bare(said: str) -> str:
    """A figure or a target without its unit; what has no number, or the unit before it, stays as it is."""
    body = said.removesuffix(_EXAMPLE)
    words = body.split(" ")
    last = max((place for place, word in enumerate(words) if any(map(str.isdigit, word))), default=len(words))
    percent = "%" if words[last + 1 :] == ["%"] else ""
    return " ".join(words[: last + 1]) + percent + said[len(body) :]


def section_line(section: Section, columns: Columns, look: Look) -> Line:
    """The head of a section: its name, how many of its members stand how, and its bar above theirs."""
    glyphs = look.glyphs
    sign = glyphs.folded if section.folded else glyphs.opened
    room = columns.widths["name"]
    bar_room = columns.widths.get("bar", 0)
    group, counts = section.group, section.counts
    drawn: Line = ()
    if bar_room and group and group.progress is not None:
        drawn = (Span(" "), *bar(group.progress, None, bar_room, group.light, glyphs))
    elif bar_room:
        room += 1 + bar_room
    name = Span(_pad_name(section, room, look), "section")
    spans = [Span(" " * columns.indent), Span(f"{sign} ", "section"), name, *drawn, Span(" ")]
    spans += tally(counts, look)
    if group:
        spans += _verdict(group, look)
    return joined(spans)


def _verdict(group: GroupAssessment, look: Look) -> Line:
    """What the rule makes of the members, in words too: the colour of the bar says nothing alone."""
    spans: list[Span] = []
    if group.light in _REMARKABLE:
        said = look.word("light", group.light)
        spans.append(Span("  " + (look.say("vetoed", light=said) if group.vetoed_by else said), group.light))
    if group.score is not None:
        spans.append(Span("  " + look.say("score", score=group.score), group.light))
    if group.undetermined:
        spans.append(Span("  " + look.say("undetermined", count=group.undetermined), "grey"))
    return tuple(spans)


def _pad_name(section: Section, room: int, look: Look) -> str:
    """The name of a section, and behind it how many it holds."""
    shown = len(section.members)
    count = f" {shown}" if shown == section.total else f" {shown}/{section.total}"
    name = look.text(_section_name(section, look))
    return look.pad(look.cut(name, room - width(count)) + count, room)


def _section_name(section: Section, look: Look) -> str:
    if section.by == "status":
        return f"{look.symbol(section.id)} {look.word('code', section.id)}"
    if section.by == "owner":
        return section.id or look.say("no_owner")
    if section.by == "unit":
        return section.name or section.id or look.say("whole_area")
    return section.group.group.name.said(look.words.language) if section.group else look.say("ungrouped")


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
        text = "" if cells == 1 else look.say(f"column.{name}")
        behind = MARKS if name == "value" else 0
        said = look.pad(text, cells - behind, right=name in _RIGHT)
        spans.append(Span(" " * bool(place) + said + " " * behind, "dim"))
    return joined(spans)


def _symbol(assessment: Assessment, cells: int, look: Look) -> Line:
    return (Span(look.symbol(assessment.status), role_of(assessment)),)


def _name(assessment: Assessment, cells: int, look: Look) -> Line:
    name = look.text(assessment.indicator.name.said(look.words.language))
    if assessment.unit:
        name = f"  {look.text(assessment.unit)}"
    return (Span(look.pad(name, cells), "name"),)


def bar_of(assessment: Assessment, cells: int, look: Look) -> Line:
    """The bar, in exactly so many cells; nothing of what neither has nor needs one."""
    if assessment.status is None and assessment.progress is None:
        return (Span(" " * cells),)
    return bar(assessment.progress, assessment.plan, cells, role_of(assessment), look.glyphs)


def figure_of(assessment: Assessment, look: Look) -> str:
    """The figure with its unit, a ratio with its counts."""
    return look.text(figures.figure(look.words, assessment))


def _value(assessment: Assessment, cells: int, look: Look) -> Line:
    """The figure as long as there is room for: without its unit, and at the very last without its counts."""
    room = cells - MARKS
    said = figure_of(assessment, look)
    alone = look.text(figures.value(look.words, assessment))
    for shorter in (_bare(said), alone, _bare(alone)):
        if width(said) > room:
            said = shorter or said
    return (Span(look.pad(said, room, right=True)), *_marks(assessment, look))


def _marks(assessment: Assessment, look: Look) -> Line:
    """What is to be known of a figure before it is trusted; nothing, of one that is fresh and as first said."""
    stale = assessment.period is not None and assessment.freshness != "fresh"
    glyphs = look.glyphs
    fresh = Span(glyphs.stale if stale else " ", "yellow" if stale else "text")
    return fresh, Span(glyphs.revised if assessment.revised else " ", "note" if assessment.revised else "text")


def target_of(assessment: Assessment, look: Look) -> str:
    """The target; a star behind one that is ours and not the document's."""
    target = assessment.indicator.target
    if target is None:
        return ""
    said = look.say("all_steps") if _asks_all(assessment) else look.text(figures.target(look.words, assessment))
    return said + _EXAMPLE * target.example


def _asks_all(assessment: Assessment) -> bool:
    target = assessment.indicator.target
    return assessment.indicator.measure == "steps" and target is not None and target.value is None and not target.expr


def _target(assessment: Assessment, cells: int, look: Look) -> Line:
    said = target_of(assessment, look)
    return (Span(look.pad(said if width(said) <= cells else _bare(said), cells)),)


def _status(assessment: Assessment, cells: int, look: Look) -> Line:
    return (Span(look.pad(short_status(look, assessment.status or CONTEXT), cells), role_of(assessment)),)


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
    if assessment.freshness != "fresh" and assessment.period is None:
        said = said[1:]
    return (Span(look.pad(look.text(f" {look.glyphs.dot} ".join(said)), cells), "dim"),)


def role_of(assessment: Assessment) -> str:
    """What colour a status has: that of its light, which a stale figure dims."""
    return "invalid" if assessment.status == "invalid" else assessment.light


_CELLS: Final[Mapping[str, Callable[[Assessment, int, Look], Line]]] = {
    "symbol": _symbol,
    "name": _name,
    "bar": bar_of,
    "value": _value,
    "target": _target,
    "status": _status,
    "gap": _gap,
    "trend": _trend,
    "deadline": _deadline,
    "owner": _owner,
    "remarks": _remarks,
}
"""What stands in a column; each gives exactly so many cells."""
