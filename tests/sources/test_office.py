"""A workbook that a real LibreOffice wrote, from a sheet that a human can read; one start of it for all."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.office import Office
from tests.sources.parts import brief, read, refusal
from tui.config import load
from tui.errors import SourceError
from tui.model.source import Source

HERE = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="module")
def sources(office: Office) -> Mapping[str, Source]:
    """Maps of `returns.toml` over the workbook beside it."""
    folder = office.convert([HERE / "returns.fods"], "xlsx")
    shutil.copy(HERE / "returns.toml", folder)
    return load(str(folder / "returns.toml"), {"HOME": str(folder)}).sources


def test_merged_headers_and_calculated_sums(sources: Mapping[str, Source]) -> None:
    """Numbers are what was typed, and a sum is what LibreOffice saved."""
    reading = read(sources["received"])
    assert brief(reading.observations) == [
        ("received", "a", "2022", "171", "A"),
        ("received", "b", "2022", "0.57", "A"),
        ("received", "total", "2022", "171.57", "A"),
    ]
    sheet = sources["received"].sheet
    assert [seen.provenance.locator for seen in reading.observations] == [f"{sheet}!B{row}" for row in (3, 4, 5)]


def test_dates_are_vintages(sources: Mapping[str, Source]) -> None:
    [seen] = read(sources["dated"]).observations
    assert seen.recorded.isoformat() == "2023-01-04T16:00:00+00:00", "the beginning of that day in China"


def test_a_formula_that_came_to_nothing_is_named_by_its_cell(sources: Mapping[str, Source]) -> None:
    declared = sources["concluded"]
    with pytest.raises(SourceError) as refused:
        read(declared)
    assert refusal(refused.value) == f"{declared.sheet}!C5: #DIV/0! is not a number"


def test_a_percentage_is_taken_as_declared_and_blanks_are_none(sources: Mapping[str, Source]) -> None:
    declared = sources["rate"]
    assert brief(read(declared).observations) == [("rate", "a", "2022", "57", "A")]
    with pytest.raises(SourceError):
        read(declared._replace(percent=False))


def test_the_sheet_is_the_one_that_was_named(sources: Mapping[str, Source]) -> None:
    """Without a name it is the first one, which has no such column."""
    with pytest.raises(SourceError) as refused:
        read(sources["first"])
    assert refused.value.message.key == "source.map.no_column"
