"""What a script pays for 100,000 series: `zhibiao snapshot` against the least that reads the rows and writes the same.

The bare program reads the same rows with `sqlite3` and writes the equal output with what Python has: `json.dump`,
`csv.DictWriter`, labels that are escaped and joined. The figures and sentences that it writes it was given before its
clock began: it judges nothing. Both are weighed in processor seconds, ours with interpreter, configuration, history,
assessment and sentences. For information stands beside it what the same costs where even the text was ready made.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench.large import INDICATORS, UNITS, fill, write
from tests.bench.pairs import Measure, paired

__all__ = ["measure"]

ROOT = Path(__file__).parent.parent.parent
BARE = Path(__file__).parent / "bare.py"
RUNS = 5
KIB = 1024
WEIGHED = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
"""Runs a program and says the most that it held.

That needs a small process: the kernel counts to a child what its parent held when it began, and the bench holds all the
figures that it made up.
"""
WHAT = f"{INDICATORS} indicators × {UNITS} units"


def measure() -> list[Measure]:
    """JSON with its memory, CSV and OpenMetrics, of a province's store."""
    with tempfile.TemporaryDirectory() as home:
        environ = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": ""}
        environ["PYTHONPATH"] = str(ROOT)
        config = write(Path(home))
        fill(config, environ)
        return [
            line
            for format in ("json", "csv", "openmetrics")
            for line in _format(format, config, environ, Path(home) / f"ours.{format}")
        ]


def _format(format: str, config: Path, environ: dict[str, str], output: Path) -> list[Measure]:
    ours = ["-m", "tui", "snapshot", "-c", str(config), "--format", format, "-o", str(output), "-q"]
    bare = [str(BARE), format, str(config.parent / "large.db"), str(output)]
    spent = paired(
        f"snapshot --format {format} of {WHAT} ÷ reading the rows and writing the same, processor seconds",
        partial(_seconds, ours, environ),
        _reported(bare, environ),
        floor=1.6,
        runs=RUNS,
    )
    copied = paired(
        f"snapshot --format {format} of {WHAT} ÷ reading the rows and writing ready-made text, processor seconds",
        partial(_seconds, ours, environ),
        _reported([*bare, "ready"], environ),
        floor=None,
        runs=3,
    )
    peak = _peak_kib(ours, environ) * KIB / output.stat().st_size
    memory = Measure(f"peak memory of snapshot --format {format} of {WHAT} ÷ its output's size", peak, 3)
    return [spent, copied, memory]


def _seconds(arguments: list[str], environ: dict[str, str]) -> float:
    """Processor seconds of a run, its own and the kernel's for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], env=environ, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _reported(arguments: list[str], environ: dict[str, str]) -> Callable[[], float]:
    """Processor seconds that a run says it took for its work."""

    def run() -> float:
        said = subprocess.run([sys.executable, *arguments], env=environ, check=True, capture_output=True, text=True)
        return float(said.stdout)

    return run


def _peak_kib(arguments: list[str], environ: dict[str, str]) -> int:
    """The most memory that a run held, KiB."""
    weighed = [sys.executable, "-c", WEIGHED, sys.executable, *arguments]
    return int(subprocess.run(weighed, env=environ, check=True, capture_output=True, text=True).stdout)
