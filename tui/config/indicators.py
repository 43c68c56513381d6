"""The `[groups.NAME]` and `[indicators."ID"]` tables: what is measured, and how."""

from collections.abc import Mapping
from typing import Any, Final

from tui.config.scope import Scope
from tui.config.shown import shown
from tui.config.table import ELSEWHERE, Schema, Table, elements, tables
from tui.config.targets import read_target
from tui.config.values import (
    choice,
    day,
    days,
    filled,
    identifier,
    integer,
    is_identifier,
    many,
    number_of,
    phrase,
    switch,
    text,
)
from tui.model.indicator import Group, Indicator, Step, Suspension
from tui.model.period import FREQUENCIES
from tui.model.phrase import Phrase

__all__ = ["read_groups", "read_indicators"]

_MEASURES: Final = ("value", "ratio", "coverage", "steps", "expr", "group")
_MOST: Final = 100_000
"""Indicators of one file; more series come from `units`, not from definitions."""
_NOT_NEGATIVE: Final = number_of(0)

_SCHEMA: Final[Schema] = {
    "name": ("name", phrase),
    "definition": ("definition", phrase),
    "group": ("group", text),
    "owner": ("owner", text),
    "tags": ("tags", many(text)),
    "basis": ("basis", text),
    "measure": ("measure", choice(*_MEASURES)),
    "accrual": ("accrual", choice("cumulative", "level", "period")),
    "unit": ("unit_measure", text),
    "unit_mult": ("unit_mult", integer(-12, 12)),
    "decimals": ("decimals", integer(0, 12)),
    "freq": ("freq", choice(*FREQUENCIES)),
    "report_lag": ("report_lag", days),
    "grace": ("grace", days),
    "expire_after": ("expire_after", days),
    "weight": ("weight", _NOT_NEGATIVE),
    "binding": ("binding", switch),
    "veto": ("veto", switch),
    "empty": ("empty", choice("not_applicable", "met", "no_data")),
    "allow_over": ("allow_over", switch),
    "missing": ("missing", choice("skip", "zero")),
    "field_size": ("field_size", integer(1, 10**9)),
    "min_den": ("min_den", _NOT_NEGATIVE),
    "epsilon": ("epsilon", _NOT_NEGATIVE),
    "complement_of": ("complement_of", text),
    "rounding": ("rounding", choice("half_up", "half_even")),
    "units": ("units", text),
    "roster": ("roster", text),
    "numerator": ("numerator", filled),
    "denominator": ("denominator", filled),
    "expr": ("expr", filled),
    "steps": ("steps", ELSEWHERE),
    "members": ("members", many(text)),
    "rollup": ("rollup", choice("worst", "mean", "score")),
    "target": ("target", ELSEWHERE),
    "suspended": ("suspended", ELSEWHERE),
}
"""The keys of an indicator, beside those that `tui.model.indicator` explains.

    name          text, or `{ zh, en }`; the id where it is left out
    report_lag    whole days, `"20d"` or `"2w"`; likewise `grace` and `expire_after`; all three need `freq`
    numerator     with `denominator`: an id or an expression; a ratio without both takes observed counts
    suspended     one `{ start, end, document }`, or several
    tags, members one text, or several
"""
_GROUP: Final[Schema] = {
    "name": ("name", phrase),
    "rollup": ("rollup", choice("worst", "mean", "score")),
    "min_valid": ("min_valid", number_of(0, 1)),
    "missing": ("missing", choice("zero")),
}
_STEP: Final[Schema] = {
    "id": ("id", identifier),
    "name": ("name", phrase),
    "due": ("due", day),
    "done": ("done", day),
    "evidence": ("evidence", text),
    "required": ("required", switch),
    "weight": ("weight", number_of(0, above=True)),
}
_SUSPENSION: Final[Schema] = {"start": ("start", day), "end": ("end", day), "document": ("document", text)}

_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "coverage": ("roster",),
    "steps": ("steps",),
    "expr": ("expr",),
    "group": ("members",),
}
"""What each measure cannot do without."""

_ONLY_WITH: Final[Mapping[str, str]] = {
    "numerator": "ratio",
    "denominator": "ratio",
    "min_den": "ratio",
    "allow_over": "ratio",
    "roster": "coverage",
    "steps": "steps",
    "expr": "expr",
    "members": "group",
}
"""Keys that say something only about one measure."""


def read_groups(raw: dict[str, Any], scope: Scope) -> dict[str, Group]:
    """The groups by id, in file order."""
    found: dict[str, Group] = {}
    for name, table in tables(raw, "groups", scope.findings):
        if scope.is_name(name, table.path):
            found[name] = Group(**{"id": name, "name": Phrase(name, name), **table.fields(_GROUP)})
    return found


def read_indicators(raw: dict[str, Any], scope: Scope) -> dict[str, Indicator]:
    """The indicators by id, in file order."""
    found: dict[str, Indicator] = {}
    for name, table in tables(raw, "indicators", scope.findings):
        if is_identifier(name):
            found[name] = _indicator(name, table, scope)
        else:
            scope.findings.add(table.path, "problem.id", found=shown(name))
    if raw.get("indicators", {}) == {}:
        scope.findings.add(("indicators",), "problem.no_indicators")
    if len(scope.indicators) > _MOST:
        scope.findings.add(("indicators",), "problem.too_many", count=len(scope.indicators), limit=_MOST)
    return found


def _indicator(name: str, table: Table, scope: Scope) -> Indicator:
    raw = table.raw
    fields = table.fields(_SCHEMA)
    measure = fields.get("measure", "value" if "measure" not in raw else "")
    if measure:
        _check_measure(table, measure)
    _check_names(name, table, scope)
    if "report_lag" in raw or "grace" in raw or "expire_after" in raw:
        _check_times(table, fields)
    if "steps" in raw:
        fields["steps"] = _steps(table)
    if "suspended" in raw:
        fields["suspended"] = _suspensions(table)
    if "target" in raw:
        target = raw["target"]
        if isinstance(target, dict):
            fields["target"] = read_target(
                Table(target, (*table.path, "target"), scope.findings), measure, fields, scope
            )
        else:
            table.wrong("target", "problem.expected.target", found=shown(target))
    if "name" not in fields:
        fields["name"] = Phrase(name, name)
    return Indicator(id=name, **fields)


def _check_measure(table: Table, measure: str) -> None:
    """A measure has what it needs, and nothing that only another one uses."""
    raw = table.raw
    for key in raw:
        needing = _ONLY_WITH.get(key)
        if needing is not None and needing != measure:
            table.wrong(key, "problem.only_with", name="measure", options=(needing,), found=shown(measure))
    needed = _NEEDS.get(measure)
    if needed is not None:
        table.needs(*needed)
    elif measure == "ratio" and ("numerator" in raw) != ("denominator" in raw):
        table.wrong("numerator" if "numerator" in raw else "denominator", "problem.fraction")
    if "rollup" in raw and measure != "group" and "units" not in raw:
        table.wrong("rollup", "problem.rollup")


def _check_names(name: str, table: Table, scope: Scope) -> None:
    """Groups, rosters and indicators that are referred to exist."""
    raw = table.raw
    if "group" in raw and raw["group"] != "":
        table.named("group", scope.groups, "problem.unknown_group")
    for key in ("roster", "units"):
        if key in raw:
            table.named(key, scope.rosters, "problem.unknown_roster")
    if "complement_of" in raw:
        other = table.named("complement_of", scope.indicators, "problem.unknown_indicator")
        if other == name:
            table.wrong("complement_of", "problem.itself")
    members = raw.get("members", ())
    for place, member in enumerate(members if isinstance(members, list) else ()):
        if isinstance(member, str) and member not in scope.indicators:
            path = (*table.path, "members", place)
            scope.findings.add(
                path, "problem.unknown_indicator", found=shown(member), near=scope.indicators, wanted=member
            )


def _check_times(table: Table, fields: Mapping[str, Any]) -> None:
    """Lag, grace and expiry follow each other, and need to know how often a figure is owed."""
    for key in ("report_lag", "grace", "expire_after"):
        if key in table.raw and "freq" not in table.raw:
            table.wrong(key, "problem.needs_freq", name=key)
    expires = fields.get("expire_after")
    stale = fields.get("report_lag", 0) + fields.get("grace", 0)
    if expires is not None and expires < stale:
        table.wrong("expire_after", "problem.expires", days=stale)


def _steps(table: Table) -> tuple[Step, ...]:
    found: dict[str, Step] = {}
    places: dict[str, int] = {}
    for place, each in enumerate(elements(table.raw, "steps", table.findings, table.path)):
        fields = each.fields(_STEP)
        if each.needs("id") and "id" in fields:
            name = fields["id"]
            if name in found:
                earlier = (*table.path, "steps", places[name], "id")
                each.wrong("id", "problem.twice", found=shown(name), earlier=earlier)
            places.setdefault(name, place)
            found[name] = Step(**{"name": Phrase(name, name), **fields})
    if not table.raw["steps"]:
        table.wrong("steps", "problem.expected.filled")
    return tuple(found.values())


def _suspensions(table: Table) -> tuple[Suspension, ...]:
    found = []
    for each in elements(table.raw, "suspended", table.findings, table.path):
        fields = each.fields(_SUSPENSION)
        if each.needs("start") and "start" in fields:
            if "end" in fields and fields["end"] < fields["start"]:
                each.wrong("end", "problem.backwards", first=fields["start"], last=fields["end"])
            found.append(Suspension(**fields))
    return tuple(found)
