"""Observed against required growth: the progress measure of Open SDG (`pace = "growth"`).

Statistics Canada's method, after Eurostat's: the compound annual growth rate from the base to the newest value, over
the rate that leads from the base to the target on time (Open SDG documentation, "Progress measurement methodology",
indicators with quantitative targets). The rates are irrational; they are worked out to 50 digits, and two numbers that
agree in 40 of them are equal.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

__all__ = ["growth_rate", "growth_ratio", "reaches"]

_DIGITS_50 = Context(prec=50, rounding=ROUND_HALF_EVEN, traps=[])
_NEAR = Decimal("1E-40")
_ONE = Decimal(1)


def growth_rate(base: Fraction, value: Fraction, years: Fraction) -> Decimal:
    """The compound annual growth rate that leads from one value to another, 0.05 for 5 % a year.

    Args:
        base: Not 0.
        value: Not 0, and of the same sign as `base`.
        years: More than 0.
    """
    quotient = _decimal(value / base)
    return _DIGITS_50.subtract(_DIGITS_50.power(quotient, _decimal(1 / years)), _ONE)


def growth_ratio(
    base: Fraction,
    value: Fraction,
    target: Fraction,
    observed_years: Fraction,
    required_years: Fraction,
    *,
    rises: bool,
) -> Decimal:
    """Observed growth over the size of the required growth; positive when the value moves as it should.

    Args:
        base: Not 0.
        value: Of the same sign as `base`, not 0.
        target: Of the same sign as `base`, neither 0 nor `base`.
        observed_years: From the base to the value, more than 0.
        required_years: From the base to the target, more than 0.
        rises: Whether larger values are better. It is asked for because the base may be beyond the target already.
    """
    observed = growth_rate(base, value, observed_years)
    required = growth_rate(base, target, required_years)
    sign = _ONE if rises == (base > 0) else -_ONE
    return _DIGITS_50.divide(_DIGITS_50.multiply(sign, observed), required.copy_abs())


def reaches(ratio: Decimal, cut: Fraction) -> bool:
    """Whether a growth ratio is at least a cut."""
    return _DIGITS_50.subtract(ratio, _decimal(cut)) >= -_NEAR


def _decimal(number: Fraction) -> Decimal:
    return _DIGITS_50.divide(Decimal(number.numerator), Decimal(number.denominator))
