"""Built-in rules for figures that must agree: a published percentage and its counts, two complements.

A bulletin may round half up, half to even, or cut off; which of them fits is said (figures.md section 1.2 of the
2022 report's analysis: real bulletins do all three). Complements agree also as bounds: `<30` and `>70`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.arithmetic import subtract
from tui.model.figure import Figure, scale_of
from tui.model.indicator import Indicator
from tui.model.number import (
    ZERO,
    Number,
    as_decimal,
    as_fraction,
    is_equal,
    is_sane,
    minus,
    over,
    plus,
    power_of_ten,
    rounded,
    times,
    truncated,
)
from tui.model.observation import Observation
from tui.model.period import Period
from tui.model.plausible import figure_name
from tui.model.value import NonValue, Outcome, Quantity, compare, outcome_of
from tui.named import NamedTuple

__all__ = ["Agreement", "complements", "published"]

_ROUNDINGS: Mapping[str, Callable[[Number, int], Number]] = {
    "half_up": rounded,
    "half_even": lambda number, digits: rounded(number, digits, "half_even"),
    "truncated": truncated,
}
"""Ways in which a bulletin may have shortened a percentage."""

_HALF = Decimal("0.5")


class Agreement(NamedTuple):
    """Whether two figures agree."""

    result: Literal["pass", "fail", "unknown"]
    why: Message


class Figures(Protocol):
    """Where a rule finds figures."""

    day: date

    def figure(self, indicator: Indicator, unit: str = "", period: Period | None = None) -> Figure:
        """What a series says for a period; without one, the newest."""


def published(figures: Figures, indicator: Indicator, seen: Observation) -> Agreement | None:
    """Whether a published percentage is what its counts give.

    Args:
        figures: Where the counts are found.
        indicator: A ratio.
        seen: The newest observation of its own series.

    Returns:
        `None` where no percentage was published, or nothing can be divided.
    """
    stated = outcome_of(seen, indicator.decimals)
    if not isinstance(stated, Quantity):
        return None
    values: dict[str, object] = {
        "name": figure_name(indicator, seen.unit),
        "value": Amount.of(indicator, as_decimal(stated.value), stated.op, computed=False),
    }
    counts = _counts(figures, indicator, seen)
    if counts is None:
        return Agreement("unknown", Message("check.builtin.published_unknown", values))
    if not counts[1]:
        return None
    try:
        exact = as_fraction(times(over(*counts), scale_of(indicator)))
    except OverflowError:
        return None
    digits = max(-int(as_decimal(stated.value).as_tuple().exponent), 0)
    values |= {
        "numerator": as_decimal(counts[0]),
        "denominator": as_decimal(counts[1]),
        "exact": as_decimal(exact),
    }
    if stated.op != "eq":
        agrees = compare(stated, "ne", Quantity("eq", exact)) is not True
        return _agreement(agrees, "check.builtin.published_bound", "check.builtin.published_differs", values)
    fitting = [name for name, shorten in _ROUNDINGS.items() if shorten(exact, digits) == stated.value]
    values["roundings"] = tuple(Message(f"check.rounding.{name}") for name in fitting)
    return _agreement(bool(fitting), "check.builtin.published", "check.builtin.published_differs", values)


def _counts(figures: Figures, indicator: Indicator, seen: Observation) -> tuple[Number, Number] | None:
    """Numerator and denominator: published beside the percentage, else figures of their own for the same period."""
    numerator, denominator = seen.numerator, seen.denominator
    if numerator is None or denominator is None:
        found = figures.figure(indicator, seen.unit, seen.period)
        is_exact = isinstance(found.outcome, NonValue) or found.outcome.op == "eq"
        numerator, denominator = (found.numerator, found.denominator) if is_exact else (None, None)
    if numerator is None or denominator is None or not (is_sane(numerator) and is_sane(denominator)):
        return None
    return numerator, denominator


def complements(figures: Figures, indicator: Indicator, other: Indicator) -> Agreement:
    """Whether two figures add up to the whole, each rounded as it was published.

    Bounds agree when both say the same of one number, or an exact figure lies within the other's bound; they
    disagree when no number fits both, and otherwise nothing can be said.

    Args:
        figures: Where the figures are found.
        indicator: One of the two; says the unit.
        other: Its complement, for the same period.
    """
    first = figures.figure(indicator)
    second = figures.figure(other, "", first.period)
    values: dict[str, object] = {"whole": as_decimal(scale_of(indicator))}
    for key, one, found in (("", indicator, first), ("other_", other, second)):
        if not isinstance(found.outcome, Quantity):
            return Agreement("unknown", Message("check.builtin.complement_missing", {"name": one.name}))
        values[f"{key}name"] = one.name
        values[f"{key}value"] = Amount.of(one, as_decimal(found.outcome.value), found.outcome.op)
    try:
        rest = subtract(Quantity("eq", scale_of(indicator)), first.outcome)
        agrees = _add_up(rest, second.outcome, _slack(first, second))
    except OverflowError:
        agrees = None
    if agrees is None:
        return Agreement("unknown", Message("check.builtin.complement_open", values))
    return _agreement(agrees, "check.builtin.complement", "check.builtin.complement_differs", values)


def _add_up(rest: Outcome, second: Outcome, slack: Number) -> bool | None:
    """Whether what is left of the whole is the second figure."""
    if not isinstance(rest, Quantity) or not isinstance(second, Quantity):
        return None
    if rest.op == second.op == "eq":
        return abs(as_fraction(minus(rest.value, second.value))) <= as_fraction(slack)
    if compare(rest, "ne", second) is True:
        return False
    is_same = rest.op == second.op and is_equal(rest.value, second.value)
    return True if is_same or "eq" in {rest.op, second.op} or "approx" in {rest.op, second.op} else None


def _slack(*figures: Figure) -> Number:
    """How far two published figures may miss the whole because each was rounded; counted ones not at all."""
    slack: Number = ZERO
    for figure in figures:
        value = figure.outcome.value if isinstance(figure.outcome, Quantity) else ZERO
        if figure.numerator is None and isinstance(value, Decimal):
            slack = plus(slack, times(_HALF, power_of_ten(min(int(value.as_tuple().exponent), 0))))
    return slack


def _agreement(agrees: bool, yes: str, no: str, values: Mapping[str, object]) -> Agreement:
    return Agreement("pass" if agrees else "fail", Message(yes if agrees else no, values))
