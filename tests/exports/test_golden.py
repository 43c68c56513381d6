"""The bytes of every format are a contract: a changed golden file is a change that scripts and readers see."""

import zipfile
from io import BytesIO

import pytest

from tests.exports.regenerate import FILES, GOLDEN
from tui.exports import FILE_NAMES, FORMATS


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
