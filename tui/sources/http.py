"""Web addresses as sources: one conditional GET within one deadline, taken whole or not at all."""

import asyncio
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from hashlib import sha256
from typing import Final, TypeVar
from urllib.parse import urlsplit

from tui import __version__
from tui.errors import RetryableError, SourceError
from tui.model.source import Pages, Reading, Source, Validators
from tui.named import NamedTuple
from tui.reading import clean
from tui.sources.answer import Answer, age_warning, digest_of, reading_of
from tui.sources.client import Client, Incoming, Rules
from tui.sources.document import Piece, format_of_name
from tui.sources.origin import host_of, within
from tui.sources.pages import Turner
from tui.sources.room import Room, Share
from tui.sources.secret import resolve
from tui.sources.workers import Workers

__all__ = ["Reader"]

_RETRYABLE: Final = (429, 502, 503, 504)
_MOVED: Final = (301, 302, 303, 307, 308)
_STEPS: Final = 3
"""Redirects that are followed, where a source allows it and they stay within its origin."""
_LARGE: Final = 8
"""Large answers in memory at the same time."""
_LONGEST_WAIT: Final = 7 * 86_400.0
"""Seconds: more than any server may ask us to wait."""
_LONGEST_VALIDATOR: Final = 500
_INLINE: Final = 64 * 1024
"""Bytes of an answer that is parsed at once."""

_NAMES: Final = {
    "json": "JSON",
    "jsonl": "JSON Lines",
    "csv": "CSV",
    "toml": "TOML",
    "prometheus": "Prometheus",
    "xlsx": "XLSX",
}
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
    "application/openmetrics-text": "prometheus",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
"""Formats by content type."""
_ANYTHING: Final = ("", "text/plain", "application/octet-stream", "binary/octet-stream")
"""Content types that say nothing: the source, or the end of the address, tells the format."""
_ALSO: Final = {
    "csv": ("application/vnd.ms-excel", "text/tab-separated-values"),
    "jsonl": ("application/json", "text/json"),
    "json": ("text/javascript", "application/javascript"),
    "xlsx": ("application/vnd.ms-excel", "application/zip"),
}
"""Other content types under which a declared format is served."""
_SELF_DELIMITING: Final = ("json", "xlsx")
"""Formats that cannot be cut off without becoming unreadable."""


T = TypeVar("T")


class _Page(NamedTuple):
    """What one exchange brought."""

    data: bytes
    format: str
    validators: Validators
    link: str
    """The Link header, as it came."""
    written: datetime | None


class _Request(NamedTuple):
    """What a source is asked with."""

    source: Source
    headers: Mapping[str, str]
    rules: Rules
    share: Share
    """Of the memory for large answers."""

    def also(self, headers: Mapping[str, str]) -> "_Request":
        """The same with more headers."""
        return self._replace(headers={**self.headers, **headers})


class Reader:
    """Reads web addresses."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Prepare, without opening anything.

        Args:
            environ: Where the secrets that headers name are looked up.
        """
        self._environ = environ
        self._client = Client()
        self._room = Room(_LARGE)
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
        try:
            async with asyncio.timeout(source.timeout) as deadline, self._room.share(deadline) as share:
                request = self._request(source, share)
                if source.pages is None:
                    answer = await self._document(request, validators, now)
                else:
                    answer = await self._paged(request, source.pages, now)
                if answer is None:
                    warning = age_warning(source, _date(validators.last_modified), now)
                    return Reading((), now, unchanged=True, validators=validators, warning=warning)
                # What follows is our time, not the source's; only now is the answer's room free again.
                deadline.reschedule(None)
                size = sum(len(piece.data) for piece in answer.pieces)
                return await self._parsed(size, answer.format, partial(reading_of, source, answer, validators, now))
        except TimeoutError as failed:
            raise SourceError("source.http.deadline", seconds=f"{source.timeout:g}") from failed

    async def _parsed(self, size: int, form: str, parse: Callable[[], T]) -> T:
        """What parsing so many bytes gives; many are parsed in a thread, so that other answers are heard meanwhile."""
        return parse() if size <= _INLINE and form != "xlsx" else await self._workers.run(parse)

    async def _document(self, request: _Request, validators: Validators, now: datetime) -> Answer | None:
        """The answer at the source's address; `None` where it is the one that the validators are of."""
        place = request.source.place
        conditions = _conditions(validators)
        page = await self._asked(request.also(conditions), place, request.source.max_bytes, now)
        if page is None and not conditions:
            # "Not modified" since nothing: some caches say so; once more, past them.
            past = request.also({"cache-control": "no-cache"})
            page = await self._asked(past, place, request.source.max_bytes, now)
            if page is None:
                raise SourceError("source.http.not_modified")
        if page is None:
            return None
        known = page.validators._replace(fingerprint=sha256(page.data).hexdigest())
        return Answer((Piece(page.data),), page.format, known, page.written)

    async def _paged(self, request: _Request, pages: Pages, now: datetime) -> Answer:
        """An answer in pages, all of them, within the one limit; it has no validators but its own bytes."""
        turner = Turner(request.source, pages)
        pieces: list[Piece] = []
        room = request.source.max_bytes
        form, written = "", None
        while (address := turner.address) is not None:
            page = await self._asked(request, address, room, now)
            if page is None:
                raise SourceError("source.http.not_modified")
            room -= len(page.data)
            form, written = page.format, page.written
            piece = Piece(page.data, f"[{len(pieces) + 1}]")
            if await self._parsed(len(page.data), page.format, partial(turner.turn, piece, page.format, page.link)):
                pieces.append(piece)
        known = Validators(fingerprint=digest_of(pieces))
        return Answer(tuple(pieces), form, known, written)

    def _request(self, source: Source, share: Share) -> _Request:
        """What is asked with; a source's own headers may say more, and secrets are resolved only here."""
        before = {"accept": "*/*", "user-agent": f"zhibiao/{__version__}"}
        if source.basic:
            pair = resolve(source.basic, self._environ).reveal().encode()
            before["authorization"] = f"Basic {b64encode(pair).decode()}"
        own = {name.lower(): resolve(value, self._environ).reveal() for name, value in source.headers.items()}
        headers = {**before, **own, "accept-encoding": "gzip", "connection": "keep-alive"}
        shown = resolve(source.proxy_basic, self._environ) if source.proxy_basic else None
        rules = Rules(source.ca_file, source.client_file, source.allow_link_local, source.proxy, shown)
        return _Request(source, headers, rules, share)

    async def _asked(self, request: _Request, address: str, limit: int, now: datetime) -> _Page | None:
        """One answer, a few steps away where the source allows that; `None` for "not modified"."""
        for _ in range(_STEPS + 1):
            found = await self._exchanged(request, address, limit, now)
            if not isinstance(found, str):
                return found
            address = found
        raise SourceError("source.http.redirects", limit=_STEPS)

    async def _exchanged(self, request: _Request, address: str, limit: int, now: datetime) -> _Page | str | None:
        """One exchange; `None` for "not modified", an address where the answer is said to be elsewhere."""
        source = request.source
        async with self._client.get(address, request.headers, request.rules) as incoming:
            if incoming.status == 304:
                await incoming.drain()
                return None
            if incoming.status in _MOVED and source.follow_redirects:
                return _moved(incoming, source, address)
            _check_status(incoming, source, now)
            form = _format(incoming, source)
            _check_end(incoming, form)
            data = await incoming.body(limit, request.share)
            written = _date(incoming.header("last-modified"))
            return _Page(data, form, _validators(incoming), incoming.header("link"), written)


def _conditions(known: Validators) -> dict[str, str]:
    """The headers that ask for an answer only if it changed."""
    conditions = {"if-none-match": known.etag, "if-modified-since": known.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _validators(incoming: Incoming) -> Validators:
    kept = [incoming.header(name) for name in ("etag", "last-modified")]
    etag, modified = (
        each if each.isascii() and each.isprintable() and len(each) <= _LONGEST_VALIDATOR else "" for each in kept
    )
    return Validators(etag, modified)


def _check_status(incoming: Incoming, source: Source, now: datetime) -> None:
    status = incoming.status
    if status == 200:
        return
    if status == 204:
        raise SourceError("source.http.no_content")
    if status in _RETRYABLE:
        raise RetryableError("source.http.status", after=_wait(incoming.header("retry-after"), now), status=status)
    if 300 <= status < 400:
        host = host_of(source.place, incoming.header("location"))
        raise SourceError("source.http.redirect", status=status, host=host)
    if status == 407:
        raise SourceError("source.http.proxy", status=status)
    raise SourceError("source.http.status", status=status)


def _moved(incoming: Incoming, source: Source, address: str) -> str:
    """Where a redirect leads, within the origin where the source's secrets belong (robustness H6)."""
    said = incoming.header("location")
    found = within(source.place, address, said) if said else None
    if found is None:
        raise SourceError("source.http.redirect_away", status=incoming.status, host=host_of(address, said))
    return found


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
