"""Files as sources: noticed by their stamp, read whole, in threads of our own.

A file on a dead network drive holds up one thread, never the program; a file that somebody is writing is tried again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from tui.errors import RetryableError, SourceError
from tui.model.source import Reading, Source, Validators
from tui.reading import Stamp, clean, read_stamped, stamp
from tui.sources.answer import Answer, age_warning, reading_of
from tui.sources.document import format_of_name
from tui.sources.workers import Workers

__all__ = ["Reader"]

_TRIES: Final = 3
_PAUSE: Final = 1.0
"""Seconds between two tries to read a file that is being written."""
_SETTLED: Final = timedelta(seconds=2)
"""A file written less than this ago may be written again within one tick of its clock, and show the same stamp."""
_THREADS: Final = 8


class Reader:
    """Reads files."""

    def __init__(
        self, environ: Mapping[str, str], *, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """Prepare, without opening anything.

        Args:
            environ: Not used: a file needs no secret.
            pause: Waits for seconds.
        """
        self._workers = Workers("zhibiao file", _THREADS)
        self._pause = pause

    async def close(self) -> None:
        """End the threads that are not stuck."""
        self._workers.close()

    async def read(self, source: Source, validators: Validators, now: datetime) -> Reading:
        """The figures of a file, or `unchanged` where its stamp is the one that the validators hold.

        Raises:
            SourceError: It cannot be read or believed, keeps changing, or does not come within the deadline.
        """
        changing: RetryableError | None = None
        try:
            async with asyncio.timeout(source.timeout):
                for tries in range(_TRIES):
                    if tries:
                        await self._pause(_PAUSE)
                    try:
                        return await self._workers.run(lambda: _reading(source, validators, now))
                    except RetryableError as failed:
                        changing = failed
        except TimeoutError as failed:
            if changing is None:
                place = clean(source.place, 200)
                raise SourceError("source.file.deadline", path=place, seconds=f"{source.timeout:g}") from failed
        raise SourceError("source.file.changing", path=clean(source.place, 200)) from changing


def _reading(source: Source, validators: Validators, now: datetime) -> Reading:
    seen = stamp(source.place)
    if validators.fingerprint and validators.fingerprint == seen.text:
        written = _written(seen)
        return Reading((), now, unchanged=True, validators=validators, warning=age_warning(source, written, now))
    data, seen = read_stamped(source.place, source.max_bytes)
    form = source.format or format_of_name(source.place)
    if not form:
        raise SourceError("source.format.unnamed", name=clean(source.place, 200))
    written = _written(seen)
    is_settled = written is not None and written < now - _SETTLED
    answer = Answer(data, form, Validators(fingerprint=seen.text if is_settled else ""), written)
    return reading_of(source, answer, Validators(), now)


def _written(seen: Stamp) -> datetime | None:
    """When a file was last written; `None` for a date that no calendar holds."""
    try:
        return datetime.fromtimestamp(seen.modified / 1e9, UTC)
    except (OverflowError, ValueError, OSError):
        return None
