"""From bytes that nobody vouches for to clean text, numbers, tables and JSON, or an error that names the place.

Here are files and text, which everybody needs; `number`, `table` and `document` (JSON) are for who reads figures.
It refuses rather than repairs: no guessed delimiter, no number that merely looks like one, no document taken in part.
Every refusal is a `SourceError`, or a plain `ValueError` where only the caller knows the row that it must name.
"""

from tui.reading.file import Stamp, digest, read_file, read_stamped, stamp
from tui.reading.text import clean, decode

__all__ = [
    "Stamp",
    "clean",
    "decode",
    "digest",
    "read_file",
    "read_stamped",
    "stamp",
]
