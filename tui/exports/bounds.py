"""How much a report may write and work out: what its template wants beyond that ends it, with a sentence.

How long that may take, and in how much memory, whoever has it filled says.
"""

from typing import Final

__all__ = ["MOST_BYTES", "MOST_DIGITS", "Exceeded"]

MOST_BYTES: Final = 64 * 1024 * 1024
"""Bytes that a template may write, in UTF-8; of a Word document each of its parts, unpacked."""
MOST_DIGITS: Final = 1_000
"""Digits of the whole numbers that a template's own arithmetic may come to."""


class Exceeded(Exception):
    """A template takes more than it may; not one of ours yet, since whoever knows its name and line says so."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        """Of the sentence in `tui.words`, which has a place for `name` beside the values."""
        self.values = values
        """What the sentence is about, by placeholder, without `name`."""
