"""Why an assessment is as it is: its reason as one sentence, a key and the figures that fill it.

`tui.words` says it in the reader's language (`tui/words/zh/why.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.number import HUNDRED, as_decimal
from tui.model.progress import bound_of
from tui.model.snapshot import Assessment, Status
from tui.model.value import Quantity
from tui.model.yardstick import Yardstick, meets

__all__ = ["DIFFERING", "floor_of", "gap_message", "is_bound", "target_of", "value_of", "who", "why_of"]

_NAMED = 3
"""Missing units that a sentence names before it only counts."""

DIFFERING = ("value", "actual", "gap")
"""Names of the values of sentences that differ among assessments which have the same `common`: what `value_of` gives,
`progress_raw`, `gap_pp`."""

_One = TypeVar("_One")


def why_of(assessment: Assessment, yard: Yardstick) -> Message:
    """The sentence for an assessment's reason.

    Args:
        assessment: Decided, with its figures.
        yard: What it was measured with.
    """
    told = _SENTENCES.get(assessment.reason)
    return told(assessment, yard) if told else Message(f"why.{assessment.reason}")


def value_of(assessment: Assessment) -> object:
    """The value with its unit, for a sentence; `""` where there is none."""
    if assessment.value is None:
        return ""
    limits = () if assessment.target_value is None else (assessment.target_value,)
    return Amount.of(assessment.indicator, assessment.value, assessment.op, limits)


def target_of(assessment: Assessment, yard: Yardstick) -> object:
    """The target with operator and unit, for a sentence: `≥ 889 persons`, or a band; `""` where there is none."""
    limit, indicator, target = yard.limit, assessment.indicator, yard.target
    if limit.low is not None and limit.high is not None:
        low, high = (Amount.of(indicator, as_decimal(end), computed=False) for end in (limit.low, limit.high))
        return Message("why.band", {"low": low, "high": high})
    if target is None or limit.value is None or target.op == "between":
        return ""
    if target.op == "eq":
        return Message("why.exactly", {"limit": Amount.of(indicator, as_decimal(limit.value), computed=False)})
    return Amount.of(indicator, as_decimal(limit.value), target.op, computed=target.expr is not None)


def floor_of(assessment: Assessment, yard: Yardstick) -> object:
    """The least that every unit must have, with its unit."""
    floor = yard.target.per_unit_min if yard.target else None
    return "" if floor is None else Amount.of(assessment.indicator, floor, computed=False)


def is_bound(assessment: Assessment) -> bool:
    """Whether progress is known only to be at most, or at least, what is stated."""
    return bound_of(assessment.op, assessment.reason) in {"le", "ge"}


def gap_message(assessment: Assessment) -> Message:
    """How the figure stands to the plan: behind it, ahead of it, or on it."""
    gap, plan = assessment.gap_pp, assessment.plan
    values = {"plan": plan, "actual": assessment.progress_raw, "gap": gap}
    if gap is None or plan is None:
        return Message("why.no_pace")
    if is_bound(assessment):
        return Message("why.behind_bound" if gap > 0 else "why.at_most", values)
    if not gap:
        return Message("why.on_plan", values)
    return Message("why.behind" if gap > 0 else "why.ahead", values)


def _suspended(assessment: Assessment, yard: Yardstick) -> Message:
    decision = yard.suspension
    if decision is None:
        return Message("why.suspended_open", {"start": yard.day, "document": ""})
    document = Message("why.by_document", {"document": decision.document}) if decision.document else ""
    if decision.end is None:
        return Message("why.suspended_open", {"start": decision.start, "document": document})
    return Message("why.suspended", {"start": decision.start, "end": decision.end, "document": document})


def _before_start(assessment: Assessment, yard: Yardstick) -> Message:
    return Message("why.before_start", {"start": yard.start or yard.day})


def _awaiting(assessment: Assessment, yard: Yardstick) -> Message:
    return Message("why.awaiting", {"due": yard.first_due or yard.day})


def _unreported(assessment: Assessment, yard: Yardstick) -> Message:
    if yard.first_due:
        return Message("why.unreported_since", {"due": yard.first_due})
    if assessment.indicator.steps:
        return Message("why.unreported_steps", {"total": len(assessment.indicator.steps)})
    return Message("why.unreported")


def _expired(assessment: Assessment, yard: Yardstick) -> Message:
    days = assessment.indicator.expire_after or 0
    return Message("why.expired", {"period": assessment.period or "", "days": days})


def _division(assessment: Assessment, yard: Yardstick) -> Message:
    numerator = assessment.bounds[0] if assessment.bounds else assessment.numerator
    return Message("why.undefined") if numerator is None else Message("why.division", {"numerator": numerator})


def _censored(assessment: Assessment, yard: Yardstick) -> Message:
    """Bounds or an approximate figure: what was published, where one figure or one quotient says it."""
    target, value = target_of(assessment, yard), value_of(assessment)
    if assessment.value is None and assessment.bounds is not None:
        value = Message("why.quotient", {"numerator": assessment.bounds[0], "denominator": assessment.bounds[1]})
        return Message("why.censored", {"value": value, "target": target})
    if assessment.value is None:
        return Message("why.censored_parts", {"target": target})
    key = "why.censored_approx" if assessment.op == "approx" else "why.censored"
    if yard.target is not None and meets(Quantity(assessment.op, assessment.value), yard.target, yard.limit) is False:
        key = "why.censored_pace"
    return Message(key, {"value": value, "target": target})


def _few(assessment: Assessment, yard: Yardstick) -> Message:
    denominator = assessment.bounds[1] if assessment.bounds else assessment.denominator
    values = {"denominator": denominator, "least": assessment.indicator.min_den}
    return Message("why.few", values)


def _steps_ahead(assessment: Assessment, yard: Yardstick) -> Message:
    return Message("why.steps_ahead", _step_counts(assessment))


def _steps_done(assessment: Assessment, yard: Yardstick) -> Message:
    """All of them, the only one, or all that are required."""
    counts = _step_counts(assessment)
    key = "why.steps_done" if counts["done"] == counts["total"] else "why.steps_done_required"
    if counts == {"done": 1, "total": 1}:
        key = "why.steps_done_one"
    return Message(key + "_late" if assessment.late else key, counts)


def _step_counts(assessment: Assessment) -> dict[str, int]:
    return {"done": len(assessment.steps_done), "total": len(assessment.indicator.steps)}


def _compared(key: str) -> Callable[[Assessment, Yardstick], Message]:
    """A sentence about a value and its target, and about who is missing where units are."""

    def told(assessment: Assessment, yard: Yardstick) -> Message:
        values: dict[str, object] = {"value": value_of(assessment), "target": target_of(assessment, yard)}
        if yard.target is not None and yard.target.deadline is not None:
            values["deadline"] = yard.target.deadline
        if assessment.short and assessment.status is not Status.MET:
            return _below_floor(assessment, yard, Message(key, values))
        if assessment.missing_units and assessment.status is not Status.MET:
            return Message(key + "_units", {**values, "units": who(assessment.missing_units)})
        return Message(key, values)

    return told


def _below_floor(assessment: Assessment, yard: Yardstick, whole: Message) -> Message:
    """Units have less than each must have; the whole may well have enough."""
    values = {"floor": floor_of(assessment, yard), "units": who(assessment.short)}
    if assessment.value is not None and yard.target is not None:
        quantity = Quantity(assessment.op, assessment.value)
        if meets(quantity, yard.target, yard.limit):
            whole = Message("why.enough", {"value": value_of(assessment), "target": target_of(assessment, yard)})
    return Message("why.below_floor", {**values, "whole": whole})


def _itself(name: object) -> object:
    return name


def who(units: Sequence[_One], said: Callable[[_One], object] = _itself) -> object:
    """Names for a sentence: all of a few, the first of many with their number.

    Args:
        units: Whoever is meant.
        said: What one of them is called; the others are not asked.
    """
    named = tuple(map(said, units[:_NAMED]))
    return named if len(units) <= _NAMED else Message("why.and_others", {"units": named, "count": len(units)})


def _near_limit(assessment: Assessment, yard: Yardstick) -> Message:
    margin = yard.target.warn_margin if yard.target else HUNDRED
    values = {"value": value_of(assessment), "target": target_of(assessment, yard)}
    apart = Amount.of(assessment.indicator, margin, computed=False)
    if apart.unit_measure == "PERCENT":  # the distance of two percentages is no percentage
        apart = apart._replace(unit_measure="PP")
    return Message("why.near_limit", {**values, "margin": apart})


def _closing(assessment: Assessment, yard: Yardstick) -> Message:
    until = yard.target.closing_report if yard.target else None
    values = {"value": value_of(assessment), "target": target_of(assessment, yard), "until": until or yard.day}
    return Message("why.closing", values)


def _away(assessment: Assessment, yard: Yardstick) -> Message:
    baseline = yard.way.baseline if yard.way else HUNDRED - HUNDRED
    values = {"value": value_of(assessment), "target": target_of(assessment, yard)}
    amount = Amount.of(assessment.indicator, as_decimal(baseline), computed=False)
    return Message("why.away", {**values, "baseline": amount})


def _early(assessment: Assessment, yard: Yardstick) -> Message:
    share = as_decimal(yard.way.elapsed) if yard.way else HUNDRED - HUNDRED
    key = "why.early_bound" if is_bound(assessment) else "why.early"
    return Message(key, {"elapsed": share, "actual": assessment.progress_raw})


def _paced(assessment: Assessment, yard: Yardstick) -> Message:
    return gap_message(assessment)


def _grown(assessment: Assessment, yard: Yardstick) -> Message:
    return Message("why.growth_bound" if is_bound(assessment) else "why.growth", {"ratio": assessment.pace_ratio})


def _members(assessment: Assessment, yard: Yardstick) -> Message:
    # Deferred: 0.1 ms, and most definitions have no members.
    from tui.model.rolled import sentence

    return sentence(assessment)


_SENTENCES: Mapping[str, Callable[[Assessment, Yardstick], Message]] = {
    "suspended": _suspended,
    "before_start": _before_start,
    "awaiting": _awaiting,
    "unreported": _unreported,
    "expired": _expired,
    "division": _division,
    "censored": _censored,
    "few": _few,
    "steps_done": _steps_done,
    "steps_ahead": _steps_ahead,
    "steps_before_start": _before_start,
    "held": _compared("why.held"),
    "near_limit": _near_limit,
    "not_held": _compared("why.not_held"),
    "broken": _compared("why.broken"),
    "reached": _compared("why.reached"),
    "reached_late": _compared("why.reached_late"),
    "closing": _closing,
    "deadline": _compared("why.deadline"),
    "away": _away,
    "early": _early,
    "pace": _paced,
    "growth": _grown,
    "gap": _paced,
    "members": _members,
}
"""By reason code; the others need no figures: `why.` and the code."""
