"""What a script pays: `zhibiao snapshot` against an interpreter that imports the same standard modules."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.pairs import Measure, paired

__all__ = ["measure"]

ROOT = Path(__file__).parent.parent.parent
BARE = "import argparse, dataclasses, datetime, decimal, json, sqlite3, tomli"


def measure() -> list[Measure]:
    """`snapshot --format json` of the packaged sample, polled once into a store of its own."""
    with tempfile.TemporaryDirectory() as home:
        environ = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": ""}
        run = [sys.executable, "-m", "tui"]
        subprocess.run([*run, "poll", "-q"], cwd=ROOT, env=environ, check=True, capture_output=True)

        def wall(command: list[str]) -> float:
            began = time.perf_counter()
            subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
            return time.perf_counter() - began

        return [
            paired(
                "snapshot --format json ÷ bare interpreter with the same standard imports",
                lambda: wall([*run, "snapshot", "--format", "json"]),
                lambda: wall([sys.executable, "-c", BARE]),
                floor=1.6,
                runs=15,
            )
        ]
