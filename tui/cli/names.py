"""What a configuration calls things: what a shell offers where an id, a group, an owner or a unit is asked for."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from tui.config import Config
from tui.words.cells import visible

__all__ = ["KINDS", "names"]


def names(kind: str, config: Config) -> list[str]:
    """The names of a kind, one of `KINDS`, each once and in file order; without those that no line can hold."""
    found = dict.fromkeys(name for name in KINDS[kind](config) if name)
    return [name for name in found if visible(name) == name]


def _owners(config: Config) -> Iterable[str]:
    return (each.owner for each in config.framework.indicators.values())


def _units(config: Config) -> Iterable[str]:
    return (unit.id for roster in config.framework.rosters.values() for unit in roster.units)


KINDS: Final[Mapping[str, Callable[[Config], Iterable[str]]]] = {
    "id": lambda config: config.framework.indicators,
    "group": lambda config: config.framework.groups,
    "owner": _owners,
    "unit": _units,
    "source": lambda config: config.sources,
    "check": lambda config: config.framework.checks,
}
"""Where each kind of name stands in a configuration."""
