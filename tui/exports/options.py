"""What a format may be told beside the snapshot."""

from typing import Final

from tui.exports.selection import EVERYTHING, Selection
from tui.named import NamedTuple

__all__ = ["NARROWEST", "Changes", "Options"]

NARROWEST: Final = 40
"""Cells of a line that a text can still be set in."""


class Changes(NamedTuple):
    """What differs from an earlier snapshot, said already, so that no format need know how it was found."""

    head: tuple[str, ...]
    """Sentences: which two instants, how many series, and whether the definitions are the same."""
    rows: tuple[tuple[str, str, str, str], ...]
    """Of every difference the series or check, what it is about, before, after."""
    since: str
    """JSON: `as_of`, `taken_at`, `config_sha256` and `seal` of the earlier snapshot."""
    series: tuple[str, ...]
    """JSON: a series that differs each."""
    checks: tuple[str, ...]
    """JSON: a check whose result differs each."""


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
    changes: Changes | None = None
    """What differs from an earlier snapshot; `None`: that was not asked for."""
