"""Which observation, or which figure, speaks for a period."""

from collections.abc import Mapping, Sequence
from datetime import date

from tui.model.figure import Figure
from tui.model.indicator import Indicator
from tui.model.observation import Observation
from tui.model.period import Period

__all__ = ["chosen", "of_one_season", "outranks"]


def chosen(usable: Sequence[Observation], period: Period | None, until: date) -> Observation | None:
    """The observation for a period, or the newest one up to a day.

    A figure for a period is one for just that period, or for another that ends with it, or for a longer one around it.
    """
    if period is None:
        return next((seen for seen in reversed(usable) if seen.period.end <= until), None)
    around = None
    for seen in reversed(usable):
        if seen.period == period or (seen.period.end == period.end and around is None):
            around = seen
            if seen.period == period:
                break
        elif around is None and seen.period.start <= period.start and period.end <= seen.period.end:
            around = seen
    return around


def outranks(result: Figure, found: Figure) -> bool:
    """Whether a calculation counts rather than what was published: it has a figure, of no older period."""
    if result.lack == "unreported":
        return False
    return result.period is None or found.period is None or result.period.end >= found.period.end


def of_one_season(indicator: Indicator, newest: Mapping[str, Observation]) -> Mapping[str, Observation]:
    """Only what belongs together: a stock stands until replaced, last year's audit covers nothing this year."""
    if indicator.accrual == "level" or not newest:
        return newest
    last = max(seen.period for seen in newest.values())
    if indicator.accrual == "cumulative":
        return {unit: seen for unit, seen in newest.items() if seen.period.end.year == last.end.year}
    return {unit: seen for unit, seen in newest.items() if seen.period.end == last.end}
