"""The HTTP client: the only module that knows httpx, and where its errors become ours.

It sends what it is told to one place and nowhere else: no redirect, no cookie, no password file, and no proxy but the
one that a source names. Nothing is decompressed by it, and no connection is made but by `tui.sources.network`.
"""

import logging
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Final

import httpcore
import httpx

from tui.errors import RetryableError, SourceError
from tui.named import NamedTuple
from tui.reading import clean, stamp
from tui.sources.body import Body
from tui.sources.network import Network, Resolver, is_literally_link_local
from tui.sources.room import Share
from tui.sources.secret import Secret
from tui.sources.trust import context

__all__ = ["Client", "Incoming", "Rules"]

_CONNECTIONS: Final = 10
"""Of one pool: the engine looks through all of them for every request, and slows down beyond that
(encode/httpx#3215)."""
_IDLE: Final = 4
"""Connections that a pool keeps for the next poll."""
_EXPIRY: Final = 60.0
"""Seconds for which they are kept."""
_KEPT: Final = 48
"""Hosts whose connections are kept; those of whom was asked longest ago are closed first."""

_LARGEST_HEAD: Final = 100 * 1024
"""Bytes of headers; the engine's own limit lets a little more through when it comes at once."""

for _name in ("httpx", "httpcore"):
    # They log addresses at INFO, and whoever turns logging on did not ask for that.
    logging.getLogger(_name).setLevel(logging.WARNING)


class Incoming:
    """An answer whose head has arrived."""

    def __init__(self, response: httpx.Response, stream: httpx.AsyncByteStream) -> None:
        self._headers = response.headers
        self._stream = stream
        self.status = response.status_code

    def header(self, name: str) -> str:
        """A header's value, several joined by commas; `""` when there is none."""
        return str(self._headers.get(name, ""))

    async def body(self, limit: int, share: Share) -> bytes:
        """The whole body, decompressed.

        Args:
            limit: Bytes, on the wire and decompressed.
            share: Of the memory for large answers, which this one may have to wait for.

        Raises:
            RetryableError: The connection broke.
            SourceError: It is too large, cut short, or encoded in a way that was not asked for.
        """
        length = self.header("content-length")
        if length.isdigit() and int(length[:18]) > limit:
            raise SourceError("source.http.too_large", limit=limit)
        body = Body(self.header("content-encoding"), limit)
        with _errors_of_body():
            async for chunk in self._stream:
                for grown in body.add(chunk):
                    if share.grows(grown):
                        await share.wait()
        return body.whole()

    async def drain(self) -> None:
        """Read to the end of an answer that has no body, so that its connection can be used again."""
        with _errors_of_body():
            async for _ in self._stream:
                break

    async def close(self) -> None:
        """Close the connection, unless all of the answer was read."""
        await self._stream.aclose()


class Rules(NamedTuple):
    """Under which connections are made; only requests under the same rules share one."""

    ca_file: str = ""
    """See `tui.sources.trust`."""
    client_file: str = ""
    """Likewise."""
    allow_link_local: bool = False
    """See `tui.sources.network`."""
    proxy: str = ""
    """Address of the proxy that everything goes through; `""`: none does, whatever the environment says."""
    proxy_basic: Secret | None = None
    """User and password for the proxy, and for nobody else."""


class _Lane(NamedTuple):
    """A pool of connections to one host, and the requests that go through it."""

    pool: httpcore.AsyncConnectionPool
    running: set[object]


class Client:
    """Sends requests, over as many pools as their number takes."""

    def __init__(self) -> None:
        self._resolver = Resolver()
        self._lanes: dict[tuple[object, ...], list[_Lane]] = {}
        """By host and rules, who was asked longest ago first."""
        self._trusted: dict[tuple[str, ...], tuple[tuple[str, ...], ssl.SSLContext]] = {}
        """By the paths of its files, as they were."""

    @asynccontextmanager
    async def get(self, url: str, headers: Mapping[str, str], rules: Rules) -> AsyncIterator[Incoming]:
        """The answer to a GET; the connection is closed at the end unless the body was read whole.

        Args:
            url: Where; nothing is sent anywhere else.
            headers: What; nothing else is sent but Host.
            rules: How the connection is made.

        Raises:
            RetryableError: The connection broke.
            SourceError: There is no connection, or what comes is no HTTP.
        """
        with _errors_of_head():
            request = httpx.Request("GET", url, headers=dict(headers))
        lane = self._lane(request.url, rules)
        turn = object()
        lane.running.add(turn)
        try:
            with _errors_of_head():
                incoming = await _sent(request, lane.pool)
            try:
                yield incoming
            finally:
                await incoming.close()
        finally:
            lane.running.discard(turn)
            if len(self._lanes) > _KEPT:
                await self._close_oldest()

    async def close(self) -> None:
        """Close every connection."""
        for lanes in self._lanes.values():
            for lane in lanes:
                await lane.pool.aclose()
        self._lanes.clear()
        await self._resolver.close()

    async def _close_oldest(self) -> None:
        """Close the connections to the hosts that were asked longest ago, where nothing is going on."""
        quiet = [key for key, lanes in self._lanes.items() if not any(lane.running for lane in lanes)]
        closed = [self._lanes.pop(key) for key in quiet[: len(self._lanes) - _KEPT]]
        for lanes in closed:
            for lane in lanes:
                await lane.pool.aclose()

    def _lane(self, url: httpx.URL, rules: Rules) -> _Lane:
        """A pool with room for a request."""
        trusted, files = self._trust(rules) if url.scheme == "https" else (None, ())
        key = (url.raw_scheme, url.raw_host, url.port, rules, files)
        lanes = self._lanes.pop(key, [])
        self._lanes[key] = lanes
        for lane in lanes:
            if len(lane.running) < _CONNECTIONS:
                return lane
        lanes.append(_Lane(self._pool(url, rules, trusted), set()))
        return lanes[-1]

    def _trust(self, rules: Rules) -> tuple[ssl.SSLContext, tuple[str, ...]]:
        """What verifies a server, and what its files were like when it was made."""
        paths = rules[:2]
        files = tuple(stamp(path).text if path else "" for path in paths)
        before, trusted = self._trusted.get(paths, ((), None))
        if trusted is None or before != files:
            # Twenty milliseconds each: made once for all hosts.
            trusted = context(*paths)
            self._trusted[paths] = files, trusted
        return trusted, files

    def _pool(self, url: httpx.URL, rules: Rules, trusted: ssl.SSLContext | None) -> httpcore.AsyncConnectionPool:
        """A pool for requests to one host."""
        network = Network(self._resolver, rules.allow_link_local)
        if not rules.proxy:
            return httpcore.AsyncConnectionPool(
                ssl_context=trusted,
                max_connections=_CONNECTIONS,
                max_keepalive_connections=_IDLE,
                keepalive_expiry=_EXPIRY,
                network_backend=network,
            )
        if not rules.allow_link_local and is_literally_link_local(url.host):
            # Whom a proxy asks is not seen from here; what is written can be.
            raise SourceError("source.http.link_local", host=clean(url.host, 100), address=clean(url.host, 100))
        user, _, password = rules.proxy_basic.reveal().partition(":") if rules.proxy_basic else ("", "", "")
        return httpcore.AsyncHTTPProxy(
            proxy_url=rules.proxy,
            proxy_auth=(user, password) if rules.proxy_basic else None,
            proxy_ssl_context=context("", "") if rules.proxy.lower().startswith("https:") else None,
            ssl_context=trusted,
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_IDLE,
            keepalive_expiry=_EXPIRY,
            network_backend=network,
        )


async def _sent(request: httpx.Request, pool: httpcore.AsyncConnectionPool) -> Incoming:
    """The answer to a request.

    httpx's own engine, without the client above it, which would look after cookies, passwords and redirects that
    there are none of here.
    """
    url = request.url
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    sent = httpcore.Request(method="GET", url=target, headers=request.headers.raw)
    response = await pool.handle_async_request(sent)
    if sum(len(name) + len(value) + 4 for name, value in response.headers) > _LARGEST_HEAD:
        await response.aclose()
        raise SourceError("source.http.large_head")
    stream = _Stream(response)
    return Incoming(httpx.Response(response.status, headers=response.headers, stream=stream), stream)


class _Stream(httpx.AsyncByteStream):
    """A body as httpx wants it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._response.aiter_stream()

    async def aclose(self) -> None:
        await self._response.aclose()


@contextmanager
def _errors_of_head() -> Iterator[None]:
    """What goes wrong before an answer's head is there."""
    try:
        yield
    except httpcore.RemoteProtocolError as failed:
        raise _no_answer(str(failed)) from failed
    except httpcore.ProxyError as failed:
        # "407 Proxy Authentication Required": the first word is the code, the others are the proxy's own.
        code = str(failed).partition(" ")[0]
        raise SourceError("source.http.proxy", status=code if code.isdigit() else "?") from None
    except (httpcore.NetworkError, httpcore.TimeoutException, OSError) as failed:
        raise RetryableError("source.http.reset") from failed
    except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol, httpx.InvalidURL, ValueError):
        # Not chained: what it says may hold a header with a secret.
        raise SourceError("source.http.bad_request") from None


@contextmanager
def _errors_of_body() -> Iterator[None]:
    """What goes wrong after that."""
    try:
        yield
    except httpcore.RemoteProtocolError as failed:
        raise SourceError("source.http.cut_short") from failed
    except (httpcore.NetworkError, httpcore.TimeoutException, OSError) as failed:
        raise RetryableError("source.http.reset") from failed


def _no_answer(said: str) -> SourceError:
    """What was wrong with the head; the library tells it in its text alone."""
    if "disconnected" in said or "unexpectedly closed" in said:
        return RetryableError("source.http.disconnected")
    if "Content-Length" in said:
        return SourceError("source.http.two_lengths")
    if "too long" in said:
        return SourceError("source.http.large_head")
    return SourceError("source.http.not_http")
