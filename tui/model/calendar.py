"""Days: which day an instant belongs to, which days are workdays, how far apart days are.

An instant is judged by its day in the framework's time zone, and that day counts to its end (semantics.md section 5).
No clock is read here.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from fractions import Fraction
from importlib import import_module
from typing import cast

__all__ = [
    "days_after",
    "end_of_day",
    "evaluation_instant",
    "in_utc",
    "local_day",
    "month_length",
    "months_between",
    "next_workday",
    "years_between",
    "zone",
]

_STEADY = {
    "Asia/Shanghai": timezone(timedelta(hours=8), "Asia/Shanghai"),
    "Asia/Chongqing": timezone(timedelta(hours=8), "Asia/Chongqing"),
    "Asia/Hong_Kong": timezone(timedelta(hours=8), "Asia/Hong_Kong"),
    "Asia/Macau": timezone(timedelta(hours=8), "Asia/Macau"),
    "UTC": UTC,
}
"""Zones whose clocks have not been put forward or back since 1992: no zone database is needed for them."""

_zones: dict[str, tzinfo] = dict(_STEADY)


def zone(name: str) -> tzinfo:
    """The time zone of a name of the zone database; UTC for a name that it does not know."""
    known = _zones.get(name)
    if known is None:
        # Deferred: the zone database's reader costs 2 ms, and the default zone does not need it.
        reader = import_module("zoneinfo")
        try:
            known = cast("tzinfo", reader.ZoneInfo(name))
        except (ValueError, OSError, LookupError):
            known = UTC
        _zones[name] = known
    return known


def in_utc(at: datetime) -> datetime:
    """The same instant in UTC; on the first and last day that a date can be, the same time of that day."""
    try:
        return at.astimezone(UTC)
    except (OverflowError, ValueError):
        return at.replace(tzinfo=UTC)


def local_day(now: datetime, timezone_name: str) -> date:
    """The day on which an instant falls in a time zone; an instant without a zone is taken as local already."""
    if now.tzinfo is None:
        return now.date()
    try:
        return now.astimezone(zone(timezone_name)).date()
    except (OverflowError, ValueError):  # the first or last day that a date can be
        return now.date()


def end_of_day(day: date, timezone_name: str) -> datetime:
    """The last second of a day in a time zone."""
    return datetime.combine(day, time(23, 59, 59), zone(timezone_name))


def evaluation_instant(
    now: datetime, timezone_name: str, evaluate_on: date | None, known_by: datetime | None
) -> datetime:
    """The instant that is judged, in the framework's time zone.

    Args:
        now: The clock, or the instant that was asked for.
        timezone_name: The framework's time zone.
        evaluate_on: The day that the file wants judged; its end counts.
        known_by: Given when an instant in the past was asked for, which then outranks `evaluate_on`.
    """
    if evaluate_on is not None and known_by is None:
        return end_of_day(evaluate_on, timezone_name)
    if now.tzinfo is None:
        return now.replace(tzinfo=zone(timezone_name))
    try:
        return now.astimezone(zone(timezone_name))
    except (OverflowError, ValueError):
        return now


def days_after(day: date, days: int) -> date:
    """The day so many days later, or earlier when negative; stays between the first and the last possible day."""
    number = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(number)


def next_workday(day: date, holidays: Collection[date] = (), workdays: Collection[date] = ()) -> date:
    """The day itself when it is a workday, else the next one.

    Deadlines that end on a day off move to the first workday after it (Civil Code of China, art. 203).

    Args:
        day: Where the term ends.
        holidays: Days beside weekends on which nobody works.
        workdays: Weekend days on which people do work; they outrank `holidays`.
    """
    while day < date.max and day not in workdays and (day.weekday() >= 5 or day in holidays):
        day += timedelta(days=1)
    return day


def months_between(earlier: date, later: date) -> Fraction:
    """Months from the end of one day to the end of another; a month is as long as the calendar says."""
    return _month_position(later) - _month_position(earlier)


def years_between(earlier: date, later: date) -> Fraction:
    """Years from the end of one day to the end of another; whole between the last days of two years."""
    return _year_position(later) - _year_position(earlier)


def month_length(day: date) -> int:
    """Days of the month in which a day lies."""
    return 31 if day.month == 12 else (day.replace(month=day.month + 1, day=1) - day.replace(day=1)).days


def _month_position(day: date) -> Fraction:
    return day.year * 12 + day.month - 1 + Fraction(day.day, month_length(day))


def _year_position(day: date) -> Fraction:
    first = date(day.year, 1, 1)
    length = (date(day.year, 12, 31) - first).days + 1
    return day.year + Fraction((day - first).days + 1, length)
