"""One figure of many: sum, mean, least, greatest, number.

Members to which nothing applies are left out. One that is missing makes the result missing, unless its definition
says `missing = "skip"` (the result is an estimate of so many of so many) or `"zero"` (semantics.md section 6).
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal

from tui.model.arithmetic import add, divide, highest, lowest
from tui.model.number import ZERO, total
from tui.model.value import NonValue, Outcome, Quantity
from tui.named import NamedTuple

__all__ = ["Aggregate", "Missing", "aggregate"]

Missing = Literal["", "skip", "zero"]
"""What a missing member does: it makes the result missing, it is left out, it counts as nothing."""


class Aggregate(NamedTuple):
    """One figure of many, and how many entered."""

    outcome: Outcome
    reported: int
    """Members with a figure."""
    expected: int
    """Members that owe one."""


def aggregate(name: str, members: Sequence[Outcome], missing: Missing = "") -> Aggregate:
    """One figure of many.

    Args:
        name: `sum`, `avg`, `min`, `max` or `count`; `count` counts the members with a figure.
        members: The figures, in any order.
        missing: What a missing member does.
    """
    owed = [member for member in members if member is not NonValue.NA]
    there = [member for member in owed if member is not NonValue.MISSING]
    return Aggregate(_outcome(name, owed, there, missing), len(there), len(owed))


def _outcome(name: str, owed: Sequence[Outcome], there: Sequence[Outcome], missing: Missing) -> Outcome:
    if NonValue.UNDEFINED in there:
        return NonValue.UNDEFINED
    if name == "count":
        return Quantity("eq", Decimal(len(there)))
    if not owed:
        return NonValue.NA
    absent = len(owed) - len(there)
    if absent and (not missing or (missing == "skip" and not there)):
        return NonValue.MISSING
    figures = [member for member in there if isinstance(member, Quantity)]
    if len(figures) < len(there):
        return NonValue.CENSORED
    if missing == "zero":
        figures += [Quantity("eq", ZERO)] * absent
    return _FUNCTIONS[name](figures)


def _sum(figures: Sequence[Quantity]) -> Outcome:
    try:
        known = Quantity("eq", total([each.value for each in figures if each.op == "eq"]))
    except OverflowError:
        return NonValue.UNDEFINED
    return _folded(add, [known, *(each for each in figures if each.op != "eq")])


def _mean(figures: Sequence[Quantity]) -> Outcome:
    return divide(_sum(figures), Quantity("eq", Decimal(len(figures))))


def _folded(operation: Callable[[Outcome, Outcome], Outcome], figures: Sequence[Outcome]) -> Outcome:
    result = figures[0]
    for each in figures[1:]:
        result = operation(result, each)
    return result


_FUNCTIONS: dict[str, Callable[[Sequence[Quantity]], Outcome]] = {
    "sum": _sum,
    "avg": _mean,
    "min": lambda figures: _folded(lowest, figures),
    "max": lambda figures: _folded(highest, figures),
}
