"""The `target` of an indicator: what the figure must be, and by when.

Mistakes that would only show as a strange status months later are refused here: a way without an end, a band without
an edge, a margin that no figure can keep, a plan without its data.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from tui.config.findings import Wrong
from tui.config.scope import Scope
from tui.config.shown import shown
from tui.config.table import ELSEWHERE, Schema, Table, elements
from tui.config.values import choice, day, filled, integer, many, number, number_of, switch, text
from tui.model.calendar import next_workday
from tui.model.target import Milestone, Target, TargetVersion

__all__ = ["read_target"]

_OPS: Final = ("ge", "gt", "le", "lt", "eq", "between")


def _op(value: object) -> str:
    """An operator by its name; its sign is what people write instead."""
    if isinstance(value, str) and value in _OPS:
        return value
    raise Wrong("problem.target.op", found=shown(value))


def _value(value: object) -> Decimal | str:
    """A number, or an expression over ids."""
    return filled(value) if isinstance(value, str) else number(value)


_SCHEMA: Final[Schema] = {
    "op": ("op", _op),
    "value": ("value", _value),
    "low": ("low", number),
    "high": ("high", number),
    "mode": ("mode", choice("reach", "hold")),
    "start": ("start", day),
    "deadline": ("deadline", day),
    "roll": ("roll", choice("next_workday", "none")),
    "closing_report": ("closing_report", day),
    "baseline": ("baseline", number),
    "plan": ("plan", choice("linear", "scurve", "seasonal", "milestones")),
    "shares": ("shares", many(number_of(0, 1))),
    "milestones": ("milestones", ELSEWHERE),
    "pace": ("pace", choice("ratio", "gap", "growth")),
    "min_elapsed": ("min_elapsed", number_of(0, 1)),
    "warn_margin": ("warn_margin", number_of(0)),
    "warn_days": ("warn_days", integer(0, 3660)),
    "per_unit_min": ("per_unit_min", number_of(0, above=True)),
    "versions": ("versions", ELSEWHERE),
    "example": ("example", switch),
}
"""The keys of a target, beside those that `tui.model.target` explains.

    value     a number, or text that is an expression over ids; left out with `versions`, whose last one is shown
    mode      must be said where there is a `deadline`; else `hold`
    deadline  `reach` needs it; a hold target and a checklist may have one
    roll      `next_workday` moves `deadline` and `closing_report` when they fall on a day off; `none`
    shares    twelve, cumulative, the last 1; with `plan = "seasonal"`
"""
_MILESTONE: Final[Schema] = {"date": ("date", day), "value": ("value", number)}
_VERSION: Final[Schema] = {
    "since": ("since", day),
    "value": ("value", number),
    "reason": ("reason", text),
    "document": ("document", text),
}

_OF_A_WAY: Final = ("plan", "shares", "milestones", "pace", "min_elapsed", "baseline")
"""Keys that say something only about the way to a target that is to be reached."""

_OF_A_LIMIT: Final = ("op", "value", "low", "high", "mode", "versions", "warn_margin", "per_unit_min", *_OF_A_WAY)
"""Keys that a checklist, whose steps are its target, has no use for."""


def read_target(table: Table, measure: str, fields: Mapping[str, Any], scope: Scope) -> Target | None:
    """The target of an indicator; `None` where a finding leaves none.

    Args:
        table: The `target` table.
        measure: Of the indicator.
        fields: The indicator's own fields, so far as they are valid.
        scope: The file.
    """
    found = table.fields(_SCHEMA)
    if "milestones" in table.raw:
        found["milestones"] = _milestones(table)
    if "versions" in table.raw:
        found["versions"] = _versions(table)
    if measure == "steps":
        for key in _OF_A_LIMIT:
            if key in table.raw and key != "op":
                table.wrong(key, "problem.target.steps", name=key)
    else:
        _check_limit(table, found, measure)
        _check_margin(table, found, fields)
        _check_way(table, found)
    _check_dates(table, found)
    _check_use(table, found, measure, fields)
    return _target(found, scope)


def _target(found: dict[str, Any], scope: Scope) -> Target:
    if found.pop("roll", "none") == "next_workday":
        if "deadline" in found:
            # A deadline that rolls over New Year still ends the way of its own year.
            found.setdefault("start", date(found["deadline"].year, 1, 1))
        # The closing report moves too: it ends a term as well, and must not come before the deadline that moved.
        for key in ("deadline", "closing_report"):
            if key in found:
                found[key] = next_workday(found[key], scope.holidays, scope.workdays)
    if isinstance(found.get("value"), str):
        found["expr"] = found.pop("value")
    if "value" not in found and "expr" not in found and found.get("versions"):
        found["value"] = found["versions"][-1].value
    return Target(**{"op": "ge", **found})


def _check_limit(table: Table, found: Mapping[str, Any], measure: str) -> None:
    """An operator with the number or numbers that it needs, and no others."""
    raw = table.raw
    if measure == "group" and "op" not in raw and "value" not in raw:
        return
    table.needs("op")
    if found.get("op") == "between":
        _check_band(table, found)
    elif "op" in found:
        if "value" not in raw and "versions" not in raw:
            table.wrong("value", "problem.missing_key", name="value")
        for key in ("low", "high"):
            if key in raw:
                table.wrong(key, "problem.target.not_between", name=key)


def _check_band(table: Table, found: Mapping[str, Any]) -> None:
    table.needs("low", "high")
    for key in ("value", "versions"):
        if key in table.raw:
            table.wrong(key, "problem.target.between", name=key)
    low, high = found.get("low"), found.get("high")
    if low is not None and high is not None and low > high:
        table.wrong("low", "problem.target.band", low=low, high=high)


def _check_margin(table: Table, found: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
    """A margin of warning that some figure can keep: else the indicator could never be met."""
    margin = found.get("warn_margin")
    if not margin:
        return
    if found.get("mode") == "reach":
        table.wrong("warn_margin", "problem.target.margin_hold")
        return
    op, value = found.get("op"), found.get("value")
    if op == "eq":
        table.wrong("warn_margin", "problem.target.margin_eq")
    elif op == "between":
        low, high = found.get("low"), found.get("high")
        if low is not None and high is not None and low <= high < low + 2 * margin:
            table.wrong("warn_margin", "problem.target.margin", limit=(high - low) / 2)
    elif fields.get("unit_measure") == "PERCENT" and isinstance(value, Decimal):
        is_floor = op in ("ge", "gt")
        room = 100 - value if is_floor else value
        if margin > room >= 0 and not (is_floor and fields.get("allow_over")):
            table.wrong("warn_margin", "problem.target.margin", limit=room)


def _check_way(table: Table, found: Mapping[str, Any]) -> None:
    """A way has an end; a plan has its data, and no other plan's."""
    if found.get("mode") == "reach":
        if "deadline" not in table.raw:
            table.wrong("mode", "problem.target.deadline")
    elif "mode" not in table.raw and "deadline" in table.raw:
        table.wrong("deadline", "problem.target.mode")
    elif "mode" not in table.raw or "mode" in found:
        for key in _OF_A_WAY:
            if key in table.raw:
                table.wrong(key, "problem.target.reach_only", name=key)
    plan = found.get("plan", "linear" if "plan" not in table.raw else "")
    for key, needing in (("shares", "seasonal"), ("milestones", "milestones")):
        if plan == needing and key not in table.raw:
            table.wrong("plan", "problem.target.plan_data", plan=plan, name=key)
        elif plan and plan != needing and key in table.raw:
            table.wrong(key, "problem.only_with", name="plan", options=(needing,), found=shown(plan))
    _check_shares(table, found)


def _check_shares(table: Table, found: Mapping[str, Any]) -> None:
    shares = found.get("shares")
    if shares is None:
        return
    if len(shares) != 12:
        table.wrong("shares", "problem.target.twelve", count=len(shares))
    elif list(shares) != sorted(shares) or shares[-1] != 1:
        table.wrong("shares", "problem.target.cumulative")


def _check_dates(table: Table, found: Mapping[str, Any]) -> None:
    """Start, milestones, deadline, closing report: in this order."""
    deadline = found.get("deadline")
    start = found.get("start")
    if deadline is None:
        for key in ("roll", "closing_report"):
            if key in found and "deadline" not in table.raw:
                table.wrong(key, "problem.target.needs_deadline", name=key)
        return
    if start is not None and start > deadline:
        table.wrong("start", "problem.target.order", first=start, last=deadline)
    if "closing_report" in found and found["closing_report"] < deadline:
        table.wrong("closing_report", "problem.target.closing", first=deadline, last=found["closing_report"])
    first = start or date(deadline.year, 1, 1)
    for place, stone in enumerate(found.get("milestones", ())):
        if not first <= stone.date <= deadline:
            path = (*table.path, "milestones", place, "date")
            table.findings.add(path, "problem.target.milestone", day=stone.date, first=first, last=deadline)


def _check_use(table: Table, found: Mapping[str, Any], measure: str, fields: Mapping[str, Any]) -> None:
    """Keys that need something of the indicator."""
    if found.get("warn_days") and measure != "steps":
        table.wrong("warn_days", "problem.only_with", name="measure", options=("steps",), found=shown(measure))
    if "per_unit_min" in found and not fields.get("units") and measure != "coverage":
        table.wrong("per_unit_min", "problem.target.per_unit")


def _milestones(table: Table) -> tuple[Milestone, ...]:
    found: list[Milestone] = []
    for each in elements(table.raw, "milestones", table.findings, table.path):
        fields = each.fields(_MILESTONE)
        if each.needs("date", "value") and len(fields) == 2:
            if found and found[-1].date >= fields["date"]:
                each.wrong("date", "problem.order", first=found[-1].date, found=fields["date"])
            found.append(Milestone(**fields))
    if not table.raw["milestones"]:
        table.wrong("milestones", "problem.expected.filled")
    return tuple(found)


def _versions(table: Table) -> tuple[TargetVersion, ...]:
    found: list[TargetVersion] = []
    for each in elements(table.raw, "versions", table.findings, table.path):
        fields = each.fields(_VERSION)
        if each.needs("since", "value") and {"since", "value"} <= fields.keys():
            if found and found[-1].since >= fields["since"]:
                each.wrong("since", "problem.order", first=found[-1].since, found=fields["since"])
            found.append(TargetVersion(**fields))
    if not table.raw["versions"]:
        table.wrong("versions", "problem.expected.filled")
    return tuple(found)
