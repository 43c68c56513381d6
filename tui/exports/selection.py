"""A part of a snapshot: some of its assessments, counted and rolled up anew.

Under a selection everything that is said speaks of the selection: counts, and the groups' counts, lights and progress.
An indicator counts once; a unit's series counts by itself only where the indicator's whole was not chosen.
Sources stay whole, since how they fare concerns every figure; of the checks those stay that a chosen figure entered.
"""

from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any

from tui.errors import UsageError
from tui.model.rollup import count, roll_up
from tui.model.snapshot import Assessment, Snapshot, Status
from tui.named import NamedTuple

__all__ = ["CONTEXT", "EVERYTHING", "Selection", "choose", "fits"]

CONTEXT = "context"
"""Stands among the statuses for indicators without a target."""


class Selection(NamedTuple):
    """What to keep: any of the names within a field, all fields together; an empty field keeps all."""

    ids: tuple[str, ...] = ()
    """Indicator ids; `*`, `?` and `[…]` stand for characters as in file names."""
    groups: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    """Status codes, or `context`."""
    units: tuple[str, ...] = ()
    """Ids of reporting units; `""` is the whole area."""


EVERYTHING = Selection()


def choose(snapshot: Snapshot, selection: Selection) -> Snapshot:
    """The snapshot narrowed to a selection.

    Raises:
        UsageError: A name fits nothing, or nothing is left: an empty output would read as "nothing is wrong".
    """
    if selection == EVERYTHING:
        return snapshot
    kept = snapshot.assessments
    for said, field, fits in _FIELDS:
        names: tuple[str, ...] = getattr(selection, field)
        if names:
            _check_names(said, names, snapshot, fits)
            kept = tuple(found for found in kept if any(fits(found, name) for name in names))
    if not kept:
        raise UsageError("output.select.empty")
    ids = {found.id for found in kept}
    whole = {found.id for found in kept if not found.unit}
    counted = [found for found in kept if not found.unit or found.id not in whole]
    members: dict[str, list[Assessment]] = {}
    for found in counted:
        members.setdefault(found.indicator.group, []).append(found)
    return snapshot._replace(
        counts=count(counted),
        assessments=kept,
        groups=tuple(
            roll_up(found.group, members[found.group.id]) for found in snapshot.groups if found.group.id in members
        ),
        checks=tuple(check for check in snapshot.checks if not ids.isdisjoint(check.indicators)),
    )


def fits(selection: Selection, series: Mapping[str, Any]) -> bool:
    """Whether a selection holds a series of a JSON snapshot, by the names that it has there."""
    said = {
        "groups": series.get("group"),
        "owners": series.get("owner"),
        "units": series.get("unit"),
        "statuses": series.get("status") or CONTEXT,
    }
    held = all(not (names := getattr(selection, field)) or value in names for field, value in said.items())
    return held and (not selection.ids or any(fnmatchcase(str(series.get("id")), name) for name in selection.ids))


def _code(found: Assessment) -> str:
    return CONTEXT if found.status is None else found.status.value


def _fits_id(found: Assessment, name: str) -> bool:
    return fnmatchcase(found.id, name)


def _fits_group(found: Assessment, name: str) -> bool:
    return found.indicator.group == name


def _fits_owner(found: Assessment, name: str) -> bool:
    return found.indicator.owner == name


def _fits_status(found: Assessment, name: str) -> bool:
    return _code(found) == name


def _fits_unit(found: Assessment, name: str) -> bool:
    return found.unit == name


_Fits = Callable[[Assessment, str], bool]

_FIELDS: tuple[tuple[str, str, _Fits], ...] = (
    ("id", "ids", _fits_id),
    ("group", "groups", _fits_group),
    ("owner", "owners", _fits_owner),
    ("unit", "units", _fits_unit),
    ("status", "statuses", _fits_status),
)


def _check_names(said: str, names: tuple[str, ...], snapshot: Snapshot, fits: _Fits) -> None:
    """A misspelt name is an error even where others fit; a status that nobody has is not misspelt."""
    for name in names:
        if said == "status":
            known = name == CONTEXT or name in set(Status)
        else:
            known = any(fits(found, name) for found in snapshot.assessments)
        if not known:
            # Deferred: edit distance, for who mistyped something.
            nearest = import_module("tui.nearest").nearest_said(name, _names(said, snapshot))
            raise UsageError(f"output.select.{said}", name=name, nearest=nearest)


def _names(said: str, snapshot: Snapshot) -> Iterable[str]:
    """What could have been written, each once, in order."""
    match said:
        case "id":
            return dict.fromkeys(found.id for found in snapshot.assessments)
        case "group":
            return dict.fromkeys(found.indicator.group for found in snapshot.assessments)
        case "owner":
            return dict.fromkeys(found.indicator.owner for found in snapshot.assessments)
        case "unit":
            ids = dict.fromkeys(found.unit for found in snapshot.assessments)
            units = (unit for roster in snapshot.framework.rosters.values() for unit in roster.units)
            return ids | dict.fromkeys(unit.name for unit in units if unit.id in ids)
        case _:
            return ()
