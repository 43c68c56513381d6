"""Which columns the list has at which width; what does not fit is dropped by a declared priority."""

from typing import Final

from tui.record import NamedTuple
from tui.views.look import Look
from tui.words.cells import width
from tui.words.statuses import SYMBOLS

__all__ = ["COLUMNS", "Column", "Columns", "columns", "short_status"]


class Column(NamedTuple):
    """One column of the list."""

    id: str
    """`view.column.<id>` is its heading."""
    priority: int
    """The columns with the highest number are dropped first; 0 is never dropped."""
    least: int
    """Cells below which it is not worth having; for columns of words, which are as wide as their words, 0."""
    right: bool = False
    """Set flush right."""


COLUMNS: Final[tuple[Column, ...]] = (
    Column("symbol", 0, 1),
    Column("name", 0, 20),
    Column("bar", 3, 8),
    Column("value", 0, 15, right=True),
    Column("target", 2, 10),
    Column("status", 1, 0),
    Column("fresh", 4, 0),
    Column("gap", 5, 6, right=True),
    Column("trend", 7, 1),
    Column("deadline", 8, 10),
    Column("owner", 6, 10),
    Column("remarks", 9, 12),
)
"""From left to right."""

_EXTRA: Final = 5
"""Columns of this priority and beyond are had only where the names keep room to be read."""
_LUXURY: Final = 10
"""Cells that must be spare besides."""

_SHORTEST: Final = 10
"""Cells of a name on a screen that is too narrow for everything that is never dropped."""

_GROWS: Final = (
    ("name", 26),
    ("bar", 12),
    ("value", 18),
    ("target", 12),
    ("name", 34),
    ("owner", 14),
    ("bar", 20),
    ("target", 18),
    ("remarks", 24),
    ("value", 24),
    ("name", 44),
    ("bar", 32),
    ("owner", 20),
    ("remarks", 40),
)
"""Who grows to how many cells, one after the other, where there is room."""


class Columns(NamedTuple):
    """The columns that fit, with their widths."""

    widths: dict[str, int]
    """By column id, from left to right."""
    indent: int = 2
    """Cells before the first column."""

    @property
    def total(self) -> int:
        """Cells of a line: the columns with one cell between them."""
        return self.indent + sum(self.widths.values()) + len(self.widths) - 1


def short_status(look: Look, code: str) -> str:
    """The word for a status, or its short form where a list has one."""
    short = look.words.texts("view").get(f"view.short.{code}")
    return look.text(short) if short else look.word("code", code)


def columns(cells: int, look: Look) -> Columns:
    """The columns of a line of so many cells.

    Args:
        cells: Room; where even the columns that are never dropped do not fit, the lines are cut.
        look: Its words decide how wide the columns of words are.
    """
    words = {
        "status": max(width(short_status(look, code)) for code in SYMBOLS),
        "fresh": max(width(look.say(f"fresh.{code}")) for code in ("fresh", "due", "stale", "expired")),
    }
    kept = list(COLUMNS)
    while True:
        fitted = Columns({one.id: words.get(one.id, one.least) for one in kept})
        last = max(kept, key=lambda column: column.priority)
        spare = cells - fitted.total
        if spare >= (_LUXURY if last.priority >= _EXTRA else 0) or not last.priority:
            break
        kept.remove(last)
    room = cells - fitted.total
    if room < 0:
        fitted.widths["name"] = max(fitted.widths["name"] + room, _SHORTEST)
    for name, most in _GROWS:
        if name in fitted.widths and room > 0:
            more = min(room, max(most - fitted.widths[name], 0))
            fitted.widths[name] += more
            room -= more
    return fitted
