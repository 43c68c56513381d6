"""An HTTP/1.1 server on loopback that behaves as badly as it is asked to: a path per misbehaviour.

It runs in a thread with an event loop of its own, writes bytes rather than responses, and remembers what it was asked.
"""

import asyncio
import gzip
import json
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import NamedTuple

from tests.sources.workbooks import by_hand, row, sheet_of

__all__ = ["PATHS", "Exchange", "Request", "Server", "serving"]

GOOD = json.dumps({"n": 152, "month": "2022-12"}).encode()
TABLE = b"unit,value\na,1\nb,2\n"
BOOK = by_hand(sheet_of(row(1, "unit", "value") + row(2, "a", "1") + row(3, "b", "2")))
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BIG = 6 << 20
"""More than a source may have."""


class Request(NamedTuple):
    """What the server was asked."""

    path: str
    headers: dict[str, str]
    """By lower-case name."""
    query: str = ""
    """What follows the question mark."""


class Exchange:
    """One request, and the connection to answer it on."""

    def __init__(self, server: "Server", request: Request, writer: asyncio.StreamWriter) -> None:
        self.server = server
        self.request = request
        self.writer = writer

    async def raw(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self, body: bytes = GOOD, status: str = "200 OK", **headers: str) -> None:
        """A sound answer; a header's name is written with underscores, one that is empty is left out."""
        lines = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
        await self.raw(f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body)

    async def drip(self, data: bytes) -> None:
        """A byte every tenth of a second, for ever."""
        while True:
            for byte in data:
                await self.raw(bytes([byte]))
                await asyncio.sleep(0.1)

    async def close(self) -> None:
        self.writer.close()
        with suppress(OSError):
            await self.writer.wait_closed()


Behaviour = Callable[[Exchange], Awaitable[None]]
PATHS: dict[str, Behaviour] = {}


def path(name: str) -> Callable[[Behaviour], Behaviour]:
    def entered(behaviour: Behaviour) -> Behaviour:
        PATHS[f"/{name}"] = behaviour
        return behaviour

    return entered


def canned(name: str, body: bytes = GOOD, status: str = "200 OK", **headers: str) -> None:
    """A path that always gives the same answer."""

    async def behaviour(exchange: Exchange) -> None:
        await exchange.answer(body, status, **headers)

    PATHS[f"/{name}"] = behaviour


def spoken(name: str, data: bytes) -> None:
    """A path that always says the same bytes, then closes."""

    async def behaviour(exchange: Exchange) -> None:
        await exchange.raw(data)
        await exchange.close()

    PATHS[f"/{name}"] = behaviour


canned("good")
canned("good.csv", TABLE, Content_Type="text/csv; charset=utf-8")
canned("good.jsonl", b'{"n": 1}\n{"n": 2}\n', Content_Type="application/x-ndjson")
canned("book", BOOK, Content_Type=BOOK_TYPE)
canned("plain.xlsx", BOOK, Content_Type="application/octet-stream")
canned("plain.csv", TABLE, Content_Type="text/plain")
canned("plain", TABLE, Content_Type="text/plain")
canned("untyped.json", Content_Type="")
canned("problem", Content_Type="application/problem+json")
canned("gzip", gzip.compress(GOOD), Content_Encoding="gzip")
canned("gzip-members", gzip.compress(GOOD[:9]) + gzip.compress(GOOD[9:]), Content_Encoding="x-gzip")
canned("no-content", b"", "204 No Content", Content_Length="")
canned("partial", status="206 Partial Content", Content_Range="bytes 0-9/100")
canned("forbidden", b"{}", "403 Forbidden")
canned("missing", b"{}", "404 Not Found")
canned("broken", b"{}", "500 Internal Server Error")
canned("login", b"<html><form>", Content_Type="text/html; charset=utf-8")
canned("login-as-json", b"<html><form>")
canned("image", b"\x89PNG", Content_Type="image/png")
canned("busy", b"", "429 Too Many Requests", Retry_After="7")
canned("busy-until", b"", "503 Service Unavailable", Retry_After="Mon, 06 Mar 2023 04:00:30 GMT")
canned("busy-strange", b"", "503 Service Unavailable", Retry_After="soon\x80")
canned("bad-gateway", b"", "502 Bad Gateway")
canned("gateway-timeout", b"", "504 Gateway Timeout")
canned("brotli", Content_Encoding="br")
canned("deflate", zlib.compress(GOOD), Content_Encoding="deflate")
canned("stacked", gzip.compress(gzip.compress(GOOD)), Content_Encoding="gzip, gzip")
canned("not-gzip", Content_Encoding="gzip")
canned("truncated-gzip", gzip.compress(GOOD)[:-4], Content_Encoding="gzip")
canned("truncated-table", gzip.compress(TABLE * 50, mtime=0)[:-8], Content_Encoding="gzip", Content_Type="text/csv")
canned("empty-gzip", b"", Content_Encoding="gzip")
canned("said-too-long", b"", Content_Length=str(BIG))
canned("not-modified", b"", "304 Not Modified", Content_Length="")
canned("cookie", Set_Cookie="session=canary; Path=/")
canned("old", Last_Modified="Mon, 06 Mar 2023 02:00:00 GMT")
canned("ahead", Last_Modified="Mon, 06 Mar 2023 05:00:00 GMT")
canned("controls", b"{}", "403 \x1b[2J", X_Note="\x9b31m")
canned("empty", b"")
canned("nan", b'{"n": NaN}')
canned("infinity", b'{"n": -Infinity}')
canned("beyond", b'{"n": 1e400}')
canned("twice", b'{"n": 1, "n": 2}')
canned("deep", b'{"n": ' + b"[" * 101 + b"]" * 101 + b"}")
canned("bottomless", b"[" * 200_000)
canned("huge-integer", b'{"n": 9007199254740993}')
canned("surrogate", b'{"n": "\\ud800"}')
canned("null", b'{"n": null}')
canned("nothing", b'{"n": []}')
canned("text", b'{"n": "many"}')
canned("other", b'{"m": 1}')
canned("not-text", b'{"n": "\xff\xff"}')
spoken("http09", b"<html>\r\n\r\n")
spoken("closed", b"")
spoken("handshake", b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
spoken("half-head", b"HTTP/1.1 200 OK\r\nContent-Ty")
spoken("short", b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 100\r\n\r\n" + TABLE)
spoken("no-length.csv", b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nConnection: close\r\n\r\n" + TABLE)
spoken("old-http", b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + GOOD)
spoken("two-lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}    ")
spoken(
    "chunked",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n13\r\n" + TABLE + b"\r\n0\r\n\r\n",
)
spoken("bad-chunk", b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + TABLE)
spoken("half-chunk", b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n13\r\n" + TABLE)
spoken("large-head", b"HTTP/1.1 200 OK\r\n" + b"X-Large: " + b"x" * 120_000 + b"\r\n\r\n")


@path("hang")
async def hang(exchange: Exchange) -> None:
    await exchange.server.ending.wait()


@path("hang-after-head")
async def hang_after_head(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{")
    await exchange.server.ending.wait()


@path("header-drip")
async def header_drip(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    await exchange.drip(b"x")


@path("drip")
async def drip(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
    await exchange.drip(b" ")


@path("continue-flood")
async def continue_flood(exchange: Exchange) -> None:
    while True:
        await exchange.raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 10)
        await asyncio.sleep(0.01)


@path("header-flood")
async def header_flood(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\n")
    while True:
        await exchange.raw(b"X-Flood: x\r\n" * 1000)


@path("endless")
async def endless(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        await exchange.raw(b"10000\r\n" + b" " * 0x10000 + b"\r\n")


@cache
def bomb(layers: int) -> bytes:
    """A gibibyte of blanks, compressed once or twice."""
    if layers == 2:
        return gzip.compress(bomb(1))
    squeezer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join(squeezer.compress(b" " * (1 << 20)) for _ in range(1024)) + squeezer.flush()


@path("bomb")
async def gzip_bomb(exchange: Exchange) -> None:
    await exchange.answer(bomb(1), Content_Encoding="gzip")


@path("stacked-bomb")
async def stacked_bomb(exchange: Exchange) -> None:
    await exchange.answer(bomb(2), Content_Encoding="gzip, gzip")


@path("members-bomb")
async def members_bomb(exchange: Exchange) -> None:
    """Two hundred small members, each of which becomes a hundred kilobytes."""
    await exchange.answer(gzip.compress(b" " * 100_000) * 200, Content_Encoding="gzip")


@path("reset")
async def reset(exchange: Exchange) -> None:
    await abort(exchange)


@path("reset-in-body")
async def reset_in_body(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
    await abort(exchange)


async def abort(exchange: Exchange) -> None:
    """Close so that the other side sees a reset."""
    plug = exchange.writer.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.writer.transport.abort()


@path("redirect")
async def redirect(exchange: Exchange) -> None:
    where = exchange.server.redirect_to
    await exchange.answer(b"", "302 Found", Location=where)


@path("moved")
async def moved(exchange: Exchange) -> None:
    """Leads on within the same origin, as many times as its query says."""
    left = int(exchange.request.query or "1")
    where = f"/moved?{left - 1}" if left > 1 else "good"
    await exchange.answer(b"", "308 Permanent Redirect", Location=where)


@path("etag")
async def etag(exchange: Exchange) -> None:
    """Tells whether its answer changed."""
    tag = f'"{exchange.server.version}"'
    if exchange.request.headers.get("if-none-match") == tag:
        await exchange.answer(b"", "304 Not Modified", ETag=tag, Content_Length="")
    else:
        body = json.dumps({"n": exchange.server.version}).encode()
        await exchange.answer(body, ETag=tag, Last_Modified="Mon, 06 Mar 2023 02:00:00 GMT")


@path("not-modified-once")
async def not_modified_once(exchange: Exchange) -> None:
    """A cache that says "not modified" to whoever does not ask to get past it."""
    if "cache-control" in exchange.request.headers:
        await exchange.answer()
    else:
        await exchange.answer(b"", "304 Not Modified", Content_Length="")


@path("pages")
async def pages(exchange: Exchange) -> None:
    """Three pages of one row, told by number or by link."""
    query = dict(pair.split("=") for pair in exchange.request.query.split("&") if pair)
    number = int(query.get("page", "1"))
    rows = [{"unit": f"u{number}", "n": number}] if number <= 3 else []
    following = f"/pages?page={number + 1}" if number < 3 else None
    links = f'</other>; rel="prev up", <{following}>; title="a, b"; rel="next"' if following else ""
    await exchange.answer(json.dumps({"rows": rows, "next": following, "odd": 7}).encode(), Link=links)


@path("circle")
async def circle(exchange: Exchange) -> None:
    await exchange.answer(json.dumps({"rows": [], "next": "/circle"}).encode())


@path("for-ever")
async def for_ever(exchange: Exchange) -> None:
    number = len(exchange.server.requests)
    await exchange.answer(json.dumps({"rows": [], "next": f"/for-ever?n={number}"}).encode())


@path("leads-away")
async def leads_away(exchange: Exchange) -> None:
    await exchange.answer(json.dumps({"rows": [], "next": exchange.server.redirect_to}).encode())


@path("second-page-broken")
async def second_page_broken(exchange: Exchange) -> None:
    if exchange.request.query:
        await exchange.answer(b"", "500 Internal Server Error")
    else:
        await exchange.answer(json.dumps({"rows": [{"unit": "a", "n": 1}], "next": "?page=2"}).encode())


class Server:
    """Serves `PATHS` until it is closed."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.redirect_to = ""
        self.version = 1
        self.connections = 0
        """How many were made."""
        self.port = 0
        self.ending = asyncio.Event()
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)
        self._thread.start()
        assert self._listening.wait(10)

    def asked(self, place: str) -> list[Request]:
        """The requests for a path."""
        return [request for request in self.requests if request.path == place]

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self.ending.set)
        self._thread.join(10)
        self._loop.close()

    async def _serve(self) -> None:
        listener = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=self._tls)
        self.port = listener.sockets[0].getsockname()[1]
        self._listening.set()
        await self.ending.wait()
        listener.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        task.add_done_callback(self._tasks.discard)
        try:
            async for request in requests(reader):
                self.requests.append(request)
                await PATHS.get(request.path, PATHS["/missing"])(Exchange(self, request, writer))
                if writer.is_closing():
                    return
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.transport.abort()


async def requests(reader: asyncio.StreamReader) -> AsyncIterator[Request]:
    """The requests of one connection."""
    while begun := await reader.readexactly(1):
        if begun == b"\x16":  # a TLS handshake
            yield Request("/handshake", {})
            return
        head = begun + await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines if line)
        place, _, query = first.split(" ")[1].partition("?")
        yield Request(place, {name.lower(): value.strip() for name, _, value in pairs}, query)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server for as long as it is needed."""
    server = Server(tls)
    try:
        yield server
    finally:
        server.close()
