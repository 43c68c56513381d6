"""Figures that cannot be believed: those that fail an error-level check, and those that follow from them.

Semantics.md section 5, row 7: the status is `invalid`, and the last good value stays.
"""

from collections.abc import Collection, Mapping

from tui.model.calculation import formulas_of
from tui.model.figure import Figure
from tui.model.indicator import Indicator
from tui.model.snapshot import CheckResult
from tui.model.vantage import Vantage

__all__ = ["Disbelief", "disbelieved"]

_UNSEEN = frozenset({"no_duty", "config", "unreported", "source", "withheld"})
"""Lacks that come before disbelief: there is no figure that could be wrong."""


class Disbelief:
    """Which series cannot be believed, and why."""

    def __init__(self, vantage: Vantage, hits: Mapping[tuple[str, str], CheckResult]) -> None:
        """Know the failures.

        Args:
            vantage: Knows the definitions.
            hits: Newest figures that fail an error-level check, by indicator and unit.
        """
        self._vantage = vantage
        self._hits = hits
        self._known: dict[tuple[str, str], CheckResult | None] = {}

    def units(self, indicator_id: str) -> Collection[str]:
        """Units whose figure fails a check itself."""
        return {unit for id, unit in self._hits if id == indicator_id} if self._hits else ()

    def of(self, indicator: Indicator, unit: str) -> CheckResult | None:
        """The failure that a series, or one of those from which it follows, is hit by."""
        if not self._hits:
            return None
        key = (indicator.id, unit)
        if key not in self._known:
            self._known[key] = None  # a circle ends here
            self._known[key] = self._hits.get(key) or self._behind(indicator, unit)
        return self._known[key]

    def _behind(self, indicator: Indicator, unit: str) -> CheckResult | None:
        known = self._vantage.framework.indicators
        for operand in dict.fromkeys(id for each in formulas_of(indicator) for id in each.ids):
            if operand in known and (hit := self.of(known[operand], self._vantage.unit_for(known[operand], unit))):
                return hit
        if unit or not indicator.units:
            return None
        return next((hit for (id, part), hit in self._hits.items() if id == indicator.id and part), None)


def disbelieved(vantage: Vantage, indicator: Indicator, unit: str, figure: Figure, hit: CheckResult) -> Figure:
    """A figure that cannot be believed: the last good value in its place, where there is one."""
    if figure.lack in _UNSEEN:
        return figure
    good = vantage.earlier(indicator, unit, figure)
    return (good or figure)._replace(lack="check", why=hit.why)
