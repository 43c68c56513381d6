"""Numbers stay exact, whichever kind they are, and cannot grow without bound."""

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.number import (
    MAX_BITS,
    Number,
    as_decimal,
    as_fraction,
    is_equal,
    is_less,
    is_sane,
    minus,
    negative,
    over,
    plus,
    power_of_ten,
    rounded,
    times,
    total,
    truncated,
)

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40)
NUMBERS: st.SearchStrategy[Number] = DECIMALS | st.fractions(max_denominator=10**9)


@given(NUMBERS, NUMBERS)
def test_arithmetic_is_that_of_fractions(left: Number, right: Number) -> None:
    a, b = Fraction(left), Fraction(right)
    assert plus(left, right) == a + b
    assert minus(left, right) == a - b
    assert times(left, right) == a * b
    assert negative(left) == -a
    assert is_less(left, right) == (a < b)
    assert is_equal(left, right) == (a == b)
    if b:
        assert over(left, right) == a / b


@given(st.lists(NUMBERS, max_size=12))
def test_a_total_is_the_sum_in_any_order(numbers: list[Number]) -> None:
    assert total(numbers) == sum((Fraction(each) for each in numbers), Fraction(0))


@given(NUMBERS)
def test_a_decimal_of_a_number_is_right_to_28_digits(number: Number) -> None:
    found = as_decimal(number)
    if isinstance(number, Decimal):
        assert found is number
    else:
        assert abs(as_fraction(found) - number) <= abs(number) * Fraction(1, 10**27)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(22, 152), "0.1447368421052631578947368421"),
        (Fraction(1000), "1000"),
        (Fraction(1, 4), "0.25"),
        (Decimal("0.50"), "0.50"),
    ],
)
def test_a_decimal_is_written_plainly(number: Number, text: str) -> None:
    assert str(as_decimal(number)) == text


def test_57_percent_is_57() -> None:
    """The classic that binary floats miss."""
    assert times(Decimal("0.57"), Decimal(100)) == 57


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15), st.integers(0, 6))
def test_rounding_is_that_of_decimal(number: Decimal, digits: int) -> None:
    context = Context(prec=60)
    unit = power_of_ten(-digits)
    assert rounded(number, digits) == number.quantize(unit, ROUND_HALF_UP, context)
    assert rounded(number, digits, "half_even") == number.quantize(unit, ROUND_HALF_EVEN, context)
    assert truncated(number, digits) == number.quantize(unit, ROUND_DOWN, context)


def test_rounding_keeps_its_digits() -> None:
    assert str(rounded(Fraction(22 * 100, 152), 2)) == "14.47"
    assert str(rounded(Decimal(3), 2)) == "3.00"


@pytest.mark.parametrize("absurd", ["NaN", "sNaN", "Infinity", "1E+999999", "1E-999999", "0E-5000"])
def test_the_absurd_is_no_figure(absurd: str) -> None:
    assert not is_sane(Decimal(absurd))


def test_results_too_long_to_be_a_figure_are_refused() -> None:
    with pytest.raises(OverflowError):
        plus(Fraction(1, 1 << (MAX_BITS - 1)), Fraction(1, 3 ** (MAX_BITS // 2)))


@pytest.mark.parametrize("operation", [plus, minus, times, over])
@pytest.mark.parametrize("other", [Decimal("0.7"), Fraction(1, 3)])
def test_absurd_operands_are_refused_before_they_cost_anything(
    operation: Callable[[Number, Number], Number], other: Number
) -> None:
    with pytest.raises(OverflowError):
        operation(Decimal("1.1E+999999"), other)


def test_division_by_zero_says_so() -> None:
    for zero in (Decimal(0), Fraction(0), Decimal("-0.00")):
        with pytest.raises(ZeroDivisionError):
            over(Decimal(1), zero)
