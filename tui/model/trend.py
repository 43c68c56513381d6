"""Where a series is going: its last two comparable periods (semantics.md section 5, "Trend")."""

from collections.abc import Sequence
from decimal import Decimal

from tui.model.indicator import Indicator
from tui.model.number import Number, is_less, minus, negative
from tui.model.observation import Observation
from tui.model.period import Period
from tui.model.snapshot import Trend
from tui.model.value import number_of

__all__ = ["are_comparable", "change_of", "trend_of"]


def trend_of(indicator: Indicator, series: Sequence[Observation]) -> Trend | None:
    """Up, down or flat; `None` without two comparable periods, across a break, or where one of them is a bound.

    Args:
        indicator: Says which changes are too small to be a trend.
        series: Oldest period first.
    """
    if len(series) < 2:
        return None
    newest, before = series[-1], series[-2]
    if newest.flag == "B" or not are_comparable(indicator, before.period, newest.period):
        return None
    old, new = number_of(before), number_of(newest)
    return None if old is None or new is None else change_of(indicator.epsilon, old, new)


def change_of(epsilon: Decimal, old: Number, new: Number) -> Trend | None:
    """The direction of a change; `None` where the numbers are too long to be subtracted."""
    if not epsilon and isinstance(old, Decimal) and isinstance(new, Decimal):
        return "up" if old < new else "down" if new < old else "flat"
    try:
        change = minus(new, old)
    except OverflowError:
        return None
    if is_less(epsilon, change):
        return "up"
    return "down" if is_less(change, negative(epsilon)) else "flat"


def are_comparable(indicator: Indicator, before: Period, newest: Period) -> bool:
    """Whether two periods can be compared: as long as each other, and for what accrues in a year, of one year.

    Whole years compare with each other whatever accrues in them.
    """
    if before.freq != newest.freq:
        return False
    return indicator.accrual != "cumulative" or newest.freq == "A" or before.end.year == newest.end.year
