"""Dashboards over dashboards, as a province runs them: the command itself, three levels deep, and in a circle."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

STREET = """
[dashboard]
title = "{name}"
[indicators.revoked]
name = "Revoked"
unit = "CASES"
accrual = "cumulative"
[indicators.concluded]
name = "Concluded"
unit = "CASES"
accrual = "cumulative"
[indicators.rate]
name = "Rate"
measure = "ratio"
numerator = "revoked"
denominator = "concluded"
unit = "PERCENT"
target = {{ op = "lt", value = 30, mode = "hold" }}
[[observations]]
indicator = "revoked"
period = "2022"
value = {revoked}
recorded = 2023-01-19
document = "Report of {name}"
[[observations]]
indicator = "concluded"
period = "2022"
value = {concluded}
recorded = 2023-01-19
"""

ABOVE = """
[dashboard]
title = "{name}"
[rosters.below]
file = "{name}.csv"
[indicators.rate]
name = "Rate"
measure = "ratio"
numerator = "revoked"
denominator = "concluded"
units = "below"
unit = "PERCENT"
missing = "skip"
target = {{ op = "lt", value = 30, mode = "hold" }}
[indicators.revoked]
name = "Revoked"
unit = "CASES"
accrual = "cumulative"
units = "below"
missing = "skip"
[indicators.concluded]
name = "Concluded"
unit = "CASES"
accrual = "cumulative"
units = "below"
missing = "skip"
"""

BELOW = """
[sources.{unit}]
type = "snapshot"
path = "{unit}.json"
unit = "{unit}"
every = "1h"
"""


class Dashboard:
    """One dashboard with its file, its history and its snapshot, in a folder that all share."""

    def __init__(self, folder: Path, name: str, text: str) -> None:
        self.folder = folder
        self.name = name
        self.config = folder / f"{name}.toml"
        self.config.write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> int:
        command = [
            sys.executable,
            "-m",
            "tui",
            "--lang",
            "en",
            "-c",
            str(self.config),
            "--store",
            str(self.folder / f"{self.name}.db"),
        ]
        done = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        self.told = done.stderr + done.stdout
        return done.returncode

    def publish(self) -> dict[str, Any]:
        """Poll, write the snapshot that others read, and say what it says of each series."""
        self.code = self.run("poll", "-q") if "[sources" in self.config.read_text(encoding="utf-8") else 0
        path = self.folder / f"{self.name}.json"
        self.run("snapshot", "--format", "json", "-o", str(path))
        self.snapshot: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return {f"{each['id']}/{each['unit']}".rstrip("/"): each for each in self.snapshot["indicators"]}


def street(folder: Path, name: str, revoked: int, concluded: int) -> Dashboard:
    return Dashboard(folder, name, STREET.format(name=name, revoked=revoked, concluded=concluded))


def above(folder: Path, name: str, *units: str) -> Dashboard:
    (folder / f"{name}.csv").write_text(
        "unit_id,name,level\n" + "".join(f"{unit},{unit},x\n" for unit in units), encoding="utf-8"
    )
    return Dashboard(folder, name, ABOVE.format(name=name) + "".join(BELOW.format(unit=unit) for unit in units))


def test_three_levels_deep(tmp_path: Path) -> None:
    """Rates are pooled over counts at every level, never averaged; who has not reported is counted, not guessed."""
    streets = [street(tmp_path, "s1", 1, 10), street(tmp_path, "s2", 30, 90), street(tmp_path, "s3", 4, 5)]
    for each in streets:
        each.publish()
    districts = above(tmp_path, "d1", "s1", "s2"), above(tmp_path, "d2", "s3", "s4")
    first, second = (each.publish() for each in districts)
    assert (first["rate"]["numerator"], first["rate"]["denominator"], first["rate"]["value"]) == (31, 100, 31)
    assert [each.code for each in districts] == [0, 3], "s4 has no snapshot yet"
    assert (second["rate"]["value"], second["revoked"]["flag"]) == (80, "E")
    assert first["rate/s1"]["provenance"]["recorded"].startswith("2023-01-19T00:00:00")
    assert first["revoked/s1"]["provenance"]["document"] == "Report of s1"
    city = above(tmp_path, "c", "d1", "d2")
    whole = city.publish()
    assert (whole["rate"]["numerator"], whole["rate"]["denominator"]) == (35, 105)
    assert whole["rate"]["value"] == 33.333333
    assert whole["rate"]["status"] == "missed"
    assert whole["revoked/d2"]["flag"] == "E", "what is estimated below is estimated above"
    names = {each.name: each.snapshot["origins"] for each in (*streets, *districts, city)}
    assert names["s1"] == [streets[0].snapshot["config_sha256"][:16]]
    assert set(names["c"]) == {each for origins in names.values() for each in origins}
    assert names["c"][0] == city.snapshot["config_sha256"][:16]


def test_fourteen_of_sixteen_reported(tmp_path: Path) -> None:
    units = [f"d{number:02}" for number in range(16)]
    for unit in units[:14]:
        street(tmp_path, unit, 1, 10).publish()
    city = above(tmp_path, "c", *units)
    whole = city.publish()
    assert (whole["rate"]["value"], whole["revoked"]["value"], whole["revoked"]["flag"]) == (10, 14, "E")
    assert city.code == 3
    city.run("explain", "revoked")
    assert "14 of 16" in city.told
    assert [each["state"] for each in city.snapshot["sources"]] == ["ok"] * 14 + ["soft"] * 2


def test_a_circle_is_cut(tmp_path: Path) -> None:
    """Three dashboards that each read the next one: the last to close the circle refuses."""
    ring = [above(tmp_path, name, below) for name, below in (("a", "b"), ("b", "c"), ("c", "a"))]
    street(tmp_path, "a", 1, 10).publish()
    for name in ("c", "b"):
        next(each for each in ring if each.name == name).publish()
    first = above(tmp_path, "a", "b")
    assert first.publish()["rate"]["value"] == 10
    last = ring[2]
    assert last.run("poll") == 3
    assert "has figures of this dashboard among its own" in last.told
    assert last.publish()["rate"]["value"] == 10, "what it knew stays"
