"""The share of the way that should be done by a day."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.cases import day
from tui.model.plan import elapsed, planned, start_of
from tui.model.target import Milestone, Plan, Target

START, DEADLINE = day("2022-01-01"), day("2022-12-31")
QUARTERS = tuple(Decimal(tenths) / 10 for tenths in (0, 0, 2, 2, 2, 4, 4, 4, 7, 7, 7, 10))
STONES = (Milestone(day("2022-06-30"), Decimal(400)), Milestone(day("2022-03-31"), Decimal(100)))


def plan(kind: Plan) -> Target:
    return Target("ge", Decimal(889), mode="reach", deadline=DEADLINE, plan=kind, shares=QUARTERS, milestones=STONES)


@pytest.mark.parametrize(
    ("kind", "when", "share"),
    [
        ("linear", "2021-12-31", Fraction(0)),
        ("linear", "2022-01-01", Fraction(1, 365)),
        ("linear", "2022-09-30", Fraction(273, 365)),
        ("linear", "2022-12-31", Fraction(1)),
        ("linear", "2023-05-01", Fraction(1)),
        ("scurve", "2022-12-31", Fraction(1)),
        ("scurve", "2022-09-30", 3 * Fraction(273, 365) ** 2 - 2 * Fraction(273, 365) ** 3),
        ("seasonal", "2022-02-28", Fraction(0)),
        ("seasonal", "2022-03-31", Fraction(1, 5)),
        ("seasonal", "2022-06-15", Fraction(3, 10)),  # half of June's fifth
        ("seasonal", "2022-12-31", Fraction(1)),
        ("seasonal", "2023-05-01", Fraction(1)),
        ("milestones", "2021-12-31", Fraction(0)),
        ("milestones", "2022-03-31", Fraction(100, 889)),
        ("milestones", "2022-06-30", Fraction(400, 889)),
        ("milestones", "2022-12-31", Fraction(1)),
        ("milestones", "2023-05-01", Fraction(1)),
    ],
)
def test_a_plan(kind: Plan, when: str, share: Fraction) -> None:
    assert planned(plan(kind), START, DEADLINE, day(when), Decimal(889)) == share


def test_milestones_are_straight_between() -> None:
    found = planned(plan("milestones"), START, DEADLINE, day("2022-05-15"), Decimal(889))
    assert found == Fraction(100 + 300 * Fraction(45, 91)) / 889


def test_milestones_off_the_way_ask_for_nothing_or_for_all_of_it() -> None:
    """A share of the way is a share, whatever value a milestone has."""
    off = Target(
        "ge",
        Decimal(60),
        mode="reach",
        deadline=DEADLINE,
        baseline=Decimal(50),
        plan="milestones",
        milestones=(Milestone(day("2022-06-30"), Decimal(20)), Milestone(day("2022-09-30"), Decimal(300))),
    )
    shares = [
        planned(off, START, DEADLINE, day(each), Decimal(60)) for each in ("2022-06-30", "2022-09-30", "2022-11-30")
    ]
    assert shares == [0, 1, 1]


def test_milestones_of_a_reduction() -> None:
    target = Target(
        "le", Decimal(10), mode="reach", deadline=DEADLINE, baseline=Decimal(30), plan="milestones",
        milestones=(Milestone(day("2022-06-30"), Decimal(25)),),
    )  # fmt: skip
    assert planned(target, START, DEADLINE, day("2022-06-30"), Decimal(10)) == Fraction(1, 4)


def test_a_season_may_begin_in_summer_and_take_years() -> None:
    """From July on, 0.6 of the year's work are left; two years are two times the year's work."""
    half = planned(plan("seasonal"), day("2022-07-01"), DEADLINE, day("2022-09-30"), Decimal(889))
    assert half == (Fraction(7, 10) - Fraction(2, 5)) / Fraction(3, 5)
    two_years = planned(plan("seasonal"), START, day("2023-12-31"), day("2022-12-31"), Decimal(889))
    assert two_years == Fraction(1, 2)


@pytest.mark.parametrize(
    "target",
    [
        plan("seasonal")._replace(shares=QUARTERS[:11]),
        plan("seasonal")._replace(shares=(Decimal(0),) * 12),
        plan("milestones")._replace(baseline=Decimal(889)),
    ],
)
def test_plans_that_cannot_be_followed(target: Target) -> None:
    assert planned(target, START, DEADLINE, day("2022-06-30"), Decimal(889)) is None


def test_leap_years_have_a_day_more() -> None:
    assert elapsed(day("2024-01-01"), day("2024-12-31"), day("2024-02-29")) == Fraction(60, 366)


@given(st.sampled_from(["linear", "scurve", "seasonal", "milestones"]), st.dates(date(2021, 1, 1), date(2024, 1, 1)))
def test_plans_only_grow(kind: Plan, when: date) -> None:
    today, tomorrow = (
        planned(plan(kind), START, DEADLINE, each, Decimal(889)) for each in (when, when + timedelta(days=1))
    )
    assert today is not None
    assert tomorrow is not None
    assert 0 <= today <= tomorrow <= 1


def test_a_way_begins_with_its_deadlines_year() -> None:
    assert start_of(Target("ge", deadline=day("2022-06-30"))) == START
    assert start_of(Target("ge", start=day("2021-05-01"), deadline=day("2022-06-30"))) == day("2021-05-01")
    assert start_of(Target("ge")) is None


def test_the_last_days_of_all() -> None:
    assert planned(plan("seasonal"), day("9999-01-01"), day("9999-12-31"), day("9999-12-31"), Decimal(1)) == 1
