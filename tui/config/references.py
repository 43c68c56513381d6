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
    for name, indicator in indicators.items():
        path: Path = ("indicators", name)
        ids: list[str] = [*indicator.members]
        for key in ("numerator", "denominator", "expr"):
            formula = getattr(indicator, key)
            if formula is not None:
                ids.extend(_ids(formula, (*path, key), scope))
        if ids:
            following[name] = tuple(ids)
        if indicator.target is not None and indicator.target.expr is not None:
            _ids(indicator.target.expr, (*path, "target", "value"), scope)
    order = {name: number for number, name in enumerate(indicators)}
    for circle in cycles(following):
        # Told where it comes first in the file, whichever of them the walk began with.
        start = circle.index(min(circle, key=order.__getitem__))
        way = (*circle[start:-1], *circle[: start + 1])
        shortened = way if len(way) <= _LONGEST_WAY else (*way[: _LONGEST_WAY - 1], "\N{HORIZONTAL ELLIPSIS}")
        scope.findings.add(
            _place(indicators[way[0]], way[1]), "problem.circle", way=" \N{RIGHTWARDS ARROW} ".join(shortened)
        )


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
