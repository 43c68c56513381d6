"""A straight line over values: what a pace, a gap or a forecast is, for all units of an indicator at once.

Its numbers are whole, so that a point of it costs one multiplication and one division, and is rounded once.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from math import lcm

from tui.model.number import Number, as_decimal, as_fraction, is_sane
from tui.named import NamedTuple

__all__ = ["Inverse", "Line"]

_EXACT = Context(prec=120, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
_DIGITS_28 = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[])


class Line(NamedTuple):
    """`(rise * value + start) / parts`."""

    rise: Decimal
    start: Decimal
    parts: Decimal

    @classmethod
    def of(cls, slope: Fraction, offset: Fraction) -> "Line":
        """The line `slope * value + offset`."""
        parts = lcm(slope.denominator, offset.denominator)
        return cls(Decimal(int(slope * parts)), Decimal(int(offset * parts)), Decimal(parts))

    def exactly(self, value: Number) -> Fraction:
        """The point over a value.

        Raises:
            OverflowError: The value is too long to be a figure.
        """
        return (Fraction(self.rise) * as_fraction(value) + Fraction(self.start)) / Fraction(self.parts)

    def at(self, value: Decimal) -> Decimal:
        """The point over a value, to 28 digits, half to even; rounded twice where the value is too long."""
        try:
            return _DIGITS_28.divide(_EXACT.fma(self.rise, value, self.start), self.parts)
        except (Inexact, InvalidOperation, Overflow):
            if is_sane(value):
                return as_decimal(self.exactly(value))
            return _DIGITS_28.divide(_DIGITS_28.fma(self.rise, value, self.start), self.parts)


class Inverse(NamedTuple):
    """`over / value`."""

    over: Decimal

    def at(self, value: Decimal) -> Decimal:
        """The point over a value that is not 0, to 28 digits, half to even."""
        return _DIGITS_28.divide(self.over, value)
