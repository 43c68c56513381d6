"""What a script pays: `zhibiao snapshot` against an interpreter that imports the same standard modules."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.pairs import Measure, paired

__all__ = ["forty", "measure"]

ROOT = Path(__file__).parent.parent.parent
BARE = "import argparse, dataclasses, datetime, decimal, json, sqlite3, tomli"
FRAMEWORK = """schema = 1
[dashboard]
title = "Forty"
[sources.forty]
type = "file"
path = "figures.csv"
every = "1m"
[[sources.forty.map]]
indicator_column = "id"
period = "period"
value = "value"
"""


FORTY = 40
"""Indicators of a framework of middling size; the packaged sample has more, and rosters of 505 units."""


def measure() -> list[Measure]:
    """`snapshot --format json` of two frameworks, each polled once into a store of its own."""
    with tempfile.TemporaryDirectory() as home:
        environ = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": ""}
        return [
            _snapshot("of 40 indicators", environ, ["-c", forty(Path(home))], floor=1.5),
            _snapshot("of the packaged sample", environ, [], floor=1.6),
        ]


def _snapshot(what: str, environ: dict[str, str], config: list[str], floor: float) -> Measure:
    run = [sys.executable, "-m", "tui"]
    subprocess.run([*run, "poll", "-q", *config], cwd=ROOT, env=environ, check=True, capture_output=True)

    def wall(command: list[str]) -> float:
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began

    return paired(
        f"snapshot --format json {what} ÷ bare interpreter with the same standard imports",
        lambda: wall([*run, "snapshot", "--format", "json", *config]),
        lambda: wall([sys.executable, "-c", BARE]),
        floor=floor,
        runs=45,
    )


def forty(folder: Path) -> str:
    """Writes a framework of forty dated targets in five groups, and their figures; gives its path."""
    (folder / "figures.csv").write_text(
        "id,period,value\n" + "".join(f"figure.n{at},2026,{50 + at}\n" for at in range(FORTY)), encoding="utf-8"
    )
    groups = "".join(f'[groups.group{at}]\nname = {{ zh = "Part {at}", en = "Part {at}" }}\n' for at in range(5))
    indicators = "".join(
        f"""[indicators."figure.n{at}"]
name = {{ zh = "Figure {at}", en = "Figure {at}" }}
group = "group{at % 5}"
owner = "office"
measure = "value"
unit = "CASES"
target = {{ op = "ge", value = {60 + at}, mode = "reach", deadline = 2026-12-31 }}
"""
        for at in range(FORTY)
    )
    path = folder / "indicators.toml"
    path.write_text(FRAMEWORK + groups + indicators, encoding="utf-8")
    return str(path)
