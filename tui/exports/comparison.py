"""What differs between two JSON snapshots, whoever wrote them and whenever.

Compared is what somebody would have to answer for: which indicators there are, each one's status, figure, target,
missing units and tiers, whether its figure was revised, and what the checks find. Not compared is what moves by itself
from day to day (elapsed time, plan, age), nor names.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Literal

from tui.errors import UsageError
from tui.model.period import Period
from tui.named import NamedTuple

__all__ = ["Change", "Check", "Comparison", "Kind", "Series", "compare"]

Kind = Literal["new", "gone", "changed"]

_SCHEMA: Final = 1
"""The version of the snapshot that is understood (`tui.exports.json`)."""
_OPERATORS: Final = ("eq", "lt", "le", "gt", "ge", "approx")
_FIGURE: Final = ("value", "op", "numerator", "denominator", "flag", "period")
_TARGET: Final = ("op", "value", "low", "high", "mode", "start", "deadline")
_UNITS: Final = ("measure", "unit_measure", "unit_mult")
_HEAD: Final = ("as_of", "taken_at", "config_sha256", "seal")

Part = Mapping[str, Any]
"""A piece of a snapshot, as JSON has it, numbers as `Decimal` or `int`."""


class Change(NamedTuple):
    """One thing about a series that is not as it was."""

    what: str
    """`status`, `figure`, `revision` (another figure for the same period), `target`, `roster` or `tiers`."""
    old: Any
    """Status code, or the fields of a figure, target or tier; of a roster the units that are missing no longer."""
    new: Any
    """The same; of a roster the units that are missing now."""


class Series(NamedTuple):
    """An indicator, or one unit of it, that differs."""

    id: str
    unit: str
    name: Mapping[str, str]
    """By language."""
    kind: Kind
    changes: tuple[Change, ...]
    """Of a new series its status and figure, with `None` as the old ones; of one that is gone the other way round."""
    units: Part
    """What its figures count: `measure`, `unit_measure`, `unit_mult`."""


class Check(NamedTuple):
    """A check whose result differs."""

    id: str
    unit: str
    old: str | None
    """`pass`, `fail`, `unknown`; `None` where there was no such check."""
    new: str | None
    name: Mapping[str, str] | None = None
    """By language: of a check of the file its own, of a built-in one its indicator's; `None` where neither is known."""


class Comparison(NamedTuple):
    """How two snapshots differ."""

    old: Part
    """`as_of`, `taken_at`, `config_sha256` and `seal` of the first."""
    new: Part
    series: tuple[Series, ...]
    """In order of the second; then those that are gone."""
    checks: tuple[Check, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.series and not self.checks


def compare(
    old: object,
    new: object,
    names: Sequence[str],
    *,
    series_kept: Callable[[Part], bool] = lambda series: True,
    checks_kept: Callable[[Part], bool] = lambda check: True,
) -> Comparison:
    """How the second of two documents differs from the first.

    Args:
        old: A JSON snapshot, parsed.
        new: Another one.
        names: What to call them in an error.
        series_kept: Whether a series of the first concerns anybody; for a second one that is but a part.
        checks_kept: The same of a check.

    Raises:
        UsageError: One of them is no snapshot of this version.
    """
    first, second = (_Document(document, name) for document, name in zip((old, new), names, strict=True))
    first.keep(series_kept, checks_kept)
    series = [
        _series(first.series.get(key), second.series.get(key), key)
        for key in (*second.series, *(key for key in first.series if key not in second.series))
    ]
    checks = (
        Check(*key, first.result(key), second.result(key), second.called(key) or first.called(key))
        for key in dict.fromkeys((*second.checks, *first.checks))
        if first.result(key) != second.result(key)
    )
    return Comparison(
        first.head,
        second.head,
        tuple(found for found in series if found.changes),
        tuple(checks),
    )


class _Document:
    """A snapshot that has what is compared, each of its type."""

    def __init__(self, document: object, name: str) -> None:
        if not isinstance(document, dict) or not str(document.get("generator", "")).startswith("zhibiao "):
            raise UsageError("diff.no_snapshot", name=name)
        if document.get("schema") != _SCHEMA:
            raise UsageError("diff.version", name=name, known=_SCHEMA)
        try:
            self.head: Part = {key: document[key] for key in _HEAD}
            datetime.fromisoformat(_text(self.head["as_of"]))
            self.series = {(_text(each["id"]), _text(each["unit"])): _checked(each) for each in document["indicators"]}
            self.checks = {(_text(each["id"]), _text(each["unit"])): _sound(each) for each in document["checks"]}
            self._names: Mapping[str, Mapping[str, str]] = {id: each["name"] for (id, _), each in self.series.items()}
        except (KeyError, TypeError, ValueError, AttributeError):
            raise UsageError("diff.no_snapshot", name=name) from None

    def keep(self, series_kept: Callable[[Part], bool], checks_kept: Callable[[Part], bool]) -> None:
        """Forget what concerns nobody."""
        self.series = {key: each for key, each in self.series.items() if series_kept(each)}
        self.checks = {key: each for key, each in self.checks.items() if checks_kept(each)}

    def result(self, key: tuple[str, str]) -> str | None:
        """What a check found; `None` where there is no such check."""
        found = self.checks.get(key)
        return None if found is None else str(found["result"])

    def called(self, key: tuple[str, str]) -> Mapping[str, str] | None:
        """What a check is called, or what the indicator is called that a built-in one is about."""
        named: Mapping[str, str] | None = self.checks.get(key, {}).get("name")
        return named or self._names.get(_indicator_of(*key))


def _indicator_of(check: str, unit: str) -> str:
    """The id of the indicator that a built-in check is about; `""` for a check of the file."""
    return check.partition(":")[2].removesuffix(f"@{unit}")


def _sound(check: Part) -> Part:
    """A check, once what is compared is text, and so is its name where it has one.

    Raises:
        ValueError: It is not.
        KeyError: It is not there.
    """
    _text(check["result"])
    name = check.get("name")
    for text in () if name is None else (name["zh"], name["en"]):
        _text(text)
    return check


def _checked(series: Part) -> Part:
    """A series, once every field that is compared is of its type.

    Raises:
        ValueError: One is not.
        KeyError: One is not there.
        TypeError: What should have fields has none.
    """
    for name in ("value", "numerator", "denominator"):
        _number(series[name])
    if series["op"] not in _OPERATORS:
        raise ValueError(series["op"])
    if series["period"] is not None:
        Period.parse(_text(series["period"]))
    for name in ("status", "flag"):
        _text(series[name] or "")
    if series["target"] is not None:
        _check_target(series["target"])
    words = (series["name"]["zh"], series["name"]["en"], series["measure"], series["unit_measure"])
    for text in (*words, *series["missing_units"], *(tier["level"] for tier in series["tiers"])):
        _text(text)
    return {**series, "unit_mult": int(series["unit_mult"])}


def _check_target(target: Part) -> None:
    if target["op"] not in (*_OPERATORS, "between"):
        raise ValueError(target["op"])
    for name in ("value", "low", "high"):
        _number(target.get(name))
    if target["op"] == "between" and None in (target.get("low"), target.get("high")):
        raise ValueError(target)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _number(value: object) -> None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, Decimal | int)):
        raise ValueError(value)


def _series(old: Part | None, new: Part | None, key: tuple[str, str]) -> Series:
    known = new if new is not None else old or {}
    kind: Kind = "new" if old is None else "gone" if new is None else "changed"
    changes = tuple(_changes(old, new) if old is not None and new is not None else _alone(old, new))
    return Series(*key, known["name"], kind, changes, {name: known[name] for name in _UNITS})


def _alone(old: Part | None, new: Part | None) -> Iterator[Change]:
    yield Change("status", old and old["status"], new and new["status"])
    yield Change("figure", old and _figure(old), new and _figure(new))


def _changes(old: Part, new: Part) -> Iterator[Change]:
    if old["status"] != new["status"]:
        yield Change("status", old["status"], new["status"])
    before, after = _figure(old), _figure(new)
    if before != after:
        again = before["period"] == after["period"] and before["period"] is not None
        yield Change("revision" if again else "figure", before, after)
    if _target(old["target"]) != _target(new["target"]):
        yield Change("target", _target(old["target"]), _target(new["target"]))
    arrived = tuple(unit for unit in old["missing_units"] if unit not in set(new["missing_units"]))
    lacking = tuple(unit for unit in new["missing_units"] if unit not in set(old["missing_units"]))
    if arrived or lacking:
        yield Change("roster", arrived, lacking)
    if _applicable(old) != _applicable(new):
        yield Change("tiers", _applicable(old), _applicable(new))


def _figure(series: Part) -> Part:
    return {name: series[name] for name in _FIGURE}


def _target(target: Part | None) -> Part | None:
    return None if target is None else {name: target.get(name) for name in _TARGET}


def _applicable(series: Part) -> Mapping[str, int]:
    """How many units each tier of the roster has."""
    return {tier["level"]: tier["applicable"] for tier in series["tiers"]}
