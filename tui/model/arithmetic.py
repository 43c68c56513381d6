"""Arithmetic on outcomes: the four non-values stay apart, and a bound is kept where the operation is monotone.

`100 - (<30)` is `>70`. Where two bounds pull in opposite directions, or a divisor may be zero, the result is
`censored`. An approximate figure stays approximate when it is added to, or scaled by, an exact one; its display unit
goes with it. Every number that a result excludes is one that no numbers of the operands could give
(semantics.md sections 3 and 6). Nothing here raises on data.
"""

from collections.abc import Callable

from tui.model.number import ONE, ZERO, Number, as_fraction, is_equal, is_less, negative, over, plus, times
from tui.model.number import rounded as number_rounded
from tui.model.observation import ObservationOp
from tui.model.value import NonValue, Outcome, Quantity, compare

__all__ = [
    "absolute",
    "add",
    "divide",
    "highest",
    "lowest",
    "multiply",
    "negate",
    "rounded",
    "strongest",
    "subtract",
]

_DIRECTION: dict[ObservationOp, int] = {"lt": -1, "le": -1, "gt": 1, "ge": 1, "eq": 0, "approx": 0}
_MIRRORED: dict[ObservationOp, ObservationOp] = {
    "lt": "gt",
    "le": "ge",
    "gt": "lt",
    "ge": "le",
    "eq": "eq",
    "approx": "approx",
}
_STRENGTH = {kind: strength for strength, kind in enumerate(reversed(NonValue))}


def strongest(*outcomes: object) -> NonValue | None:
    """The non-value that wins an operation: undefined, missing, na, censored in this order; `None` without any."""
    kinds = [outcome for outcome in outcomes if isinstance(outcome, NonValue)]
    return max(kinds, key=_STRENGTH.__getitem__) if kinds else None


def negate(figure: Outcome) -> Outcome:
    """The figure with the other sign; its bound turns round."""
    if isinstance(figure, NonValue):
        return figure
    return Quantity(_MIRRORED[figure.op], negative(figure.value), figure.spread)


def add(left: Outcome, right: Outcome) -> Outcome:
    """The sum; of two bounds only when both point the same way."""
    return _result(_add, left, right)


def subtract(left: Outcome, right: Outcome) -> Outcome:
    """The difference; of two bounds only when they point opposite ways."""
    return _result(_add, left, negate(right))


def multiply(left: Outcome, right: Outcome) -> Outcome:
    """The product; of two bounds only when the sign of each is known."""
    return _result(_multiply, left, right)


def divide(left: Outcome, right: Outcome) -> Outcome:
    """The quotient; `undefined` by zero, and `censored` by a bound that may be zero."""
    return _result(_divide, left, right)


def lowest(left: Outcome, right: Outcome) -> Outcome:
    """The lesser of two."""
    return _result(_lowest, left, right)


def highest(left: Outcome, right: Outcome) -> Outcome:
    """The greater of two."""
    return negate(_result(_lowest, negate(left), negate(right)))


def absolute(figure: Outcome) -> Outcome:
    """The figure without its sign; a bound keeps one only where its sign is known."""
    if isinstance(figure, NonValue):
        return figure
    if _DIRECTION[figure.op] and not _sign(figure):
        return NonValue.CENSORED
    return negate(figure) if is_less(figure.value, ZERO) or _DIRECTION[figure.op] < 0 else figure


def rounded(figure: Outcome, digits: int = 0) -> Outcome:
    """The figure rounded half up to digits after the point; a strict bound includes its end then."""
    if isinstance(figure, NonValue):
        return figure
    try:
        value = number_rounded(figure.value, digits)
    except OverflowError:
        return NonValue.UNDEFINED
    closed: dict[ObservationOp, ObservationOp] = {"lt": "le", "gt": "ge"}
    return Quantity(closed.get(figure.op, figure.op), value, figure.spread)


def _result(operation: Callable[[Quantity, Quantity], Outcome], left: Outcome, right: Outcome) -> Outcome:
    if isinstance(left, NonValue) or isinstance(right, NonValue):
        return strongest(left, right) or NonValue.MISSING
    try:
        return operation(left, right)
    except OverflowError:
        return NonValue.UNDEFINED


def _add(left: Quantity, right: Quantity) -> Outcome:
    if left.op == right.op == "eq":
        return Quantity("eq", plus(left.value, right.value))
    if left.op == "approx" or right.op == "approx":
        if _DIRECTION[left.op] or _DIRECTION[right.op]:
            return NonValue.CENSORED
        return Quantity("approx", plus(left.value, right.value), plus(left.spread, right.spread))
    ways = {_DIRECTION[left.op], _DIRECTION[right.op]} - {0}
    if len(ways) > 1:
        return NonValue.CENSORED
    return _bound(ways.pop(), plus(left.value, right.value), _is_closed(left) and _is_closed(right))


def _multiply(left: Quantity, right: Quantity) -> Outcome:
    if left.op == right.op == "eq":
        return Quantity("eq", times(left.value, right.value))
    if left.op == "eq":
        return _scaled(right, left.value)
    if right.op == "eq":
        return _scaled(left, right.value)
    sign = _sign(left) * _sign(right)
    if not sign:
        return NonValue.CENSORED
    # The product's end is taken where both ends are, or where one end is a zero that is taken.
    closed = (_is_closed(left) and _is_closed(right)) or any(
        _is_closed(each) and not each.value for each in (left, right)
    )
    return _bound(sign, times(left.value, right.value), closed)


def _divide(left: Quantity, right: Quantity) -> Outcome:
    if right.op == "eq":
        if not right.value:
            return NonValue.UNDEFINED
        return (
            Quantity("eq", over(left.value, right.value)) if left.op == "eq" else _scaled(left, over(ONE, right.value))
        )
    sign = _sign(right)
    if not sign or left.op == "approx" or (_is_closed(right) and not right.value):
        return NonValue.CENSORED
    if left.op == "eq":
        return _share(left.value, right)
    if sign < 0:
        left, right = (
            Quantity(_MIRRORED[left.op], negative(left.value)),
            Quantity(_MIRRORED[right.op], negative(right.value)),
        )
    way = _DIRECTION[left.op]
    pulls_apart = is_less(left.value, ZERO) if way < 0 else is_less(ZERO, left.value)
    if pulls_apart or not right.value:
        return NonValue.CENSORED
    return _bound(way, over(left.value, right.value), _is_closed(left) and (_is_closed(right) or not left.value))


def _share(number: Number, divisor: Quantity) -> Quantity:
    """A number over a bound on one side of zero: between 0 and the quotient; the end that is not 0 is kept."""
    if not number:
        return Quantity("eq", ZERO)
    way = _DIRECTION[divisor.op] * (1 if is_less(ZERO, number) else -1)
    if not divisor.value:
        return _bound(way, ZERO, closed=False)
    end = over(number, divisor.value)
    return _bound(1 if is_less(end, ZERO) else -1, end, _is_closed(divisor))


def _lowest(left: Quantity, right: Quantity) -> Outcome:
    if left.op == "approx" or right.op == "approx":
        return _lowest_approx(left, right)
    if is_less(right.value, left.value) or (right.op == "eq" and is_equal(left.value, right.value)):
        left, right = right, left
    low, high = _DIRECTION[left.op], _DIRECTION[right.op]
    if is_equal(left.value, right.value):
        return _lowest_touching(left, right)
    if low == 0:
        return left if high >= 0 else Quantity("le", left.value)
    if low < 0 or high >= 0:
        return left
    return right


def _lowest_touching(left: Quantity, right: Quantity) -> Outcome:
    """The lesser of two whose ends are the same number; the left one is exact if either is."""
    low, high = _DIRECTION[left.op], _DIRECTION[right.op]
    if low != high:
        return right if high < 0 else left
    if low == 0:
        return left
    return left if _is_closed(left) == (low > 0) else right


def _lowest_approx(left: Quantity, right: Quantity) -> Outcome:
    if _DIRECTION[left.op] or _DIRECTION[right.op]:
        return NonValue.CENSORED
    below = compare(left, "lt", right)
    if below is None:
        low, spread = min(left.value, right.value, key=as_fraction), max(left.spread, right.spread, key=as_fraction)
        return Quantity("approx", low, spread)
    return left if below else right


def _scaled(figure: Quantity, factor: Number) -> Quantity:
    if not factor:
        return Quantity("eq", ZERO)
    op = figure.op if is_less(ZERO, factor) else _MIRRORED[figure.op]
    spread = times(figure.spread, abs(as_fraction(factor))) if figure.spread else ZERO
    return Quantity(op, times(figure.value, factor), spread)


def _bound(way: int, end: Number, closed: bool) -> Quantity:
    if way > 0:
        return Quantity("ge" if closed else "gt", end)
    return Quantity("le" if closed else "lt", end)


def _is_closed(figure: Quantity) -> bool:
    return figure.op in {"eq", "le", "ge"}


def _sign(bound: Quantity) -> int:
    """1 where a bound lies at or above zero as a whole, -1 at or below it, 0 where it straddles it."""
    way = _DIRECTION[bound.op]
    if (way > 0 and not is_less(bound.value, ZERO)) or (way < 0 and not is_less(ZERO, bound.value)):
        return way
    return 0
