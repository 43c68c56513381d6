"""The yardstick: all of an indicator's judgement that does not depend on the figure.

Made once for an indicator and a day, and laid against each of its units: the limit, the way to it, how much of the way
should be done, the cuts between the colours, the days before which a figure is stale.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from tui.errors import Message
from tui.model.calendar import days_after
from tui.model.freshness import Duty, duty_on, first_report_due
from tui.model.indicator import Indicator, Suspension
from tui.model.number import Number, as_fraction, is_less, is_sane, minus
from tui.model.plan import elapsed, planned, start_of
from tui.model.target import Target
from tui.model.value import Outcome, Quantity, between, satisfies
from tui.named import NamedTuple

__all__ = ["GAP_CUTS", "RATIO_CUTS", "Limit", "Stage", "Way", "Yardstick", "eve", "floor_target", "meets", "yardstick"]

Stage = Literal["open", "closing", "over"]
"""Before the deadline; after it while the closing report may come in; after that."""

RATIO_CUTS = (Fraction(95, 100), Fraction(60, 100))
"""Actual over planned progress: on track, at risk (Open SDG, after Eurostat's cuts)."""

GAP_CUTS = (Fraction(10, 100), Fraction(30, 100))
"""Share of the way behind the plan: less is on track, up to this is at risk (supervision offices' practice)."""

Resolve = Callable[[str], Outcome]
"""What an expression of a target gives."""


class Limit(NamedTuple):
    """What a figure is compared with; `low` and `high` are set for `between`, `value` for all others."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None


class Way(NamedTuple):
    """The way to a target that is to be reached by a deadline, as it stands on the day."""

    start: date
    deadline: date
    stage: Stage
    baseline: Number
    limit: Number
    """Where the way ends: of a band, the end that comes first."""
    is_walkable: bool
    """The baseline does not satisfy the target, so there is a way to go."""
    elapsed: Fraction
    """0 to 1, of the days."""
    planned: Fraction
    """Share of the way that should be done."""
    is_early: bool
    """Too little of the way is over for its pace to mean anything."""
    green: Fraction
    """On track from this share of the way on; beyond it, with `is_strict`."""
    yellow: Fraction
    """At risk from this share of the way on."""
    is_strict: bool


class Yardstick(NamedTuple):
    """What every series of an indicator is measured with on a day."""

    indicator: Indicator
    day: date
    target: Target | None
    absence: str
    """Reason when nothing was observed: `before_start`, `awaiting` or `unreported`."""
    start: date | None = None
    """First day of the way or duty; `None` when there has always been one."""
    first_due: date | None = None
    """When the first figure is due; `None` when one has always been due, or none ever is."""
    suspension: Suspension | None = None
    problem: Message | None = None
    """A definition that turns out to be bad."""
    earliest: date = date.min
    """Periods that end before this belong to an earlier duty."""
    latest: date = date.max
    """Periods that end after this belong to a later duty."""
    until: date = date.max
    """Judged is what was observed for periods up to this day, where there is anything."""
    duty: Duty = Duty()
    limit: Limit = Limit()
    way: Way | None = None
    """`None` unless the target is to be reached."""
    is_closed: bool = False
    """The deadline is over, and the closing report is in or was due."""
    timezone: str = "UTC"
    """In which the instants of vintages are dates."""


def yardstick(indicator: Indicator, day: date, resolve: Resolve, timezone: str = "UTC") -> Yardstick:
    """The yardstick of an indicator on a day.

    Args:
        indicator: The definition.
        day: The day that is judged, to its end.
        resolve: Gives the value of a derived target's expression, in the indicator's own unit.
        timezone: In which the instants of vintages are dates.
    """
    target = indicator.target
    start = start_of(target) if target else None
    due = first_report_due(indicator, start)
    made = Yardstick(
        indicator,
        day,
        target,
        _absence(start, due, day),
        start,
        due,
        suspension=next((each for each in indicator.suspended if _holds(each, day)), None),
        duty=duty_on(indicator, day),
        timezone=timezone,
    )
    if target is None:
        return made
    stage = _stage(target, day)
    earliest, latest = _window(indicator, target, start)
    made = made._replace(
        earliest=earliest,
        latest=latest,
        until=target.deadline if target.deadline and stage != "open" else date.max,
        is_closed=stage == "over",
    )
    if indicator.measure in {"steps", "group"}:
        return made
    limit = _limit(target, day, resolve)
    if isinstance(limit, Message):
        return made._replace(problem=limit)
    if target.mode == "hold":
        return made._replace(limit=limit)
    way = _way(target, start, day, stage, limit)
    return made._replace(limit=limit, problem=way) if isinstance(way, Message) else made._replace(limit=limit, way=way)


def floor_target(target: Target, least: Decimal) -> Target:
    """The target of each unit where every one must have a least amount: the same way, to that amount.

    Milestones and rates of growth are about the whole, so a unit's plan is a straight line instead.
    """
    return Target(
        "ge",
        least,
        mode=target.mode,
        start=target.start,
        deadline=target.deadline,
        closing_report=target.closing_report,
        plan="linear" if target.plan == "milestones" else target.plan,
        shares=target.shares,
        pace="ratio" if target.pace == "growth" else target.pace,
        min_elapsed=target.min_elapsed,
        example=target.example,
    )


def meets(figure: Quantity, target: Target, limit: Limit) -> bool | None:
    """Whether a figure satisfies a target; `None` when bounds leave it open (semantics.md section 3)."""
    if limit.low is not None and limit.high is not None:
        return between(figure, limit.low, limit.high)
    if target.op == "between" or limit.value is None:
        return None
    return satisfies(figure, target.op, limit.value)


def _holds(suspension: Suspension, day: date) -> bool:
    return suspension.start <= day and (suspension.end is None or day <= suspension.end)


def _absence(start: date | None, due: date | None, day: date) -> str:
    if start is not None and day < start:
        return "before_start"
    return "awaiting" if due is not None and day < due else "unreported"


def _stage(target: Target, day: date) -> Stage:
    if target.deadline is None or day <= target.deadline:
        return "open"
    return "closing" if target.closing_report is not None and day <= target.closing_report else "over"


def _window(indicator: Indicator, target: Target, start: date | None) -> tuple[date, date]:
    """First and last day on which a period may end to count for the target.

    A stock stands until it is replaced. What accrues within a year, or belongs to its period, does not count for a
    target that begins later; and a count that begins anew each year cannot be late for the year before.
    """
    if indicator.accrual == "level" or start is None:
        return date.min, date.max
    if indicator.accrual == "cumulative" and target.deadline is not None:
        return start, date(target.deadline.year, 12, 31)
    return start, date.max


def _limit(target: Target, day: date, resolve: Resolve) -> Limit | Message:
    """The value that holds on a day: the newest version, an expression's result, or the fixed one."""
    if target.op == "between":
        if target.low is None or target.high is None or not (is_sane(target.low) and is_sane(target.high)):
            return Message("why.config_target")
        return Limit(low=target.low, high=target.high)
    in_force = [version.value for version in target.versions if version.since <= day]
    value = in_force[-1] if in_force else target.value
    if value is None and target.expr is not None:
        outcome = resolve(target.expr)
        if isinstance(outcome, Quantity) and outcome.op in {"eq", "approx"}:
            return Limit(outcome.value)
        return Message("why.config_operand", {"expr": target.expr})
    if value is None or not is_sane(value):
        return Message("why.config_target")
    return Limit(value)


def _way(target: Target, start: date | None, day: date, stage: Stage, limit: Limit) -> Way | Message:
    """The way to the limit, or what is wrong with its definition."""
    if target.deadline is None or start is None:
        return Message("why.config_deadline")
    if target.deadline < start:
        return Message("why.config_dates", {"start": start, "deadline": target.deadline})
    if not is_sane(target.baseline):
        return Message("why.config_target")
    end = _end(target, limit)
    met = meets(Quantity("eq", target.baseline), target, limit)
    walkable = not met and end != target.baseline
    if target.pace == "growth" and (problem := _growth_problem(target, end)):
        return problem
    over = elapsed(start, target.deadline, day)
    share = planned(target, start, target.deadline, day, end)
    if share is None:
        if walkable:
            return Message("why.config_plan")
        share = over
    early = share.numerator <= 0 or is_less(over, target.min_elapsed)
    green, yellow = _cuts(target, share)
    return Way(
        start,
        target.deadline,
        stage,
        target.baseline,
        end,
        walkable,
        over,
        share,
        early,
        green,
        yellow,
        is_strict=target.pace == "gap",
    )


def _end(target: Target, limit: Limit) -> Number:
    if limit.low is not None and limit.high is not None:
        return limit.high if is_less(limit.high, target.baseline) else limit.low
    return limit.value if limit.value is not None else target.baseline


def _cuts(target: Target, share: Fraction) -> tuple[Fraction, Fraction]:
    """Shares of the way from which on a figure is on track, and at risk, when `share` of it should be done."""
    if target.pace == "gap":
        return share - GAP_CUTS[0], share - GAP_CUTS[1]
    return share * RATIO_CUTS[0], share * RATIO_CUTS[1]


def _growth_problem(target: Target, end: Number) -> Message | None:
    """Growth needs a base that is not 0 and an end on its side of 0, or no rate can lead from one to the other."""
    base = as_fraction(target.baseline)
    if base == 0 or base * as_fraction(end) <= 0:
        return Message("why.config_growth", {"baseline": target.baseline})
    return Message("why.config_growth_flat") if minus(end, target.baseline) == 0 else None


def eve(way: Way) -> date:
    """The day at whose end the way begins: the baseline's."""
    return days_after(way.start, -1)
