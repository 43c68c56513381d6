"""How far a value is, by the formulas of semantics.md section 4; unclamped, 0 to 1 for most values.

A value that satisfies is complete whatever the formula; the callers here say whether it does.
"""

from typing import Final

from tui.model.number import ONE, ZERO, Number, is_less, minus, over
from tui.model.observation import ObservationOp
from tui.model.target import TargetOp

__all__ = ["bound_of", "clamped", "held", "ranked", "travelled", "within"]

_EXACT: Final = frozenset({"held", "near_limit", "empty", "members"})
"""Reasons beside which progress is exact whatever the figure is."""


def bound_of(op: ObservationOp, reason: str) -> ObservationOp:
    """How true progress stands to the one that is stated: at most that far, at least, or just that far.

    Args:
        op: How the true figure stands to the one that was published.
        reason: What decided; a bound that rules the target out bounds progress from above, whichever way it runs.
    """
    if op in {"eq", "approx"} or reason in _EXACT:
        return "approx" if op == "approx" and reason not in _EXACT else "eq"
    return "ge" if reason in {"reached", "reached_late"} else "le"


def clamped(raw: Number) -> Number:
    """A share cut to 0 to 1, for a bar."""
    if is_less(raw, ZERO):
        return ZERO
    return ONE if is_less(ONE, raw) else raw


def travelled(value: Number, baseline: Number, limit: Number) -> Number:
    """Share of the way from the baseline to the limit, in either direction; negative on the wrong side of the baseline.

    Args:
        value: The figure.
        baseline: Where the way begins; not equal to `limit`.
        limit: Where it ends.

    Raises:
        OverflowError: The result is too long to be a figure.
    """
    return over(minus(value, baseline), minus(limit, baseline))


def held(value: Number, op: TargetOp, limit: Number, satisfied: bool) -> Number:
    """How near a figure is to a single limit that it must hold.

    Args:
        value: The figure.
        op: `ge`, `gt`, `le`, `lt` or `eq`.
        limit: The limit.
        satisfied: Whether the figure stands to the limit as asked.

    Raises:
        OverflowError: The result is too long to be a figure.
    """
    if satisfied:
        return ONE
    if op in {"ge", "gt"}:
        return _part(value, limit)
    if op in {"le", "lt"}:
        return _part(limit, value)
    return _part(limit, value) if is_less(limit, value) else _part(value, limit)


def within(value: Number, low: Number, high: Number) -> Number:
    """How near a figure is to a band, both ends included.

    Raises:
        OverflowError: The result is too long to be a figure.
    """
    if is_less(value, low):
        return _part(value, low)
    return _part(high, value) if is_less(high, value) else ONE


def ranked(rank: Number, place: Number, field: int | None, satisfied: bool) -> Number:
    """How near a rank is to the place that it must reach; first is 1.

    Args:
        rank: The rank.
        place: The last place that satisfies.
        field: How many are ranked; `None` when that is not known.
        satisfied: Whether the rank does.

    Raises:
        OverflowError: The result is too long to be a figure.
    """
    if satisfied:
        return ONE
    if field is None or not is_less(place, field_size := _whole(field)):
        return _part(place, rank)
    return over(minus(field_size, rank), minus(field_size, place))


def _part(smaller: Number, larger: Number) -> Number:
    """A quotient that says "so much of it"; 0 where there is no positive whole to be part of."""
    return over(smaller, larger) if is_less(ZERO, larger) else ZERO


def _whole(number: int) -> Number:
    return ONE * number
