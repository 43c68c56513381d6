"""The versioned list of units that must be covered."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from tui.named import NamedTuple

__all__ = ["Roster", "Unit"]


class Unit(NamedTuple):
    """One unit of a roster: a budget unit, a subdistrict, a service site."""

    id: str
    name: str
    level: str = ""
    """The tier it belongs to; `""` where the roster has none."""
    parent: str = ""
    """Id of the unit above it, or `""`."""
    valid_from: date | None = None
    valid_to: date | None = None
    """Last day on which it counts."""
    aliases: tuple[str, ...] = ()

    def is_valid(self, day: date) -> bool:
        """Whether the unit counts on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Roster(NamedTuple):
    """All units of a roster, in file order, with the versions of each."""

    id: str
    units: tuple[Unit, ...]
    document: str = ""
    example: bool = False
    """The names are placeholders of ours: not the document's."""

    def valid(self, day: date) -> tuple[Unit, ...]:
        """The units that count on a day, in file order."""
        if not any(unit.valid_from or unit.valid_to for unit in self.units):
            return self.units
        return tuple(unit for unit in self.units if unit.is_valid(day))

    def names(self) -> Mapping[str, str]:
        """What a unit was called last, by its id; several that are called alike have their ids behind their names."""
        last = {unit.id: unit.name or unit.id for unit in self.units}
        alike = Counter(last.values())
        return {id: name if alike[name] == 1 else f"{name} ({id})" for id, name in last.items()}

    def aliases(self) -> Mapping[str, str]:
        """The id of a unit by its alias; one that several units had in turn is left out: it depends on the day."""
        found: dict[str, str] = {}
        ambiguous = {unit.id for unit in self.units}
        for unit in self.units:
            for alias in unit.aliases:
                if found.setdefault(alias, unit.id) != unit.id:
                    ambiguous.add(alias)
        return {alias: unit for alias, unit in found.items() if alias not in ambiguous}
