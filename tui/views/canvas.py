"""A field of cells that lines are drawn on: in dots of braille, or in ASCII characters, one a cell; pure.

Braille has eight dots a cell and, unlike blocks and rules, one width in every terminal. Strokes differ by their dots
as well as by their role, so that they can be told apart without colour.
"""

from fractions import Fraction
from typing import Final

from tui.named import NamedTuple
from tui.views.line import Line, Span, joined

__all__ = ["Canvas", "Pen"]

_BRAILLE: Final = 0x2800
_DOTS: Final = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bit of a dot, by its column and row in the cell."""


class Pen(NamedTuple):
    """How a line is drawn."""

    role: str
    sign: str
    """The character of a cell that it crosses, where there are no dots."""
    every: int = 1
    """Of its dots, every how manieth is drawn."""


class Canvas:
    """Cells to draw on; what is drawn later stands before what was drawn earlier."""

    def __init__(self, cells: int, rows: int, *, dotted: bool) -> None:
        """An empty field.

        Args:
            cells: Its width.
            rows: Its height.
            dotted: In dots of braille; else in ASCII.
        """
        self.cells = cells
        self.rows = rows
        self._wide, self._high = (2, 4) if dotted else (1, 1)
        self._dots: dict[tuple[int, int], int] = {}
        self._signs: dict[tuple[int, int], str] = {}
        self._roles: dict[tuple[int, int], str] = {}

    @property
    def columns(self) -> int:
        """Dots from left to right."""
        return self.cells * self._wide

    def cell(self, x: Fraction, y: Fraction) -> tuple[int, int]:
        """The column and row of the cell where a point lies; 0, 0 is the lower left corner and 1, 1 the upper right."""
        across, down = self._dot(x, y)
        return across // self._wide, down // self._high

    def put(self, x: Fraction, y: Fraction, sign: str, role: str) -> None:
        """Set a sign."""
        place = self.cell(x, y)
        self._signs[place], self._roles[place] = sign, role

    def dot(self, x: Fraction, y: Fraction, pen: Pen) -> None:
        """Set a dot."""
        self._set(*self._dot(x, y), pen)

    def line(self, start: tuple[Fraction, Fraction], end: tuple[Fraction, Fraction], pen: Pen) -> None:
        """Draw a straight line."""
        (left, low), (right, high) = self._dot(*start), self._dot(*end)
        length = max(abs(right - left), abs(high - low))
        for step in range(0, length + 1, pen.every):
            share = Fraction(step, length) if length else Fraction(0)
            self._set(left + round((right - left) * share), low + round((high - low) * share), pen)

    def upright(self, x: Fraction, pen: Pen) -> None:
        """Draw a line from bottom to top, behind all that stands there."""
        across, _ = self._dot(x, Fraction(0))
        for down in range(0, self.rows * self._high, pen.every):
            place = (across // self._wide, down // self._high)
            if place not in self._roles or self._roles[place] == pen.role:
                self._set(across, down, pen)

    def lines(self) -> list[Line]:
        """What was drawn, from top to bottom."""
        return [joined(self._span(across, down) for across in range(self.cells)) for down in range(self.rows)]

    def _dot(self, x: Fraction, y: Fraction) -> tuple[int, int]:
        across = round(min(max(x, Fraction(0)), Fraction(1)) * (self.columns - 1))
        below = round(min(max(y, Fraction(0)), Fraction(1)) * (self.rows * self._high - 1))
        return across, self.rows * self._high - 1 - below

    def _set(self, across: int, down: int, pen: Pen) -> None:
        place = (across // self._wide, down // self._high)
        self._dots[place] = self._dots.get(place, 0) | _DOTS[across % self._wide][down % self._high]
        self._signs[place] = chr(_BRAILLE + self._dots[place]) if self._high > 1 else pen.sign
        self._roles[place] = pen.role

    def _span(self, across: int, down: int) -> Span:
        place = (across, down)
        return Span(self._signs.get(place, " "), self._roles.get(place, "text"))
