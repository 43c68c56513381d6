"""The built-in checks as results: where the rules for a reading, and for figures that must agree, are applied."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

from tui.errors import Message
from tui.model.agreement import Agreement, complements, published
from tui.model.indicator import Indicator
from tui.model.observation import Observation
from tui.model.plausible import faults
from tui.model.snapshot import CheckDefinition, CheckResult, Severity
from tui.model.vantage import Vantage

__all__ = ["builtin_results"]

_RULES = {
    "count": "value == round(value) and value >= 0",
    "rank": "rank >= 1",
    "place": "1 <= rank <= field_size",
    "range": "0 <= numerator <= denominator",
    "cumulative": "delta(value) >= 0",
    "dates": "period_end <= published",
    "retrieved": "published <= retrieved",
    "published": "value == round(numerator / denominator)",
    "units": "count(unknown_units) == 0",
    "complement": "value + complement == whole",
}
"""How each rule would be written, in the order in which an indicator's results are listed."""

Found = Literal["pass", "fail", "unknown"]

_ORDER = {rule: place for place, rule in enumerate(_RULES)}


def builtin_results(
    vantage: Vantage,
    before: Sequence[CheckResult] = (),
    whole: Collection[str] | None = None,
    parts: Collection[tuple[str, str]] = (),
) -> list[CheckResult]:
    """What the built-in rules have to say, by indicator in the order of the file.

    Args:
        vantage: The vantage point.
        before: What was found before a change; results of the file's own checks among them are passed over.
        whole: Ids of the indicators of which anything may have changed; `None`: look at all.
        parts: Indicator and unit of single series that changed.
    """
    known = vantage.framework.indicators
    if whole is None:
        return [
            found for each in known.values() for found in _ordered([*_readings(vantage, each), *_whole(vantage, each)])
        ]
    changed = {*whole, *(id for id, _ in parts)}
    kept: list[CheckResult] = []
    again = dict.fromkeys(changed)
    for found in before:
        if found.check.id in vantage.framework.checks:
            continue
        if changed.isdisjoint(found.indicators):
            kept.append(found)
        elif found.indicators[0] not in changed:
            again[found.indicators[0]] = None  # the other one of two complements changed
        elif found.unit and found.indicators[0] not in whole and (found.indicators[0], found.unit) not in parts:
            kept.append(found)
    fresh: list[CheckResult] = []
    for indicator in (known[id] for id in again if id in known):
        if indicator.id in whole:
            fresh += _readings(vantage, indicator)
        elif indicator.id in changed:
            fresh += _readings(vantage, indicator, {"", *(unit for id, unit in parts if id == indicator.id)})
        fresh += _whole(vantage, indicator)
    return _in_file_order(vantage, kept, fresh) if fresh else kept


def _in_file_order(vantage: Vantage, kept: list[CheckResult], fresh: list[CheckResult]) -> list[CheckResult]:
    places = {id: place for place, id in enumerate(vantage.framework.indicators)}
    return sorted(_ordered([*kept, *fresh]), key=lambda found: places[found.indicators[0]])


def _ordered(results: list[CheckResult]) -> list[CheckResult]:
    """The results of an indicator by rule and unit."""
    if len(results) > 1:
        results.sort(key=lambda found: (_ORDER[found.check.id.partition(":")[0]], found.unit))
    return results


def _readings(vantage: Vantage, indicator: Indicator, only: Collection[str] | None = None) -> Iterator[CheckResult]:
    """The rules for single readings: of all series that were observed, or only of some units."""
    units: Iterable[str] = vantage.history.units(indicator.id) if only is None else sorted(only)
    if indicator.measure == "ratio" and only is None:
        units = dict.fromkeys(("", *units, *(vantage.unit_ids(indicator) if indicator.units else ())))
    known = vantage.series_by_unit(indicator.id) if only is None else None
    for unit in units:
        series = vantage.history.series(indicator.id, unit) if known is None else known.get(unit, ())
        if series and series[-1].period.start > vantage.day:
            series = _begun(vantage, series)
        if series:
            for fault in faults(indicator, series, vantage.framework.timezone):
                yield _result(vantage, fault.rule, indicator, unit, "fail", fault.why, fault.severity)
        if indicator.measure == "ratio":
            yield from _ratio(vantage, indicator, unit)
        if series and series[-1].value is not None and (indicator.measure == "ratio" or series[-1].denominator):
            agreement = published(vantage, indicator, series[-1])
            if agreement is not None and (not unit or agreement.result == "fail"):
                yield _agreed(vantage, "published", indicator, unit, agreement)


def _begun(vantage: Vantage, series: Sequence[Observation]) -> Sequence[Observation]:
    """The part of a series whose periods have begun."""
    end = len(series)
    while end and series[end - 1].period.start > vantage.day:
        end -= 1
    return series if end == len(series) else series[:end]


def _ratio(vantage: Vantage, indicator: Indicator, unit: str) -> Iterator[CheckResult]:
    """0 <= n <= d also where the counts are figures of other indicators."""
    figure = vantage.figure(indicator, unit)
    if figure.lack == "check" and figure.why is not None:
        yield _result(vantage, "range", indicator, unit, "fail", figure.why, "error")


def _whole(vantage: Vantage, indicator: Indicator) -> Iterator[CheckResult]:
    """The rules for an indicator as a whole: its units are on its roster, it adds up with its complement."""
    strangers = _strangers(vantage, indicator)
    if strangers:
        values = {"name": indicator.name, "roster": indicator.roster_id, "units": strangers}
        yield _result(vantage, "units", indicator, "", "fail", Message("check.builtin.units", values), "warn")
    other = vantage.framework.indicators.get(indicator.complement_of or "")
    if other is not None and not (other.complement_of == indicator.id and other.id < indicator.id):
        yield _agreed(vantage, "complement", indicator, "", complements(vantage, indicator, other), other)


def _strangers(vantage: Vantage, indicator: Indicator) -> tuple[str, ...]:
    """Units that were reported and never stood on the roster."""
    roster = vantage.framework.roster_of(indicator)
    if roster is None:
        return ()
    members = vantage.members(roster.id)
    strangers = [unit for unit in vantage.history.units(indicator.id) if unit and not (members and unit in members.ids)]
    if not strangers:
        return ()
    former = {name for unit in roster.units for name in (unit.id, *unit.aliases)}
    return tuple(unit for unit in strangers if unit not in former)


def _agreed(
    vantage: Vantage, rule: str, indicator: Indicator, unit: str, agreement: Agreement, other: Indicator | None = None
) -> CheckResult:
    found = _result(vantage, rule, indicator, unit, agreement.result, agreement.why, "warn")
    return found if other is None else found._replace(indicators=(indicator.id, other.id))


def _result(
    vantage: Vantage, rule: str, indicator: Indicator, unit: str, result: Found, why: Message, severity: Severity
) -> CheckResult:
    check = CheckDefinition(f"{rule}:{indicator.id}{'@' if unit else ''}{unit}", _RULES[rule], severity)
    hits = (indicator.id,) if result == "fail" and severity == "error" else ()
    return CheckResult(check, result, _called(vantage, indicator, unit, why), (indicator.id,), unit, hits)


def _called(vantage: Vantage, indicator: Indicator, unit: str, why: Message) -> Message:
    """A rule's sentence, in which a unit is called what its roster calls it."""
    said = why.values.get("name")
    members = vantage.members(indicator.units or indicator.roster or "") if unit else None
    known = members.units.get(unit) if members else None
    if known is None or not known.name or not isinstance(said, Message):
        return why
    return why._replace(values={**why.values, "name": said._replace(values={**said.values, "unit": known.name})})
