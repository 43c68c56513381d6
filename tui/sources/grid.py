"""A table whose cells have types: the result of a query, or the sheet of a workbook."""

from decimal import Decimal
from typing import Final

from tui.named import NamedTuple

__all__ = ["UNSAVED", "Grid", "GridRow", "Joined", "exact"]

_SURE: Final = 15
"""Significant digits that a double always keeps, and that spreadsheets and SQLite show."""


class Joined(str):
    """What a merged cell says in the rows below its first: good for a name, but a figure stands there once."""

    __slots__ = ()


class _Unsaved:
    """The one value that is none."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSAVED"


UNSAVED: Final = _Unsaved()
"""A formula whose program saved no result with it: neither a blank nor 0."""


class GridRow(NamedTuple):
    """One row."""

    number: int
    """As the sheet numbers it; of a result from 1."""
    cells: tuple[object, ...]
    """One per column: `str`, `int`, `Decimal`, `bool`, or `None` where there is no value."""


class Grid(NamedTuple):
    """A table with named columns."""

    header: tuple[str, ...]
    """No name twice."""
    rows: tuple[GridRow, ...]
    """In order, without the rows that are blank throughout."""
    sheet: str = ""
    """Name of the sheet; `""`: the result of a query."""
    letters: tuple[str, ...] = ()
    """The sheet's letters of the columns; empty where the columns are cells, whose names are their places."""


def exact(double: float) -> Decimal:
    """The number that a double was written for: `0.57`, not `0.56999999999999995`.

    A number of up to 15 digits comes back as it was written; what arithmetic left behind the fifteenth goes.
    """
    return Decimal(f"{double:.{_SURE}g}")
