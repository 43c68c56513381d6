"""When a source is due, and how it fares after a try: pure functions, the moment is always an argument.

Every source has a place of its own in its interval, given by its id, so that a thousand sources do not ask at once and
each keeps its place over restarts. A quick source that fails is asked less often, a slow one sooner, until it answers.
"""

from datetime import datetime, timedelta
from math import floor
from typing import Final
from zlib import crc32

from tui.errors import Message
from tui.model.source import Reading, Source, SourceState

__all__ = ["BEAT", "after_failure", "after_success", "is_due", "next_due", "place", "retry_delay", "seconds_until_due"]

BEAT: Final = 5.0
"""Seconds between a collector's signs of life, and between its tries to record what could not be recorded."""

_SHORTEST: Final = 0.9
"""Of an interval: how early the next poll may come while a source walks to its place."""

_BESIDE: Final = 0.01
"""Of an interval: so far before its place a source counts as being there."""

_MINUTE: Final = 60.0


def place(source: str) -> float:
    """Where in its interval a source is asked, 0 to 1: spread by its id, the same in every process."""
    return crc32(source.encode()) / 2**32


def next_due(source: Source, tried: datetime) -> datetime:
    """When a source that answered is asked again: at its place, or a tenth of an interval earlier on its way there.

    Args:
        source: Its id gives the place, its `every` the interval.
        tried: When it was asked, aware.
    """
    at = tried.timestamp()
    places = (at - place(source.id) * source.every) / source.every
    ahead = (floor(places) + 1 - places) * source.every
    if ahead < _BESIDE * source.every:
        ahead += source.every
    return tried + timedelta(seconds=max(ahead, _SHORTEST * source.every))


def retry_delay(source: Source, failures: int, asked: float | None = None) -> float:
    """Seconds until a source that failed is asked again.

    A slow source is asked after a minute, then twice as long each time, at most its interval. A quick one at its
    interval until it has failed `attempts` times, then twice as long each time, at most a minute.

    Args:
        source: The source.
        failures: In a row, at least 1.
        asked: Seconds that the server asked for; obeyed up to the interval.
    """
    if source.every > _MINUTE:
        delay = min(source.every, _MINUTE * 2.0 ** min(failures - 1, 30))
    else:
        delay = min(_MINUTE, source.every * 2.0 ** min(max(0, failures - source.attempts), 30))
    if asked is not None:
        delay = max(delay, min(asked, source.every))
    return delay * (_SHORTEST + (1 - _SHORTEST) * place(source.id))


def seconds_until_due(source: Source, state: SourceState | None, now: datetime) -> float:
    """Seconds from now until a source is due, 0 to its interval.

    One that was never tried is due at once. A clock that was set back does not put a source off beyond its interval.
    """
    if state is None or state.next_due is None:
        return 0.0
    longest = max(source.every, _MINUTE if state.failures else 0.0)
    return min(max(0.0, (state.next_due - now).total_seconds()), longest)


def is_due(source: Source, state: SourceState | None, now: datetime) -> bool:
    """Whether a source is to be asked now."""
    return seconds_until_due(source, state, now) == 0.0


def after_success(
    state: SourceState, source: Source, reading: Reading, tried: datetime, latency: float, definition: str
) -> SourceState:
    """How a source fares that has answered.

    An answer that is whole but comes with a warning, being older than allowed or from the future, is kept and counts
    as a failure all the same: it is soft until that happened `attempts` times in a row (robustness F3, H14).

    Args:
        state: How it fared before.
        source: The source.
        reading: Its answer.
        tried: When it was asked, aware UTC.
        latency: Seconds that it took.
        definition: Digest of its declaration.
    """
    failures = 0 if reading.warning is None else state.failures + 1
    return state._replace(
        type=source.type,
        state="ok" if not failures else "failing" if failures >= source.attempts else "soft",
        last_attempt=tried,
        last_success=tried,
        failures=failures,
        error=reading.warning,
        next_due=next_due(source, tried),
        validators=state.validators if reading.unchanged and not any(reading.validators) else reading.validators,
        latency=latency,
        rows=state.rows if reading.unchanged else len(reading.observations),
        definition=definition,
    )


def after_failure(
    state: SourceState,
    source: Source,
    error: Message,
    tried: datetime,
    latency: float,
    asked: float | None = None,
) -> SourceState:
    """How a source fares that has failed: soft until it has failed `attempts` times in a row.

    Args:
        state: How it fared before; its validators, its rows and what it last brought stay.
        source: The source.
        error: Why it failed.
        tried: When it was asked, aware UTC.
        latency: Seconds that it took.
        asked: Seconds that the server asked to wait.
    """
    failures = state.failures + 1
    return state._replace(
        type=source.type,
        state="failing" if failures >= source.attempts else "soft",
        last_attempt=tried,
        failures=failures,
        error=error,
        next_due=tried + timedelta(seconds=retry_delay(source, failures, asked)),
        latency=latency,
    )
