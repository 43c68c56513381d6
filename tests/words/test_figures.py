"""What an assessment says in figures is the same text in every view and export."""

from datetime import date
from decimal import Decimal

import pytest

from tui.model.indicator import Indicator, Step
from tui.model.phrase import Phrase
from tui.model.snapshot import Assessment, TierCount
from tui.model.target import Target
from tui.words import Words, figures
from tui.words.numbers import NONE

CHINESE, ENGLISH = Words("zh"), Words("en")
NAME = Phrase("甲", "a")
RATE = Indicator("fuyi.rate", NAME, measure="ratio", unit_measure="PERCENT", target=Target("lt", Decimal(30)))
COUNT = Indicator(
    "pufa.aides",
    NAME,
    unit_measure="PERSONS",
    target=Target("ge", Decimal(889), mode="reach", deadline=date(2022, 12, 31)),
)
RANK = Indicator("a.rank", NAME, unit_measure="RANK", target=Target("le", Decimal(10)))


@pytest.mark.parametrize(
    ("assessment", "expected"),
    [
        (
            Assessment(RATE, value=Decimal(2200) / 152, numerator=Decimal(22), denominator=Decimal(152)),
            "22/152 14.47 %",
        ),
        (Assessment(RATE, value=Decimal(30), op="lt"), "<30 %"),
        (Assessment(RATE, value=Decimal("29.999"), target_value=Decimal(30)), "29.99 %"),
        (Assessment(RATE, numerator=Decimal(0), denominator=Decimal(0)), "0/0"),
        (Assessment(RATE), NONE),
        (Assessment(COUNT, value=Decimal(889)), "889 人"),
        (Assessment(RANK, value=Decimal(10), op="le"), "前 10 名"),
        (
            Assessment(
                Indicator("s", NAME, measure="steps", unit_measure="STEPS"),
                value=Decimal(3),
                numerator=Decimal(3),
                denominator=Decimal(4),
            ),
            "3/4",
        ),
        (
            Assessment(
                Indicator("c", NAME, measure="coverage", unit_measure="PERCENT"),
                value=Decimal(20700) / 208,
                numerator=Decimal(207),
                denominator=Decimal(208),
            ),
            "207/208 99.52 %",
        ),
    ],
)
def test_figure(assessment: Assessment, expected: str) -> None:
    """Counts stand beside every ratio, bounds stay bounds."""
    assert figures.figure(CHINESE, assessment) == expected


@pytest.mark.parametrize(
    ("assessment", "chinese", "english"),
    [
        (Assessment(RATE), "<30 %", "<30 %"),
        (Assessment(COUNT), "≥889 人", "≥889 persons"),
        (Assessment(COUNT, target_value=Decimal(900)), "≥900 人", "≥900 persons"),
        (Assessment(RANK), "前 10 名", "top 10"),
        (Assessment(RANK._replace(target=Target("eq", Decimal(1)))), "第 1 名", "rank 1"),
        (
            Assessment(RATE._replace(target=Target("between", low=Decimal(10), high=Decimal("20.5")))),
            "10–20.5 %",
            "10–20.5 %",
        ),
        (Assessment(RATE._replace(target=Target("lt", expr="avg(peers)"))), "<avg(peers)", "<avg(peers)"),
        (
            Assessment(RATE._replace(target=Target("lt", expr="avg(peers)")), target_value=Decimal(100) / 3),
            "<33.33 %",
            "<33.33 %",
        ),
        (
            Assessment(RATE._replace(decimals=0, target=Target("lt", Decimal("29.5"))), target_value=Decimal("29.5")),
            "<29.5 %",
            "<29.5 %",
        ),
        (Assessment(RATE._replace(target=None)), "", ""),
        (Assessment(RATE._replace(target=Target("eq"))), "", ""),
        (
            Assessment(Indicator("s", NAME, measure="steps", steps=(Step("x", NAME),), target=Target("eq"))),
            "必做节点全部完成",
            "every required step",
        ),
    ],
)
def test_target(assessment: Assessment, chinese: str, english: str) -> None:
    """A typed target keeps its digits; a derived one is rounded as its indicator is."""
    assert figures.target(CHINESE, assessment) == chinese
    assert figures.target(ENGLISH, assessment) == english


@pytest.mark.parametrize(
    ("gap", "chinese", "english", "column"),
    [
        ("7.302957", "落后序时 7.3 个百分点", "7.3 points behind plan", "-7.3"),
        ("-2.1", "超前序时 2.1 个百分点", "2.1 points ahead of plan", "+2.1"),
        ("0.01", "落后序时 0.1 个百分点", "0.1 points behind plan", "-0.1"),
        ("0", "与序时进度持平", "on plan", "0.0"),
        (None, "", "", ""),
    ],
)
def test_gap(gap: str | None, chinese: str, english: str, column: str) -> None:
    """Whoever is behind by a trace is behind."""
    assessment = Assessment(COUNT, gap_pp=None if gap is None else Decimal(gap))
    assert figures.gap(CHINESE, assessment) == chinese
    assert figures.gap(ENGLISH, assessment) == english
    assert figures.gap_points(assessment) == column


def test_progress_and_plan() -> None:
    """Progress is told as it is, beyond the bar's ends."""
    assessment = Assessment(COUNT, progress=Decimal(1), progress_raw=Decimal("1.0011"), plan=Decimal("0.747945"))
    assert figures.progress(assessment) == "100.1 %"
    assert figures.plan(assessment) == "74.8 %"
    assert figures.progress(Assessment(COUNT)) == figures.plan(Assessment(COUNT)) == ""


def test_outlook() -> None:
    """Forecast and need carry the unit and at most two digits."""
    assessment = Assessment(COUNT, forecast=Decimal("802.197802"), needed_per_month=Decimal("96.333333"))
    assert figures.forecast(CHINESE, assessment) == "802.2 人"
    assert figures.needed(CHINESE, assessment) == "今后每月需完成 96.33 人"
    assert figures.needed(ENGLISH, assessment) == "96.33 persons a month needed"
    assert figures.forecast(CHINESE, Assessment(COUNT)) == figures.needed(CHINESE, Assessment(COUNT)) == ""


def test_tiers() -> None:
    """Every tier is counted by itself."""
    tiers = (TierCount("一级", 70, 70), TierCount("二级", 137, 138))
    assert figures.tiers(CHINESE, Assessment(RATE, tiers=tiers)) == "一级 70/70、二级 137/138"
    assert figures.tiers(ENGLISH, Assessment(RATE, tiers=(TierCount("", 3, 4),))) == "3/4"
