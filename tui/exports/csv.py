"""The long table as CSV (RFC 4180), one row a series.

By default for spreadsheets: a byte-order mark, so that Chinese is read as such, and an apostrophe before text that a
spreadsheet would take for a formula. Numbers are never touched: -5 stays a number. `raw` leaves out both.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Final

from tui.exports.columns import COLUMNS, Table
from tui.exports.options import Options
from tui.model.snapshot import Snapshot
from tui.words import Words

__all__ = ["guarded", "pieces"]

_ROWS_A_PIECE: Final = 500
_BOM: Final = "\ufeff"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula begins with, also as full-width characters, which some spreadsheets fold (OWASP, CSV Injection)."""


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The file in pieces; `words` chooses nothing, since names and sentences stand in both languages."""
    buffer = StringIO()
    write = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("" if options.raw else _BOM)
    write.writerow([column.name for column in COLUMNS])
    rows = map(Table(snapshot, str if options.raw else guarded).row, snapshot.assessments)
    while some := list(islice(rows, _ROWS_A_PIECE)):
        write.writerows(some)
        yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: StringIO) -> bytes:
    """What was written since the last time."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
