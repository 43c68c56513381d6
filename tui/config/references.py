"""Expressions: whether they can be read, name what exists, and do not run in circles; and the `[checks.NAME]` tables.

Nearly every expression is one indicator's id. Those are looked up; only the others are parsed.
"""

from collections.abc import Mapping
from typing import Any, Final

from tui.config.scope import Scope
from tui.config.shown import Path, shown
from tui.config.table import Schema, tables
from tui.config.values import choice, filled, phrase
from tui.model.cycle import cycles
from tui.model.expression import ExpressionError, parse
from tui.model.indicator import Indicator
from tui.model.snapshot import CheckDefinition
from tui.model.unit import units_of

__all__ = ["check_references", "read_checks"]

_LONGEST_WAY: Final = 10
"""Ids of a circle that are shown."""

_CHECK: Final[Schema] = {
    "expr": ("expr", filled),
    "severity": ("severity", choice("error", "warn", "info")),
    "name": ("name", phrase),
}


def read_checks(raw: dict[str, Any], scope: Scope) -> dict[str, CheckDefinition]:
    """The checks by id, in file order; those with findings are left out."""
    found: dict[str, CheckDefinition] = {}
    for name, table in tables(raw, "checks", scope.findings):
        fields = table.fields(_CHECK)
        if scope.is_name(name, table.path) and table.needs("expr") and "expr" in fields:
            _ids(fields["expr"], (*table.path, "expr"), scope, is_check=True)
            found[name] = CheckDefinition(id=name, **fields)
    return found


def check_references(indicators: Mapping[str, Indicator], scope: Scope) -> None:
    """Read every expression of the indicators and their targets, and look for circles."""
    following: dict[str, tuple[str, ...]] = {}
    aims: dict[str, tuple[str, ...]] = {}
    for name, indicator in indicators.items():
        path: Path = ("indicators", name)
        ids: list[str] = [*indicator.members]
        for key in ("numerator", "denominator", "expr"):
            formula = getattr(indicator, key)
            if formula is not None:
                ids.extend(_ids(formula, (*path, key), scope))
        if ids:
            following[name] = tuple(ids)
        aim = indicator.target.expr if indicator.target is not None else None
        if aim is not None and _ids(aim, (*path, "target", "value"), scope):
            aims[name] = _aimed(aim, is_spread=bool(indicator.units))
    order = {name: number for number, name in enumerate(indicators)}
    for circle in cycles(following):
        # Told where it comes first in the file, whichever of them the walk began with.
        start = circle.index(min(circle, key=order.__getitem__))
        way = (*circle[start:-1], *circle[: start + 1])
        scope.findings.add(_place(indicators[way[0]], way[1]), "problem.circle", way=_shown(way))
    for name, aimed in aims.items():
        back = _way_back(name, aimed, following)
        if back:
            scope.findings.add(("indicators", name, "target", "value"), "problem.circle", way=_shown(back))


def _shown(way: tuple[str, ...]) -> str:
    shortened = way if len(way) <= _LONGEST_WAY else (*way[: _LONGEST_WAY - 1], "\N{HORIZONTAL ELLIPSIS}")
    return " \N{RIGHTWARDS ARROW} ".join(shortened)


def _way_back(name: str, aimed: tuple[str, ...], following: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """How a target leads back to the very figure that it judges; `()` where it does not.

    What a target names is a figure, so two indicators may be each other's target.
    """
    came_from = dict.fromkeys(aimed, name)
    waiting = list(aimed)
    while waiting and name not in came_from:
        current = waiting.pop()
        for each in following.get(current, ()):
            if each not in came_from:
                came_from[each] = current
                waiting.append(each)
    if name not in came_from:
        return ()
    way = [name, came_from[name]]
    while way[-1] != name:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def _place(indicator: Indicator, following: str) -> Path:
    """The key through which an indicator leads to the next one of a circle."""
    for key in ("numerator", "denominator", "expr"):
        formula = getattr(indicator, key)
        if formula is not None and following in _names(formula):
            return ("indicators", indicator.id, key)
    return ("indicators", indicator.id, "members")


def _names(formula: str) -> tuple[str, ...]:
    try:
        return parse(formula).ids
    except ExpressionError:
        return ()


def _aimed(formula: str, *, is_spread: bool) -> tuple[str, ...]:
    """The figures that a target rests on; the figure before, and the mean that units are held to, are others."""
    read = parse(formula)
    if read.is_plain:
        return read.ids
    others = {"prev", "units"} if is_spread else {"prev"}
    return tuple(dict.fromkeys(step.id for step in read.program if step.id and step.name not in others))


def _ids(formula: str, path: Path, scope: Scope, *, is_check: bool = False) -> tuple[str, ...]:
    """The ids in an expression; notes what is wrong with it, and every id that is no indicator's."""
    if formula in scope.indicators and not is_check:
        return (formula,)
    try:
        read = parse(formula, is_check)
    except ExpressionError as error:
        scope.findings.say(path, error.message)
        return ()
    is_known = True
    for name in read.ids:
        if name not in scope.indicators:
            is_known = False
            scope.findings.add(path, "problem.unknown_indicator", found=shown(name), near=scope.indicators, wanted=name)
    for clash in units_of(read, scope.unit_measure_of) if is_known else ():
        scope.findings.say(path, clash.message)
    return read.ids
