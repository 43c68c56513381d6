"""The `[[sources.NAME.map]]` tables: which figure of a document is which observation."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from tui.config.findings import Wrong
from tui.config.scope import Scope
from tui.config.shown import shown
from tui.config.table import ELSEWHERE, Schema, Table
from tui.config.values import NO_FIGURE, choice, day, flag, line, number, period
from tui.model.indicator import Indicator
from tui.model.source import FIGURE_FIELDS, Source, SourceMap
from tui.reading.number import parse_quantity

__all__ = ["is_fed", "source_map", "sourced"]

_SCHEMA: Final[Schema] = {
    "indicator": ("indicator", line),
    "indicator_column": ("indicator_column", line),
    "rows": ("rows", line),
    "where": ("where", ELSEWHERE),
    "const": ("const", ELSEWHERE),
    "take": ("take", choice("each", "last", "count", "sum")),
    **{field: (field, line) for field in FIGURE_FIELDS},
}

"""The keys of a map.

    indicator  or `indicator_column`, one of both
    rows       JSONPath to the rows of a JSON document
    where      by column, the text or number that a row must hold
    const      by field, what all rows have; a field stands there or names a column, not both
    period     needed; so is `value`, or `numerator` with `denominator`, unless `take = "count"`
    unit       needed for a coverage
"""


def is_fed(measure: str) -> bool:
    """Whether figures of an indicator with this measure can be observed; the others are computed."""
    return measure not in ("expr", "group")


def sourced(indicators: Mapping[str, Indicator], sources: Mapping[str, Source]) -> Mapping[str, Indicator]:
    """The same indicators, with a mark on the checklists for which a source has a map."""
    named = {each.indicator for source in sources.values() for each in source.maps}
    lists = [name for name in named if name in indicators and indicators[name].measure == "steps"]
    if not lists:
        return indicators
    return {**indicators, **{name: indicators[name]._replace(is_sourced=True) for name in lists}}


def source_map(table: Table, scope: Scope, is_table: bool | None) -> SourceMap | None:
    """One map.

    Args:
        table: Where it stands.
        scope: The file.
        is_table: Whether fields are columns; `None` where only the answer shows it.
    """
    fields = table.fields(_SCHEMA)
    fields["where"] = _texts(table, "where", None)
    fields["const"] = _texts(table, "const", (*FIGURE_FIELDS, "indicator"))
    given = {*table.raw, *fields["const"]}
    _check_indicator(table, fields, scope)
    for field in FIGURE_FIELDS:
        if field in table.raw and field in fields["const"]:
            table.wrong(field, "problem.map.twice", name=field)
    if "period" not in given:
        table.wrong("period", "problem.missing_key", name="period")
    if not given & {"value", "numerator"} and fields.get("take") != "count":
        fixed = fields["const"].get("flag", "A")
        if fixed not in NO_FIGURE:
            table.wrong("value", "problem.missing_key", name="value")
    if len(given & {"numerator", "denominator"}) == 1:
        table.wrong("numerator" if "numerator" in given else "denominator", "problem.fraction")
    _check_paths(table, fields, is_table)
    known = set(SourceMap._fields)
    return SourceMap(**{"indicator": "", **{name: value for name, value in fields.items() if name in known}})


def _check_indicator(table: Table, fields: dict[str, Any], scope: Scope) -> None:
    constant = fields["const"].pop("indicator", None)
    if constant is not None:
        fields.setdefault("indicator", constant)
    named = fields.get("indicator")
    if ("indicator" in table.raw or constant is not None) == ("indicator_column" in table.raw):
        table.wrong("indicator_column", "problem.map.indicator")
    elif named is not None:
        if named not in scope.indicators:
            path = (*table.path, "indicator") if constant is None else (*table.path, "const", "indicator")
            table.findings.add(
                path, "problem.unknown_indicator", found=shown(named), near=scope.indicators, wanted=named
            )
        else:
            _check_unit(table, fields, named, scope)


def _check_unit(table: Table, fields: Mapping[str, Any], indicator: str, scope: Scope) -> None:
    measure = scope.measure_of(indicator)
    if not is_fed(measure):
        table.wrong("indicator", "problem.not_fed", found=shown(indicator), measure=measure)
    unit = fields["const"].get("unit")
    if measure == "coverage" and "unit" not in table.raw and unit is None:
        table.wrong("unit", "problem.map.unit", found=shown(indicator))
    known = scope.units_of(indicator)
    if unit is not None and known is not None and unit not in known:
        table.findings.add(
            (*table.path, "const", "unit"), "problem.unknown_unit", found=shown(unit), near=known, wanted=unit
        )


def _check_paths(table: Table, fields: Mapping[str, Any], is_table: bool | None) -> None:
    """Columns are named plainly; JSONPaths begin with `$` (the document) or `@` (the row); `rows` is a JSONPath."""
    rows = fields.get("rows", "$")
    if not rows.startswith("$"):
        table.wrong("rows", "problem.map.rows", found=shown(rows))
    if is_table is True:
        if "rows" in fields:
            table.wrong("rows", "problem.map.table_rows")
        for field in (*FIGURE_FIELDS, "indicator_column"):
            if str(fields.get(field, "")).startswith(("$", "@")):
                table.wrong(field, "problem.map.column", found=shown(fields[field]))


def _texts(table: Table, key: str, allowed: tuple[str, ...] | None) -> dict[str, str]:
    """The table at a key, as texts."""
    raw = table.raw.get(key, {})
    if not isinstance(raw, dict):
        table.wrong(key, "problem.expected.table", found=shown(raw))
        return {}
    found = {}
    for name, value in raw.items():
        try:
            if allowed is not None and name not in allowed:
                raise Wrong("problem.unknown_key", near=allowed, wanted=name)
            found[name] = _constant(name, value) if allowed else _plain(value)
        except Wrong as wrong:
            table.findings.wrong((*table.path, key, name), wrong)
    return found


def _plain(value: object) -> str:
    """A fixed text, written as text or as a number."""
    if isinstance(value, str):
        if "\0" in value or len(value) > 4000:
            raise Wrong("problem.control", found=shown(value))
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Wrong("problem.expected.text", found=shown(value))
    return f"{number(value):f}"


def _constant(name: str, value: object) -> str:
    """A fixed text that a field can hold."""
    match name:
        case "period":
            return period(value).text
        case "flag":
            return flag(value)
        case "recorded" if not isinstance(value, str):
            return day(value).isoformat()
        case "value" | "numerator" | "denominator":
            written = _plain(value)
            try:
                parse_quantity(written)
            except ValueError:
                raise Wrong("problem.expected.quantity", found=shown(value)) from None
            return written
        case _:
            return _plain(value)
