"""What follows from the pace so far: the value at the deadline, and what each month from now on must bring."""

from decimal import Decimal
from fractions import Fraction

from tui.model.calendar import months_between
from tui.model.line import Line
from tui.model.number import Number, as_decimal, as_fraction, in_28_digits, minus, over, plus
from tui.model.yardstick import Way, Yardstick

__all__ = ["expected_now", "forecast", "forecast_line", "needed_line", "needed_per_month"]


def forecast(yard: Yardstick, value: Number) -> Decimal | None:
    """The value at the deadline if the way goes on as it went: `b + (v - b) / elapsed` (semantics.md section 5).

    Returns:
        `None` where that says nothing: plans that are not linear, figures of single periods, the first days of the way.
    """
    way = _forecast_way(yard)
    if way is None:
        return None
    return in_28_digits(plus(way.baseline, over(minus(value, way.baseline), way.elapsed)))


def forecast_line(yard: Yardstick) -> Line | None:
    """The forecast over the value, for all values at once; `None` as in `forecast`."""
    way = _forecast_way(yard)
    if way is None:
        return None
    base = as_fraction(way.baseline)
    return Line.of(1 / way.elapsed, base - base / way.elapsed)


def _forecast_way(yard: Yardstick) -> Way | None:
    """The way that goes on as it went, if it does and there is enough of it."""
    way, target = yard.way, yard.target
    if way is None or target is None or target.plan != "linear" or yard.indicator.accrual == "period":
        return None
    return None if way.is_early or not way.elapsed or not way.is_walkable else way


def needed_per_month(yard: Yardstick, value: Number) -> Decimal | None:
    """What each month from the end of the day to the deadline must add (take away, when negative).

    Returns:
        `None` after the deadline, and for figures of single periods.
    """
    way = _needed_way(yard)
    if way is None:
        return None
    return in_28_digits(over(minus(way.limit, value), months_between(yard.day, way.deadline)))


def needed_line(yard: Yardstick) -> Line | None:
    """What is needed over the value, for all values at once; `None` as in `needed_per_month`."""
    way = _needed_way(yard)
    if way is None:
        return None
    each = 1 / Fraction(months_between(yard.day, way.deadline))
    return Line.of(-each, as_fraction(way.limit) * each)


def _needed_way(yard: Yardstick) -> Way | None:
    """The way of which something is left."""
    way = yard.way
    if way is None or yard.day >= way.deadline or yard.indicator.accrual == "period" or not way.is_walkable:
        return None
    return way


def expected_now(yard: Yardstick) -> Decimal | None:
    """The value that the plan asks for at the end of the day; `None` without a way."""
    way = yard.way
    if way is None or not way.is_walkable:
        return None
    base, planned = as_fraction(way.baseline), Fraction(way.planned)
    return as_decimal(base + (as_fraction(way.limit) - base) * planned)
