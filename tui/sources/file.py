"""Files as sources: noticed by their stamp, read whole, in threads of our own.

A file on a dead network drive holds up one thread, never the program; a file that somebody is writing is tried again.
A path with `*` or `?` in its last part stands for every file that matches, together one answer.
"""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from tui.errors import RetryableError, SourceError
from tui.model.source import Reading, Source, Validators
from tui.named import NamedTuple
from tui.reading import Stamp, clean, read_stamped, stamp
from tui.sources.answer import Answer, age_warning, reading_of
from tui.sources.document import Piece, format_of_name
from tui.sources.workers import Workers

__all__ = ["Reader"]

_TRIES: Final = 3
_PAUSE: Final = 1.0
"""Seconds between two tries to read a file that is being written."""
_SETTLED: Final = timedelta(seconds=2)
"""A file written less than this ago may be written again within one tick of its clock, and show the same stamp."""
_THREADS: Final = 8
_MOST_FILES: Final = 1000
_TOGETHER: Final = 20
"""Times `max_bytes` that all files of one source may have together."""
_ASIDE: Final = (".", "~$")
"""How names begin that no pattern means: hidden files, and the lock files of office programs."""


class _File(NamedTuple):
    """One file of a source."""

    path: str
    name: str = ""
    """`""` when the source is one file."""
    star: str = ""
    stamp: Stamp = Stamp(0, 0, 0, 0, 0)


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
        raise SourceError("source.file.changing", **dict(changing.message.values if changing else {})) from changing


def _reading(source: Source, validators: Validators, now: datetime) -> Reading:
    files = _files(source)
    newest = max((file.stamp.modified for file in files), default=0)
    written = _date(newest)
    fingerprint = _fingerprint(files)
    if validators.fingerprint and validators.fingerprint == fingerprint:
        return Reading((), now, unchanged=True, validators=validators, warning=age_warning(source, written, now))
    form = source.format or format_of_name(source.place)
    if not form:
        raise SourceError("source.format.unnamed", name=clean(source.place, 200))
    pieces = []
    if files[0].name and sum(file.stamp.size for file in files) > source.max_bytes * _TOGETHER:
        raise SourceError("source.file.together", path=clean(source.place, 200), limit=source.max_bytes * _TOGETHER)
    for file in files:
        data, seen = read_stamped(file.path, source.max_bytes)
        if seen != file.stamp:
            raise RetryableError("source.file.changing", path=clean(file.path, 200))
        pieces.append(Piece(data, clean(file.name, 100), file.star))
    is_settled = written is not None and written < now - _SETTLED
    answer = Answer(tuple(pieces), form, Validators(fingerprint=fingerprint if is_settled else ""), written)
    return reading_of(source, answer, Validators(), now)


def _files(source: Source) -> list[_File]:
    """The files of a source with their stamps, in its declared order."""
    folder, name = os.path.split(source.place)
    if "*" not in name and "?" not in name:
        return [_File(source.place, stamp=stamp(source.place))]
    found = [each._replace(stamp=stamp(each.path)) for each in _matches(folder, name)]
    if not found:
        raise SourceError("source.file.no_match", path=clean(source.place, 200))
    if len(found) > _MOST_FILES:
        raise SourceError("source.file.too_many", path=clean(source.place, 200), limit=_MOST_FILES)
    if source.order == "modified":
        return sorted(found, key=lambda file: (file.stamp.modified, file.name))
    return sorted(found, key=lambda file: file.name)


def _matches(folder: str, pattern: str) -> list[_File]:
    parts = re.split(r"([*?])", pattern)
    wild = {"*": "(.*)", "?": "(.)"}
    shape = re.compile("".join(wild.get(part) or re.escape(part) for part in parts), re.DOTALL)
    star = pattern[: pattern.find("*")].count("?") + 1 if "*" in pattern else 1
    try:
        names = os.listdir(folder or ".")
    except OSError as failed:
        raise SourceError("source.file.no_match", path=clean(os.path.join(folder, pattern), 200)) from failed
    return [
        _File(os.path.join(folder, name), name, found[star])
        for name in names
        if (found := shape.fullmatch(name)) and not name.startswith(_ASIDE)
    ]


def _fingerprint(files: list[_File]) -> str:
    """What changes when any file does, or one comes or goes."""
    if not files[0].name:
        return files[0].stamp.text
    told = "".join(f"{file.name}\0{file.stamp.text}\n" for file in files)
    return sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _date(nanoseconds: int) -> datetime | None:
    """When a file was last written; `None` for a date that no calendar holds."""
    try:
        return datetime.fromtimestamp(nanoseconds / 1e9, UTC)
    except (OverflowError, ValueError, OSError):
        return None
