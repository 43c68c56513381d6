"""The long table as CSV (RFC 4180), one row a series.

By default for spreadsheets: a byte-order mark, so that Chinese is read as such, and an apostrophe before text that a
spreadsheet would take for a formula. Numbers are never touched: -5 stays a number. `raw` leaves out both.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from tui.exports.columns import COLUMNS, Table
from tui.exports.options import Options
from tui.model.snapshot import Snapshot
from tui.words import Words

__all__ = ["guarded", "pieces"]

_LINES_A_PIECE: Final = 500
_BOM: Final = "\ufeff"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula begins with, also as full-width characters, which some spreadsheets fold (OWASP, CSV Injection)."""


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The file in pieces; `words` chooses nothing, since names and sentences stand in both languages."""
    yield f"{'' if options.raw else _BOM}{','.join(column.name for column in COLUMNS)}\r\n".encode()
    lines = map(Table(snapshot, str if options.raw else guarded).line, snapshot.assessments)
    while some := "".join(islice(lines, _LINES_A_PIECE)):
        yield some.encode()
