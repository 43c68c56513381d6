"""A snapshot made by hand: every kind of figure, status and trouble that an export must put down."""

import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.exports.polled import AS_OF, SOURCES
from tui.errors import Message
from tui.model.indicator import Group, Indicator, Step
from tui.model.observation import KNOWN_FROM_THE_START, Observation, Provenance
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.model.rollup import count
from tui.model.snapshot import (
    Assessment,
    CheckDefinition,
    CheckResult,
    Framework,
    GroupAssessment,
    Light,
    Snapshot,
    Status,
    TierCount,
)
from tui.model.target import Target

NAMES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
TEXT = NAMES["text"]
YEAR = Period.parse("2022")
THIRD_QUARTER = Period.parse("2022-Q3")


def phrase(section: str, name: str) -> Phrase:
    return Phrase(**NAMES[section][name])


def behind(points: str) -> Message:
    return Message("number.gap.behind", {"points": Decimal(points)})


def seen(indicator: str, value: str | None, period: Period = YEAR, **more: Any) -> Observation:
    given = Provenance("report", TEXT["document"], TEXT["section"], published="2023-03-06", sha256="ab" * 32)
    recorded = datetime(2023, 3, 5, 16, tzinfo=UTC)
    figure = Observation(indicator, "", period, None if value is None else Decimal(value), recorded=recorded)
    return figure._replace(provenance=given, **more)


HELD = Target("lt", Decimal(30), warn_margin=Decimal("1.5"), example=True)
REVOKED = Indicator(
    "fuyi.revoked_rate",
    phrase("indicators", "revoked"),
    "review",
    owner=TEXT["owner"],
    tags=("2022",),
    basis="2022 report 4(1)",
    measure="ratio",
    unit_measure="PERCENT",
    numerator="fuyi.revoked",
    denominator="fuyi.concluded",
    target=HELD,
)
LITIGATED = REVOKED._replace(
    id="fuyi.litigated",
    name=phrase("indicators", "litigated"),
    measure="value",
    tags=(),
    target=Target("lt", Decimal(25)),
)
RECEIVED = Indicator("fuyi.received", phrase("indicators", "received"), "review", unit_measure="CASES")
RANK = Indicator(
    "gov.rank", phrase("indicators", "rank"), "review", unit_measure="RANK", target=Target("le", Decimal(10))
)
REDUCED = Indicator(
    "yingsu.lost",
    phrase("indicators", "reduced"),
    "review",
    unit_measure="PERCENT",
    target=Target(
        "le",
        Decimal(15),
        mode="reach",
        baseline=Decimal("30.7"),
        start=date(2018, 1, 1),
        deadline=date(2025, 12, 31),
    ),
)
CHANGE = RECEIVED._replace(id="yingsu.change", name=phrase("indicators", "change"), unit_measure="PERCENT")
HANDLED = REVOKED._replace(
    id="fuyi.handled",
    name=phrase("indicators", "handled"),
    tags=(),
    numerator="fuyi.done",
    denominator="fuyi.received",
    allow_over=True,
    target=Target("ge", Decimal(90)),
)
AIDES = Indicator(
    "pufa.aides",
    phrase("indicators", "aides"),
    "law",
    owner=TEXT["owner"],
    accrual="cumulative",
    unit_measure="PERSONS",
    units="streets",
    target=Target("ge", Decimal(889), mode="reach", start=date(2022, 1, 1), deadline=date(2022, 12, 31)),
)
TRAINED = AIDES._replace(
    id="pufa.trained",
    name=phrase("indicators", "trained"),
    unit_mult=4,
    decimals=2,
    units=None,
    target=Target("ge", Decimal(2)),
)
COVERED = Indicator(
    "audit.units",
    phrase("indicators", "covered"),
    "law",
    owner=TEXT["auditor"],
    measure="coverage",
    unit_measure="PERCENT",
    roster="budget_units",
    target=Target("ge", Decimal(100), mode="reach", deadline=date(2022, 12, 31)),
)
RULES = Indicator(
    "zhifa.rules",
    phrase("indicators", "rules"),
    "law",
    measure="steps",
    unit_measure="STEPS",
    steps=(
        Step("publicity", phrase("steps", "publicity"), date(2022, 6, 30), date(2022, 6, 1), TEXT["document"]),
        Step("recording", phrase("steps", "recording"), date(2022, 8, 31), date(2022, 8, 30)),
        Step("review", phrase("steps", "review"), date(2022, 9, 15), weight=Decimal("1.50")),
    ),
    target=Target("eq"),
)
UNREPORTED = Indicator(
    "pufa.reviews", phrase("indicators", "unreported"), "", target=Target("between", low=Decimal(1), high=Decimal(3))
)
HOSTILE = Indicator(
    "x.hostile", phrase("indicators", "hostile"), "", owner="=cmd|' /C `calc`'!A0", unit_measure="{0}%s"
)


def assessments() -> tuple[Assessment, ...]:
    """One of every kind, in file order."""
    return (
        Assessment(
            REVOKED,
            status=Status.MET,
            reason="held",
            value=Decimal(2200) / 152,
            numerator=Decimal(22),
            denominator=Decimal(152),
            period=YEAR,
            flag="A",
            target_value=Decimal(30),
            progress=Decimal(1),
            progress_raw=Decimal(1),
            light="green",
            final=True,
            revised=True,
            trend="up",
            why=Message("status.reason.held"),
        ),
        Assessment(
            LITIGATED,
            status=Status.NO_DATA,
            reason="censored",
            value=Decimal(30),
            op="lt",
            period=YEAR,
            flag="A",
            observation=seen("fuyi.litigated", "30", op="lt"),
            target_value=Decimal(25),
            light="grey",
            why=Message("status.reason.censored"),
        ),
        Assessment(
            RECEIVED,
            value=Decimal("209.0"),
            period=YEAR,
            flag="A",
            observation=seen("fuyi.received", "209.0")._replace(recorded=KNOWN_FROM_THE_START),
            why=Message("status.reason.context"),
        ),
        Assessment(
            RANK,
            status=Status.MET,
            reason="held",
            value=Decimal(10),
            op="le",
            period=Period.parse("2021"),
            flag="P",
            observation=seen("gov.rank", "10", Period.parse("2021"), op="le", flag="P"),
            target_value=Decimal(10),
            progress=Decimal(1),
            progress_raw=Decimal(1),
            light="yellow",
            freshness="stale",
            why=Message("status.reason.held"),
        ),
        Assessment(
            REDUCED,
            status=Status.OFF_TRACK,
            reason="away",
            value=Decimal(33),
            period=YEAR,
            flag="A",
            observation=seen("yingsu.lost", "33"),
            target_value=Decimal(15),
            progress=Decimal(0),
            progress_raw=Decimal("-0.146496815286624203821656051"),
            plan=Decimal("0.594113620807665982203969883"),
            light="red",
            trend="away",
            why=Message("status.reason.away"),
        ),
        Assessment(
            CHANGE,
            value=Decimal("-128.7879"),
            period=YEAR,
            flag="A",
            observation=seen("yingsu.change", "-128.7879"),
            why=Message("status.reason.context"),
        ),
        Assessment(
            HANDLED,
            status=Status.MET,
            reason="held",
            value=Decimal(21700) / 209,
            numerator=Decimal(217),
            denominator=Decimal(209),
            period=YEAR,
            flag="A",
            target_value=Decimal(90),
            progress=Decimal(1),
            progress_raw=Decimal(217) / 188,
            light="green",
            why=Message("status.reason.held"),
        ),
        Assessment(
            AIDES,
            status=Status.AT_RISK,
            reason="pace",
            value=Decimal(600),
            period=THIRD_QUARTER,
            flag="A",
            observation=seen("pufa.aides", "600", THIRD_QUARTER),
            target_value=Decimal(889),
            progress=Decimal(600) / 889,
            progress_raw=Decimal(600) / 889,
            plan=Decimal(273) / 365,
            pace_ratio=Decimal("0.90235971206"),
            gap_pp=Decimal("7.30295680493"),
            forecast=Decimal("802.197802197802"),
            needed_per_month=Decimal("96.3333333333"),
            light="yellow",
            why=behind("7.302957"),
        ),
        Assessment(
            AIDES,
            TEXT["unit"],
            status=Status.MISSED,
            reason="deadline",
            value=Decimal(0),
            target_value=Decimal(40),
            progress=Decimal(0),
            progress_raw=Decimal(0),
            light="red",
            late=True,
            why=Message("status.reason.deadline"),
        ),
        Assessment(
            TRAINED,
            status=Status.MET,
            reason="held",
            value=Decimal("2.00226"),
            period=THIRD_QUARTER,
            flag="E",
            observation=seen("pufa.trained", "2.00226", THIRD_QUARTER),
            target_value=Decimal(2),
            progress=Decimal(1),
            progress_raw=Decimal("1.00113"),
            light="green",
            why=Message("status.reason.held"),
        ),
        Assessment(
            COVERED,
            status=Status.ON_TRACK,
            reason="pace",
            value=Decimal(20600) / 208,
            numerator=Decimal(206),
            denominator=Decimal(208),
            target_value=Decimal(100),
            progress=Decimal(206) / 208,
            progress_raw=Decimal(206) / 208,
            plan=Decimal(273) / 365,
            gap_pp=Decimal("-24.2439409905163"),
            light="green",
            early=True,
            tiers=(TierCount(TEXT["level_one"], 70, 70), TierCount(TEXT["level_two"], 136, 138)),
            missing_units=tuple(TEXT["missing"]),
            why=Message("number.gap.ahead", {"points": Decimal("24.2439")}),
        ),
        Assessment(
            RULES,
            status=Status.MISSED,
            reason="steps_overdue",
            value=Decimal(2),
            numerator=Decimal(2),
            denominator=Decimal("3.5"),
            progress=Decimal(2) / Decimal("3.5"),
            progress_raw=Decimal(2) / Decimal("3.5"),
            light="red",
            steps_done=("publicity", "recording"),
            steps_verified=("publicity",),
            why=Message("status.reason.steps_overdue"),
        ),
        Assessment(
            UNREPORTED,
            status=Status.NO_DATA,
            reason="unreported",
            light="grey",
            why=Message("status.reason.unreported"),
        ),
        Assessment(HOSTILE, value=Decimal("1E+3"), why=Message("text.owner", {"owner": "\x1b[2J\ud83d\n"})),
    )


LIGHTS: tuple[tuple[str, Light, Decimal | None], ...] = (
    ("review", "red", Decimal("0.5")),
    ("law", "red", None),
    ("empty", "none", None),
)


def groups(of: tuple[Assessment, ...]) -> tuple[GroupAssessment, ...]:
    found = []
    for id, light, progress in LIGHTS:
        members = [each for each in of if each.indicator.group == id and not each.unit]
        grey = sum(each.status in {"no_data", "invalid"} for each in members)
        ids = tuple(each.id for each in members)
        found.append(GroupAssessment(Group(id, phrase("groups", id)), count(members), light, progress, grey, ids))
    found[1] = found[1]._replace(score=Decimal("78.4118"), valid=Decimal(1), vetoed_by=(RULES.id,))
    return tuple(found)


CHECKS = (
    CheckResult(
        CheckDefinition("outcomes", "fuyi.revoked <= fuyi.concluded", name=Phrase(**TEXT["check"])),
        "pass",
        Message("status.result.pass"),
        ("fuyi.revoked_rate",),
    ),
    CheckResult(CheckDefinition("sites", "a == b", "warn"), "fail", Message("status.result.fail"), ("audit.units",)),
    CheckResult(CheckDefinition("streak", "a == b"), "unknown", Message("status.result.unknown"), ("gov.rank",)),
    CheckResult(
        CheckDefinition("count:pufa.aides", ""),
        "fail",
        Message("status.result.fail"),
        (AIDES.id,),
        TEXT["unit"],
        (AIDES.id,),
    ),
    CheckResult(CheckDefinition("count:pufa.trained", ""), "pass", Message("status.result.pass"), (TRAINED.id,)),
)


def snapshot() -> Snapshot:
    """All of it, on 30 September 2022."""
    found = assessments()
    indicators = {each.id: each.indicator for each in found}
    return Snapshot(
        Framework(
            Phrase(**NAMES["title"]),
            evaluate_on=date(2022, 9, 30),
            indicators=indicators,
            checks={each.check.id: each.check for each in CHECKS[:3]},
            sha256="cd" * 32,
        ),
        AS_OF,
        datetime(2022, 10, 8, 1, 30, tzinfo=UTC),
        None,
        count([each for each in found if not each.unit]),
        found,
        groups(found),
        CHECKS,
        SOURCES,
        "ef" * 32,
    )


def empty() -> Snapshot:
    """A framework of which nothing is known, asked for a day that is gone."""
    framework = Framework(Phrase(**NAMES["title"]))
    return Snapshot(framework, AS_OF, None, AS_OF.astimezone(UTC), count([]), (), (), (), ())
