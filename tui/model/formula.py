"""A formula as a definition writes it: nearly always one indicator's id, else an expression.

A plain id is read without the expression's grammar, which costs a parse.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from tui.model.value import NonValue, Outcome

__all__ = ["Formula", "Operands", "formula"]


class Operands(Protocol):
    """What the names in an expression stand for."""

    def value(self, id: str, back: int = 0) -> Outcome:
        """An indicator's figure, or the one so many periods before, in units of one."""

    def units(self, id: str) -> Sequence[Outcome]:
        """The figures of all units of an indicator."""


class Formula(NamedTuple):
    """A formula, ready to be worked out."""

    text: str
    ids: tuple[str, ...]
    """Indicators that it names, each once."""

    def result(self, operands: Operands) -> Outcome:
        """What it gives; never raises on data."""
        return operands.value(self.text) if self.ids == (self.text,) else NonValue.MISSING


@lru_cache(maxsize=4096)
def formula(text: str) -> Formula:
    """The formula that a text writes."""
    return Formula(text.strip(), (text.strip(),))
