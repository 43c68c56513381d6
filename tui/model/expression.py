"""Expressions over indicators: read once, worked out exactly (semantics.md section 6).

Nearly every expression is one id; for such a text neither the grammar nor the stack machine is used. A program is
run by a loop, not by recursion, and never raises on data: what cannot be worked out is one of four non-values.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import cast

from tui.model.aggregate import Missing, aggregate
from tui.model.arithmetic import absolute, add, divide, multiply, negate, rounded, strongest, subtract
from tui.model.grammar import AGGREGATES, ID_CHARACTERS, ExpressionError, Instruction, is_number, program_of
from tui.model.operands import Operands
from tui.model.value import Comparison, NonValue, Outcome, Quantity, compare
from tui.named import NamedTuple

__all__ = ["Evaluation", "Expression", "ExpressionError", "Truth", "evaluate", "holds", "parse", "work_out"]

Truth = bool | NonValue
"""What a comparison gives; a non-value where its figures do not decide."""

_Result = Outcome | bool | list[Outcome]


class Expression(NamedTuple):
    """An expression that was read."""

    text: str
    ids: tuple[str, ...]
    """Ids of the indicators in it, each once, in the order of the text."""
    program: tuple[Instruction, ...]
    """Empty for a plain id."""

    @property
    def is_plain(self) -> bool:
        """Whether it is one id and nothing else."""
        return not self.program


class Evaluation(NamedTuple):
    """What an expression gives, and how much entered."""

    result: Outcome | bool
    """A truth for a check, else an outcome."""
    reported: int = 0
    """Members with a figure, over all sums and the like in the expression."""
    expected: int = 0
    """Members that owe one."""
    is_estimate: bool = False
    """Whether members are missing and were left out as asked: flag E, "k of n reported"."""


@lru_cache(maxsize=16_384)
def parse(text: str, checks: bool = False) -> Expression:
    """Read an expression.

    Args:
        text: As written in the TOML.
        checks: Whether it is a check: a comparison, which is true or false; else it must give a number.

    Raises:
        ExpressionError: The text is no expression; says where.
    """
    bare = text.strip()
    if not checks and bare and len(bare) < 200 and ID_CHARACTERS.issuperset(bare) and not is_number(bare):
        return Expression(text, (bare,), ())
    program = program_of(text, checks)
    return Expression(text, tuple(dict.fromkeys(each.id for each in program if each.id)), program)


def evaluate(expression: Expression, operands: Operands, missing: Missing = "") -> Outcome:
    """What an expression of numbers gives.

    Args:
        expression: As `parse` gives it.
        operands: Where its ids find their figures.
        missing: What a missing member does to a sum and the like.
    """
    if not expression.program:
        return operands.value(expression.ids[0])
    return cast("Outcome", work_out(expression, operands, missing).result)


def holds(expression: Expression, operands: Operands, missing: Missing = "") -> Truth:
    """Whether a check holds; a non-value where its figures do not decide."""
    return cast("Truth", work_out(expression, operands, missing).result)


def work_out(expression: Expression, operands: Operands, missing: Missing = "") -> Evaluation:
    """What an expression gives, and how many members entered its sums."""
    if not expression.program:
        return Evaluation(operands.value(expression.ids[0]))
    stack: list[_Result] = []
    reported = expected = 0
    for step in expression.program:
        if step.name == "units":
            stack.append(list(operands.units(step.id)) or [operands.value(step.id)])
        elif step.name in AGGREGATES:
            found = aggregate(step.name, _members(_taken(stack, step)), missing)
            stack.append(found.outcome)
            if step.name != "count":
                reported, expected = reported + found.reported, expected + found.expected
        elif step.takes:
            stack.append(_FUNCTIONS[step.name](_taken(stack, step), step))
        else:
            stack.append(_leaf(step, operands))
    result = cast("Outcome | bool", stack.pop())
    is_estimate = missing == "skip" and reported < expected and not isinstance(result, NonValue)
    return Evaluation(result, reported, expected, is_estimate)


def _leaf(step: Instruction, operands: Operands) -> Outcome:
    match step.name:
        case "number":
            return Quantity("eq", step.number)
        case "prev":
            return operands.value(step.id, 1)
        case "delta":
            return subtract(operands.value(step.id), operands.value(step.id, 1))
        case _:
            return operands.value(step.id)


def _taken(stack: list[_Result], step: Instruction) -> list[_Result]:
    taken = stack[-step.takes :]
    del stack[-step.takes :]
    return taken


def _members(results: Sequence[_Result]) -> list[Outcome]:
    """The figures, with those of an indicator's units one by one."""
    members: list[Outcome] = []
    for each in results:
        if isinstance(each, list):
            members.extend(each)
        else:
            members.append(cast("Outcome", each))
    return members


def _compare(results: list[_Result], step: Instruction) -> Truth:
    figures = cast("list[Outcome]", results)
    links = zip(figures, step.comparisons, figures[1:], strict=False)
    return _all([_link(left, cast("Comparison", how), right) for left, how, right in links])


def _link(left: Outcome, how: Comparison, right: Outcome) -> Truth:
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        found = compare(left, how, right)
        return NonValue.CENSORED if found is None else found
    return strongest(left, right) or NonValue.MISSING


def _all(truths: Sequence[Truth]) -> Truth:
    """Whether all hold: one that fails decides, whatever the others are."""
    if any(each is False for each in truths):
        return False
    return strongest(*truths) or True


def _any(truths: Sequence[Truth]) -> Truth:
    if any(each is True for each in truths):
        return True
    return strongest(*truths) or False


def _not(truth: Truth) -> Truth:
    return truth if isinstance(truth, NonValue) else not truth


def _if(results: list[_Result]) -> _Result:
    """The branch that the condition chooses; without a decision both must be the same."""
    condition, yes, no = results
    if isinstance(condition, NonValue):
        return yes if yes == no else condition
    return yes if condition else no


def _coalesce(figures: Sequence[Outcome]) -> Outcome:
    """The first figure that is there; a division by zero is not passed over in silence."""
    for each in figures:
        if each is not NonValue.MISSING and each is not NonValue.NA:
            return each
    return strongest(*figures) or NonValue.MISSING


def _binary(operation: Callable[[Outcome, Outcome], Outcome]) -> Callable[[list[_Result], Instruction], _Result]:
    return lambda results, step: operation(*cast("list[Outcome]", results))


_FUNCTIONS: dict[str, Callable[[list[_Result], Instruction], _Result]] = {
    "+": _binary(add),
    "-": _binary(subtract),
    "*": _binary(multiply),
    "/": _binary(divide),
    "negative": lambda results, step: negate(cast("Outcome", results[0])),
    "abs": lambda results, step: absolute(cast("Outcome", results[0])),
    "round": lambda results, step: rounded(cast("Outcome", results[0]), int(step.number)),
    "coalesce": lambda results, step: _coalesce(cast("list[Outcome]", results)),
    "if": lambda results, step: _if(results),
    "compare": _compare,
    "and": lambda results, step: _all(cast("list[Truth]", results)),
    "or": lambda results, step: _any(cast("list[Truth]", results)),
    "not": lambda results, step: _not(cast("Truth", results[0])),
}
