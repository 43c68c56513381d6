"""A real proxy on the loopback: it forwards, it tunnels, it asks for a password, it remembers."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

__all__ = ["Proxy", "proxying"]


class Proxy:
    """Forwards `http://` requests and tunnels to TLS servers, for whoever shows the right password."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        """The Proxy-Authorization that it asks for; `""`: none."""
        self.heads: list[str] = []
        """Heads of the requests that came."""
        self.port = 0
        self._ending = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._listening = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)
        self._thread.start()
        assert self._listening.wait(10)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(10)
        self._loop.close()

    async def _serve(self) -> None:
        listener = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = listener.sockets[0].getsockname()[1]
        self._listening.set()
        await self._ending.wait()
        listener.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            await self._answered(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.transport.abort()

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        self.heads.append(head)
        first, *lines = head.split("\r\n")
        method, target, _ = first.split(" ")
        if self.wanted and f"Proxy-Authorization: {self.wanted}" not in lines:
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            return
        address = target if method == "CONNECT" else urlsplit(target).netloc
        host, _, port = address.rpartition(":")
        there, onward = await asyncio.open_connection(host, int(port))
        try:
            if method == "CONNECT":
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                parts = urlsplit(target)
                kept = [line for line in lines if not line.lower().startswith("proxy-")]
                onward.write("\r\n".join([f"{method} {parts.path} HTTP/1.1", *kept]).encode("latin-1"))
            await asyncio.gather(_poured(reader, onward), _poured(there, writer))
        finally:
            onward.transport.abort()


async def _poured(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
        writer.transport.abort()


@contextmanager
def proxying(wanted: str = "") -> Iterator[Proxy]:
    """A proxy for as long as it is needed."""
    proxy = Proxy(wanted)
    try:
        yield proxy
    finally:
        proxy.close()
