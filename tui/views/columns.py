"""Which columns the list has at which width; what does not fit is dropped by a declared priority."""

from typing import Final

from tui.named import NamedTuple
from tui.views.look import Look
from tui.words.cells import width
from tui.words.statuses import SYMBOLS

__all__ = ["COLUMNS", "MARKS", "USUAL", "Column", "Columns", "Needs", "columns", "short_status"]


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
    Column("bar", 3, 6),
    Column("value", 0, 10, right=True),
    Column("target", 2, 6),
    Column("status", 1, 0),
    Column("gap", 5, 6, right=True),
    Column("trend", 7, 1),
    Column("deadline", 8, 10),
    Column("owner", 6, 10),
    Column("remarks", 9, 12),
)
"""From left to right."""

_EXTRA: Final = 5
"""Columns of this priority and beyond are had only where names can be read and figures keep their units."""
_READABLE: Final = 30
"""Cells in which most names can be read."""

_SQUEEZED: Final = (("name", 10), ("value", 10))
"""What gives way on a screen that is too narrow even for what is never dropped, and to how many cells."""

MARKS: Final = 2
"""Cells behind a figure, inside its column: whether it is fresh, whether it was revised."""


class Needs(NamedTuple):
    """Cells that what stands in the columns takes, where nothing is left out."""

    value: int
    """With its marks."""
    target: int
    owner: int
    bare_value: int
    """Without the unit; with its marks."""
    bare_target: int


USUAL: Final = Needs(value=14, target=10, owner=10, bare_value=12, bare_target=6)
"""Where nothing was measured; no column is narrower, so that the first figures to come move nothing."""

_MOST: Final = Needs(value=32, target=24, owner=48, bare_value=24, bare_target=10)
"""One long text does not take the room of all others; a figure that needs more takes it from its own line."""


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


def columns(cells: int, look: Look, needs: Needs = USUAL) -> Columns:
    """The columns of a line of so many cells.

    Args:
        cells: Room; where even the columns that are never dropped do not fit, the lines are cut.
        look: Its words decide how wide the column of statuses is.
        needs: What the columns of figures and of owners should hold.
    """
    needs = Needs(*map(min, needs, _MOST))
    least = {column.id: column.least for column in COLUMNS}
    least["status"] = max(width(short_status(look, code)) for code in SYMBOLS)
    least["value"] = max(least["value"], needs.bare_value)
    least["target"] = max(least["target"], needs.bare_target)
    luxury = _READABLE - least["name"] + sum(max(getattr(needs, name) - least[name], 0) for name in ("value", "target"))
    kept = list(COLUMNS)
    while True:
        fitted = Columns({one.id: least[one.id] for one in kept})
        last = max(kept, key=lambda column: column.priority)
        spare = cells - fitted.total
        if spare >= (luxury if last.priority >= _EXTRA else 0) or not last.priority:
            break
        # How it stands is worth more than half a name, and than the counts before a percentage.
        if last.id == "status" and spare >= -sum(least[name] - most for name, most in _SQUEEZED):
            break
        kept.remove(last)
    room = cells - fitted.total
    for name, most in _SQUEEZED:
        if room < 0:
            given = min(-room, fitted.widths[name] - most)
            fitted.widths[name] -= given
            room += given
    for name, most in _growing(needs):
        if name in fitted.widths and room > 0:
            more = min(room, max(most - fitted.widths[name], 0))
            fitted.widths[name] += more
            room -= more
    return fitted


def _growing(needs: Needs) -> tuple[tuple[str, int], ...]:
    """Who grows to how many cells, one after the other, where there is room."""
    return (
        ("name", _READABLE),
        ("bar", 8),
        ("value", needs.value),
        ("target", needs.target),
        ("name", 34),
        ("bar", 12),
        ("owner", needs.owner),
        ("name", 44),
        ("bar", 20),
        ("remarks", 40),
        ("name", 60),
        ("bar", 32),
    )
