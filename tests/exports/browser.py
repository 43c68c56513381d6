"""A real browser without a window, spoken to through a pipe: what a page does, not what it says that it does."""

import base64
import fcntl
import json
import os
import select
import subprocess
import time
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from tests.lacking import needed

__all__ = ["Browser", "Seen", "findings"]

AXE = "axe_playwright_python"
"""Deque's axe-core, as a package of the test extra bundles it; it is put into a page that is open."""
SERIOUS = ("serious", "critical")
CHROMIUM = "chromium"
PATIENCE = 60
"""Seconds after which an answer is not coming."""
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)


class Seen(NamedTuple):
    """What a page did while it was opened."""

    requests: tuple[str, ...]
    """Every address that was asked for, the page's own first."""
    complaints: tuple[str, ...]
    """Everything that came to the console or the log."""
    picture: bytes
    """PNG."""


class Browser:
    """Chromium, for as long as the context lasts."""

    def __init__(self, profile: Path) -> None:
        found = needed(CHROMIUM, CHROMIUM)
        there, self._out = os.pipe()
        self._in, back = os.pipe()
        # High numbers, so that neither of the two that the browser wants is taken by the other.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (there, back)]
        script = f'exec "$@" 3<&{ends[0]} 4>&{ends[1]}'
        self._process = subprocess.Popen(
            ["bash", "-c", script, "bash", found, *OPTIONS, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=ends,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(profile)},
        )
        for end in (there, back, *ends):
            os.close(end)
        self._rest = b""
        self._number = 0
        self._session = ""
        self._events: list[dict[str, Any]] = []

    def __enter__(self) -> "Browser":
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.ask(f"{domain}.enable")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)
        os.close(self._in)
        os.close(self._out)

    def open(self, page: Path, *, dark: bool = False, width: int = 1280, height: int = 900) -> Seen:
        """Open a file, wait until all of it is there, and tell what happened."""
        self.ask("Page.navigate", url="about:blank")
        self._wait_for("Page.loadEventFired")
        self._events.clear()
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Page.navigate", url=page.as_uri())
        self._wait_for("Page.loadEventFired")
        picture = base64.b64decode(self.ask("Page.captureScreenshot")["data"])
        return Seen(
            tuple(self._told("Network.requestWillBeSent", "request", "url")),
            (
                *self._told("Log.entryAdded", "entry", "text"),
                *map(str, self._told("Runtime.consoleAPICalled", "args")),
                *map(str, self._told("Runtime.exceptionThrown", "exceptionDetails")),
            ),
            picture,
        )

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the open page; of a promise, what it promises."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command; events that come before its answer are kept."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            told = self._read()
            if told.get("id") == self._number:
                assert "error" not in told, told
                result: dict[str, Any] = told["result"]
                return result
            self._events.append(told)

    def _wait_for(self, event: str) -> None:
        while not any(each.get("method") == event for each in self._events):
            self._events.append(self._read())
        self._events = [each for each in self._events if each.get("method") != event]

    def _told(self, method: str, *path: str) -> list[Any]:
        found = []
        for event in self._events:
            if event.get("method") == method:
                value: Any = event["params"]
                for name in path:
                    value = value[name]
                found.append(value)
        return found

    def _read(self) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], max(0, deadline - time.monotonic()))
            assert ready, "the browser says nothing"
            some = os.read(self._in, 1 << 16)
            assert some, "the browser ended"
            self._rest += some
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found


def findings(browser: Browser) -> list[tuple[str, str]]:
    """What axe finds serious or worse in the open page, with the element; every rule that it has is asked."""
    # The page forbids scripts; the browser's own tools may run one all the same.
    browser.evaluate((files(AXE) / "axe.min.js").read_text(encoding="utf-8") + "; 0")
    found = browser.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(all => all.violations.flatMap("
        "each => each.nodes.map(node => [each.impact, each.id, node.html])))"
    )
    return [(rule, html) for impact, rule, html in found if impact in SERIOUS]
