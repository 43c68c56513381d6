"""Units in expressions: what may be added to what.

Only a sure clash is a problem: persons plus percent, an average of ranks. A bare number takes the unit of the other
side, and a product or quotient of two different units is something new of which nothing is known.
"""

from collections.abc import Callable, Sequence

from tui.errors import Message
from tui.model.expression import Expression
from tui.model.grammar import Instruction
from tui.named import NamedTuple

__all__ = ["UnitProblem", "units_of"]

_UNKNOWN = ""
"""Of a bare number, a quotient, an indicator that states no unit: agrees with every other."""

_NOT_MEANT = {"RANK"}
"""Units whose figures have no sum and no mean (semantics.md section 7)."""


class UnitProblem(NamedTuple):
    """A clash of units."""

    position: int
    """Offset into the expression's text, from 0."""
    message: Message


class _Typed(NamedTuple):
    unit: str
    id: str
    """The indicator that the unit comes from."""
    is_number: bool = False


def units_of(expression: Expression, unit_of: Callable[[str], str]) -> tuple[UnitProblem, ...]:
    """The clashes of units in an expression.

    Args:
        expression: As `parse` gives it.
        unit_of: The `unit_measure` of an id; `""` where none is stated.

    Returns:
        Each clash, in the order of evaluation.
    """
    problems: list[UnitProblem] = []
    stack: list[_Typed] = []
    for step in expression.program:
        taken = stack[len(stack) - step.takes :]
        del stack[len(stack) - step.takes :]
        stack.append(_result(step, taken, unit_of, problems))
    return tuple(problems)


def _result(
    step: Instruction, taken: Sequence[_Typed], unit_of: Callable[[str], str], problems: list[UnitProblem]
) -> _Typed:
    match step.name:
        case "number":
            return _Typed(_UNKNOWN, "", True)
        case "figure" | "units" | "prev" | "delta":
            return _Typed(unit_of(step.id), step.id)
        case "*":
            return _product(*taken)
        case "/":
            return taken[0] if taken[1].is_number else _Typed(_UNKNOWN, "")
        case "and" | "or" | "not" | "count":
            return _Typed(_UNKNOWN, "")
        case "compare":
            _common(step, taken, problems)
            return _Typed(_UNKNOWN, "")
        case "if":
            return _common(step, taken[1:], problems)
        case _:
            return _common(step, taken, problems)


def _product(left: _Typed, right: _Typed) -> _Typed:
    if left.is_number:
        return right
    return left if right.is_number else _Typed(_UNKNOWN, "")


def _common(step: Instruction, taken: Sequence[_Typed], problems: list[UnitProblem]) -> _Typed:
    """The unit that all have, or the first of them with a problem noted."""
    known = [each for each in taken if each.unit]
    for each in known[1:]:
        if each.unit != known[0].unit:
            values = {"id": known[0].id, "unit": known[0].unit, "other": each.id, "other_unit": each.unit}
            problems.append(UnitProblem(step.position, Message("check.unit.clash", values)))
            break
    if step.name in {"sum", "avg", "+"} and known and known[0].unit in _NOT_MEANT:
        problems.append(UnitProblem(step.position, Message("check.unit.rank", {"id": known[0].id})))
    if known:
        return known[0]
    return _Typed(_UNKNOWN, "", all(each.is_number for each in taken))
