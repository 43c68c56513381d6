"""What the dashboard costs an official's terminal and the server that many share."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from tests.bench.pairs import Measure, paired
from tests.bench.process import OnTerminal
from tui.config import load
from tui.model.observation import Observation
from tui.model.period import Period
from tui.store import Tick, open_store

__all__ = ["measure"]

ROOT = Path(__file__).parent.parent.parent
HELLO = [sys.executable, str(Path(__file__).parent / "hello.py")]
OURS = [sys.executable, "-m", "tui", "watch", "--read-only", "--lang", "en"]
PAINTED = b"County government"
"""Stands in the first row of the packaged sample."""
IDLE = 20.0
"""Seconds of doing nothing that are watched."""


def measure() -> list[Measure]:
    """The packaged sample, polled once into a store of its own, at 80×24."""
    with tempfile.TemporaryDirectory() as home:
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": home,
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPATH": str(ROOT),
        }
        subprocess.run(
            [sys.executable, "-m", "tui", "poll", "-q"], cwd=ROOT, env=environ, check=True, capture_output=True
        )
        os.chdir(ROOT)

        def first_frame(command: list[str], marker: bytes) -> Callable[[], float]:
            def once() -> float:
                with OnTerminal(command, environ) as program:
                    return program.seconds_until(marker)

            return once

        def peak(command: list[str], marker: bytes) -> Callable[[], float]:
            def once() -> float:
                with OnTerminal(command, environ) as program:
                    program.seconds_until(marker)
                    program.read(1.0)
                    return program.peak_kib()

            return once

        return [
            paired(
                "first frame ÷ Textual hello-world's", first_frame(OURS, PAINTED), first_frame(HELLO, b"Hello"), 1.3
            ),
            paired("peak memory ÷ Textual hello-world's", peak(OURS, PAINTED), peak(HELLO, b"Hello"), 1.3, runs=3),
            *_idle_and_change(environ),
        ]


def _idle_and_change(environ: dict[str, str]) -> list[Measure]:
    """One dashboard: left alone, then shown one changed figure."""
    with OnTerminal(OURS, environ) as program:
        program.seconds_until(PAINTED)
        program.read(3.0)
        cpu, began = program.cpu_seconds(), time.perf_counter()
        idle_bytes = 0
        while time.perf_counter() - began < IDLE:
            idle_bytes += len(program.read(1.0))
        share = 100 * (program.cpu_seconds() - cpu) / (time.perf_counter() - began)
        _record_a_change(environ)
        changed = b""
        until = time.perf_counter() + 5
        while time.perf_counter() < until:
            changed += program.read(1.0)
    return [
        Measure(f"idle processor time, % of a core over {IDLE:g} s", share, 0.5),
        Measure("idle bytes per second", idle_bytes / IDLE, 0),
        Measure("bytes on the terminal for one changed figure at 80×24", len(changed) or float("inf"), 400),
    ]


def _record_a_change(environ: dict[str, str]) -> None:
    """Record another figure for the indicator of the first row, as a collector would."""
    config = load(str(ROOT / "indicators.toml"), environ)
    store = open_store(config.store, write=True)
    try:
        now = datetime.now(UTC)
        seen = Observation("honours.transparency", "", Period.parse("2022"), Decimal(7), recorded=now)
        assert store.record(Tick(now, (seen,)))
    finally:
        store.close()
