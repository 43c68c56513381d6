"""What the dashboard costs an official's terminal and the server that many share: small, and with 100,000 series."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.bench import large
from tests.bench.pairs import Measure, paired
from tests.bench.process import OnTerminal
from tests.bench.script import forty
from tui.config import load
from tui.model.observation import Observation
from tui.model.period import Period
from tui.store import Tick, open_store

__all__ = ["measure"]

ROOT = Path(__file__).parent.parent.parent
HELLO = [sys.executable, str(Path(__file__).parent / "hello.py")]
OURS = [sys.executable, "-m", "tui", "watch", "--read-only", "--lang", "en"]
POLL = [sys.executable, "-m", "tui", "poll", "-q"]
IDLE = 20.0
"""Seconds of doing nothing that are watched."""
PRESSES = 6
"""Keys of a sitting whose median counts."""


class Sitting(NamedTuple):
    """A dashboard on a terminal of 80×24, and what is to be seen of it."""

    name: str
    config: str
    command: list[str]
    begun: bytes
    """Stands in its first frame."""
    shown: bytes
    """Stands on its screen once the figures are there."""
    floors: tuple[float, float, float]
    """First frame, key to frame, peak memory, each beside a hello-world's."""
    rows: Sequence[Observation]
    """What stands in the rows on its screen, the first one's first."""


def measure() -> list[Measure]:
    """The packaged sample, polled once, and 400 indicators of 250 units each, every one beside a hello-world."""
    with tempfile.TemporaryDirectory() as home:
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": home,
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPATH": str(ROOT),
        }
        subprocess.run(POLL, cwd=ROOT, env=environ, check=True, capture_output=True)
        os.chdir(ROOT)
        province = large.write(Path(home))
        large.fill(province, environ)
        small = Sitting(
            "packaged sample",
            str(ROOT / "indicators.toml"),
            OURS,
            b"County government",
            b"County government",
            (1.3, 2.0, 1.3),
            [Observation("honours.transparency", "", Period.parse("2022"), Decimal(7))],
        )
        vast = Sitting(
            f"{large.INDICATORS} indicators × {large.UNITS} units",
            str(province),
            [*OURS, "-c", str(province)],
            b"being read",
            b" cases ",
            (2.0, 2.0, 3.0),
            [large.observation(0, unit, large.months()[1], 1, datetime.now(UTC)) for unit in range(24)],
        )
        config = forty(Path(home))
        subprocess.run([*POLL, "-c", config], env=environ, check=True, capture_output=True)
        return [
            _first_frame("40 indicators", [*OURS, "-c", config], b"Figure 1", environ, small.floors[0]),
            *(line for sitting in (small, vast) for line in (*_beside(sitting, environ), *_alone(sitting, environ))),
        ]


def _first_frame(name: str, command: list[str], marker: bytes, environ: dict[str, str], floor: float) -> Measure:
    """Many pairs: both are a fifth of a second, of which the machine's moods are a tenth."""

    def once(command: list[str], marker: bytes) -> float:
        with OnTerminal(command, environ) as program:
            return program.seconds_until(marker)

    ours, bare = partial(once, command, marker), partial(once, HELLO, b"Hello")
    return paired(f"first frame ÷ Textual hello-world's, {name}", ours, bare, floor, runs=21)


def _beside(sitting: Sitting, environ: dict[str, str]) -> list[Measure]:
    """First frame, key to frame and memory, each beside a hello-world's in turn."""

    def peak(command: list[str], marker: bytes) -> Callable[[], float]:
        def once() -> float:
            with OnTerminal(command, environ) as program:
                program.seconds_until(marker)
                program.read(1.0)
                return program.peak_kib()

        return once

    first, key, memory = sitting.floors
    with OnTerminal(sitting.command, environ) as ours, OnTerminal(HELLO, environ) as hello:
        ours.seconds_until(sitting.shown)
        hello.seconds_until(b"Hello")
        _settled(ours), _settled(hello)
        keys = []
        for what, pressed, there in (("down or up", b"jk", b"g"), ("down, with the list scrolling", b"j", b"\x1b[6~")):
            ours.press(there)
            keys.append(
                paired(
                    f"key {what}, to its frame ÷ Textual hello-world's, which counts its keys, {sitting.name}",
                    partial(_seconds_to_frame, ours, pressed),
                    partial(_seconds_to_frame, hello, pressed),
                    key,
                    runs=7,
                )
            )
    return [
        _first_frame(sitting.name, sitting.command, sitting.begun, environ, first),
        *keys,
        paired(
            f"peak memory ÷ Textual hello-world's, {sitting.name}",
            peak(sitting.command, sitting.shown),
            peak(HELLO, b"Hello"),
            memory,
            runs=3,
        ),
    ]


def _seconds_to_frame(program: OnTerminal, keys: bytes) -> float:
    """Median of the seconds from a key to the bytes that answer it."""
    spent = []
    for press in range(PRESSES):
        _settled(program, 0.15)
        began = time.perf_counter()
        program.press(keys[press % len(keys) :][:1])
        program.wait(1.0)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def _settled(program: OnTerminal, quiet: float = 0.3) -> int:
    """Bytes until it has said nothing for a while."""
    seen = 0
    while program.wait(quiet):
        seen += len(program.read(0.001))
    return seen


def _alone(sitting: Sitting, environ: dict[str, str]) -> list[Measure]:
    """One dashboard: left alone, then shown one changed figure, then others in all of its rows."""
    with OnTerminal(sitting.command, environ) as program:
        program.seconds_until(sitting.shown)
        program.read(3.0)
        _settled(program)
        cpu, began = program.cpu_seconds(), time.perf_counter()
        idle_bytes = 0
        while time.perf_counter() - began < IDLE:
            idle_bytes += len(program.read(1.0))
        share = 100 * (program.cpu_seconds() - cpu) / (time.perf_counter() - began)
        changed = []
        for more, rows in enumerate((sitting.rows[:1], sitting.rows), 1):
            _record(sitting, rows, more, environ)
            assert program.wait(10.0), "news of a change never came"
            changed.append(_settled(program, 2.0))
    name = sitting.name
    return [
        Measure(f"idle processor time, % of a core over {IDLE:g} s, {name}", share, 0.3),
        Measure(f"idle bytes per second, {name}", idle_bytes / IDLE, 0),
        Measure(f"bytes on the terminal for one changed figure at 80×24, {name}", changed[0], 300),
        *(
            [Measure(f"bytes on the terminal for another figure in every row at 80×24, {name}", changed[1], 4000)]
            if len(sitting.rows) > 1
            else []
        ),
    ]


def _record(sitting: Sitting, rows: Sequence[Observation], more: int, environ: dict[str, str]) -> None:
    """Record higher figures, as a collector would."""
    config = load(sitting.config, environ)
    store = open_store(config.store, write=True)
    try:
        now = datetime.now(UTC)
        seen = [each._replace(value=(each.value or 0) + Decimal(more), recorded=now) for each in rows]
        assert len(store.record(Tick(now + timedelta(microseconds=1), tuple(seen)))) == len(rows)
    finally:
        store.close()
