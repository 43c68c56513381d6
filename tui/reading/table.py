"""Tables in CSV (RFC 4180), read strictly: a row that does not fit is an error, never a shorter or shifted row."""

import io
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import islice
from typing import Final

from tui.errors import SourceError
from tui.named import NamedTuple
from tui.reading.text import clean

__all__ = ["Row", "Table", "read_table"]

_MAX_ROWS: Final = 100_000
_MAX_COLUMNS: Final = 1_000
_MAX_CELL: Final = 131_072
"""Characters of a cell; what the csv module allows as it comes."""

_DELIMITERS: Final = ",;\t|"


class Row(NamedTuple):
    """One row of a table."""

    number: int
    """As a spreadsheet numbers it: the header is row 1, and blank lines count."""
    cells: Mapping[str, str]
    """By column, as written."""


class Table(NamedTuple):
    """A table with named columns."""

    header: tuple[str, ...]
    """Without blanks around the names; no name twice."""
    rows: tuple[Row, ...]
    """In file order, without the rows that are blank throughout."""


def read_table(text: str, delimiter: str = ",") -> Table:
    """The table that a CSV text holds; its first row that is not blank is the header.

    Args:
        text: At most 100,000 rows of 1,000 columns.
        delimiter: One character, as declared: it is never guessed.

    Raises:
        SourceError: A NUL, an unclosed quote, text after a closing quote, a row with more or fewer cells than the
            header, a name twice in the header, no header, too much; with the row where it stands.
    """
    nul = text.find("\0")
    if nul >= 0:
        raise SourceError("source.csv.nul", row=text.count("\n", 0, nul) + 1)
    records = _records(text, delimiter)
    for number, cells in records:
        header = _header(cells, number, delimiter)
        break
    else:
        raise SourceError("source.csv.empty")
    rows: list[Row] = []
    wide = len(header)
    for number, cells in islice(records, _MAX_ROWS):
        if len(cells) != wide:
            raise SourceError("source.csv.ragged", row=number, expected=wide, found=len(cells))
        rows.append(Row(number, dict(zip(header, cells, strict=True))))
    if next(records, None) is not None:
        raise SourceError("source.csv.too_many_rows", limit=_MAX_ROWS)
    return Table(header, tuple(rows))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with its number."""
    rows = enumerate(_plain(text, delimiter) or _quoted(text, delimiter), 1)
    return (row for row in rows if any(row[1]))


def _plain(text: str, delimiter: str) -> Iterator[list[str]] | None:
    """All rows of a text in which nothing is quoted; `None` for any other text."""
    plain = text.replace("\r\n", "\n")
    if '"' in plain or "\r" in plain:
        return None
    lines = plain.split("\n")
    if len(plain) > _MAX_CELL and max(map(len, lines)) > _MAX_CELL:
        return None
    return (line.split(delimiter) for line in lines)


def _quoted(text: str, delimiter: str) -> Iterator[list[str]]:
    """All rows, as the standard library's reader finds them."""
    # Deferred: 0.5 ms, and three times as long for a text without quotes; rosters rarely have any.
    csv = import_module("csv")
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
            yield cells
    except csv.Error as failed:
        raise _refusal(failed, number + 1) from failed


def _refusal(failed: Exception, row: int) -> SourceError:
    said = str(failed)
    if said.startswith("unexpected end"):
        return SourceError("source.csv.unclosed", row=row)
    if said.startswith("field larger"):
        return SourceError("source.csv.cell_too_long", row=row, limit=_MAX_CELL)
    return SourceError("source.csv.quoting", row=row)


def _header(cells: list[str], number: int, delimiter: str) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in cells)
    if len(names) > _MAX_COLUMNS:
        raise SourceError("source.csv.too_many_columns", limit=_MAX_COLUMNS)
    other = next((mark for mark in _DELIMITERS if mark != delimiter and mark in names[0]), None)
    if len(names) == 1 and other is not None:
        raise SourceError("source.csv.delimiter", declared=_shown(delimiter), found=_shown(other))
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise SourceError("source.csv.duplicate_column", row=number, column=clean(name, 60))
        seen.add(name)
    return names


def _shown(delimiter: str) -> str:
    return "\\t" if delimiter == "\t" else clean(delimiter)
