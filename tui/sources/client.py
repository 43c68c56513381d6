"""The HTTP client: the only module that knows httpx, and where its errors become ours.

It sends what it is told to one place and nowhere else: no redirect, no proxy, no cookie, no password file. Nothing is
decompressed by it, and no connection is made but by `tui.sources.network`.
"""

import logging
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final, NamedTuple

import httpcore
import httpx

from tui.errors import RetryableError, SourceError
from tui.reading import stamp
from tui.sources.body import Body
from tui.sources.network import Network, Resolver
from tui.sources.trust import context

__all__ = ["Client", "Incoming", "Rules"]

_CONNECTIONS: Final = 10
"""Of one client: httpx looks through all of them for every request, and slows down beyond that (encode/httpx#3215)."""

_LARGEST_HEAD: Final = 100 * 1024
"""Bytes of headers; the engine's own limit lets a little more through when it comes at once."""

for _name in ("httpx", "httpcore"):
    # They log addresses at INFO, and whoever turns logging on did not ask for that.
    logging.getLogger(_name).setLevel(logging.WARNING)


class Incoming:
    """An answer whose head has arrived."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.location: str = response.extensions["location"]
        """Where a redirect leads, as it came; `""` for none."""

    def header(self, name: str) -> str:
        """A header's value, several joined by commas; `""` when there is none."""
        return str(self._response.headers.get(name, ""))

    async def body(self, limit: int) -> bytes:
        """The whole body, decompressed.

        Raises:
            RetryableError: The connection broke.
            SourceError: It is too large, cut short, or encoded in a way that was not asked for.
        """
        length = self.header("content-length")
        if length.isdigit() and int(length[:18]) > limit:
            raise SourceError("source.http.too_large", limit=limit)
        body = Body(self.header("content-encoding"), limit)
        with _errors_of_body():
            async for chunk in self._response.aiter_raw():
                body.add(chunk)
        return body.whole()


class Rules(NamedTuple):
    """Under which connections are made; only requests under the same rules share one."""

    ca_file: str = ""
    """See `tui.sources.trust`."""
    client_file: str = ""
    """Likewise."""
    allow_link_local: bool = False
    """See `tui.sources.network`."""


class _Lane(NamedTuple):
    """A client and the requests that go through it."""

    client: httpx.AsyncClient
    running: set[object]


class Client:
    """Sends requests, over as many clients as their number takes."""

    def __init__(self) -> None:
        self._resolver = Resolver()
        self._lanes: dict[tuple[str, ...], list[_Lane]] = {}

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
        lane = self._lane(url, rules)
        turn = object()
        lane.running.add(turn)
        try:
            with _errors_of_head():
                request = httpx.Request("GET", url, headers=dict(headers))
                response = await lane.client.send(request, stream=True)
            try:
                yield Incoming(response)
            finally:
                await response.aclose()
        finally:
            lane.running.discard(turn)

    async def close(self) -> None:
        """Close every connection."""
        for lanes in self._lanes.values():
            for lane in lanes:
                await lane.client.aclose()
        self._lanes.clear()
        await self._resolver.close()

    def _lane(self, url: str, rules: Rules) -> _Lane:
        """A client with room for a request."""
        secure = url[:6].lower() == "https:"
        files = [f"{path} {stamp(path).text}" if path else "" for path in rules[:2]] if secure else []
        key = ("https" if secure else "http", str(rules.allow_link_local), *files)
        lanes = self._lanes.setdefault(key, [])
        for lane in lanes:
            if len(lane.running) < _CONNECTIONS:
                return lane
        trusted = context(rules.ca_file, rules.client_file) if secure else None
        transport = _Transport(Network(self._resolver, rules.allow_link_local), trusted)
        cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        client = httpx.AsyncClient(transport=transport, cookies=cookies, trust_env=False, follow_redirects=False)
        lanes.append(_Lane(client, set()))
        return lanes[-1]


class _Transport(httpx.AsyncBaseTransport):
    """httpx's own engine, with our connections."""

    def __init__(self, network: Network, trusted: ssl.SSLContext | None) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trusted,
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_CONNECTIONS,
            keepalive_expiry=60.0,
            retries=0,
            network_backend=network,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
        )
        response = await self._pool.handle_async_request(sent)
        if sum(len(name) + len(value) + 4 for name, value in response.headers) > _LARGEST_HEAD:
            await response.aclose()
            raise SourceError("source.http.large_head")
        # Kept from the client, which would prepare a request to wherever it leads, with our headers.
        headers = [(name, value) for name, value in response.headers if name.lower() != b"location"]
        location = next((value for name, value in response.headers if name.lower() == b"location"), b"")
        told = {"location": location.decode("latin-1")}
        return httpx.Response(response.status, headers=headers, stream=_Stream(response), extensions=told)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    """A body as httpx wants it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._response.aclose()


@contextmanager
def _errors_of_head() -> Iterator[None]:
    """What goes wrong before an answer's head is there."""
    try:
        yield
    except httpcore.RemoteProtocolError as failed:
        raise _no_answer(str(failed)) from failed
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
