"""Loading costs little: what is not needed is not imported, and every definition is looked at once."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import tomli

import tui.config
from tests.config.loading import FIXTURES, STATE
from tui.config import load

ROOT = Path(__file__).parent.parent.parent

PROBE = """
import sys
from tui.config import load
load(sys.argv[1], {"HOME": "/home/clerk"})
print(" ".join(sorted(sys.modules)))
"""


def test_the_public_face() -> None:
    assert tui.config.__all__ == ["Config", "find", "load"]


def test_loading_a_sound_file_imports_nothing_dear() -> None:
    """No difflib before there is a mistake to explain; no zone database for the default zone."""
    text = (FIXTURES / "full.toml").read_text(encoding="utf-8")
    assert "Asia/Hong_Kong" in text, "one of the zones whose clock never changes"
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(FIXTURES / "full.toml")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PATH": os.environ["PATH"]},
    )
    dear = {
        "tui.config.linemap",
        "tui.nearest",
        "difflib",
        "inspect",
        "ast",
        "dataclasses",
        "pathlib",
        "zoneinfo",
        "urllib.parse",
        "logging",
        "asyncio",
    }
    assert not dear & set(done.stdout.split())


def definitions(count: int) -> str:
    return "".join(
        f"""
[indicators."area{number % 20}.indicator_{number}"]
name = {{ zh = "Name {number}", en = "Community legal aides {number}" }}
group = "g"
owner = "Justice bureau"
tags = ["plan"]
measure = "value"
accrual = "cumulative"
unit = "PERSONS"
freq = "Q"
report_lag = "20d"
[indicators."area{number % 20}.indicator_{number}".target]
op = "ge"
value = 889
mode = "reach"
start = 2022-01-01
deadline = 2022-12-31
"""
        for number in range(count)
    )


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def test_ten_thousand_indicators_cost_less_than_three_parses(tmp_path: Path) -> None:
    """Load ÷ the parser alone, the best of five runs each, taken in turns."""
    text = "[groups.g]\n" + definitions(10_000)
    path = tmp_path / "indicators.toml"
    path.write_text(text)
    bare, whole = [], []
    for _ in range(5):
        bare.append(seconds(lambda: tomli.loads(text, parse_float=Decimal)))
        whole.append(seconds(lambda: load(str(path), STATE)))
    assert min(whole) <= 3 * min(bare)
