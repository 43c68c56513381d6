"""One sheet of a workbook as typed cells: runs in a process of its own, which may die of what it is given.

The parent (`tui.sources.workbook`) writes workbooks to standard input and reads one line of JSON for each. This process
bounds itself first: memory, processor time, and what the zip directory may promise. Macros, links and charts are not
looked at, formulas are not calculated.

A cell is written as a text whose first letter is its kind: `s` text, `n` number, `j` the text of a merged cell in a row
below its first; `f` alone is a formula without saved value; `true`, `false` and `null` are what they are.
"""

import io
import json
import re
import resource
import sys
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from tui.errors import SourceError
from tui.named import NamedTuple
from tui.sources.grid import exact

__all__ = ["MAX_CELLS", "main"]

MAX_CELLS: Final = 1_000_000
_MAX_ROWS: Final = 100_000
_MAX_COLUMNS: Final = 1_000
_MAX_TEXT: Final = 32 * 1024 * 1024
"""Characters of all cells of a workbook."""
_MAX_TOLD: Final = 128 * 1024 * 1024
"""Bytes that are passed on, of all workbooks together."""
_MAX_UNZIPPED: Final = 100 * 1024 * 1024
_MAX_RATIO: Final = 100
_MAX_ENTRIES: Final = 2_000
_MAX_MERGED: Final = 100_000
_MEMORY: Final = 1 << 30
_SECONDS: Final = 20
"""Of processor time, for each workbook."""
_WIDEST: Final = 40
"""Digits before or after the point that a figure may need."""

_RANGE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What a number format shows as it stands, or does not show."""

_TOO_LARGE: Final[dict[str, Any]] = {"error": "source.xlsx.too_large", "values": {}}

Cell = str | bool | None
_UNSAVED: Final = "f"


class _Wanted(NamedTuple):
    """What is asked of each workbook."""

    sheet: str
    """`""`: the first that is not hidden."""
    first: int
    """The first and the last row of the header."""
    last: int
    cells: list[str]
    """Where not empty, these cells are wanted, and no table."""


class _Merged(NamedTuple):
    """A range of cells that are shown as one; rows and columns from 1, both ends included."""

    left: int
    top: int
    right: int
    bottom: int


class _Structure(NamedTuple):
    """What the reader of cells does not tell."""

    merged: list[_Merged]
    unsaved: set[str]
    """Places of formulas without saved value."""


class _TooLargeError(Exception):
    """A workbook beyond what is read."""


def main() -> None:
    """Read workbooks until all that were announced are answered."""
    for kind, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (most, most))
    warnings.simplefilter("ignore")
    asked = json.loads(sys.stdin.buffer.readline())
    wanted = _Wanted(**asked["wanted"])
    room = _MAX_TOLD
    for size in asked["sizes"]:
        _allow_time()
        said = _line(_answer(sys.stdin.buffer.read(size), wanted))
        if len(said) > room:
            said = _line(_TOO_LARGE)
        room -= len(said)
        sys.stdout.buffer.write(said)
        sys.stdout.buffer.flush()


def _line(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _allow_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + _SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def _answer(data: bytes, wanted: _Wanted) -> dict[str, Any]:
    """A workbook's table, or why there is none."""
    try:
        _check_directory(data)
        return _read(data, wanted)
    except SourceError as refused:
        return {"error": refused.message.key, "values": dict(refused.message.values)}
    except (_TooLargeError, MemoryError):
        return _TOO_LARGE
    except Exception as failed:  # the library meets what it did not expect in many ways; the cause is the workbook
        is_refused = any(isinstance(each, DefusedXmlException) for each in (failed, failed.__context__))
        return {"error": "source.xlsx.entities" if is_refused else "source.xlsx.damaged", "values": {}}


def _check_directory(data: bytes) -> None:
    """See what the zip directory promises before anything is unpacked; more than promised is never unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        size = sum(entry.file_size for entry in entries)
        if len(entries) > _MAX_ENTRIES or size > min(_MAX_UNZIPPED, _MAX_RATIO * len(data)):
            raise _TooLargeError
        if "[Content_Types].xml" not in archive.namelist():
            raise SourceError("source.xlsx.no_workbook")


def _read(data: bytes, wanted: _Wanted) -> dict[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheet = _sheet(book, wanted.sheet)
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(sheet._worksheet_path) as source:
        structure = _structure(source)
    # What the sheet says of its own size is wrong in files of some programs, and rows would be missing.
    sheet.reset_dimensions()
    rows = _rows(sheet, structure)
    if wanted.cells:
        return {"sheet": sheet.title, **_places(rows, wanted.cells)}
    return {"sheet": sheet.title, **_table(rows, structure.merged, wanted, sheet.title)}


def _sheet(book: Any, name: str) -> Any:
    sheets = list(book.worksheets)
    if name:
        found = [sheet for sheet in sheets if sheet.title == name]
    else:
        found = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
    if not found:
        raise SourceError("source.xlsx.no_sheet", sheet=name, sheets=[sheet.title for sheet in sheets][:12])
    return found[0]


def _structure(source: Any) -> _Structure:
    """Merged cells, and formulas whose program did not save what they came to."""
    merged: list[_Merged] = []
    unsaved: set[str] = set()
    cells = 0
    for _, element in iterparse(source, forbid_dtd=True):
        kind = element.tag.rpartition("}")[2]
        if kind == "c":
            cells += 1
            if cells > MAX_CELLS:
                raise _TooLargeError
            inside = {child.tag.rpartition("}")[2]: child.text for child in element}
            # What comes to an empty text is saved as one; an empty number is none.
            if "f" in inside and not inside.get("v") and not ("v" in inside and element.get("t") == "str"):
                unsaved.add(element.get("r", ""))
        elif kind == "row":
            element.clear()
        elif kind == "mergeCell":
            merged.extend(_merged(element.get("ref", "")))
            if len(merged) > _MAX_MERGED:
                raise _TooLargeError
    return _Structure(merged, unsaved)


def _merged(reference: str) -> Iterator[_Merged]:
    found = _RANGE.fullmatch(reference)
    if found:
        yield _Merged(_number(found[1]), int(found[2]), _number(found[3]), int(found[4]))


def _number(letters: str) -> int:
    """The number of a column, `A` being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _rows(sheet: Any, structure: _Structure) -> Iterator[tuple[int, dict[int, Cell]]]:
    """Every row with anything in it: its number, and its cells by column."""
    text = 0
    by_row: dict[int, list[int]] = {}
    for place in structure.unsaved:
        letters = place.rstrip("0123456789")
        if place[len(letters) :]:
            by_row.setdefault(int(place[len(letters) :]), []).append(_number(letters))
    for number, row in enumerate(sheet.iter_rows(), 1):
        found = ((cell.column, _cell(cell)) for cell in row if cell.value is not None)
        cells: dict[int, Cell] = {column: said for column, said in found if said is not None}
        cells.update(dict.fromkeys(by_row.get(number, ()), _UNSAVED))
        if cells:
            text += sum(len(said) for said in cells.values() if isinstance(said, str))
            if text > _MAX_TEXT:
                raise _TooLargeError
            yield number, cells


def _cell(cell: Any) -> Cell:
    """What a cell holds, as the parent reads it; a blank text is nothing."""
    value = cell.value
    match value:
        case bool():
            return value
        case int() | float():
            return _figure(value, "%" in _LITERAL.sub("", cell.number_format or ""))
        case datetime() if value.time() == time():
            return f"s{value.date().isoformat()}"
        case datetime():
            return f"s{value.isoformat(sep=' ', timespec='seconds')}"
        case date() | time():
            return f"s{value.isoformat()}"
        case _:
            return f"s{value}" if str(value).strip() else None


def _figure(value: int | float, is_percent: bool) -> str:
    """A number's digits; one that is shown as a percentage is the text that is shown, `57%`."""
    number = Decimal(value) if isinstance(value, int) else exact(value)
    if not number.is_finite() or not -_WIDEST < number.adjusted() < _WIDEST:
        return f"s{value}"
    digits = f"{number * 100 if is_percent else number:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"s{digits}%" if is_percent else f"n{digits}"


def _places(rows: Iterator[tuple[int, dict[int, Cell]]], wanted: list[str]) -> dict[str, Any]:
    """The cells at some places, as a table of one row."""
    found: dict[str, Cell] = {}
    for number, cells in rows:
        found.update({f"{_letters(column)}{number}": said for column, said in cells.items()})
        found = {place: said for place, said in found.items() if place in wanted}
    return {"header": wanted, "letters": [], "rows": [[0, [found.get(place) for place in wanted]]]}


def _table(
    rows: Iterator[tuple[int, dict[int, Cell]]], merged: list[_Merged], wanted: _Wanted, sheet: str
) -> dict[str, Any]:
    """A header, and the rows under it."""
    top: dict[tuple[int, int], Cell] = {}
    for number, cells in rows:
        if number > wanted.last:
            first: tuple[int, dict[int, Cell]] | None = (number, cells)
            break
        top.update({(number, column): said for column, said in cells.items()})
    else:
        first = None
    header = _header(top, merged, wanted, sheet)
    below = _below(rows, first, merged)
    return {
        "header": list(header.values()),
        "letters": [_letters(column) for column in header],
        "rows": [[number, [cells.get(column) for column in header]] for number, cells in below],
    }


def _header(top: Mapping[tuple[int, int], Cell], merged: list[_Merged], wanted: _Wanted, sheet: str) -> dict[int, str]:
    """The name of each column that has one; a merged cell names every column, and every row, that it spans."""
    spread = dict(top)
    for span in merged:
        said = top.get((span.top, span.left))
        if said is not None and span.top <= wanted.last and span.bottom >= wanted.first:
            for row in range(max(span.top, wanted.first), min(span.bottom, wanted.last) + 1):
                spread.update({(row, column): said for column in range(span.left, span.right + 1)})
    names: dict[int, str] = {}
    for column in sorted({column for row, column in spread if row >= wanted.first}):
        levels = [_name(spread.get((row, column))) for row in range(wanted.first, wanted.last + 1)]
        name = " / ".join(filter(None, dict.fromkeys(levels)))
        if name:
            names[column] = name
    if not names:
        raise SourceError("source.xlsx.no_header", sheet=sheet, row=wanted.last)
    if len(names) > _MAX_COLUMNS:
        raise SourceError("source.csv.too_many_columns", limit=_MAX_COLUMNS)
    _check_names(names, wanted, sheet)
    return names


def _check_names(names: Mapping[int, str], wanted: _Wanted, sheet: str) -> None:
    seen: set[str] = set()
    for column, name in names.items():
        if name in seen:
            at = f"{sheet}!{_letters(column)}{wanted.last}"
            raise SourceError("source.xlsx.twice", at=at, column=name[:60])
        seen.add(name)


def _name(said: Cell) -> str:
    """A cell as a part of a column's name, blanks and line ends as one space."""
    return " ".join(said[1:].split()) if isinstance(said, str) else ""


def _below(
    rows: Iterator[tuple[int, dict[int, Cell]]], first: tuple[int, dict[int, Cell]] | None, merged: list[_Merged]
) -> Iterator[tuple[int, dict[int, Cell]]]:
    """The rows of a table; what a merged cell says also stands in its column's rows below."""
    tall = {(span.top, span.left): span.bottom for span in merged if span.bottom > span.top}
    running: dict[int, tuple[int, str]] = {}
    count = 0
    while first is not None:
        number, cells = first
        count += 1
        if count > _MAX_ROWS:
            raise SourceError("source.csv.too_many_rows", limit=_MAX_ROWS)
        running = {column: (until, said) for column, (until, said) in running.items() if until >= number}
        joined: dict[int, Cell] = {column: f"j{said}" for column, (_, said) in running.items()}
        for column, said in cells.items():
            if (number, column) in tall and isinstance(said, str):
                running[column] = tall[number, column], said[1:]
        yield number, {**joined, **cells}
        first = next(rows, None)
