"""A line over values gives exact points, rounded once."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tui.model.line import Line
from tui.model.number import as_decimal

SLOPES = st.fractions(-1000, 1000, max_denominator=10_000)
VALUES = st.decimals(-10_000, 10_000, allow_nan=False, places=3) | st.sampled_from(
    [Decimal("1E-900"), Decimal("1E+900"), Decimal("0." + "123456789" * 20)]
)


@given(SLOPES, SLOPES, VALUES)
def test_a_point_is_the_exact_one_to_28_digits(slope: Fraction, offset: Fraction, value: Decimal) -> None:
    """However long the value is."""
    line = Line.of(slope, offset)
    assert line.exactly(value) == slope * Fraction(value) + offset
    assert line.at(value) == as_decimal(slope * Fraction(value) + offset)
