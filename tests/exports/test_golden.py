"""The bytes of every format are a contract: a changed golden file is a change that scripts and readers see."""

import zipfile
from html import unescape
from io import BytesIO

import pytest

from tests.exports import case
from tests.exports.regenerate import FILES, GOLDEN
from tui.exports import FILE_NAMES, FORMATS
from tui.exports.sdmx import code
from tui.words import LANGUAGES
from tui.words.cells import visible


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".xlsx")])
def test_bytes_are_as_agreed(name: str) -> None:
    """Same snapshot, same bytes."""
    assert FILES[name]().decode() == (GOLDEN / name).read_bytes().decode()


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".xlsx")])
def test_sheets_are_as_agreed(name: str) -> None:
    """Of a workbook the cells are ours; how they are packed is up to the release of the library."""
    assert sheets(FILES[name]()) == sheets((GOLDEN / name).read_bytes())


def sheets(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook that hold what was written into cells."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if "sheet" in name or "Strings" in name}


def test_no_golden_file_is_left_over() -> None:
    """A file that nothing makes would be believed for ever."""
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)


def test_every_format_has_one() -> None:
    """Names in a folder differ, and a golden file has the ending that the format's file has."""
    assert len(set(FILE_NAMES.values())) == len(FORMATS)
    endings = {name.rpartition(".")[2] for name in FILES}
    assert {name.rpartition(".")[2] for name in FILE_NAMES.values()} <= endings


CASES = {
    "negative": case.CHANGE,
    "more than the whole": case.HANDLED,
    "censored": case.LITIGATED,
    "stale": case.RANK,
    "missed": case.RULES,
    "nothing reported": case.UNREPORTED,
    "hostile": case.HOSTILE,
}
"""What must stand in a golden file of every format that has series."""
OF_ALL = {"badge", "badge-svg", "datapackage", "csvw"}
"""Formats without series: they count them, or describe a table."""


@pytest.mark.parametrize("format", [format for format in FORMATS if format not in OF_ALL])
@pytest.mark.parametrize("name", CASES)
def test_every_case_stands_in_every_format(name: str, format: str) -> None:
    """By its id, or by its name where people read."""
    indicator = CASES[name]
    for language in LANGUAGES:
        kept = [path for path in GOLDEN.glob(f"everything.{format}.*") if path.name in FILES]
        said = visible(indicator.name.said(language))
        texts = {path.name: text(path.read_bytes()) for path in kept if f".{language}." in path.name or len(kept) == 1}
        assert texts
        for each in texts.values():
            assert any(form in each for form in (indicator.id, code(indicator.id), squeezed(said)))


def text(data: bytes) -> str:
    """What a file says, a workbook's cells included, as it is without markup and blanks."""
    if data.startswith(b"PK"):
        return squeezed(b"".join(sheets(data).values()).decode())
    return squeezed(data.decode())


def squeezed(text: str) -> str:
    return "".join(unescape(text).replace("\\", "").split())
