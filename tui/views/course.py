"""The course of an indicator: what was observed when, what the plan asks for, where it leads; pure data.

No point is made up. Marks are figures as they were recorded, the plan is the model's own for every day, and the
forecast is the assessment's. Neighbouring periods are joined; where one is missing, the line is broken.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from tui.model.number import Number, as_decimal, as_fraction, is_sane
from tui.model.observation import Observation, ObservationOp
from tui.model.period import Period
from tui.model.plan import planned
from tui.model.snapshot import Assessment
from tui.model.yardstick import Way, Yardstick, eve
from tui.named import NamedTuple

__all__ = ["Course", "Mark", "course"]

_VALUELESS = frozenset({"M", "L", "H", "O", "Q"})
"""Flags of observations that say why there is no value."""


class Mark(NamedTuple):
    """A figure where it stands."""

    day: date
    """Last day of its period; the day that is judged, while the period goes on."""
    value: Number
    op: ObservationOp = "eq"
    """A bound is no value: it stands where its number is, and is drawn as a bound."""
    period: Period | None = None
    """`None` for a figure that is computed on the day."""
    joins: bool = False
    """It follows upon the mark before it: both are values, and no period between them is missing."""


class Course(NamedTuple):
    """What can be drawn of an indicator."""

    start: date
    """The day at whose end the chart begins."""
    end: date
    today: date
    """The day that is judged."""
    marks: tuple[Mark, ...]
    """Oldest first."""
    limits: tuple[Number, ...]
    """What the figure must be all the time; empty where there is a way to go instead."""
    way: Way | None = None
    """The way to a target that is to be reached."""
    yard: Yardstick | None = None
    forecast: Number | None = None
    """At the way's deadline; `None` where nothing is forecast, and after the deadline."""

    def asked(self, day: date) -> Number | None:
        """What the plan asks for at the end of a day, in the indicator's unit; `None` without a plan."""
        way, target = self.way, self.yard.target if self.yard else None
        if way is None or target is None:
            return None
        share = planned(target, way.start, way.deadline, day, way.limit) if day >= way.start else Fraction(0)
        if share is None:
            return None
        base = as_fraction(way.baseline)
        return as_decimal(base + (as_fraction(way.limit) - base) * share)


def course(assessment: Assessment) -> Course | None:
    """The course of a series; `None` where there is too little to draw: no way, and not two figures."""
    yard = assessment.basis
    if not isinstance(yard, Yardstick):
        return None
    marks = _marks(assessment, yard)
    way = yard.way if yard.way is not None and yard.way.is_walkable else None
    if way is None:
        if len(marks) < 2:
            return None
        end = max(marks[-1].day, yard.day)
        return Course(marks[0].day, end, yard.day, marks, tuple(_limits(yard)))
    begins = eve(way)
    seen = tuple(mark for mark in marks if mark.day >= begins)
    if seen and seen[0].joins:
        seen = (seen[0]._replace(joins=False), *seen[1:])
    end = max([way.deadline, *(mark.day for mark in seen)])
    ahead = assessment.forecast if yard.day < way.deadline else None
    return Course(begins, end, yard.day, seen, (), way, yard, ahead)


def _limits(yard: Yardstick) -> Iterator[Number]:
    yield from (limit for limit in yard.limit if limit is not None)


def _marks(assessment: Assessment, yard: Yardstick) -> tuple[Mark, ...]:
    """What was observed for the duty, or, of what is computed, how it stands on the day."""
    marks = tuple(_observed(assessment.series, yard))
    if marks or assessment.series or assessment.value is None:
        return marks
    day = min(assessment.period.end, yard.day) if assessment.period else yard.day
    return (Mark(day, assessment.value, assessment.op),)


def _observed(series: Sequence[Observation], yard: Yardstick) -> Iterator[Mark]:
    before: Observation | None = None
    for seen in series:
        if not yard.earliest <= seen.period.end <= yard.latest:
            continue
        if seen.value is None or seen.flag in _VALUELESS or not is_sane(seen.value):
            before = None
            continue
        joins = before is not None and before.op == seen.op == "eq" and _follows(before, seen, yard.indicator.freq)
        yield Mark(min(seen.period.end, yard.day), seen.value, seen.op, seen.period, joins)
        before = seen


def _follows(before: Observation, seen: Observation, freq: str | None) -> bool:
    """Whether no figure is owed between two: of a duty to report each quarter, none lies between 30 June and July."""
    try:
        if freq is None:
            return before.period.next == seen.period
        one, other = Period.holding(freq, before.period.end), Period.holding(freq, seen.period.end)
        return one in (other, other.previous)
    except (ValueError, OverflowError):  # at the ends of the calendar
        return False
