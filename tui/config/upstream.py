"""What a source of type `snapshot` may say: which figures of another dashboard are which of ours, and of which unit.

Without any map, every indicator that has the same id there and here is taken, as far as figures of it can be given.
"""

from collections.abc import Iterator
from typing import Any, Final

from tui.config.mapping import is_fed
from tui.config.scope import Scope
from tui.config.shown import shown
from tui.config.table import ELSEWHERE, Schema, Table, elements
from tui.config.values import line
from tui.model.source import SourceMap

__all__ = ["relays"]

_MAP: Final[Schema] = {
    "indicator": ("indicator", line),
    "theirs": ("theirs", line),
    "const": ("const", ELSEWHERE),
}
"""The keys of a map.

    indicator  ours
    theirs     the id there; where it is left out, the same
    const      `{ unit = "…" }`: of which of our units; where it is left out, the source's `unit`
"""


def relays(table: Table, unit: str, scope: Scope) -> tuple[SourceMap, ...]:
    """The maps of a source.

    Args:
        table: The source's.
        unit: What the source says of all its maps; `""`: they are the whole area's.
        scope: The file.
    """
    found = [
        read for each in elements(table.raw, "map", scope.findings, table.path) if (read := _relay(each, unit, scope))
    ]
    if table.raw.get("map"):
        return tuple(found)
    shared = tuple(_shared(unit, scope))
    if not shared:
        table.findings.add(table.path, "problem.missing_map")
    return shared


def _relay(table: Table, unit: str, scope: Scope) -> SourceMap | None:
    fields = table.fields(_MAP)
    if not table.needs("indicator") or "indicator" not in fields:
        return None
    ours: str = fields["indicator"]
    if ours not in scope.indicators:
        table.wrong("indicator", "problem.unknown_indicator", found=shown(ours), near=scope.indicators, wanted=ours)
        return None
    if not is_fed(scope.measure_of(ours)):
        table.wrong("indicator", "problem.not_fed", found=shown(ours), measure=scope.measure_of(ours))
    own = _unit_of(table)
    unit = unit if own is None else own
    known = scope.units_of(ours)
    if unit and known is not None and unit not in known:
        table.wrong("const", "problem.unknown_unit", found=shown(unit), near=known, wanted=unit)
    if not unit and scope.measure_of(ours) == "coverage":
        table.wrong("const", "problem.map.unit", found=shown(ours))
    return _made(ours, fields.get("theirs", ours), unit, scope)


def _unit_of(table: Table) -> str | None:
    """What a map says of the unit, `None` where it says nothing."""
    raw = table.raw.get("const", {})
    if not isinstance(raw, dict):
        table.wrong("const", "problem.expected.table", found=shown(raw))
        return None
    unit = Table(raw, (*table.path, "const"), table.findings).fields({"unit": ("unit", line)}).get("unit")
    return unit if isinstance(unit, str) else None


def _shared(unit: str, scope: Scope) -> Iterator[SourceMap]:
    """Every indicator of which that dashboard can give us a figure."""
    for ours in scope.indicators:
        measure, known = scope.measure_of(ours), scope.units_of(ours)
        if is_fed(measure) and measure != "steps" and (unit in known if known is not None else not unit):
            yield _made(ours, ours, unit, scope)._replace(optional=True)


def _made(ours: str, theirs: str, unit: str, scope: Scope) -> SourceMap:
    const: dict[str, Any] = {"unit": unit} if unit else {}
    return SourceMap(
        ours,
        theirs=theirs,
        const=const,
        unit_measure=scope.unit_measure_of(ours),
        unit_mult=scope.unit_mult_of(ours),
    )
