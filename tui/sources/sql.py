"""Databases as sources, read in threads of our own, so that none can hold up another source or the program's end."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final

from tui.model.source import Reading, Source, Validators
from tui.sources.answer import figured
from tui.sources.database import asked, fetched
from tui.sources.document import Part
from tui.sources.workers import Workers

__all__ = ["Reader"]

_THREADS: Final = 8


class Reader:
    """Asks databases."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Prepare, without connecting to anything.

        Args:
            environ: Where the secrets that addresses name are looked up.
        """
        self._environ = environ
        self._workers = Workers("zhibiao sql", _THREADS)

    async def close(self) -> None:
        """End the threads that are not stuck."""
        self._workers.close()

    async def read(self, source: Source, validators: Validators, now: datetime) -> Reading:
        """The figures of a query's result, or `unchanged` where the result is the one before.

        Raises:
            RetryableError: The database has no room at the moment.
            SourceError: It cannot be asked or believed, or does not answer within the deadline.
        """
        query = asked(source, self._environ)
        try:
            async with asyncio.timeout(source.timeout):
                return await self._workers.run(lambda: _reading(source, Part(fetched(query)), validators, now))
        except TimeoutError as failed:
            raise query.too_late() from failed


def _reading(source: Source, part: Part, known: Validators, now: datetime) -> Reading:
    said = repr(part.document).encode("utf-8", "surrogatepass")
    digest = sha256(said).hexdigest()
    reading = Reading((), now, validators=Validators(fingerprint=digest), sha256=digest, size=len(said))
    if known.fingerprint == digest:
        return reading._replace(unchanged=True)
    return figured(reading, source, [part._replace(sha256=digest)], now)
