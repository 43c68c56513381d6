"""Short ways to write an indicator, an observation and an instant in a test."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast

from tui.model.assess import assess
from tui.model.calendar import end_of_day
from tui.model.indicator import Group, Indicator, Step
from tui.model.observation import KNOWN_FROM_THE_START, Observation, ObservationOp, Record
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.model.roster import Roster, Unit
from tui.model.snapshot import Assessment, Framework
from tui.model.target import Target, TargetOp

OPS = {"<=": "le", ">=": "ge", "<": "lt", ">": "gt", "~": "approx"}


def D(value: str | int) -> Decimal:
    return Decimal(value)


def day(text: str) -> date:
    return date.fromisoformat(text)


def said(text: str) -> Phrase:
    return Phrase(text, text)


def target(text: str = "", /, **keys: Any) -> Target:
    """`">= 889"`, `"< 30"`, `"= 5"`, `"10..20"`, with the other keys of a target; dates and numbers as text."""
    values: dict[str, Any] = {
        name: date.fromisoformat(value)
        if name in {"start", "deadline", "closing_report"}
        else Decimal(value)
        if name in {"baseline", "min_elapsed", "warn_margin", "per_unit_min"}
        else value
        for name, value in keys.items()
    }
    if ".." in text:
        low, high = text.split("..")
        return Target("between", low=Decimal(low), high=Decimal(high), **values)
    if not text:
        return Target(**values)
    sign, number = text.split()
    op = cast("TargetOp", {"=": "eq", **OPS}[sign])
    return Target(op, Decimal(number), **values)


def reach(text: str, /, **keys: Any) -> Target:
    return target(text, **{"mode": "reach", **keys})


def indicator(id: str = "x", /, **keys: Any) -> Indicator:
    return Indicator(id, Phrase(f"{id}.zh", f"{id}.en"), **keys)


def seen(
    value: str | int | None,
    period: str = "2022",
    *,
    id: str = "x",
    unit: str = "",
    recorded: str | None = None,
    **keys: Any,
) -> Observation:
    """An observation; the value may be a bound (`"<30"`), `"22/152"`, or `None`."""
    op: ObservationOp = "eq"
    text = None if value is None else str(value)
    if text is not None and "/" in text:
        keys["numerator"], keys["denominator"] = (Decimal(part) for part in text.split("/"))
        text = None
    for sign, code in OPS.items():
        if text is not None and text.startswith(sign):
            op, text = cast("ObservationOp", code), text[len(sign) :]
            break
    when = datetime.combine(date.fromisoformat(recorded), datetime.min.time(), UTC) if recorded else None
    return Observation(
        id,
        unit,
        Period.parse(period),
        None if text is None else Decimal(text),
        op,
        recorded=when or KNOWN_FROM_THE_START,
        **keys,
    )


def roster(id: str, tiers: Mapping[str, int]) -> Roster:
    """A roster with so many units per level, named by level and number."""
    units = [Unit(f"{level}{n}", f"{level} {n}", level) for level, count in tiers.items() for n in range(1, count + 1)]
    return Roster(id, tuple(units))


def framework(*indicators: Indicator, **keys: Any) -> Framework:
    rosters = {each.id: each for each in keys.pop("rosters", ())}
    groups = {each.id: each for each in keys.pop("groups", ())}
    return Framework(
        said("test"), indicators={each.id: each for each in indicators}, rosters=rosters, groups=groups, **keys
    )


def at(text: str, timezone: str = "Asia/Shanghai") -> datetime:
    """The end of a day."""
    return end_of_day(date.fromisoformat(text), timezone)


def assessed(
    one: Indicator, observations: Iterable[Observation], when: str, *others: Indicator, unit: str = "", **keys: Any
) -> Assessment:
    """The assessment of an indicator at the end of a day."""
    return assess(one, Record(observations), at(when), framework(one, *others, **keys), unit)


def step(id: str, due: str | None = None, done: str | None = None, **keys: Any) -> Step:
    return Step(id, said(id), day(due) if due else None, day(done) if done else None, **keys)


def group(id: str, **keys: Any) -> Group:
    return Group(id, said(id), **keys)
