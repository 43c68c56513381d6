"""What stands at the head of the file: `schema`, `store`, `[dashboard]`, `[calendar]` and `[polling]`."""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, date, timedelta
from typing import Any, Final

from tui.config.address import database, password_of
from tui.config.findings import Findings, Wrong
from tui.config.place import absolute, default_store, is_exposed
from tui.config.shown import shown
from tui.config.table import ELSEWHERE, Schema, Table, tables
from tui.config.values import choice, day, day_of_year, integer, is_identifier, line, phrase
from tui.model.calendar import zone
from tui.model.phrase import Phrase
from tui.model.snapshot import YearlyReport
from tui.named import NamedTuple

__all__ = ["TOP", "Head", "read_calendar", "read_head", "read_polling", "read_reports", "read_store"]

MEMORY: Final = ":memory:"
"""The store that keeps nothing."""

TOP: Final[Schema] = dict.fromkeys(
    (
        "schema",
        "store",
        "dashboard",
        "sources",
        "rosters",
        "groups",
        "indicators",
        "observations",
        "checks",
        "calendar",
        "polling",
    ),
    ("", ELSEWHERE),
)
"""The keys at the top of the file."""

_ZONES: Final = (
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Chongqing",
    "Asia/Hong_Kong",
    "Asia/Macau",
    "Asia/Taipei",
    "Asia/Singapore",
    "UTC",
)
"""Proposed where a time zone is not known; any name of the zone database is valid."""


class Head(NamedTuple):
    """The `[dashboard]` table."""

    title: Phrase
    timezone: str = "Asia/Shanghai"
    language: str = "auto"
    evaluate_on: date | None = None
    alert: str = ""


def _timezone(value: object) -> str:
    name = line(value)
    # zone() gives UTC itself for a name it does not know, and a zone of its own for other spellings of UTC.
    if zone(name) is UTC and name != "UTC":
        raise Wrong("problem.timezone", found=shown(name), near=_ZONES, wanted=name)
    return name


_DASHBOARD: Final[Schema] = {
    "title": ("title", phrase),
    "timezone": ("timezone", _timezone),
    "language": ("language", choice("auto", "zh", "en")),
    "evaluate_on": ("evaluate_on", day),
    "alert": ("alert", choice("off", "bell", "notify")),
}
_POLLING: Final[Schema] = {"at_once": ("at_once", integer(1, 64)), "per_host": ("per_host", integer(1, 64))}
"""What `[polling]` may say: sources that are read at the same time, 16, and of one host, 4."""
_CALENDAR: Final[Schema] = dict.fromkeys(("holidays", "workdays", "reports"), ("", ELSEWHERE))
_REPORT: Final[Schema] = {
    "name": ("name", phrase),
    "day": ("day", day_of_year),
    "owner": ("owner", line),
    "roll": ("roll", choice("next_workday", "none")),
}


def read_head(raw: dict[str, Any], config: str, findings: Findings) -> Head:
    """The `[dashboard]` table; the title defaults to the file's name."""
    stem = os.path.splitext(os.path.basename(config))[0]
    fields = _section(raw, "dashboard", findings).fields(_DASHBOARD)
    return Head(**{"title": Phrase(stem, stem), **fields})


def read_calendar(raw: dict[str, Any], findings: Findings) -> tuple[frozenset[date], frozenset[date]]:
    """The `[calendar]` table: holidays, and weekend days that are workdays."""
    table = _section(raw, "calendar", findings)
    table.fields(_CALENDAR)
    holidays, workdays = (frozenset(_days(table, key)) for key in ("holidays", "workdays"))
    for both in sorted(holidays & workdays):
        table.wrong("workdays", "problem.calendar.both", day=both)
    return holidays, workdays


def read_reports(raw: dict[str, Any], findings: Findings) -> tuple[YearlyReport, ...]:
    """The tables `[calendar.reports.NAME]`: reports that are owed every year."""
    section = raw.get("calendar", {})
    found = []
    for name, table in tables(section if isinstance(section, dict) else {}, "reports", findings, ("calendar",)):
        fields = table.fields(_REPORT)
        if not is_identifier(name.replace("-", "_")):
            findings.add(table.path, "problem.name", found=shown(name))
        elif table.needs("name", "day") and {"name", "day"} <= fields.keys():
            month, day = fields["day"]
            rolls = fields.get("roll") == "next_workday"
            found.append(YearlyReport(name, fields["name"], month, day, fields.get("owner", ""), rolls))
    return tuple(found)


def read_polling(raw: dict[str, Any], findings: Findings) -> dict[str, Any]:
    """The `[polling]` table: the fields of a `Config` that it says."""
    return _section(raw, "polling", findings).fields(_POLLING)


def read_store(raw: dict[str, Any], config: str, environ: Mapping[str, str], findings: Findings) -> str:
    """The `store` key: a URL as it is written, `:memory:`, or an absolute path; `""` after a finding."""
    if "store" not in raw:
        path = default_store(config, environ)
        if path is None:
            findings.add((), "problem.store.home")
        return path or ""
    try:
        return _store(line(raw["store"]), config, environ)
    except Wrong as wrong:
        findings.wrong(("store",), wrong)
        return ""


def _store(written: str, config: str, environ: Mapping[str, str]) -> str:
    if written == MEMORY:
        return written
    if written.startswith("sqlite:///"):
        return absolute(written.removeprefix("sqlite:///"), config)
    if "://" in written:
        url = database(written)
        if password_of(url) and is_exposed(config):
            raise Wrong("problem.url.password", file=config)
        return url
    if written.startswith("~/"):
        home = environ.get("HOME", "")
        if not os.path.isabs(home):
            raise Wrong("problem.store.home")
        return os.path.join(home, written[2:])
    if written.endswith("/"):
        raise Wrong("problem.store.directory", found=shown(written))
    return absolute(written, config)


def _section(raw: dict[str, Any], key: str, findings: Findings) -> Table:
    section = raw.get(key, {})
    if not isinstance(section, dict):
        findings.add((key,), "problem.expected.table", found=shown(section))
        section = {}
    return Table(section, (key,), findings)


def _days(table: Table, key: str) -> Iterable[date]:
    """Days of an array of dates and of spans `"2023-01-21/2023-01-27"`."""
    array = table.raw.get(key, [])
    if not isinstance(array, list):
        table.wrong(key, "problem.expected.days_off", found=shown(array))
        return
    for place, value in enumerate(array):
        try:
            yield from _span(value)
        except Wrong as wrong:
            table.findings.wrong((*table.path, key, place), wrong)


def _span(value: object) -> Iterable[date]:
    if not isinstance(value, str):
        return (day(value),)
    first, _, last = value.partition("/")
    try:
        since, until = day(date.fromisoformat(first)), day(date.fromisoformat(last))
    except ValueError:
        raise Wrong("problem.expected.days_off", found=shown(value)) from None
    if not 0 <= (until - since).days < 366:
        raise Wrong("problem.expected.days_off", found=shown(value))
    return tuple(since + timedelta(days=number) for number in range((until - since).days + 1))
