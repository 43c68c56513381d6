"""A web server of many figures, in a process of its own: what the bench of HTTP sources asks.

Each of its ports counts as a host. It answers after 50 ms: `/fresh/N` with another figure each time, `/steady/N` with
the same one, and with "not modified" to whoever knows it; `/hang/N` never. It is written for speed, so that what is
measured is who asks.
"""

import asyncio
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

__all__ = ["HOSTS", "serving"]

HOSTS: Final = 20
DELAY: Final = 0.05
"""Seconds."""
ROOT = Path(__file__).parents[2]
STEADY: Final = '"steady"'

_numbers = itertools.count(1)


def document(figure: int) -> bytes:
    """What a case system might say of a month."""
    said = {
        "code": 0,
        "message": "ok",
        "data": {
            "month": "2022-12",
            "office": "district bureau of justice",
            "received": 171,
            "concluded": figure,
            "revoked": 22,
            "mediated": 31,
            "pending": 19,
            "rate": 12.87,
            "updated": "2023-01-05T09:30:00+08:00",
        },
    }
    return json.dumps(said).encode()


class Connection(asyncio.Protocol):
    """One client."""

    def __init__(self) -> None:
        self._before = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, failed: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        *requests, self._before = (self._before + data).split(b"\r\n\r\n")
        for request in requests:
            if not request.startswith(b"GET /hang/"):
                asyncio.get_running_loop().call_later(DELAY, self._answer, request)

    def _answer(self, request: bytes) -> None:
        if self._transport is None:
            return
        steady = request.startswith(b"GET /steady/")
        tag = STEADY if steady else f'"{next(_numbers)}"'
        if steady and STEADY.encode() in request:
            self._transport.write(f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode())
            return
        body = document(152 if steady else next(_numbers))
        head = f"Content-Type: application/json\r\nETag: {tag}\r\nContent-Length: {len(body)}"
        self._transport.write(f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body)


async def main() -> None:
    """Serve until the other end of standard input is closed."""
    loop = asyncio.get_running_loop()
    servers = [await loop.create_server(Connection, "127.0.0.1", 0) for _ in range(HOSTS)]
    sys.stdout.write(" ".join(str(server.sockets[0].getsockname()[1]) for server in servers) + "\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)


@contextmanager
def serving() -> Iterator[list[str]]:
    """The addresses of the hosts, for as long as they are needed."""
    command = [sys.executable, "-m", "tests.bench.answering"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield [f"http://127.0.0.1:{port}" for port in process.stdout.readline().split()]
        finally:
            process.stdin.close()
            process.wait(10)


if __name__ == "__main__":
    asyncio.run(main())
