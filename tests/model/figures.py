"""Figures as they are written, and operands that are written down."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tui.model.observation import ObservationOp
from tui.model.value import NonValue, Outcome, quantity

SIGNS: dict[str, ObservationOp] = {"<=": "le", ">=": "ge", "<": "lt", ">": "gt", "~": "approx"}


def outcome(text: str) -> Outcome:
    """`<30`, `>=70`, `~12`, a plain number, or the name of a non-value."""
    if text in set(NonValue):
        return NonValue(text)
    sign = next((sign for sign in SIGNS if text.startswith(sign)), "")
    return quantity(SIGNS.get(sign, "eq"), Decimal(text.removeprefix(sign)))


class Known:
    """Operands that are written down."""

    def __init__(
        self,
        figures: Mapping[str, Outcome],
        before: Mapping[str, Sequence[Outcome]] | None = None,
        units: Mapping[str, Sequence[Outcome]] | None = None,
    ) -> None:
        self._figures = figures
        self._before = before or {}
        self._units = units or {}

    def value(self, id: str, back: int = 0) -> Outcome:
        if not back:
            return self._figures.get(id, NonValue.MISSING)
        before = self._before.get(id, ())
        return before[back - 1] if back <= len(before) else NonValue.MISSING

    def units(self, id: str) -> Sequence[Outcome]:
        return self._units.get(id, ())


def known(**figures: str) -> Known:
    """Operands from texts."""
    return Known({id: outcome(text) for id, text in figures.items()})
