"""Workbooks as sources: exact, whole, named by sheet and cell; and harmless, whatever they were made for (F6 to F8)."""

import os
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.sources.parts import brief, read, refusal, said, source
from tests.sources.workbooks import by_hand, row, saved, sheet_of
from tui.errors import SourceError
from tui.model.source import Source, SourceMap
from tui.sources import problems, workbook
from tui.sources.document import Piece

MAP = SourceMap("x.y", unit="unit", value="value", period="period")
HEAD = ("unit", "period", "value")


def drop(path: Path, *maps: SourceMap, **fields: Any) -> Source:
    return source(str(path), *(maps or (MAP,)), timeout=60.0, every=120.0, **fields)


def failure(declared: Source) -> str:
    with pytest.raises(SourceError) as refused:
        read(declared)
    return refusal(refused.value)


def figures(path: Path, **fields: Any) -> list[tuple[object, ...]]:
    return brief(read(drop(path, **fields)).observations)


def test_a_row_is_a_figure_and_its_place_is_known(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", [HEAD, ("a", 2022, 1), (), ("b", "2022-Q4", "<30"), ("c", 2022, None)])
    reading = read(drop(path))
    assert brief(reading.observations) == [("x.y", "a", "2022", "1", "A"), ("x.y", "b", "2022-Q4", "<30", "A")]
    assert [seen.provenance.locator for seen in reading.observations] == ["S!C2", "S!C4"]
    assert len(reading.observations[0].provenance.sha256) == 64


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        (0.57, "0.57"),
        (14.47, "14.47"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (123456789012345, "123456789012345"),
        (-0.0, "0"),
        (True, "1"),
        ("0.570", "0.570"),
    ],
)
def test_numbers_are_what_was_typed(tmp_path: Path, written: object, figure: str) -> None:
    """A spreadsheet keeps 0.57 as 0.56999999999999995; nobody typed that."""
    [(_, _, _, found, _)] = figures(saved(tmp_path / "a.xlsx", [HEAD, ("a", 2022, written)]))
    assert Decimal(str(found)) == Decimal(figure)
    assert str(found) == figure


def test_the_text_of_the_file_is_what_counts(tmp_path: Path) -> None:
    """As office programs write it, with seventeen digits."""
    path = tmp_path / "a.xlsx"
    figure = row(2, "a", "2022", "0.56999999999999995") + row(3, "b", "2022", "12345678901234567")
    path.write_bytes(by_hand(sheet_of(row(1, *HEAD) + figure)))
    assert [seen[3] for seen in figures(path)] == ["0.57", "12345678901234567"]


def test_dates_are_periods_and_vintages(tmp_path: Path) -> None:
    rows = [(*HEAD, "on"), ("a", date(2022, 6, 30), 1, datetime.fromisoformat("2023-01-19T10:30"))]
    reading = read(drop(saved(tmp_path / "a.xlsx", rows), MAP._replace(recorded="on")))
    assert brief(reading.observations) == [("x.y", "a", "2022-06-30", "1", "A")]
    assert reading.observations[0].recorded.isoformat() == "2023-01-19T02:30:00+00:00"


def test_a_percentage_is_the_text_that_is_shown(tmp_path: Path) -> None:
    """So that 57 % is never taken for 0.57: as in a table of text, percent signs are declared."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEAD)
    sheet.append(("a", 2022, 0.57))
    sheet["C2"].number_format = "0%"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert failure(drop(path)) == "Sheet!C2: 57% is not a number"
    assert figures(path, percent=True) == [("x.y", "a", "2022", "57", "A")]
    sheet["C2"].number_format = '0.00" %"'
    book.save(path)
    assert figures(path) == [("x.y", "a", "2022", "0.57", "A")], "a sign that is only decoration"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("#N/A", "S!C2: #N/A is not a number"),
        ("many", "S!C2: many is not a number"),
        (date(2022, 1, 1), "S!C2: 2022-01-01 is not a number"),
        ("1,234", "S!C2: 1,234 is not a number"),
        (1e300, "S!C2: 1e+300 is not a number"),
    ],
)
def test_what_is_no_figure_is_named_by_sheet_and_cell(tmp_path: Path, cell: object, words: str) -> None:
    assert failure(drop(saved(tmp_path / "a.xlsx", [HEAD, ("a", 2022, cell)]))) == words


FORMULA = '<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="B2"><v>2022</v></c>{}</row>'


@pytest.mark.parametrize("cell", ['<c r="C2"><f>A1+B1</f></c>', '<c r="C2"><f t="shared" si="0"/></c>'])
def test_a_formula_without_saved_value_is_an_error_and_not_nothing(tmp_path: Path, cell: str) -> None:
    """F8; one that came to an empty text is a blank, one in a column that nobody reads is nobody's business."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(by_hand(sheet_of(row(1, *HEAD) + FORMULA.format(cell))))
    words = "S!C2: formula has no saved value; open the workbook, let it calculate, and save it"
    assert failure(drop(path)) == words
    assert read(drop(path, MAP._replace(value="period"))).observations[0].value == 2022
    path.write_bytes(by_hand(sheet_of(row(1, *HEAD) + FORMULA.format('<c r="C2" t="str"><f>A1</f><v></v></c>'))))
    assert figures(path) == []
    path.write_bytes(by_hand(sheet_of(row(1, *HEAD) + FORMULA.format('<c r="C2"><f>1+1</f><v>2</v></c>'))))
    assert figures(path) == [("x.y", "a", "2022", "2", "A")]


def test_a_formula_that_openpyxl_wrote_was_never_calculated(tmp_path: Path) -> None:
    assert "no saved value" in failure(drop(saved(tmp_path / "a.xlsx", [HEAD, ("a", 2022, "=1+1")])))


@pytest.mark.parametrize("dimension", ["A1:A1", "A1", "A1:C2", "C1:C1", "A1:XFD1048576", "nonsense"])
def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path, dimension: str) -> None:
    """F8."""
    rows = "".join(row(number, f"u{number}", "2022", str(number)) for number in range(2, 3002))
    path = tmp_path / "a.xlsx"
    path.write_bytes(by_hand(sheet_of(row(1, *HEAD) + rows, f'<dimension ref="{dimension}"/>')))
    if dimension == "nonsense":
        assert failure(drop(path)) == "the workbook is damaged"
    else:
        assert len(figures(path)) == 3000


def test_sheet_and_header_are_where_they_are_said_to_be(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].sheet_state = "hidden"
    for title, figure in (("first", 1), ("2022 report", 2)):
        sheet = book.create_sheet(title)
        for values in (("Report",), (), (" unit ", "period", "the\nvalue"), ("a", 2022, figure)):
            sheet.append(values)
    path = tmp_path / "a.xlsx"
    book.save(path)
    mapping = MAP._replace(value="the value")
    [first] = read(drop(path, mapping, header=3)).observations
    assert (first.value, first.provenance.locator) == (Decimal(1), "first!C4"), "the first that is not hidden"
    [second] = read(drop(path, mapping, header=3, sheet="2022 report")).observations
    assert (second.value, second.provenance.locator) == (Decimal(2), "2022 report!C4")
    assert failure(drop(path, sheet="none")) == "there is no sheet none; the sheets are Sheet, first, 2022 report"
    assert failure(drop(path, header=2)) == "first: row 2 names no column"
    assert failure(drop(path)) == "there is no column value; the columns are Report"


def test_a_header_with_merged_cells_and_several_rows(tmp_path: Path) -> None:
    rows = [("unit", "2021", None, "2022", None), (None, "n", "d", "n", "d"), ("a", 1, 2, 3, 4)]
    path = saved(tmp_path / "a.xlsx", rows, ["A1:A2", "B1:C1", "D1:E1"])
    mapping = SourceMap("x.y", unit="unit", numerator="2022 / n", denominator="2022 / d", const={"period": "2022"})
    [seen] = read(drop(path, mapping, header=2, header_from=1)).observations
    assert (seen.numerator, seen.denominator) == (Decimal(3), Decimal(4))
    assert failure(drop(path, mapping, header=2)) == "S!D2: the column n stands twice in the header"
    flat = saved(tmp_path / "b.xlsx", [("unit", None), (None, "value"), ("a", 1)], ["A1:A2"])
    mapping = SourceMap("x.y", unit="unit", value="value", const={"period": "2022"})
    assert brief(read(drop(flat, mapping, header=2)).observations) == [("x.y", "a", "2022", "1", "A")]


def test_what_a_merged_cell_says_holds_for_its_rows_but_a_figure_stands_once(tmp_path: Path) -> None:
    rows = [HEAD, ("a", 2021, 1), (None, 2022, 2), ("b", 2022, 5), (None, 2021, None)]
    path = saved(tmp_path / "a.xlsx", rows, ["A2:A3"])
    assert figures(path)[:2] == [("x.y", "a", "2021", "1", "A"), ("x.y", "a", "2022", "2", "A")]
    path = saved(tmp_path / "b.xlsx", rows, ["A2:A3", "C4:C5"])
    assert failure(drop(path)) == "S!C5: part of a merged cell, whose figure stands in its first row"
    titled = saved(tmp_path / "c.xlsx", [HEAD, ("Part one", None, None), ("a", 2022, 1)], ["A2:C2"])
    assert figures(titled) == [("x.y", "a", "2022", "1", "A")], "a title over a whole row is no figure"


def test_figures_at_places_of_a_form(tmp_path: Path) -> None:
    """`cell`: fields are places; what is missing there is an error, since it was asked for alone (H12)."""
    path = saved(tmp_path / "north.xlsx", [("Return", None), ("Year", 2022), ("Covered", 7), ("Of", 9)])
    maps = (
        SourceMap("x.y", value="B3", period="B2", unit="*"),
        SourceMap("x.z", value="B4", const={"period": "2022"}, where={"A4": "Of"}),
    )
    reading = read(drop(tmp_path / "*.xlsx", *maps, cell="B3"))
    assert brief(reading.observations) == [("x.y", "north", "2022", "7", "A"), ("x.z", "", "2022", "9", "A")]
    assert reading.observations[0].provenance.locator == "north.xlsx S!B3"
    assert failure(drop(path, maps[0]._replace(value="C9"), cell="C9")) == "S!C9: no value"


def test_one_workbook_a_unit(tmp_path: Path) -> None:
    """All of a folder's are read by one process; the one that is wrong is named."""
    for unit in range(40):
        saved(tmp_path / f"u{unit:02}.xlsx", [("value",), (unit,)])
    mapping = SourceMap("x.y", unit="*", value="value", const={"period": "2022"})
    declared = drop(tmp_path / "*.xlsx", mapping)
    assert [seen[1:4:2] for seen in brief(read(declared).observations)] == [(f"u{n:02}", str(n)) for n in range(40)]
    (tmp_path / "u07.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    assert failure(declared) == "u07.xlsx: the workbook is damaged"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not an XLSX workbook"),
        (b"unit,period,value\na,2022,1\n", "not an XLSX workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "of the old kind (.xls); save it as .xlsx"),
        (b"\xef\xbb\xbf\r\n<HTML><table><tr><td>1</td></tr></table></HTML>", "a web page"),
        (b'<?xml version="1.0"?><Workbook></Workbook>', "a web page"),
        (b"PK\x03\x04 and no more", "the workbook is damaged"),
        (by_hand("<no xml"), "the workbook is damaged"),
        (by_hand("<other/>"), "S: row 1 names no column"),
        (by_hand(sheet_of(row(1, "unit", "unit"))), "S!B1: the column unit stands twice in the header"),
    ],
    ids=["empty", "csv", "encrypted", "xls", "html", "xml", "cut", "no-xml", "no-sheet", "twice"],
)
def test_what_is_no_workbook_is_told_apart(tmp_path: Path, data: bytes, words: str) -> None:
    """F6."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert words in failure(drop(path))


def corner() -> bytes:
    cell = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return by_hand(sheet_of(row(1, *HEAD) + row(2, "a", "2022", "1") + cell))


def test_a_far_corner_is_only_far_away(tmp_path: Path) -> None:
    """F7: five kilobytes for which another reader asks for half a terabyte."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(corner())
    assert len(corner()) < 5_000
    assert figures(path) == [("x.y", "a", "2022", "1", "A")]


def many_parts() -> bytes:
    return by_hand(sheet_of(row(1, *HEAD)), *((f"xl/media/{number}.xml", "") for number in range(2_000)))


def bomb() -> bytes:
    return by_hand(sheet_of(row(1, *HEAD) + " " * (200 << 20)))


def dense() -> bytes:
    """Below the limit of a hundred megabytes, above that of a hundredfold."""
    return by_hand(sheet_of(row(1, *HEAD) + " " * (50 << 20)))


def one_text_many_times() -> bytes:
    """Three gigabytes of cells, out of one shared text."""
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}"><v>{n * 7919}</v></c></row>' for n in range(1, 99_000)
    )
    return by_hand(sheet_of(cells), shared="x" * 32_000)


@pytest.mark.parametrize("make", [many_parts, bomb, dense, one_text_many_times])
def test_a_workbook_made_to_overwhelm_is_too_large(tmp_path: Path, make: Callable[[], bytes]) -> None:
    """F7."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    begun = time.monotonic()
    assert failure(drop(path, max_bytes=20 << 20)) == "workbook too large"
    assert time.monotonic() - begun < 30


def laughs() -> str:
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    return f"<!DOCTYPE worksheet [{''.join(lines)}]>"


@pytest.mark.parametrize(
    "prologue",
    [laughs(), '<!DOCTYPE worksheet [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>', "<!DOCTYPE worksheet>"],
    ids=["laughs", "file", "plain"],
)
def test_a_sheet_that_declares_entities_is_refused(tmp_path: Path, prologue: str) -> None:
    path = tmp_path / "a.xlsx"
    text = "&a9;" if "ENTITY" in prologue else "a"
    path.write_bytes(by_hand(sheet_of(row(1, *HEAD) + row(2, text, "2022", "1"), prologue=prologue)))
    assert failure(drop(path)) == "the workbook declares entities, as no spreadsheet program does"


@pytest.mark.parametrize(
    ("dying", "words"),
    [
        ("import os; os.abort()", "workbook too large"),
        ("import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass", "workbook too large"),
        ("x" + " = 1\nx = bytearray(1 << 62)", "could not be started (exit 1)"),
        ("import time; time.sleep(60)", "workbook not read within 1 s"),
    ],
    ids=["aborts", "spins", "fails", "hangs"],
)
def test_what_reads_a_workbook_may_die_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dying: str, words: str
) -> None:
    """F7: the collector goes on, and says so."""
    path = saved(tmp_path / "a.xlsx", [HEAD, ("a", 2022, 1)])
    monkeypatch.setattr(workbook, "_BOOT", dying)
    declared = drop(path)._replace(timeout=1.0) if "sleep" in dying else drop(path)
    with pytest.raises(SourceError) as refused:
        workbook.parts([Piece(path.read_bytes())], declared)
    assert words in refusal(refused.value)
    monkeypatch.undo()
    assert len(read(drop(path)).observations) == 1


def test_the_reader_is_bounded_before_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that a workbook could ask for is not there."""
    boot = workbook._BOOT.replace(
        "sys.exit(main())",
        "import tui.sources.sheet as sheet; sheet._check_directory = lambda data: bytearray(2 << 30); sys.exit(main())",
    )
    monkeypatch.setattr(workbook, "_BOOT", boot)
    assert failure(drop(saved(tmp_path / "a.xlsx", [HEAD]))) == "workbook too large"


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.xlsx", [HEAD])
    assert problems(drop(path), "i.toml") == []
    monkeypatch.setattr(workbook, "_NEEDED", ("openpyxl", "no_such_module"))
    words = "needs a part that is not installed: pip install 'zhibiao[xlsx]'"
    assert failure(drop(path)) == words
    (found,) = problems(drop(path), "i.toml")
    assert (found.key, said(found.message)) == ("sources.s.format", words)


def test_the_environment_does_not_choose_the_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENPYXL_DEFUSEDXML", "False")
    monkeypatch.setenv("PYTHONPATH", os.fspath(tmp_path))
    (tmp_path / "openpyxl.py").write_text("raise SystemExit(9)", encoding="utf-8")
    assert len(figures(saved(tmp_path / "a.xlsx", [HEAD, ("a", 2022, 1)]))) == 1
