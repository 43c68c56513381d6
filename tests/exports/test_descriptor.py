"""Descriptors say of every column what it is, and the tools that read them accept the CSV by them."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.exports import case
from tui.exports import FILE_NAMES, render
from tui.exports.columns import COLUMNS, KEY
from tui.exports.descriptor import TABLE
from tui.words import LANGUAGES, Language, Words


@pytest.fixture(params=[False, True], ids=["for spreadsheets", "raw"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The table with both descriptors beside it, all of one snapshot."""
    for format in ("csv", "datapackage", "csvw"):
        data = render(case.snapshot(), format, Words("zh"), raw=request.param)
        (tmp_path / FILE_NAMES[format]).write_bytes(data)
    return tmp_path


def told(folder: Path, format: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / FILE_NAMES[format]).read_text(encoding="utf-8"))
    return found


def test_the_package_is_about_this_file(folder: Path) -> None:
    """Size and digest are those of the table beside it, with or without the spreadsheet's mark."""
    (resource,) = told(folder, "datapackage")["resources"]
    data = (folder / resource["path"]).read_bytes()
    assert resource["path"] == TABLE == FILE_NAMES["csv"]
    assert resource["bytes"] == len(data)
    assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_the_guard_against_formulas_is_described() -> None:
    """So that a program that reads the table knows what is not the figures' own text; raw ones have none."""
    for format in ("datapackage", "csvw"):
        for language in LANGUAGES:
            said = Words(language).say("export.guarded")
            guarded, raw = (render(case.snapshot(), format, Words(language), raw=raw).decode() for raw in (False, True))
            assert (said in guarded, said in raw) == (True, False)


def test_every_column_is_described(folder: Path) -> None:
    """Same names in the same order, each with a title and a meaning."""
    fields = told(folder, "datapackage")["resources"][0]["schema"]["fields"]
    columns = told(folder, "csvw")["tableSchema"]["columns"]
    names = [column.name for column in COLUMNS]
    assert [field["name"] for field in fields] == [column["name"] for column in columns] == names
    assert all(field["title"] and field["description"] for field in fields)
    assert set(KEY) <= set(names)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["datapackage", "csvw"])
def test_it_speaks_both_languages(language: Language, format: str) -> None:
    """Titles are in the language that was asked for; names never are."""
    text = render(case.snapshot(), format, Words(language)).decode()
    assert Words(language).say("column.missing_units").partition(": ")[0] in text


@pytest.mark.parametrize(
    ("command", "format"),
    [
        (["-m", "frictionless", "validate"], "datapackage"),
        (["-c", "import sys; from csvw import CSVW; sys.exit(not CSVW(sys.argv[1], validate=True).is_valid)"], "csvw"),
    ],
    ids=["frictionless", "csvw"],
)
def test_the_tools_accept_it(command: list[str], format: str, folder: Path) -> None:
    """Frictionless reads the Data Package, csvw the metadata; every cell is of its column's type."""
    done = subprocess.run(
        [sys.executable, *command, FILE_NAMES[format]],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tools_would_notice(folder: Path) -> None:
    """A table that was changed since is refused: the test above is no formality."""
    path = folder / TABLE
    path.write_bytes(path.read_bytes().replace(b",33,eq", b",much,eq"))
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", FILE_NAMES["datapackage"]],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
