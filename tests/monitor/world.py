"""A small real world: a counting HTTP server, a configuration that polls it, dashboards in processes of their own."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

TOML = """\
schema = 1
[dashboard]
title = "Aides"
timezone = "UTC"

[sources.register]
type = "http"
url = "{url}"
every = "{every}s"
timeout = "{timeout}s"
[[sources.register.map]]
indicator = "pufa.aides"
value = "$.aides"
period = "$.year"

[indicators."pufa.aides"]
name = "Legal aides"
unit = "PERSONS"
"""

DASHBOARD = """
import sys, time
from datetime import UTC, datetime
from tui.config import load
from tui.monitor.viewer import Viewer
config = load(sys.argv[1], {"HOME": "/nonexistent"})
viewer = Viewer(config, sys.argv[2], lambda: datetime.now(UTC))
print("open", flush=True)
said = None
while True:
    viewer.fresh()
    assessment = viewer.snapshot.assessment("pufa.aides")
    now = f"{assessment.value} {viewer.collection.kind} {viewer.collection.own}"
    if now != said:
        print(now, flush=True)
        said = now
    time.sleep(0.1)
"""
"""A dashboard without a screen, in a hurry: it looks ten times a second, and prints what it sees when that changes."""


class Register:
    """An HTTP server that says how many aides there are, and remembers when it was asked."""

    def __init__(self) -> None:
        self.aides = 600
        self.hits: list[float] = []
        """Moments of requests, by the monotonic clock."""
        register = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                register.hits.append(time.monotonic())
                body = json.dumps({"year": "2022", "aides": register.aides}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/aides.json"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *arguments: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class World:
    """A configuration, a place for its store, and its one source."""

    def __init__(self, folder: Path, register: Register, every: float) -> None:
        self.register = register
        self.every = every
        self.config = folder / "indicators.toml"
        self.config.write_text(TOML.format(url=register.url, every=every, timeout=every * 0.9), encoding="utf-8")
        self.store = folder / "history.db"
        self.place = str(self.store)
        """URL of the store; may be changed before it is used."""

    @property
    def arguments(self) -> tuple[str, str]:
        return str(self.config), self.place


@contextmanager
def world(folder: Path, every: float = 1.0) -> Iterator[World]:
    """A world with its server running."""
    with Register() as register:
        yield World(folder, register, every)


def eventually(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until a condition holds; that it ever does is what is asserted, not when."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came about"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
