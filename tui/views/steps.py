"""The checklist of an indicator: what is done, by when it was due, and what proves it."""

from collections.abc import Mapping, Sequence
from datetime import date

from tui.model.indicator import Step
from tui.model.observation import Observation
from tui.model.snapshot import Assessment
from tui.views.line import Span
from tui.views.paper import Paper

__all__ = ["steps_part"]

_SYMBOLS = {"verified": "✔", "claimed": "●", "open": "○", "overdue": "✘", "unknown": "?"}
_ROLES = {"verified": "green", "claimed": "yellow", "open": "text", "overdue": "red", "unknown": "grey"}


def steps_part(paper: Paper, assessment: Assessment, day: date, recorded: Sequence[Observation] = ()) -> None:
    """Add the checklist as a table; nothing, for an indicator without steps.

    Args:
        paper: The page.
        assessment: Whose steps.
        day: The day that is judged.
        recorded: What was recorded of its steps, for those that no file says are done.
    """
    indicator = assessment.indicator
    if not indicator.steps:
        return
    look = paper.look
    if assessment.value is None:
        paper.heading(look.say("part.steps_unknown", total=len(indicator.steps)))
    else:
        paper.heading(look.say("part.steps", done=len(assessment.steps_done), total=len(indicator.steps)))
    last = indicator.target.deadline if indicator.target else None
    newest: Mapping[str, Observation] = {seen.unit: seen for seen in sorted(recorded, key=_age)}
    rows = [
        _row(paper, step, _state(step, last, assessment, day), last, newest.get(step.id)) for step in indicator.steps
    ]
    paper.table([look.say(f"steps.{name}") for name in ("state", "name", "due", "done", "evidence")], rows)


def _state(step: Step, last: date | None, assessment: Assessment, day: date) -> str:
    if assessment.value is None:
        return "unknown"
    if step.id in assessment.steps_done:
        return "verified" if step.id in assessment.steps_verified else "claimed"
    due = step.due or last
    return "overdue" if due and due < day else "open"


def _age(seen: Observation) -> tuple[object, ...]:
    return seen.period, seen.recorded


def _row(paper: Paper, step: Step, state: str, last: date | None, seen: Observation | None) -> tuple[Span, ...]:
    look = paper.look
    word = look.say("steps.overdue") if state == "overdue" else look.word("step", state)
    name = step.name.said(look.words.language)
    is_done = state in ("verified", "claimed")
    return (
        Span(f"{_SYMBOLS[state]} {word}", _ROLES[state]),
        Span(name if step.required else f"{name} ({look.say('steps.optional')})"),
        Span((step.due or last or "") and str(step.due or last)),
        Span(str(step.done or (seen.period.text if seen and is_done else ""))),
        Span(step.evidence or (_proof(seen, state) if seen else ""), "dim"),
    )


def _proof(seen: Observation, state: str) -> str:
    """The evidence; of what is claimed, in parentheses, the document that claims it."""
    known = seen.provenance
    if known.evidence:
        return known.evidence
    claim = " ".join(part for part in (known.document, known.section) if part)
    return f"({claim})" if claim and state == "claimed" else claim
