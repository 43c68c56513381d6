"""Exact numbers: `Decimal` as long as it is exact, a `Fraction` from the first quotient that is not.

A Decimal sum costs a quarter of a Fraction's, and nearly every figure is a short Decimal; a third is not. No function
here rounds, except those whose names say so. What is too long to be a figure raises `OverflowError`, so that no
definition can make the machine count for hours.
"""

from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
)
from fractions import Fraction
from functools import reduce
from typing import cast

__all__ = [
    "HUNDRED",
    "MAX_BITS",
    "MAX_EXPONENT",
    "ONE",
    "ZERO",
    "Number",
    "as_decimal",
    "as_fraction",
    "in_28_digits",
    "is_equal",
    "is_less",
    "is_sane",
    "minus",
    "negative",
    "over",
    "plus",
    "power_of_ten",
    "rounded",
    "times",
    "total",
    "truncated",
]

Number = Decimal | Fraction
"""Either kind compares exactly with the other."""

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)

MAX_EXPONENT = 1000
"""Figures lie between 10 to the minus this and 10 to this."""

MAX_BITS = 1 << 17
"""Longest numerator or denominator of an intermediate result, in bits: the mean of rates over every denominator up to
90,000 fits."""

_EXACT = Context(
    prec=120, Emin=-MAX_EXPONENT, Emax=MAX_EXPONENT, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow]
)
_DIGITS_28 = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[])


def is_sane(number: Decimal) -> bool:
    """Whether a Decimal can be a figure: finite, neither absurdly large nor absurdly fine."""
    # A short number without exponent cannot cross the bounds; to take it apart would cost five times as much.
    text = str(number)
    if len(text) < 100 and "E" not in text:
        return number.is_finite()
    if not number.is_finite():
        return False
    exponent = int(number.as_tuple().exponent)
    return exponent >= -MAX_EXPONENT and number.adjusted() <= MAX_EXPONENT


def as_fraction(number: Number) -> Fraction:
    """The same number as a fraction.

    Raises:
        OverflowError: It is no figure.
    """
    if isinstance(number, Fraction):
        return number
    if not is_sane(number):
        raise OverflowError(str(number))
    return Fraction(number)


def as_decimal(number: Number) -> Decimal:
    """A number as a Decimal: a Decimal as it is, a fraction to 28 digits, half to even."""
    if isinstance(number, Decimal):
        return number
    return _DIGITS_28.divide(Decimal(number.numerator), Decimal(number.denominator))


def in_28_digits(number: Number) -> Decimal:
    """A number as an assessment states it: to 28 digits, half to even."""
    return _DIGITS_28.plus(as_decimal(number))


def is_less(left: Number, right: Number) -> bool:
    """Whether one number is less than another, whatever kind they are; exact."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return left < right
    # Not left to the operators: to meet a long fraction, Decimal writes its numerator out in decimal digits.
    try:
        (above, below), (other_above, other_below) = _ratio(left), _ratio(right)
    except OverflowError:
        return cast("Decimal", left) < cast("Decimal", right)
    return above * other_below < other_above * below


def is_equal(left: Number, right: Number) -> bool:
    """Whether two numbers are the same, whatever kind they are; exact."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return left == right
    try:
        return _ratio(left) == _ratio(right)
    except OverflowError:
        return False


def power_of_ten(exponent: int) -> Decimal:
    """Ten to a power, written with that exponent: `1E-2` for -2."""
    return Decimal((0, (1,), exponent))


def plus(left: Number, right: Number) -> Number:
    """The sum.

    Raises:
        OverflowError: It is too long to be a figure.
    """
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        try:
            return _EXACT.add(left, right)
        except (Inexact, Overflow):
            pass
    return _bounded(as_fraction(left) + as_fraction(right))


def minus(left: Number, right: Number) -> Number:
    """The difference.

    Raises:
        OverflowError: It is too long to be a figure.
    """
    return plus(left, negative(right))


def negative(number: Number) -> Number:
    """The number with the other sign; exact, unlike `-` on a long Decimal."""
    return number.copy_negate() if isinstance(number, Decimal) else -number


def times(left: Number, right: Number) -> Number:
    """The product.

    Raises:
        OverflowError: It is too long to be a figure.
    """
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        try:
            return _EXACT.multiply(left, right)
        except (Inexact, Overflow):
            pass
    return _bounded(as_fraction(left) * as_fraction(right))


def over(left: Number, right: Number) -> Number:
    """The quotient.

    Raises:
        OverflowError: It is too long to be a figure.
        ZeroDivisionError: The divisor is 0.
    """
    if isinstance(left, Decimal) and isinstance(right, Decimal) and right:
        try:
            return _EXACT.divide(left, right)
        except (Inexact, Overflow):
            pass
    return _bounded(as_fraction(left) / as_fraction(right))


def total(numbers: list[Number]) -> Number:
    """The sum of many; fractions are added in pairs, because denominators grow with every addition.

    Raises:
        OverflowError: It is too long to be a figure.
    """
    left = numbers or [ZERO]
    try:
        return reduce(_EXACT.add, cast("list[Decimal]", left))
    except (Inexact, Overflow, TypeError):  # too long for that, or a fraction among them
        pass
    while len(left) > 1:
        pairs = [plus(*left[at : at + 2]) for at in range(0, len(left) - 1, 2)]
        left = pairs + left[2 * len(pairs) :]
    return left[0]


def rounded(number: Number, digits: int = 0, rounding: str = "half_up") -> Decimal:
    """A number rounded to digits after the point, `half_up` (away from zero) or `half_even`.

    Raises:
        OverflowError: It is too long to be a figure.
    """
    exact = as_fraction(number) * Fraction(10) ** digits
    whole = exact.numerator * 2 // exact.denominator
    floor, half = divmod(whole, 2)
    tied = half and exact * 2 == whole
    up = (exact > 0 if rounding == "half_up" else bool(floor % 2)) if tied else bool(half)
    sign, figures, _ = Decimal(floor + up).as_tuple()
    return Decimal((sign, figures, -digits))


def truncated(number: Number, digits: int = 0) -> Decimal:
    """A number cut off after so many digits, towards zero.

    Raises:
        OverflowError: It is too long to be a figure.
    """
    exact = as_fraction(number) * Fraction(10) ** digits
    sign, figures, _ = Decimal(int(exact)).as_tuple()
    return Decimal((sign, figures, -digits))


def _ratio(number: Number) -> tuple[int, int]:
    """Numerator and denominator, in lowest terms.

    Raises:
        OverflowError: It is no figure.
    """
    if isinstance(number, Decimal) and not is_sane(number):
        raise OverflowError(str(number))
    return number.as_integer_ratio()


def _bounded(number: Fraction) -> Fraction:
    if number.numerator.bit_length() > MAX_BITS or number.denominator.bit_length() > MAX_BITS:
        raise OverflowError(MAX_BITS)
    return number
