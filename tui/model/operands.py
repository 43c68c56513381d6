"""What the ids of an expression stand for, and a witness of what was asked."""

from collections.abc import Sequence
from typing import Protocol

from tui.model.value import Outcome
from tui.named import NamedTuple

__all__ = ["Entry", "Operands", "Witness"]


class Operands(Protocol):
    """Where an expression finds its figures; what is not known is `missing`, never an exception."""

    def value(self, id: str, back: int = 0) -> Outcome:
        """An indicator's figure, in units of one, or that of so many periods before."""

    def units(self, id: str) -> Sequence[Outcome]:
        """The figures of all units that an indicator's roster expects, reported or not; empty without units."""


class Entry(NamedTuple):
    """A figure that entered an expression."""

    id: str
    outcome: Outcome
    back: int = 0
    """How many periods before the one that is looked at."""


class Witness:
    """Operands that remember what was asked of them."""

    def __init__(self, operands: Operands) -> None:
        self._operands = operands
        self._seen: dict[tuple[str, int], Outcome] = {}

    def value(self, id: str, back: int = 0) -> Outcome:
        """An indicator's figure, or that of so many periods before."""
        key = (id, back)
        if key not in self._seen:
            self._seen[key] = self._operands.value(id, back)
        return self._seen[key]

    def units(self, id: str) -> Sequence[Outcome]:
        """The figures of all units of an indicator; not remembered one by one."""
        return self._operands.units(id)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The figures asked for, in the order of the first time."""
        return tuple(Entry(id, outcome, back) for (id, back), outcome in self._seen.items())
