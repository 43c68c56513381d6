"""From bytes that nobody vouches for to clean text, numbers, tables and JSON, or an error that names the place.

What configuration (rosters) and sources both need, once; JSON, which only sources have, is in `tui.reading.document`.
It refuses rather than repairs: no guessed delimiter, no number that merely looks like one, no document taken in part.
Every refusal is a `SourceError`, or a plain `ValueError` where only the caller knows the row that it must name.
"""

from tui.reading.file import Stamp, digest, read_file, read_stamped, stamp
from tui.reading.number import parse_number, parse_quantity
from tui.reading.table import Row, Table, read_table
from tui.reading.text import clean, decode

__all__ = [
    "Row",
    "Stamp",
    "Table",
    "clean",
    "decode",
    "digest",
    "parse_number",
    "parse_quantity",
    "read_file",
    "read_stamped",
    "read_table",
    "stamp",
]
