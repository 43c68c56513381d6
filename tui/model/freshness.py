"""Whether the newest figure is as new as it should be (semantics.md section 5, "Freshness").

How long ago a *source* was reached is another clock; it changes no status and is not known here.
"""

from datetime import date

from tui.model.calendar import days_after
from tui.model.indicator import Indicator
from tui.model.period import Period
from tui.model.snapshot import Freshness
from tui.named import NamedTuple

__all__ = ["Duty", "duty_on", "first_report_due", "freshness"]


class Duty(NamedTuple):
    """What should have been reported by a day, as limits for the last day of the newest figure's period."""

    fresh: date = date.min
    """Not before this: fresh."""
    stale: date = date.min
    """Before this: stale."""
    expired: date = date.min
    """Before this: expired."""


def duty_on(indicator: Indicator, day: date) -> Duty:
    """What should have been reported by the end of a day; without `freq` nothing is ever due."""
    if indicator.freq is None:
        return Duty()
    due = _last_ended(indicator.freq, days_after(day, -indicator.report_lag))
    stale = _last_ended(indicator.freq, days_after(day, -indicator.report_lag - indicator.grace - 1))
    expired = date.min if indicator.expire_after is None else days_after(day, -indicator.expire_after)
    return Duty(due, min(stale, due), expired)


def freshness(duty: Duty, end: date) -> Freshness:
    """How fresh a figure is.

    Args:
        duty: What should have been reported.
        end: Last day of the figure's period.
    """
    if end < duty.expired:
        return "expired"
    if end < duty.stale:
        return "stale"
    return "due" if end < duty.fresh else "fresh"


def first_report_due(indicator: Indicator, start: date | None) -> date | None:
    """The day on which the first figure is due.

    Args:
        indicator: Says how often and how late a figure is owed.
        start: First day of the duty; `None`: there has always been one.

    Returns:
        `None` when a figure has always been due, or none is ever due.
    """
    if indicator.freq is None or start is None:
        return None
    try:
        end = Period.holding(indicator.freq, start).end
    except (ValueError, OverflowError):  # the year after the last
        end = date.max
    return days_after(end, indicator.report_lag)


def _last_ended(freq: str, day: date) -> date:
    """Last day of the last period that has ended by a day; the first possible day before any has."""
    try:
        current = Period.holding(freq, day)
        return current.end if current.end <= day else current.previous.end
    except (ValueError, OverflowError):
        return date.min
