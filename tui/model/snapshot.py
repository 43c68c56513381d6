"""All assessments, checks and source states at one instant: what every view, export and report renders."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.indicator import Group, Indicator
from tui.model.observation import Observation, ObservationOp, Provenance
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.model.roster import Roster, Unit
from tui.model.source import SourceState
from tui.named import NamedTuple

__all__ = [
    "Assessment",
    "CheckDefinition",
    "CheckResult",
    "Framework",
    "Freshness",
    "GroupAssessment",
    "Light",
    "Severity",
    "Snapshot",
    "Status",
    "TierCount",
    "Trend",
    "YearlyReport",
]

Freshness = Literal["fresh", "due", "stale", "expired"]
Light = Literal["green", "yellow", "red", "grey", "none"]
Trend = Literal["up", "down", "flat", "away"]
Severity = Literal["error", "warn", "info"]


class Status(StrEnum):
    """How an indicator stands; semantics.md section 5. Declared in the order of the count vector."""

    MET = "met"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    MISSED = "missed"
    NO_DATA = "no_data"
    INVALID = "invalid"
    NOT_STARTED = "not_started"
    SUSPENDED = "suspended"
    NOT_APPLICABLE = "not_applicable"


class CheckDefinition(NamedTuple):
    """An equation or comparison that figures must satisfy."""

    id: str
    expr: str
    severity: Severity = "error"
    name: Phrase | None = None


class YearlyReport(NamedTuple):
    """A report that is owed by the same day of every year, as that on the building of a rule-of-law government."""

    id: str
    name: Phrase
    month: int
    day: int
    """With `month` a day that every year has."""
    owner: str = ""
    rolls: bool = False
    """On a day off it moves to the next workday."""


class Framework(NamedTuple):
    """The indicator system: everything that indicators.toml defines and a status depends on."""

    title: Phrase
    timezone: str = "Asia/Shanghai"
    evaluate_on: date | None = None
    """Judge as on this day, whatever the clock says; all vintages stay known."""
    indicators: Mapping[str, Indicator] = MappingProxyType({})
    """By id, in file order."""
    groups: Mapping[str, Group] = MappingProxyType({})
    """By id, in file order."""
    rosters: Mapping[str, Roster] = MappingProxyType({})
    checks: Mapping[str, CheckDefinition] = MappingProxyType({})
    observations: tuple[Observation, ...] = ()
    """Figures that stand in the file itself."""
    holidays: frozenset[date] = frozenset()
    """Days, beside weekends, that are no workdays."""
    workdays: frozenset[date] = frozenset()
    """Weekend days that are workdays."""
    sha256: str = ""
    """Of the file's bytes, hexadecimal."""
    reports: tuple[YearlyReport, ...] = ()
    """Reporting dates of the calendar, in file order; no status depends on them."""

    def roster_of(self, indicator: Indicator) -> Roster | None:
        """The roster of the units whose figures an indicator takes; `None` where none says which these are."""
        return self.rosters.get(indicator.roster_id)


class TierCount(NamedTuple):
    """How much of one tier of a roster is covered."""

    level: str
    covered: int
    applicable: int


class Assessment(NamedTuple):
    """An indicator's status, progress and the reason, at an instant; numbers are exact to 28 digits, never rounded."""

    indicator: Indicator
    unit: str = ""
    """Reporting unit; `""` is the whole area."""
    status: Status | None = None
    """`None` for an indicator without a target."""
    reason: str = ""
    """Code of the row of section 5 that decided: `pace`, `censored`, `unreported` ...; never empty with a status."""
    value: Decimal | None = None
    """In the indicator's unit; percent for `PERCENT`; `None` where there is none."""
    op: ObservationOp = "eq"
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    period: Period | None = None
    flag: str = ""
    observation: Observation | None = None
    """The newest observation that the value comes from, where it comes from one."""
    target_value: Decimal | None = None
    """The limit that was applied, derived targets resolved; `None` for `between` and without a target."""
    progress: Decimal | None = None
    """0 to 1; `None` where no progress can be stated."""
    progress_raw: Decimal | None = None
    """Unclamped."""
    plan: Decimal | None = None
    """Share of the way, 0 to 1, that should be done today; `None` without a way."""
    pace_ratio: Decimal | None = None
    gap_pp: Decimal | None = None
    """Points behind the plan; negative when ahead."""
    forecast: Decimal | None = None
    """Value expected at the deadline, in the indicator's unit."""
    needed_per_month: Decimal | None = None
    trend: Trend | None = None
    light: Light = "none"
    freshness: Freshness = "fresh"
    final: bool = False
    late: bool = False
    early: bool = False
    revised: bool = False
    tiers: tuple[TierCount, ...] = ()
    """One per level of the roster, in roster order."""
    missing_units: tuple[str, ...] = ()
    """Names of the units that are not covered, or, where each has a status, have not reported; in roster order."""
    steps_done: tuple[str, ...] = ()
    """Ids of the steps that are done."""
    why: Message = Message("why.context")
    """The reason as one sentence."""
    arithmetic: tuple[Message, ...] = ()
    """How the figures follow from each other, step by step."""
    steps_verified: tuple[str, ...] = ()
    """Ids of the done steps that have evidence; the others are claimed."""
    series: Sequence[Observation] = ()
    """What was observed of the series up to the instant, oldest period first; empty for what is computed."""
    counted: tuple[int, int] | None = None
    """How many of how many members entered a sum of which some are missing; its flag is E."""
    basis: object = None
    """What it was measured with (`tui.model.yardstick`); `None` for an assessment made by hand."""
    superseded: Observation | None = None
    """The vintage that the newest one of `observation` revised: what was said before; `None` unless `revised`."""
    short: tuple[Message, ...] = ()
    """Units that have less than the target asks of each, with what they have, in roster order."""
    bounds: tuple[Amount, Amount] | None = None
    """Numerator and denominator where one of them is a bound such as "<30"; that one's plain field is then `None`."""
    parts: tuple["Assessment", ...] = ()
    """What it was rolled up from: the members of a group measure, or the units' series, in order."""
    part_names: Mapping[str, Unit] | None = None
    """The units among `parts`, by id."""

    @property
    def id(self) -> str:
        """The indicator's id."""
        return self.indicator.id

    @property
    def common(self) -> object:
        """Stands for what this assessment has in common with others; `None`: it was decided on its own.

        Of all that have the same one, only unit, observation, progress, what follows from it, trend, and in the
        sentence some values (`tui.model.why.DIFFERING`) differ; value, numerator, denominator and flag are those of the
        observation.
        """
        return None

    @property
    def provenance(self) -> Provenance:
        """Where the value came from; empty where there is no observation."""
        return self.observation.provenance if self.observation else Provenance()


class GroupAssessment(NamedTuple):
    """A group's members, counted and rolled up (semantics.md section 7)."""

    group: Group
    counts: Mapping[str, int]
    """Members by status code, every code present, and `context` for those without a target."""
    light: Light
    progress: Decimal | None
    """Weighted mean of the judged members' progress, 0 to 1; `None` where none is judged."""
    undetermined: int
    """Members that are grey: no data or invalid."""
    members: tuple[str, ...]
    """Ids, in file order."""
    score: Decimal | None = None
    """Weighted points of 100, for the rule `score`; `None` below the group's least valid weight."""
    valid: Decimal | None = None
    """Weight of the judged members over that of all that owe something, 0 to 1; `None` where nothing is owed."""
    vetoed_by: tuple[str, ...] = ()
    """Ids of the members whose veto makes the group red."""


class CheckResult(NamedTuple):
    """What a check found."""

    check: CheckDefinition
    result: Literal["pass", "fail", "unknown"]
    why: Message
    indicators: tuple[str, ...] = ()
    """Ids of the figures that entered."""
    unit: str = ""
    """Reporting unit whose series a built-in rule is about; `""` is the whole area."""
    hits: tuple[str, ...] = ()
    """Ids of the indicators whose newest figure (of `unit`) it makes invalid."""


class Snapshot(NamedTuple):
    """Everything at one instant; a pure function of framework, history, source states and the instant."""

    framework: Framework
    as_of: datetime
    """The instant that was judged, in the framework's time zone."""
    taken_at: datetime | None
    """When it was taken, aware UTC; `None` where the instant was asked for, so that the bytes can be reproduced."""
    known_by: datetime | None
    """Vintages recorded after this instant were not seen; `None`: all were."""
    counts: Mapping[str, int]
    """Assessments by status code, every code present, and `context` for those without a target."""
    assessments: tuple[Assessment, ...]
    """In file order; the series of an indicator with `units` follow it."""
    groups: tuple[GroupAssessment, ...]
    checks: tuple[CheckResult, ...]
    sources: tuple[SourceState, ...]
    seal: str | None = None
    """The store's last seal."""

    def assessment(self, indicator: str, unit: str = "") -> Assessment | None:
        """The assessment of one series, or `None`."""
        for found in self.assessments:
            if found.indicator.id == indicator and found.unit == unit:
                return found
        return None
