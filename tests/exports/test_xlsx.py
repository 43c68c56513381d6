"""The workbook opens as people expect: numbers are numbers, text is text, titles stay in sight, bytes repeat."""

import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.exports import case
from tui.exports import render
from tui.model.snapshot import Assessment, Snapshot
from tui.model.target import Target
from tui.words import LANGUAGES, Language, Words


def book(language: Language = "en", snapshot: Snapshot | None = None) -> Workbook:
    return openpyxl.load_workbook(BytesIO(render(snapshot or case.snapshot(), "xlsx", Words(language))))


def sheet(name: str) -> Worksheet:
    found = book()[name]
    assert isinstance(found, Worksheet)
    return found


def cells(name: str, id: str) -> dict[str, object]:
    """A row by its titles."""
    return cells_of(render(case.snapshot(), "xlsx", Words("en")), name, id)


def cells_of(data: bytes, name: str, id: str) -> dict[str, object]:
    """A row of a workbook by its titles."""
    header, *rows = openpyxl.load_workbook(BytesIO(data))[name].values
    titles = [str(title) for title in header]
    (found,) = (row for row in rows if id in row)
    return dict(zip(titles, found, strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("snapshot", [case.snapshot(), case.empty()], ids=["everything", "empty"])
def test_there_are_five_sheets(snapshot: Snapshot, language: Language) -> None:
    """Indicators, units, checks, sources, and what it is about; names in the reader's language."""
    found = book(language, snapshot)
    words = Words(language)
    assert found.sheetnames == [
        words.say(key)
        for key in (
            "export.sheet.indicators",
            "export.sheet.units",
            "text.checks",
            "text.sources",
            "export.sheet.about",
        )
    ]
    whole = [each for each in snapshot.assessments if not each.unit]
    assert [page.max_row - 1 for page in found.worksheets[:4]] == [
        len(whole),
        len(snapshot.assessments) - len(whole),
        len(snapshot.checks),
        len(snapshot.sources),
    ]


def test_numbers_are_numbers() -> None:
    """A spreadsheet can reckon with values, targets and shares, and shows them as percentages where they are."""
    row = cells("Indicators", "pufa.aides")
    assert (row["Value"], row["Target"], row["Progress"], row["Plan"]) == (600, 889, 0.674916, 0.747945)
    assert str(row["Deadline"]) == "2022-12-31 00:00:00"
    page = sheet("Indicators")
    titles = [cell.value for cell in page[1]]
    formats = {str(title): page.cell(2, titles.index(title) + 1).number_format for title in ("Value", "Progress")}
    assert formats == {"Value": '0.00" %"', "Progress": '0.0" "%'}
    assert cells("Indicators", "yingsu.lost")["Progress"] == -0.146497
    assert cells("Indicators", "pufa.trained")["Progress"] == 1.00113


def test_what_a_number_counts_stands_beside_it() -> None:
    """In words, with the power of ten in which it was reported: 2.00 of these are 20000 persons and not 2."""
    found = cells("Indicators", "pufa.trained")
    assert (found["Value"], found["Unit of measure"]) == (2.00226, "×10000 persons")
    assert cells("Indicators", "yingsu.lost")["Unit of measure"] == "%"
    assert cells("Indicators", "pufa.aides")["Unit of measure"] == "persons"


def test_a_bound_is_no_number() -> None:
    """`<30 %` must not enter a sum as 30; what is not known is an empty cell."""
    assert cells("Indicators", "fuyi.litigated")["Value"] == "<30 %"
    assert cells("Indicators", "pufa.reviews")["Value"] is None


def one(**fields: Any) -> dict[str, object]:
    """The row of a series that stands alone."""
    found = Assessment(case.AIDES)._replace(**fields)
    return cells_of(render(case.empty()._replace(assessments=(found,)), "xlsx", Words("en")), "Indicators", found.id)


def test_progress_of_a_bound_is_no_number_either() -> None:
    """Nor is its gap, as in all formats that people read."""
    half = Decimal("0.5")
    row = one(value=Decimal(7), op="lt", reason="pace", progress=half, progress_raw=half, gap_pp=Decimal(20))
    assert (row["Progress"], row["Gap"]) == ("≤50 %", None)


def test_digits_that_a_spreadsheet_would_change_are_text() -> None:
    """It keeps 15 of them."""
    long, short = Decimal("1234567890" * 2), Decimal("123456789012345")
    row = one(value=long, numerator=long, denominator=short, target_value=long)
    assert row["Value"] == f"{long} persons"
    assert (row["Numerator"], row["Denominator"], row["Target"]) == (str(long), int(short), str(long))


def test_days_that_a_spreadsheet_does_not_know_are_text() -> None:
    target = Target("ge", Decimal(1), mode="reach", start=date(1850, 1, 1), deadline=date(1899, 12, 31))
    seen = case.seen(case.AIDES.id, "1", recorded=datetime(1899, 1, 1, tzinfo=UTC))
    row = one(indicator=case.AIDES._replace(target=target), observation=seen)
    assert row["Deadline"] == "1899-12-31"
    assert str(row["Recorded"]).startswith("1899-01-01")


def test_what_is_too_long_for_a_cell_says_that_there_is_more() -> None:
    missing = str(one(missing_units=tuple(f"Station {number}" for number in range(9000)))["Missing units"])
    assert (len(missing), missing[-1]) == (32767, "…")


def test_no_cell_is_a_formula() -> None:
    """Text is text, whatever it begins with."""
    row = cells("Indicators", "x.hostile")
    assert row["Owner"] == case.HOSTILE.owner
    kinds = {cell.data_type for page in book("zh").worksheets for line in page.iter_rows() for cell in line}
    assert kinds <= {"s", "n", "d"}


def test_a_status_has_sign_word_and_colour() -> None:
    """Never colour alone."""
    page = sheet("Indicators")
    found = {str(cell.value): cell.fill.fgColor.rgb for cell in page["A"][1:]}
    assert found["✔ met"] in {"FFDAFBE1", "FFFFF1C2"}
    assert found["■ off track"] == "FFFFE1DD"


def test_it_is_laid_out() -> None:
    """Titles are frozen and printed on every page, rows can be filtered, paper lies across."""
    page = sheet("Indicators")
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == "A1:AE14"
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"
    assert str(page.page_setup.paperSize) == "9"


def test_the_same_snapshot_gives_the_same_bytes(tmp_path: Path) -> None:
    """Another process, another day, another user: no clock and no name in the file."""
    code = (
        "import sys, time; time.time = lambda: 4e9\n"
        "from tests.exports import case\n"
        "from tui.exports import render\n"
        "from tui.words import Words\n"
        "sys.stdout.buffer.write(render(case.snapshot(), 'xlsx', Words('zh')))"
    )
    root = Path(__file__).parent.parent.parent
    environ = {"TZ": "America/New_York", "USER": "somebody", "HOME": str(tmp_path), "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=environ, capture_output=True, check=True)
    data = render(case.snapshot(), "xlsx", Words("zh"))
    assert done.stdout == data
    assert {part.date_time for part in zipfile.ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_without_the_library_there_is_a_line_to_type() -> None:
    """The format is an extra: whoever lacks it is told what to install, and with exit code 2."""
    code = (
        "import sys; sys.modules['xlsxwriter'] = None\n"
        "from tui.cli import main\n"
        "sys.exit(main(['snapshot', '--format', 'xlsx', '--store', ':memory:', '--lang', 'en']))"
    )
    root = Path(__file__).parent.parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'zhibiao[xlsx]'" in done.stderr
