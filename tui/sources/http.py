"""Web addresses as sources: one conditional GET within one deadline, taken whole or not at all."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Final
from urllib.parse import urljoin, urlsplit

from tui import __version__
from tui.errors import RetryableError, SourceError
from tui.model.source import Reading, Source, Validators
from tui.reading import clean
from tui.sources.answer import Answer, age_warning, reading_of
from tui.sources.client import Client, Incoming
from tui.sources.document import format_of_name
from tui.sources.secret import resolve
from tui.sources.workers import Workers

__all__ = ["Reader"]

_RETRYABLE: Final = (429, 502, 503, 504)
_LONGEST_WAIT: Final = 7 * 86_400.0
"""Seconds: more than any server may ask us to wait."""
_LONGEST_VALIDATOR: Final = 500
_INLINE: Final = 64 * 1024
"""Bytes of an answer that is parsed at once; a larger one is parsed in a thread, so that other answers are heard."""

_NAMES: Final = {"json": "JSON", "jsonl": "JSON Lines", "csv": "CSV", "toml": "TOML"}
_TYPES: Final = {
    "application/json": "json",
    "text/json": "json",
    "text/csv": "csv",
    "application/csv": "csv",
    "text/comma-separated-values": "csv",
    "application/x-ndjson": "jsonl",
    "application/ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/toml": "toml",
}
"""Formats by content type."""
_ANYTHING: Final = ("", "text/plain", "application/octet-stream", "binary/octet-stream")
"""Content types that say nothing: the source, or the end of the address, tells the format."""
_ALSO: Final = {
    "csv": ("application/vnd.ms-excel", "text/tab-separated-values"),
    "jsonl": ("application/json", "text/json"),
    "json": ("text/javascript", "application/javascript"),
}
"""Other content types under which a declared format is served."""
_SELF_DELIMITING: Final = ("json",)
"""Formats that cannot be cut off without becoming unreadable."""


class Reader:
    """Reads web addresses."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Prepare, without opening anything.

        Args:
            environ: Where the secrets that headers name are looked up.
        """
        self._environ = environ
        self._client = Client()
        self._workers = Workers("zhibiao parser", 2)

    async def close(self) -> None:
        """Close every connection."""
        await self._client.close()
        self._workers.close()

    async def read(self, source: Source, validators: Validators, now: datetime) -> Reading:
        """The figures of an answer, or `unchanged` where the server, or the same bytes, say so.

        Raises:
            RetryableError: The server is busy, or the connection broke; `after` is what the server asked for.
            SourceError: Whatever else keeps the answer from being believed, or from coming within the deadline.
        """
        headers = self._headers(source)
        try:
            async with asyncio.timeout(source.timeout):
                answer = await self._asked(source, {**headers, **_conditions(validators)}, now)
                if answer is None and not _conditions(validators):
                    # "Not modified" since nothing: some caches say so; once more, past them.
                    answer = await self._asked(source, {**headers, "cache-control": "no-cache"}, now)
                    if answer is None:
                        raise SourceError("source.http.not_modified")
        except TimeoutError as failed:
            raise SourceError("source.http.deadline", seconds=f"{source.timeout:g}") from failed
        if answer is None:
            written = _date(validators.last_modified)
            return Reading((), now, unchanged=True, validators=validators, warning=age_warning(source, written, now))
        if len(answer.data) <= _INLINE:
            return reading_of(source, answer, validators, now)
        return await self._workers.run(lambda: reading_of(source, answer, validators, now))

    def _headers(self, source: Source) -> dict[str, str]:
        """What is asked with; a source's own headers may say more, and secrets are resolved only here."""
        own = {name.lower(): resolve(value, self._environ).reveal() for name, value in source.headers.items()}
        before = {"accept": "*/*", "user-agent": f"zhibiao/{__version__}"}
        return {**before, **own, "accept-encoding": "gzip", "connection": "keep-alive"}

    async def _asked(self, source: Source, headers: Mapping[str, str], now: datetime) -> Answer | None:
        """One exchange; `None` for "not modified"."""
        async with self._client.get(
            source.place, headers, ca_file=source.ca_file, allow_link_local=source.allow_link_local
        ) as incoming:
            if incoming.status == 304:
                return None
            _check_status(incoming, source, now)
            form = _format(incoming, source)
            _check_end(incoming, form)
            data = await incoming.body(source.max_bytes)
            written = _date(incoming.header("last-modified"))
            return Answer(data, form, _validators(incoming, data), written)


def _conditions(known: Validators) -> dict[str, str]:
    """The headers that ask for an answer only if it changed."""
    conditions = {"if-none-match": known.etag, "if-modified-since": known.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _validators(incoming: Incoming, data: bytes) -> Validators:
    kept = [incoming.header(name) for name in ("etag", "last-modified")]
    etag, modified = (
        each if each.isascii() and each.isprintable() and len(each) <= _LONGEST_VALIDATOR else "" for each in kept
    )
    return Validators(etag, modified, sha256(data).hexdigest())


def _check_status(incoming: Incoming, source: Source, now: datetime) -> None:
    status = incoming.status
    if status == 200:
        return
    if status == 204:
        raise SourceError("source.http.no_content")
    if status in _RETRYABLE:
        raise RetryableError("source.http.status", after=_wait(incoming.header("retry-after"), now), status=status)
    if 300 <= status < 400:
        raise SourceError("source.http.redirect", status=status, host=_host(source.place, incoming.location))
    raise SourceError("source.http.status", status=status)


def _format(incoming: Incoming, source: Source) -> str:
    """The format of an answer: as declared if its type allows, else as its type or the end of its address says."""
    said = incoming.header("content-type").partition(";")[0].strip().lower()
    told = _TYPES.get(said) or ("json" if said.endswith("+json") else "")
    wanted = source.format or (format_of_name(urlsplit(source.place).path) if said in _ANYTHING else told)
    if not wanted and said in _ANYTHING:
        raise SourceError("source.format.unnamed", name=clean(source.place, 200))
    if told != wanted and said not in (*_ANYTHING, *_ALSO.get(wanted, ())):
        raise SourceError("source.http.type", expected=_NAMES.get(wanted, "JSON / CSV"), found=clean(said, 60))
    if not wanted:
        raise SourceError("source.http.type", expected="JSON / CSV", found=clean(said, 60))
    return wanted


def _check_end(incoming: Incoming, form: str) -> None:
    """Refuse an answer whose end cannot be told from a connection that broke off."""
    is_told = incoming.header("content-length") or "chunked" in incoming.header("transfer-encoding").lower()
    if not (is_told or form in _SELF_DELIMITING or incoming.header("content-encoding")):
        raise SourceError("source.http.no_length")


def _date(header: str) -> datetime | None:
    """An HTTP date as an aware instant in UTC; `None` for none, and for what is no date."""
    try:
        return parsedate_to_datetime(header).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _wait(header: str, now: datetime) -> float | None:
    """Seconds that a Retry-After asks for (RFC 9110 section 10.2.3: a number of them, or a date)."""
    written = header.strip()
    if written.isascii() and written.isdigit():
        return min(float(written[:9]), _LONGEST_WAIT)
    moment = _date(written)
    return None if moment is None else min(max(0.0, (moment - now).total_seconds()), _LONGEST_WAIT)


def _host(url: str, location: str) -> str:
    """Where a redirect leads: host and port, without anything that might be a secret."""
    try:
        parts = urlsplit(urljoin(url, location))
        return clean(f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or "?", 100)
    except ValueError:
        return "?"
