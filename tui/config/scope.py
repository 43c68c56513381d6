"""What the tables of one file may refer to, and where all of them note what is wrong."""

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any

from tui.config.findings import Findings
from tui.config.shown import Path, shown
from tui.config.values import is_identifier
from tui.model.roster import Roster
from tui.named import NamedTuple

__all__ = ["Scope", "names_of"]


class Scope(NamedTuple):
    """One file while it is read."""

    config: str
    """The file as the user named it."""
    findings: Findings
    indicators: Mapping[str, Any]
    """By id, as the parser gave them: a broken indicator can still be referred to."""
    groups: Mapping[str, Any]
    rosters: Mapping[str, Roster | None]
    """`None` where the roster's file is broken."""
    units: Mapping[str, Mapping[str, None]]
    """By roster: ids and aliases of its units, in roster order."""
    timezone: str
    """Name of `zone`."""
    zone: tzinfo
    holidays: frozenset[date]
    workdays: frozenset[date]
    sha256: str = ""
    """Of the file's bytes, hexadecimal."""

    def is_name(self, name: str, path: Path) -> bool:
        """Whether the name of a table may be an id; a finding otherwise."""
        if is_identifier(name.replace("-", "_")):
            return True
        self.findings.add(path, "problem.name", found=shown(name))
        return False

    def measure_of(self, indicator: str) -> str:
        """The measure of an indicator as written, `value` where nothing is."""
        raw = self.indicators.get(indicator)
        measure = raw.get("measure", "value") if isinstance(raw, dict) else "value"
        return measure if isinstance(measure, str) else "value"

    def unit_measure_of(self, indicator: str) -> str:
        """The unit of an indicator as written, `""` where nothing is."""
        raw = self.indicators.get(indicator)
        unit = raw.get("unit", "") if isinstance(raw, dict) else ""
        return unit if isinstance(unit, str) else ""

    def unit_mult_of(self, indicator: str) -> int:
        """The multiplier of an indicator as written, 0 where nothing is."""
        raw = self.indicators.get(indicator)
        mult = raw.get("unit_mult", 0) if isinstance(raw, dict) else 0
        return mult if isinstance(mult, int) else 0

    def units_of(self, indicator: str) -> Mapping[str, None] | None:
        """What the indicator's figures may be for: ids and aliases of units, or ids of steps.

        Returns:
            `None` where the indicator names no roster, so that any unit may have figures.
        """
        raw = self.indicators.get(indicator)
        if not isinstance(raw, dict):
            return None
        if raw.get("measure") == "steps":
            return _steps(raw.get("steps"))
        name = raw.get("roster", raw.get("units"))
        return self.units.get(name) if isinstance(name, str) else None

    def aliases_of(self, indicator: str) -> Mapping[str, str]:
        """The ids of the indicator's units by their aliases."""
        raw = self.indicators.get(indicator)
        name = raw.get("roster", raw.get("units")) if isinstance(raw, dict) else None
        roster = self.rosters.get(name) if isinstance(name, str) else None
        return {} if roster is None else roster.aliases()


def names_of(roster: Roster) -> dict[str, None]:
    """Ids and aliases of a roster's units."""
    names: dict[str, None] = {}
    for unit in roster.units:
        names[unit.id] = None
        if unit.aliases:
            names.update(dict.fromkeys(unit.aliases))
    return names


def _steps(steps: object) -> dict[str, None]:
    """The ids of the steps as written."""
    return {
        step["id"]: None
        for step in (steps if isinstance(steps, list) else ())
        if isinstance(step, dict) and isinstance(step.get("id"), str)
    }
