"""A town hall with many offices: a server of many counted sources, collectors and dashboards that log what they do."""

import json
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Final

from tests.hosts import Host
from tests.processes import ROOT

SOURCES: Final = [f"s{number:02}" for number in range(12)]
EVERY: Final = 5.0
"""Seconds from one poll to the next."""

_HEAD: Final = """\
schema = 1
[dashboard]
title = "Offices"
timezone = "UTC"
"""

_SOURCE: Final = """\
[sources.{name}]
type = "http"
url = "{url}/{name}"
every = "{every}s"
timeout = "4s"
[[sources.{name}.map]]
indicator = "i.{name}"
value = "$.figure"
period = "$.year"
[indicators."i.{name}"]
name = "{name}"
unit = "PERSONS"
"""

VIEWER: Final = """
import sys, time
from datetime import UTC, datetime
from tui.config import load
from tui.monitor.viewer import Viewer
config = load(sys.argv[1], {"HOME": "/nonexistent"})
viewer = Viewer(config, sys.argv[2], lambda: datetime.now(UTC), collects=False)
said = None
while True:
    viewer.fresh()
    trouble = viewer.collection.trouble
    total = sum(seen.value or 0 for seen in viewer.snapshot.assessments)
    now = f"{total} {viewer.collection.kind} {trouble.key if trouble else '-'}"
    if now != said:
        print(now, flush=True)
        said = now
    time.sleep(0.5)
"""
"""A dashboard without a screen: prints the sum of all figures, who collects and what is wrong, when that changes."""


class Hall:
    """The server: every office says the same figure; each request is remembered, and how many came at once."""

    def __init__(self, address: str, folder: Path) -> None:
        self.figure = 100
        self.hits: dict[str, list[float]] = defaultdict(list)
        """Moments of requests, by the monotonic clock."""
        self.most = 0
        """The most that ever asked one office at once."""
        hall, inside = self, defaultdict[str, int](int)
        lock = threading.Lock()

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.strip("/")
                with lock:
                    hall.hits[name].append(time.monotonic())
                    inside[name] += 1
                    hall.most = max(hall.most, inside[name])
                time.sleep(0.05)
                body = json.dumps({"year": "2022", "figure": hall.figure}).encode()
                with lock:
                    inside[name] -= 1
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer((address, 0), Answer)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        url = f"http://{address}:{self._server.server_address[1]}"
        self.config = folder / "indicators.toml"
        sources = "".join(_SOURCE.format(name=name, url=url, every=EVERY) for name in SOURCES)
        self.config.write_text(_HEAD + sources, encoding="utf-8")

    def asked_since(self, moment: float) -> set[str]:
        """The offices that were asked after a moment."""
        return {name for name, hits in list(self.hits.items()) if hits[-1] > moment}

    def longest_wait(self, since: float) -> float:
        """The longest time that any office was not asked, counted from its last request before a moment."""
        waits = [0.0]
        for hits in self.hits.values():
            near = [hit for hit in hits if hit <= since][-1:] + [hit for hit in hits if hit > since]
            waits += [later - earlier for earlier, later in pairwise(near)]
        return max(waits)

    def shortest_wait(self, since: float) -> float:
        """The shortest time between two requests at one office after a moment."""
        waits = [EVERY]
        for hits in self.hits.values():
            near = [hit for hit in hits if hit > since]
            waits += [later - earlier for earlier, later in pairwise(near)]
        return min(waits)

    @contextmanager
    def open(self) -> Iterator["Hall"]:
        """While it answers."""
        self._thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


class Clerk:
    """A process on some host, whose words go to a file."""

    def __init__(self, host: Host, log: Path, *arguments: str) -> None:
        self.host = host
        self._log = log
        with log.open("wb") as to:
            self.process = subprocess.Popen(
                [*host.command, sys.executable, *arguments],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=to,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        """Of the process itself: what starts it on another host becomes it."""
        return self.process.pid

    @property
    def words(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def says(self, text: str) -> bool:
        """Whether a text is among its words."""
        return text in self.words

    @property
    def last_word(self) -> str:
        return (self.words.splitlines() or [""])[-1]

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


def collector(host: Host, log: Path, config: Path, store: str) -> Clerk:
    """`zhibiao collect`."""
    return Clerk(host, log, "-m", "tui", "--lang", "en", "-c", str(config), "--store", store, "collect")


def viewer(host: Host, log: Path, config: Path, store: str) -> Clerk:
    """A dashboard that only looks on."""
    return Clerk(host, log, "-c", VIEWER, str(config), store)
