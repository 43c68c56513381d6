"""The body of an answer, within bounds on the wire and decompressed, and whole.

Libraries inflate a network chunk at once, a thousandfold if it was made for that, and take a gzip stream without its
end for a shorter answer. Here no step makes more than is still allowed, and a stream must end.
"""

import zlib
from collections.abc import Iterator
from typing import Final

from tui.errors import SourceError

__all__ = ["Body"]

_PLAIN: Final = ("", "identity")
_GZIP: Final = ("gzip", "x-gzip")
_GZIP_WINDOW: Final = 31
"""zlib's word for: the largest window, with gzip's header and checksum."""

_STEP: Final = 64 * 1024
"""Bytes that one step of decompression makes."""


class Body:
    """Takes an answer's bytes as they arrive."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Begin an empty body.

        Args:
            encoding: The Content-Encoding header as it came.
            limit: Bytes, on the wire and decompressed.

        Raises:
            SourceError: An encoding that was not offered, or several at once.
        """
        coding = encoding.strip().lower()
        if coding not in _PLAIN and coding not in _GZIP:
            raise SourceError("source.http.encoding", encoding=coding[:60])
        self._limit = limit
        self._on_wire = 0
        self._size = 0
        self._parts: list[bytes] = []
        self._gzip = coding in _GZIP
        self._inflater = zlib.decompressobj(_GZIP_WINDOW)
        self._begun = False
        """Whether the current gzip member has any byte yet."""

    def add(self, chunk: bytes) -> Iterator[int]:
        """Take the next bytes from the wire; must be exhausted before the next ones come.

        Yields:
            By how many bytes the body has grown, step by step: before it grows further somebody may want to wait.

        Raises:
            SourceError: Too many of them, or no gzip where gzip was announced.
        """
        self._on_wire += len(chunk)
        if self._on_wire > self._limit:
            raise self._too_large()
        if self._gzip:
            yield from self._inflate(chunk)
        else:
            yield self._keep(chunk)

    def whole(self) -> bytes:
        """All bytes, decompressed.

        Raises:
            SourceError: The compressed stream did not come to its end.
        """
        if self._gzip and self._begun and not self._inflater.eof:
            raise SourceError("source.http.cut_short")
        if self._gzip and not self._on_wire:
            raise SourceError("source.http.cut_short")
        return b"".join(self._parts)

    def _inflate(self, chunk: bytes) -> Iterator[int]:
        is_full = False
        while chunk or is_full:
            if self._inflater.eof:  # a gzip file may be several, one after another (RFC 1952 section 2.2)
                self._inflater = zlib.decompressobj(_GZIP_WINDOW)
            step = min(_STEP, self._limit - self._size + 1)
            try:
                part = self._inflater.decompress(chunk, step)
            except zlib.error as failed:
                raise SourceError("source.http.bad_gzip") from failed
            self._begun = True
            yield self._keep(part)
            chunk = self._inflater.unconsumed_tail or self._inflater.unused_data
            # A step that came out full may leave something inside, though all of the chunk went in.
            is_full = len(part) == step and not self._inflater.eof

    def _keep(self, part: bytes) -> int:
        self._size += len(part)
        if self._size > self._limit:
            raise self._too_large()
        if part:
            self._parts.append(part)
        return len(part)

    def _too_large(self) -> SourceError:
        return SourceError("source.http.too_large", limit=self._limit)
