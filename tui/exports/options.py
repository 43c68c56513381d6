"""What a format may be told beside the snapshot."""

from typing import Final, NamedTuple

from tui.exports.selection import EVERYTHING, Selection

__all__ = ["NARROWEST", "Options"]

NARROWEST: Final = 40
"""Cells of a line that a text can still be set in."""


class Options(NamedTuple):
    """How to draw; every format reads what concerns it."""

    width: int = 80
    """Cells of a line."""
    ascii: bool = False
    """Only ASCII symbols."""
    sample: bool = False
    """The configuration is the packaged sample."""
    select: Selection = EVERYTHING
    """What the snapshot was narrowed to."""
    total: int = 0
    """Assessments before that."""
    raw: bool = False
    """For machines: no mark and no guard for spreadsheets."""
    format: str = ""
    """The format itself, for a module that writes several."""
