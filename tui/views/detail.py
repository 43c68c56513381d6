"""Everything that is known of one indicator: why it stands so, what is asked, where the figures come from."""

from collections.abc import Sequence
from typing import Final

from tui.errors import Message
from tui.model.observation import Observation
from tui.model.snapshot import Assessment
from tui.views.bar import bar
from tui.views.chart import chart_part
from tui.views.checks import RESULT_ROLES, RESULT_SYMBOLS, check_title
from tui.views.line import Line, Span
from tui.views.look import Look
from tui.views.origin import instant_text, origin_part
from tui.views.paper import Paper
from tui.views.roster import few, roster_part
from tui.views.scene import Scene
from tui.views.steps import steps_part
from tui.words import figures
from tui.words.dates import period_text
from tui.words.numbers import NONE, written
from tui.words.statuses import CONTEXT, overlays

__all__ = ["detail"]

_BAR: Final = 40
_MOST: Final = 500
"""Vintages that a page shows; all of them are told by `zhibiao history`."""


def detail(scene: Scene, assessment: Assessment, vintages: Sequence[Observation], look: Look, cells: int) -> list[Line]:
    """The page of one indicator.

    Args:
        scene: What is around it.
        assessment: What it is about.
        vintages: All figures ever recorded of it, of its units too where they make its figure, in any order.
        look: Language and glyphs.
        cells: Width of a line.
    """
    paper = Paper(look, cells)
    _verdict(paper, scene, assessment)
    _why(paper, assessment)
    chart_part(paper, assessment)
    own = [seen for seen in vintages if seen.unit == assessment.unit]
    of_units = [seen for seen in vintages if seen.unit != assessment.unit]
    roster_part(paper, scene, assessment, of_units)
    steps_part(paper, assessment, scene.snapshot.as_of.date(), of_units)
    _definition(paper, scene, assessment)
    _asked(paper, assessment)
    _checks(paper, scene, assessment)
    origin_part(paper, scene, assessment)
    _history(paper, scene, assessment, own, of_units)
    return paper.lines


def _verdict(paper: Paper, scene: Scene, assessment: Assessment) -> None:
    look = paper.look
    light = "invalid" if assessment.status == "invalid" else assessment.light
    name = assessment.indicator.name.said(look.words.language)
    if assessment.unit:
        name = f"{name} {look.glyphs.dot} {assessment.unit}"
    paper.text(name, "title")
    status = f"{look.symbol(assessment.status)} {look.word('code', assessment.status or CONTEXT)}"
    said = [
        Span(" "),
        Span(status, light),
        Span("   "),
        Span(look.text(figures.figure(look.words, assessment)), "strong"),
    ]
    target = figures.target(look.words, assessment)
    if target:
        said += [Span("   "), Span(f"{look.say('column.target')} {look.text(target)}")]
    paper.line(*said)
    if assessment.progress is not None:
        room = min(_BAR, max(paper.cells - 30, 10))
        drawn = bar(assessment.progress, assessment.plan, room, light, look.glyphs)
        paper.line(Span(" "), *drawn, Span(f" {figures.progress(assessment)}"), *_pace(assessment, look))
    remarks = overlays(look.words, assessment)
    if remarks:
        paper.text(f" {look.glyphs.dot} ".join(remarks), "note")
    _revision(paper, scene, assessment)


def _revision(paper: Paper, scene: Scene, assessment: Assessment) -> None:
    """What was said before, what is said now, and which document says so since when."""
    old, new = assessment.superseded, assessment.observation
    if old is None or new is None:
        return
    look = paper.look
    said = look.say("revised", old=_said(old, assessment, look), new=_said(new, assessment, look))
    where = (
        instant_text(new.recorded, scene, look),
        new.provenance.document or new.provenance.source,
        new.provenance.note,
    )
    paper.text(f"{look.glyphs.revised} {said}", "note")
    paper.text(f" {look.glyphs.dot} ".join(part for part in where if part), "dim", indent=3)


def _said(seen: Observation, assessment: Assessment, look: Look) -> str:
    """A vintage as the indicator says its figures; that of an operand under the operand's own name.

    What a unit reports of a coverage is no share: it stands as it was recorded.
    """
    if seen.unit != assessment.unit and seen.indicator == assessment.id:
        return NONE if seen.value is None else written(seen.value)
    drawn = assessment._replace(
        value=seen.value, op=seen.op, numerator=seen.numerator, denominator=seen.denominator, bounds=None
    )
    if seen.indicator == assessment.id:
        return figures.figure(look.words, drawn)
    return f"{seen.indicator} {NONE if seen.value is None else written(seen.value)}"


def _pace(assessment: Assessment, look: Look) -> list[Span]:
    if assessment.plan is None or assessment.plan >= 1:
        return []
    plan = look.say("plan_today", plan=assessment.plan, mark=look.glyphs.mark)
    return [Span("  "), Span(plan, "dim")]


def _why(paper: Paper, assessment: Assessment) -> None:
    look = paper.look
    paper.heading(look.say("part.why"))
    paper.text(look.told(assessment.why))
    for step in assessment.arithmetic:
        if step == assessment.why:
            continue  # the sentence itself is among its steps
        said = {name: few(value) if isinstance(value, tuple) else value for name, value in step.values.items()}
        paper.text(look.told(Message(step.key, said)), "dim", indent=3)
    if assessment.trend:
        paper.field(look.say("field.trend"), look.word("trend", assessment.trend))


def _definition(paper: Paper, scene: Scene, assessment: Assessment) -> None:
    look, words = paper.look, paper.look.words
    indicator = assessment.indicator
    paper.heading(look.say("part.definition"))
    if indicator.definition:
        paper.text(indicator.definition.said(words.language))
    group = scene.snapshot.framework.groups.get(indicator.group)
    paper.field(look.say("field.id"), indicator.id)
    paper.field(look.say("field.group"), group.name.said(words.language) if group else "")
    paper.field(look.say("field.basis"), indicator.basis)
    paper.field(look.say("field.owner"), indicator.owner)
    paper.field(look.say("field.tags"), words.plain(indicator.tags))
    kind = (look.word("measure", indicator.measure), look.word("accrual", indicator.accrual))
    paper.field(look.say("field.measure"), words.plain(kind))
    parts = (
        indicator.numerator and f"{indicator.numerator} / {indicator.denominator}",
        indicator.expr,
        indicator.roster,
    )
    paper.field(look.say("field.from"), next((part for part in parts if part), ""))
    if indicator.freq:
        paper.field(look.say("field.freq"), look.say(f"freq.{indicator.freq}"))


def _asked(paper: Paper, assessment: Assessment) -> None:
    target = assessment.indicator.target
    if target is None:
        return
    look, words = paper.look, paper.look.words
    paper.heading(look.say("part.target"))
    paper.field(look.say("column.target"), figures.target(words, assessment))
    if target.example:
        paper.field("", look.say("example_target"), "note")
    if assessment.indicator.measure != "steps":
        paper.field(look.say("field.mode"), look.word("mode", target.mode))
    elif target.deadline:
        paper.field(look.say("column.deadline"), target.deadline.isoformat())
    if target.mode == "reach" and target.deadline:
        start = target.start.isoformat() if target.start else f"{target.deadline.year}-01-01"
        paper.field(look.say("field.way"), f"{start} {look.glyphs.flat} {target.deadline.isoformat()}")
        paper.field(look.say("field.plan"), look.word("plan", target.plan))
        if target.closing_report:
            paper.field(look.say("field.closing"), target.closing_report.isoformat())
    for version in target.versions:
        said = " ".join(part for part in (written(version.value), version.reason, version.document) if part)
        paper.field(look.say("field.since", day=version.since), said)


def _checks(paper: Paper, scene: Scene, assessment: Assessment) -> None:
    found = [check for check in scene.snapshot.checks if assessment.id in check.indicators]
    if not found:
        return
    look = paper.look
    paper.heading(look.say("part.checks"))
    for check in found:
        word = look.word("result", check.result)
        head = f"{look.text(RESULT_SYMBOLS[check.result])} {word}"
        title = check_title(check, scene.snapshot, look)
        paper.line(Span(" "), Span(head, RESULT_ROLES[check.result]), Span(f"  {title}", "dim"))
        paper.text(look.told(check.why), indent=3)


def _history(
    paper: Paper, scene: Scene, assessment: Assessment, own: Sequence[Observation], of_units: Sequence[Observation]
) -> None:
    """Every vintage; of an indicator whose figure its units or steps make, theirs, what was recorded last first."""
    look = paper.look
    paper.heading(look.say("part.history"))
    heads = ["period", "value", "recorded", "flag", "document"]
    if of_units:
        heads.insert(0, "unit")
        ordered = sorted((*own, *of_units), key=lambda seen: (seen.recorded, seen.period, seen.unit), reverse=True)
    else:
        ordered = sorted(own, key=lambda seen: (seen.period, seen.recorded), reverse=True)
    if not ordered:
        is_computed = assessment.value is not None and assessment.indicator.measure != "value"
        paper.text(look.say("computed_history" if is_computed else "no_history"), "dim")
        return
    rows = [_vintage(seen, scene, assessment, look) for seen in ordered[:_MOST]]
    if of_units:
        rows = [(Span(seen.unit, "dim"), *row) for seen, row in zip(ordered, rows, strict=False)]
    paper.table([look.say(f"history.{name}") for name in heads], rows)
    if len(ordered) > _MOST:
        paper.text(look.say("changes.more", count=len(ordered) - _MOST), "dim")


def _vintage(seen: Observation, scene: Scene, assessment: Assessment, look: Look) -> tuple[Span, ...]:
    flag = look.word("flag", seen.flag) if seen.flag != "A" else ""
    source = seen.provenance.document or seen.provenance.source
    return (
        Span(period_text(look.words, seen.period)),
        Span(_said(seen, assessment, look), "strong"),
        Span(instant_text(seen.recorded, scene, look)),
        Span(flag, "yellow"),
        Span(" ".join(part for part in (source, seen.provenance.section) if part), "dim"),
    )
