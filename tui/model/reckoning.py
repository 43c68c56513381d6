"""The reckoning behind an assessment, step by step: figure, target, way, plan, pace, outlook."""

from collections.abc import Iterator

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.calendar import local_day
from tui.model.forecast import expected_now
from tui.model.indicator import Indicator
from tui.model.number import HUNDRED, as_decimal, is_sane, times
from tui.model.observation import Observation
from tui.model.progress import bound_of
from tui.model.snapshot import Assessment, Status
from tui.model.why import floor_of, gap_message, is_bound, target_of, value_of
from tui.model.yardstick import GAP_CUTS, RATIO_CUTS, Way, Yardstick

__all__ = ["reckoning_of"]


def reckoning_of(assessment: Assessment, yard: Yardstick) -> tuple[Message, ...]:
    """How the figures follow from each other.

    Args:
        assessment: Decided, with its figures.
        yard: What it was measured with.

    Returns:
        One message a step, in the order in which one would reckon; empty where there is nothing to reckon.
    """
    steps = [*_figure(assessment, yard), *_parts(assessment, yard), *_target(assessment, yard)]
    if yard.way is not None and assessment.progress_raw is not None and assessment.plan is not None:
        steps += _way(assessment, yard, yard.way)
        steps += _pace(assessment, yard)
        steps += _outlook(assessment)
    return tuple(steps)


def _figure(assessment: Assessment, yard: Yardstick) -> Iterator[Message]:
    for tier in assessment.tiers:
        values = {"level": tier.level, "covered": tier.covered, "applicable": tier.applicable}
        yield Message("why.step_tier" if tier.level else "why.step_roster", values)
    if assessment.value is None:
        return
    value = value_of(assessment)
    numerator, denominator = assessment.bounds or (assessment.numerator, assessment.denominator)
    if numerator is not None and denominator is not None:
        counts = {"numerator": numerator, "denominator": denominator}
        if assessment.indicator.measure in {"coverage", "steps"} and not _is_share(assessment.indicator):
            yield Message("why.step_count", counts)
        else:
            yield Message("why.step_ratio", {**counts, "value": value})
    elif assessment.indicator.expr:
        yield Message("why.step_expr", {"expr": assessment.indicator.expr, "value": value})
    elif assessment.period is not None:
        yield Message("why.step_value", {"period": assessment.period, "value": value})
    yield from _revision(assessment, yard)


def _parts(assessment: Assessment, yard: Yardstick) -> Iterator[Message]:
    """What is missing, claimed or too little among the parts of a figure."""
    if assessment.counted is not None:
        yield Message("why.step_counted", {"reported": assessment.counted[0], "owed": assessment.counted[1]})
    claimed = tuple(
        step.name
        for step in assessment.indicator.steps
        if step.id in assessment.steps_done and step.id not in assessment.steps_verified
    )
    if claimed:
        yield Message("why.step_claimed", {"steps": claimed})
    if assessment.short:
        values = {"floor": floor_of(assessment, yard), "count": len(assessment.short), "units": assessment.short}
        yield Message("why.step_floor", values)
    elif assessment.parts:
        # Deferred: 0.1 ms, and most definitions have no members.
        from tui.model.rolled import steps

        yield from steps(assessment)
    elif assessment.missing_units:
        yield Message("why.step_missing", {"count": len(assessment.missing_units), "units": assessment.missing_units})


def _revision(assessment: Assessment, yard: Yardstick) -> Iterator[Message]:
    """What the figure was before its newest vintage, and the document that changed it."""
    old, new = assessment.superseded, assessment.observation
    if old is None or new is None:
        return
    values: dict[str, object] = {
        "old": _as_recorded(assessment, old),
        "new": _as_recorded(assessment, new),
        "document": new.provenance.document or new.provenance.source,
        "recorded": local_day(new.recorded, yard.timezone),
    }
    yield Message("why.step_revised_by" if values["document"] else "why.step_revised", values)


def _as_recorded(assessment: Assessment, seen: Observation) -> object:
    """A figure as it was recorded, or its flag where there is none; an operand of the indicator has no unit here."""
    if seen.value is None:
        return seen.flag
    if seen.indicator == assessment.id:
        return Amount.of(assessment.indicator, seen.value, seen.op, computed=False)
    return Amount(seen.value, seen.op)


def _is_share(indicator: Indicator) -> bool:
    return indicator.unit_measure in {"", "PERCENT"}


def _target(assessment: Assessment, yard: Yardstick) -> Iterator[Message]:
    said, target = target_of(assessment, yard), yard.target
    if target is None or said == "":
        return
    if target.deadline is not None:
        yield Message("why.step_target_by", {"target": said, "deadline": target.deadline})
    else:
        yield Message("why.step_target", {"target": said})
    if target.expr is not None and target.value is None:
        yield Message("why.step_derived", {"expr": target.expr})
    in_force = [version for version in target.versions if version.since <= yard.day and is_sane(version.value)]
    if in_force:
        newest = in_force[-1]
        before = in_force[-2].value if len(in_force) > 1 else target.value
        values: dict[str, object] = {
            "since": newest.since,
            "value": Amount.of(assessment.indicator, newest.value, computed=False),
            "reason": newest.reason or newest.document,
        }
        if before is None or not is_sane(before) or before == newest.value:
            yield Message("why.step_version_first", values)
        else:
            values["before"] = Amount.of(assessment.indicator, before, computed=False)
            yield Message("why.step_version", values)


def _way(assessment: Assessment, yard: Yardstick, way: Way) -> Iterator[Message]:
    if way.is_walkable and assessment.value is not None and assessment.indicator.measure not in {"coverage", "steps"}:
        values = {
            "value": assessment.value if assessment.op == "eq" else Amount(assessment.value, assessment.op),
            "baseline": as_decimal(way.baseline),
            "limit": as_decimal(way.limit),
            "raw": Message(
                f"why.share_{bound_of(assessment.op, assessment.reason)}", {"share": assessment.progress_raw}
            ),
        }
        yield Message("why.step_travelled" if way.baseline else "why.step_travelled_from_0", values)
    days = (way.deadline - way.start).days + 1
    gone = min(max((yard.day - way.start).days + 1, 0), days)
    yield Message("why.step_elapsed", {"gone": gone, "days": days, "share": as_decimal(way.elapsed)})
    if yard.target is not None and yard.target.plan != "linear":
        plan = Message(f"why.plan_{yard.target.plan}")
        yield Message("why.step_plan", {"plan": plan, "share": as_decimal(way.planned)})


def _pace(assessment: Assessment, yard: Yardstick) -> Iterator[Message]:
    if assessment.status in {Status.MISSED, Status.MET} or yard.target is None:
        return
    yield gap_message(assessment)
    expected = expected_now(yard)
    if expected is not None:
        yield Message("why.step_expected", {"value": Amount.of(assessment.indicator, expected, computed=True)})
    if is_bound(assessment):
        return
    if yard.target.pace == "gap" and assessment.gap_pp is not None:
        green, yellow = (as_decimal(times(HUNDRED, cut)) for cut in GAP_CUTS)
        yield Message("why.step_gap_cuts", {"gap": assessment.gap_pp, "green": green, "yellow": yellow})
    elif assessment.pace_ratio is not None:
        green, yellow = (as_decimal(cut) for cut in RATIO_CUTS)
        key = "why.step_growth_cuts" if yard.target.pace == "growth" else "why.step_ratio_cuts"
        yield Message(key, {"ratio": assessment.pace_ratio, "green": green, "yellow": yellow})


def _outlook(assessment: Assessment) -> Iterator[Message]:
    if assessment.status in {Status.MISSED, Status.MET}:
        return
    indicator = assessment.indicator
    if assessment.forecast is not None:
        yield Message("why.step_forecast", {"value": Amount.of(indicator, assessment.forecast, computed=True)})
    if assessment.needed_per_month is not None:
        yield Message("why.step_needed", {"value": Amount.of(indicator, assessment.needed_per_month, computed=True)})
