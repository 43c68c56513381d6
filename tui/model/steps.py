"""Steps: a checklist of milestones, each with its due date, done date and evidence (semantics.md sections 2 and 5).

A step is done by the date that the definition gives, or by an observation of the indicator whose unit is the step's id
and whose value is at least 1; it was done on the last day of that observation's period, or by the day itself.

Nothing said of a step means "not done" where somebody would have said so: who has spoken of any other step of the list,
or who keeps the list in the file, with dates. A list of which nobody has said anything else is unknown, like a figure
that was never reported.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tui.model.calendar import days_after
from tui.model.figure import Figure, lacking
from tui.model.indicator import Indicator, Step
from tui.model.number import ONE, ZERO, Number, as_decimal, is_less, is_sane, over, times, total
from tui.model.observation import Observation
from tui.model.value import Quantity
from tui.named import NamedTuple

__all__ = ["Checklist", "checklist", "checklist_figure"]


class Checklist(NamedTuple):
    """How a checklist stands on a day."""

    done: tuple[Step, ...]
    """In order of the definition."""
    verified: tuple[str, ...]
    """Ids of the done steps with evidence; the others are claimed."""
    ahead: tuple[Step, ...]
    """Required, not done, and not overdue."""
    overdue: tuple[Step, ...]
    """Required, not done, and past due."""
    soon: tuple[Step, ...]
    """Of those ahead, the ones due within the days of warning."""
    late: tuple[Step, ...]
    """Required, done after they were due."""


def checklist(indicator: Indicator, day: date, observed: Mapping[str, Observation]) -> Checklist:
    """How a checklist stands at the end of a day.

    Args:
        indicator: The definition; its target may give the days of warning, and the due date of steps without one.
        day: Steps done after it are not done yet.
        observed: Newest observation by step id.
    """
    target = indicator.target
    last = target.deadline if target else None
    warned = days_after(day, target.warn_days if target else 0)
    done: list[Step] = []
    verified: list[str] = []
    ahead: list[Step] = []
    overdue: list[Step] = []
    late: list[Step] = []
    for step in indicator.steps:
        due = step.due or last
        when = _done_on(step, day, observed.get(step.id))
        if when is not None:
            done.append(step)
            if step.evidence or _has_evidence(observed.get(step.id)):
                verified.append(step.id)
            if step.required and due is not None and when > due:
                late.append(step)
        elif step.required:
            (overdue if due is not None and due < day else ahead).append(step)
    soon = tuple(step for step in ahead if (due := step.due or last) is not None and due <= warned)
    return Checklist(tuple(done), tuple(verified), tuple(ahead), tuple(overdue), soon, tuple(late))


def checklist_figure(
    indicator: Indicator, stands: Checklist, observed: Mapping[str, Observation], scale: Number
) -> Figure:
    """The figure of a checklist: weights of what is done over the weights of all.

    Args:
        indicator: The definition.
        stands: How it stands.
        observed: Newest observation by step id.
        scale: 100 for percent; 0 to give the number of steps done instead of a share.

    Returns:
        Without a number where there is no step, or where nothing is known of them.
    """
    if not indicator.steps:
        return lacking("no_duty")
    if _is_unknown(indicator, observed):
        return lacking("unreported")
    weights = [step.weight for step in indicator.steps]
    plain = any(not is_sane(weight) or is_less(weight, ZERO) for weight in weights) or not any(weights)
    whole = total([ONE if plain else weight for weight in weights])
    part = total([ONE if plain else step.weight for step in stands.done])
    share = over(part, whole)
    newest = max(observed.values(), key=lambda seen: (seen.period, seen.recorded, seen.unit), default=None)
    return Figure(
        Quantity("eq", times(share, scale) if scale else Decimal(len(stands.done))),
        period=newest.period if newest else None,
        observation=newest,
        numerator=as_decimal(part),
        denominator=as_decimal(whole),
        share=share,
        is_whole=not stands.ahead and not stands.overdue,
        steps_done=tuple(step.id for step in stands.done),
    )


def _is_unknown(indicator: Indicator, observed: Mapping[str, Observation]) -> bool:
    """Whether nothing is known of a checklist, so that none of its steps may be called open, due or overdue.

    - Any step that the file gives as done or with its evidence, or that was observed, done or not: the list is known.
    - Otherwise it is unknown where a source has a map for it and has given nothing yet.
    - Otherwise the file is where it is kept, and the date by which a required step is due says that it is not done yet;
      without any such date nothing is said of the list at all.

    Args:
        indicator: The definition.
        observed: Newest observation by step id.
    """
    if any(step.done is not None or step.evidence for step in indicator.steps):
        return False
    if any(seen.value is not None for seen in observed.values()):
        return False
    last = indicator.target.deadline if indicator.target else None
    is_dated = any(step.required and (step.due or last) is not None for step in indicator.steps)
    return indicator.is_sourced or not is_dated


def _done_on(step: Step, day: date, observation: Observation | None) -> date | None:
    if step.done is not None and step.done <= day:
        return step.done
    if observation is None or observation.value is None or not is_sane(observation.value):
        return None
    return min(observation.period.end, day) if observation.value >= 1 and observation.period.start <= day else None


def _has_evidence(observation: Observation | None) -> bool:
    return observation is not None and bool(observation.provenance.evidence)
