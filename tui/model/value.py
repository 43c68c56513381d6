"""Outcomes: a figure that is known exactly, or within a bound, or not at all, and how it stands to a limit.

Official prose publishes bounds: "<30 %". Such a figure stands for an interval, and so does a target; only where the
intervals decide is anything said (semantics.md section 3). Nothing here raises on data.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Literal

from tui.model.number import (
    ZERO,
    Number,
    as_decimal,
    as_fraction,
    is_equal,
    is_less,
    is_sane,
    minus,
    plus,
    power_of_ten,
)
from tui.model.observation import Observation, ObservationOp
from tui.named import NamedTuple

__all__ = [
    "Comparison",
    "NonValue",
    "Outcome",
    "Quantity",
    "between",
    "both",
    "compare",
    "decimal_of",
    "number_of",
    "outcome_of",
    "quantity",
    "satisfies",
]

Comparison = Literal["ge", "gt", "le", "lt", "eq", "ne"]

_WITHOUT_NUMBER = frozenset("MLHOQ")
"""SDMX flags of observations without a figure, whatever number stands beside them."""


class NonValue(StrEnum):
    """Why there is no figure; the four stay apart through every expression (semantics.md section 6).

    Declared strongest first: of two, the upper one is the result of an operation.
    """

    UNDEFINED = "undefined"
    """A division by zero, or a number too long to be a figure."""
    MISSING = "missing"
    """Owed, and not reported; or reported without a number."""
    NA = "na"
    """There is no duty: nothing is owed."""
    CENSORED = "censored"
    """There is a figure, but the bounds published do not confine it."""


class Quantity(NamedTuple):
    """A figure, exact or as a bound; build it with `quantity`, which refuses what is no figure."""

    op: ObservationOp
    """How the true figure stands to `value`: with `lt` it is below it."""
    value: Number
    spread: Number = ZERO
    """Display unit of an `approx` figure: this near to a limit nothing is decided. 0 for all others."""


Outcome = Quantity | NonValue


def quantity(op: ObservationOp, value: Decimal, decimals: int | None = None) -> Outcome:
    """A figure as written down.

    Args:
        op: How the true figure stands to it.
        value: Any Decimal; what is not finite or absurd in size is `undefined`.
        decimals: Digits after the point on display; `None`: as many as are written.
    """
    if not is_sane(value):
        return NonValue.UNDEFINED
    if op == "approx":
        return Quantity(op, value, power_of_ten(int(value.as_tuple().exponent) if decimals is None else -decimals))
    return Quantity(op, value)


def outcome_of(observation: Observation | None, decimals: int | None = None) -> Outcome:
    """What an observation says; flags are SDMX CL_OBS_STATUS codes (M: cannot exist; L, H, O, Q: no figure)."""
    if observation is None:
        return NonValue.MISSING
    if observation.flag == "M":
        return NonValue.NA
    value = observation.value
    if value is None or observation.flag in _WITHOUT_NUMBER:
        return NonValue.MISSING
    if observation.op != "eq":
        return quantity(observation.op, value, decimals)
    return Quantity("eq", value) if is_sane(value) else NonValue.UNDEFINED


def number_of(observation: Observation) -> Decimal | None:
    """The number of an observation that says just that; `None` where it says a bound, or none."""
    value = observation.value
    if value is None or observation.op != "eq" or observation.flag in _WITHOUT_NUMBER or not is_sane(value):
        return None
    return value


def decimal_of(outcome: Outcome) -> Decimal | None:
    """The number of an outcome to 28 digits, whatever its operator; `None` where there is none."""
    return as_decimal(outcome.value) if isinstance(outcome, Quantity) else None


def satisfies(figure: Quantity, op: Comparison, limit: Number) -> bool | None:
    """Whether a figure stands to a limit as asked: containment of intervals (semantics.md section 3).

    Returns:
        `True` when every number that the figure may be satisfies, `False` when none does, `None` when it is not
        determined: the intervals overlap, or an approximate figure is within one display unit of the limit.
    """
    if figure.op == "eq":
        return _stands(figure.value, op, limit)
    return compare(figure, op, Quantity("eq", limit))


def between(figure: Quantity, low: Number, high: Number) -> bool | None:
    """Whether a figure lies between two limits, both included; `None` when that is not determined."""
    return both(satisfies(figure, "ge", low), satisfies(figure, "le", high))


def both(left: bool | None, right: bool | None) -> bool | None:
    """Whether both hold, where `None` may be either (Kleene's strong conjunction)."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def compare(left: Quantity, op: Comparison, right: Quantity) -> bool | None:
    """Whether two figures stand to each other as asked, for all numbers that they may be, for none, or neither."""
    if left.op == "approx" or right.op == "approx":
        if _is_near(left, right):
            return None
        left, right = _at_face(left), _at_face(right)
    if left.op == right.op == "eq":
        return _stands(left.value, op, right.value)
    match op:
        case "lt":
            return _decided(_is_below(left, right), _is_below(right, left, touching=True))
        case "le":
            return _decided(_is_below(left, right, touching=True), _is_below(right, left))
        case "gt":
            return compare(right, "lt", left)
        case "ge":
            return compare(right, "le", left)
        case _:
            apart = _is_below(left, right) or _is_below(right, left)
            return (op == "ne") if apart else None


def _stands(value: Number, op: Comparison, limit: Number) -> bool:
    match op:
        case "ge":
            return not is_less(value, limit)
        case "gt":
            return is_less(limit, value)
        case "le":
            return not is_less(limit, value)
        case "lt":
            return is_less(value, limit)
        case "eq":
            return is_equal(value, limit)
        case _:
            return not is_equal(value, limit)


def _decided(holds: bool, fails: bool) -> bool | None:
    return True if holds else False if fails else None


def _at_face(figure: Quantity) -> Quantity:
    return Quantity("eq", figure.value) if figure.op == "approx" else figure


def _is_near(left: Quantity, right: Quantity) -> bool:
    try:
        apart = minus(left.value, right.value)
        return not is_less(plus(left.spread, right.spread), abs(as_fraction(apart)))
    except OverflowError:
        return True


def _is_below(left: Quantity, right: Quantity, touching: bool = False) -> bool:
    """Whether every number of the left is below every number of the right, or `touching`: at most equal."""
    if left.op in {"gt", "ge"} or right.op in {"lt", "le"}:
        return False
    if is_equal(left.value, right.value):
        return touching or left.op == "lt" or right.op == "gt"
    return is_less(left.value, right.value)
