"""The `[[observations]]`: figures that stand in the file itself, typed from a document."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from tui.config.findings import Wrong
from tui.config.mapping import is_fed
from tui.config.scope import Scope
from tui.config.shown import shown
from tui.config.table import Schema, Table, elements
from tui.config.values import NO_FIGURE, choice, day, flag, iso_day, number, period, text
from tui.model.observation import Observation, ObservationOp, Provenance
from tui.reading.number import parse_quantity

__all__ = ["read_observations"]


def _figure(value: object) -> tuple[ObservationOp, Decimal]:
    """A number, or a bound in quotes."""
    if not isinstance(value, str):
        return "eq", number(value)
    try:
        op, figure = parse_quantity(value)
    except ValueError:
        raise Wrong("problem.expected.quantity", found=shown(value)) from None
    return op, number(figure)


def _recorded(value: object) -> date | datetime:
    """A day, or an instant."""
    if isinstance(value, datetime):
        day(value.date())
        return value
    return day(value)


_SCHEMA: Final[Schema] = {
    "indicator": ("indicator", text),
    "unit": ("unit", text),
    "period": ("period", period),
    "value": ("figure", _figure),
    "op": ("op", choice("eq", "lt", "le", "gt", "ge", "approx")),
    "flag": ("flag", flag),
    "numerator": ("numerator", number),
    "denominator": ("denominator", number),
    "recorded": ("recorded", _recorded),
    "document": ("document", text),
    "section": ("section", text),
    "publisher": ("publisher", text),
    "published": ("published", iso_day),
    "locator": ("locator", text),
    "entered_by": ("entered_by", text),
    "evidence": ("evidence", text),
    "note": ("note", text),
}
"""The keys of a figure.

    period    text in SDMX form, or without quotes a year or a day
    value     a number, or a bound in quotes: `"<30"`, `">=70"`, `"~12"`; may be left out with counts, must be with a
              flag that says that there is none
    op        the same for a value without a sign; `eq`
    recorded  a day, which counts from its beginning in the file's time zone, or an instant; where it is left out the
              figure was always known
    unit      id or alias of a unit; of a checklist, the step
"""
_PROVENANCE: Final = frozenset(Provenance._fields)


def read_observations(raw: dict[str, Any], scope: Scope) -> tuple[Observation, ...]:
    """The figures, in file order; those with findings are left out."""
    found: dict[tuple[object, ...], int] = {}
    aliases: dict[str, Mapping[str, str]] = {}
    observations = []
    for place, table in enumerate(elements(raw, "observations", scope.findings)):
        observation = _observation(table, scope)
        if observation is not None:
            series = (
                observation.indicator,
                _id_of(observation, aliases, scope),
                observation.period,
                observation.recorded,
            )
            if series in found:
                earlier = ("observations", found[series])
                scope.findings.add(table.path, "problem.observation.twice", earlier=earlier)
            found.setdefault(series, place)
            observations.append(observation)
    return tuple(observations)


def _id_of(observation: Observation, aliases: dict[str, Mapping[str, str]], scope: Scope) -> str:
    """The id of the figure's unit, whichever name it goes by."""
    unit, indicator = observation.unit, observation.indicator
    if not unit:
        return ""
    if indicator not in aliases:
        aliases[indicator] = scope.aliases_of(indicator)
    return aliases[indicator].get(unit, unit)


def _observation(table: Table, scope: Scope) -> Observation | None:
    fields = table.fields(_SCHEMA)
    is_complete = table.needs("indicator", "period")
    if "indicator" in fields:
        _check_series(table, fields, scope)
    _check_figure(table, fields)
    if not is_complete or not {"indicator", "period"} <= fields.keys():
        return None
    op, value = fields.pop("figure", ("eq", None))
    values: dict[str, Any] = {"unit": "", "value": value, "op": fields.pop("op", op)}
    if "recorded" in fields:
        values["recorded"] = _instant(fields.pop("recorded"), scope)
    given = fields.keys() & _PROVENANCE
    if given:
        values["provenance"] = Provenance(**{name: fields.pop(name) for name in given})
    return Observation(**{**values, **fields})


def _check_series(table: Table, fields: dict[str, Any], scope: Scope) -> None:
    """The indicator exists and is observed, and the unit is one of its units."""
    indicator = table.named("indicator", scope.indicators, "problem.unknown_indicator")
    if indicator is None:
        return
    measure = scope.measure_of(indicator)
    if not is_fed(measure):
        table.wrong("indicator", "problem.not_fed", found=shown(indicator), measure=measure)
    unit = fields.get("unit", "")
    known = scope.units_of(indicator) if unit else None
    if known is not None and unit not in known:
        table.wrong("unit", "problem.unknown_unit", found=shown(unit), near=known, wanted=unit)
    if measure in ("coverage", "steps") and "unit" not in table.raw:
        table.findings.add(table.path, "problem.observation.unit", found=shown(indicator))


def _check_figure(table: Table, fields: dict[str, Any]) -> None:
    """There is a figure, or a flag that says why there is none."""
    raw = table.raw
    if ("numerator" in raw) != ("denominator" in raw):
        table.wrong("numerator" if "numerator" in raw else "denominator", "problem.fraction")
    says_none = fields.get("flag", "A" if "flag" not in raw else "M") in NO_FIGURE
    if "value" in raw and "flag" in fields and says_none:
        table.wrong("flag", "problem.observation.flag", found=shown(raw["flag"]))
    if "value" not in raw and "numerator" not in raw and "denominator" not in raw and not says_none:
        table.wrong("value", "problem.missing_key", name="value")
    if "op" in fields and fields.get("figure", ("eq",))[0] not in ("eq", fields["op"]):
        table.wrong("op", "problem.observation.op", found=shown(raw["value"]))


def _instant(recorded: date | datetime, scope: Scope) -> datetime:
    """The instant from which a figure is known: a day counts from its beginning, in the file's time zone."""
    if not isinstance(recorded, datetime):
        recorded = datetime(recorded.year, recorded.month, recorded.day, tzinfo=scope.zone)
    elif recorded.tzinfo is None:
        recorded = recorded.replace(tzinfo=scope.zone)
    return recorded.astimezone(UTC)
