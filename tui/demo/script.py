"""What is made up, as `tui/sample/demo.toml` has it."""

import os
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import tomli

from tui.model.period import Period
from tui.named import NamedTuple

__all__ = ["Correction", "Department", "Failure", "Late", "Script", "script"]

_FILE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "sample", "demo.toml")


class Department(NamedTuple):
    """Who delivers what, and when."""

    id: str
    indicators: tuple[str, ...]
    """How the ids of its indicators begin."""
    day: int
    """Of the month after the one that its figures are about."""


class Correction(NamedTuple):
    """A figure that was first given as another one."""

    indicator: str
    month: int
    """1 to 11."""
    first: Decimal
    """What was said at first; what is right stands in `Script.months`."""
    on: date
    """When it is put right."""


class Late(NamedTuple):
    """Months that a department delivers together, late."""

    department: str
    months: tuple[int, ...]
    on: date


class Failure(NamedTuple):
    """Days on which a department's service fails."""

    department: str
    kind: Literal["silent", "error"]
    """It takes the question and says nothing, or answers with HTTP 500."""
    since: date
    until: date
    """The day on which it answers again."""


class Script(NamedTuple):
    """Everything that is made up."""

    first: date
    last: date
    """The day on which the figures of the year are published."""
    departments: tuple[Department, ...]
    months: dict[str, tuple[Decimal, ...]]
    """By indicator, its figures from January on."""
    coverages: dict[str, tuple[str, ...]]
    """By coverage, the indicators that count its covered units, tier by tier."""
    steps: tuple[int, int]
    """The months in which the first and the last step of a checklist is done."""
    corrections: tuple[Correction, ...]
    late: tuple[Late, ...]
    failures: tuple[Failure, ...]
    monthly: dict[str, Any]
    """What is declared of every indicator that has figures each month."""
    indicators: dict[str, dict[str, Any]]
    """What is declared of some indicators beside."""

    def department_of(self, indicator: str) -> Department | None:
        """Who delivers an indicator; nobody what only the report has."""
        return next((each for each in self.departments if indicator.startswith(each.indicators)), None)

    def published(self, department: Department, month: int) -> date:
        """When a department delivers the figures of a month, 1 to 11."""
        late = next((each for each in self.late if each.department == department.id and month in each.months), None)
        after = period_of(month, self.last.year - 1).next.start
        return late.on if late else after.replace(day=department.day)

    def corrected(self, indicator: str, month: int) -> Correction | None:
        """How a month's figure was first given, if it was put right later."""
        return next((each for each in self.corrections if (each.indicator, each.month) == (indicator, month)), None)

    def failing(self, department: str, day: date) -> Literal["silent", "error"] | None:
        """How a department's service fails on a day, if it does."""
        found = (each for each in self.failures if each.department == department)
        return next((each.kind for each in found if each.since <= day < each.until), None)


def period_of(month: int, year: int) -> Period:
    """A month of the year that is replayed."""
    return Period.parse(f"{year}-M{month:02d}")


def script() -> Script:
    """Read it."""
    with open(_FILE, "rb") as file:
        raw = tomli.load(file, parse_float=Decimal)
    return Script(
        first=raw["first"],
        last=raw["last"],
        departments=tuple(
            Department(id, tuple(each["indicators"]), each["day"]) for id, each in raw["sources"].items()
        ),
        months={id: tuple(map(Decimal, figures)) for id, figures in raw["months"].items()},
        coverages={id: tuple(counts) for id, counts in raw["coverages"].items()},
        steps=(raw["steps"]["first"], raw["steps"]["last"]),
        corrections=tuple(
            Correction(each["indicator"], each["month"], Decimal(each["first"]), each["on"])
            for each in raw["corrections"]
        ),
        late=tuple(Late(each["source"], tuple(each["months"]), each["on"]) for each in raw["late"]),
        failures=tuple(Failure(each["source"], each["kind"], each["from"], each["until"]) for each in raw["failures"]),
        monthly=raw["monthly"],
        indicators=raw["indicators"],
    )
