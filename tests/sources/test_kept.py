"""What a poll of a workbook and a database brings, says when they are lost, and keeps: the command itself."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.sources.workbooks import saved

ROOT = Path(__file__).parents[2]
TEXT = """
[dashboard]
title = "District"
[indicators.aides]
name = "Aides"
[indicators.cases]
name = "Cases"
[sources.returns]
type = "file"
path = "returns.xlsx"
map = [{ indicator = "aides", period = "year", value = "aides" }]
[sources.register]
type = "sql"
url = "sqlite:///register.db"
query = "SELECT year, cases FROM register"
map = [{ indicator = "cases", period = "year", value = "cases" }]
"""


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code, data and narration."""
    command = [sys.executable, "-m", "tui", "--lang", "en", "-c", str(folder / "indicators.toml")]
    done = subprocess.run(
        [*command, "--store", str(folder / "history.db"), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


def figures(folder: Path) -> dict[str, object]:
    _, told, _ = run(folder, "snapshot", "--format", "json")
    return {each["id"]: each["value"] for each in json.loads(told)["indicators"]}


def made(folder: Path) -> None:
    (folder / "indicators.toml").write_text(TEXT, encoding="utf-8")
    saved(folder / "returns.xlsx", [("year", "aides"), (2022, 600.5)])
    with closing(sqlite3.connect(folder / "register.db")) as register:
        register.execute("CREATE TABLE register (year, cases)")
        register.execute("INSERT INTO register VALUES (2022, 152)")
        register.commit()


def test_what_was_good_stays_when_its_source_is_not(tmp_path: Path) -> None:
    """F6, S5: exit 3, each source in its own words, the last good figures kept; nothing is created."""
    made(tmp_path)
    assert run(tmp_path, "validate")[0] == 0
    assert run(tmp_path, "poll")[0] == 0
    assert figures(tmp_path) == {"aides": 600.5, "cases": 152}
    (tmp_path / "returns.xlsx").write_text("<html><table></table></html>", encoding="utf-8")
    (tmp_path / "register.db").unlink()
    code, _, told = run(tmp_path, "poll")
    assert code == 3
    assert "a web page that is only named like a workbook" in told
    assert "no such file" in told
    assert "Traceback" not in told
    assert not (tmp_path / "register.db").exists()
    assert figures(tmp_path) == {"aides": 600.5, "cases": 152}


def test_a_query_that_does_more_than_read_is_a_mistake_in_the_file(tmp_path: Path) -> None:
    """S3: exit 2, with the line of the source."""
    made(tmp_path)
    text = TEXT.replace("SELECT year", "WITH a AS (SELECT 1) DELETE FROM register RETURNING year")
    (tmp_path / "indicators.toml").write_text(text.replace(", cases FROM register", ", cases"), encoding="utf-8")
    code, _, told = run(tmp_path, "validate")
    assert code == 2
    assert "sources.register.query: the query does more than read: not authorized" in told
    assert run(tmp_path, "poll")[0] == 3
    with closing(sqlite3.connect(tmp_path / "register.db")) as register:
        assert register.execute("SELECT count(*) FROM register").fetchone() == (1,)
