"""What reads every kind of source; each kind's reader is made when its first source is read."""

from collections.abc import Mapping
from datetime import datetime
from types import TracebackType
from typing import Final, Protocol, Self

from tui.errors import SourceError
from tui.model.source import Reading, Source, Validators
from tui.sources import load

__all__ = ["Readers"]

_KINDS: Final = ("http", "file", "sql", "snapshot")
"""Kinds of source that can be read."""


class Reader(Protocol):
    """What reads one kind of source."""

    async def read(self, source: Source, validators: Validators, now: datetime) -> Reading:
        """One whole answer, or a SourceError."""

    async def close(self) -> None:
        """Let go of what is held open."""


class Readers:
    """Reads sources of every kind; an async context manager that keeps connections between polls."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Prepare, without opening anything.

        Args:
            environ: Where the secrets that headers name are looked up, each time one is used.
        """
        self._environ = environ
        self._readers: dict[str, Reader] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for reader in self._readers.values():
            await reader.close()
        self._readers.clear()

    async def read(self, source: Source, validators: Validators, now: datetime) -> Reading:
        """One whole, believable answer of a source; one try, within the source's deadline.

        Args:
            source: As declared.
            validators: Of the last answer, if it was read under the same declaration.
            now: The moment of retrieval, aware UTC.

        Raises:
            RetryableError: Another try within the same tick may succeed; `after` is what the server asked for.
            SourceError: The source could not be read, or its answer cannot be believed.
        """
        if source.type not in _KINDS:
            raise SourceError("source.kind", type=source.type)
        kind = _way(source)
        reader = self._readers.get(kind)
        if reader is None:
            reader = self._readers[kind] = load(kind).Reader(self._environ)
        return await reader.read(source, validators, now)


def _way(source: Source) -> str:
    """The kind of source by whose way an answer comes: a snapshot stands at an address, or in a file."""
    if source.type != "snapshot":
        return source.type
    return "http" if source.place.lower().startswith(("http://", "https://")) else "file"
