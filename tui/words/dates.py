"""Dates, periods, instants and ages as people read them: local, ISO 8601 in columns, words in sentences."""

from datetime import date, datetime, timedelta

from tui.model.period import Period
from tui.words.voice import Voice

__all__ = ["ago", "duration", "long_date", "period_text", "plain_date"]

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_STEPS = (
    # Whoever reads "47 h" counts days, and whoever reads "75 days" still thinks of the day itself.
    (90, 1, "second"),
    (90 * _MINUTE, _MINUTE, "minute"),
    (2 * _DAY, _HOUR, "hour"),
    (90 * _DAY, _DAY, "day"),
    (730 * _DAY, 365 * _DAY // 12, "month"),
)
"""Ages below the first number, in seconds, are counted in the second; what is older is counted in years."""


def plain_date(value: object) -> str:
    """A date as `2023-03-06`, an instant as `2023-03-06 10:32` in its own zone, a period as `2022-Q4`; else `""`."""
    if isinstance(value, datetime):
        return f"{value.date().isoformat()} {value.hour:02d}:{value.minute:02d}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Period):
        return value.text
    return ""


def long_date(voice: Voice, value: date) -> str:
    """A day, or the local day of an instant: `6 March 2023`, `2023年3月6日`."""
    return voice.say("date.day", year=value.year, month=_month(voice, value.month), day=value.day)


def period_text(voice: Voice, period: Period) -> str:
    """A reporting period in words: `2022年第四季度`, `Q4 2022`."""
    start = period.start
    match period.freq:
        case "A":
            return voice.say("date.year", year=start.year)
        case "S":
            return voice.say(f"date.half.{1 if start.month == 1 else 2}", year=start.year)
        case "Q":
            return voice.say(f"date.quarter.{(start.month + 2) // 3}", year=start.year)
        case "M":
            return voice.say("date.month", year=start.year, month=_month(voice, start.month))
        case "W":
            year, week, _ = start.isocalendar()
            return voice.say("date.week", year=year, week=week)
        case _:
            return long_date(voice, start)


def duration(voice: Voice, span: float | timedelta) -> str:
    """A length of time in its most telling unit, rounded down: `3 min`, `2 days`, `3 分钟`.

    Args:
        voice: The language.
        span: Seconds, or a timedelta; below 0 counts as 0.
    """
    seconds = max(0, int(span.total_seconds() if isinstance(span, timedelta) else span))
    for below, size, unit in _STEPS:
        if seconds < below:
            return _counted(voice, unit, seconds // size)
    return _counted(voice, "year", seconds // (365 * _DAY))


def ago(voice: Voice, then: datetime, now: datetime) -> str:
    """How long ago an instant was: `just now`, `3 min ago`; a clock that runs ahead reads as just now."""
    seconds = (now - then).total_seconds()
    return voice.say("date.ago", span=duration(voice, seconds)) if seconds >= _MINUTE else voice.say("date.now")


def _counted(voice: Voice, unit: str, count: int) -> str:
    return voice.say(f"date.{unit}s.{'one' if count == 1 else 'other'}", count=count)


def _month(voice: Voice, month: int) -> str:
    return voice.texts("date")["date.months"].split("|")[month - 1]
