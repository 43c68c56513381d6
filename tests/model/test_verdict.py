"""The decision table: every row is reached, in its order, and carries its reason."""

from decimal import Decimal
from typing import Any

import pytest

from tests.model.cases import assessed, day, indicator, reach, roster, seen, step, target
from tui.model.indicator import Indicator, Suspension
from tui.model.judgement import light_of
from tui.model.observation import Observation
from tui.model.snapshot import Assessment, Status
from tui.model.target import Target
from tui.model.verdict import ROW_OF, TABLE

WARNED = target(">= 1", warn_days=9)
LATER = target(">= 1", start="2022-07-01", deadline="2022-12-31")
YEAR = reach(">= 100", deadline="2022-12-31")
HOLD = target("< 30")
RATE = {"measure": "ratio", "unit_measure": "PERCENT"}


def one(goal: Target | None = YEAR, **keys: Any) -> Indicator:
    return indicator(target=goal, **keys)


def half_year(value: str | int, **keys: Any) -> list[Observation]:
    return [seen(value, "2022-06-30", **keys)]


CASES: list[tuple[str, str | None, Indicator, list[Observation], str]] = [
    # reason, status, indicator, figures, day
    ("no_duty", "not_applicable", one(), half_year(50, flag="M"), "2022-06-30"),
    ("suspended", "suspended", one(suspended=(Suspension(day("2022-03-01")),)), half_year(50), "2022-06-30"),
    ("config", "invalid", one(Target("ge")), half_year(50), "2022-06-30"),
    ("config", "invalid", one(Target("ge", expr="nothing.there")), half_year(50), "2022-06-30"),
    ("config", "invalid", one(Target("ge", Decimal(5), mode="reach")), half_year(50), "2022-06-30"),
    ("config", "invalid", one(reach(">= 5", start="2023-01-01", deadline="2022-12-31")), [], "2022-06-30"),
    ("config", "invalid", one(YEAR._replace(plan="seasonal")), half_year(50), "2022-06-30"),
    ("config", "invalid", one(HOLD, measure="coverage", roster="none"), [], "2022-06-30"),
    ("before_start", "not_started", one(), [], "2021-12-31"),
    ("awaiting", "not_started", one(freq="Q", report_lag=20), [], "2022-04-19"),
    ("unreported", "no_data", one(freq="Q", report_lag=20), [], "2022-04-20"),
    ("unreported", "no_data", one(), [], "2022-01-01"),
    ("unreported", "no_data", one(None), [], "2022-01-01"),
    ("expired", "no_data", one(freq="M", expire_after=60), [seen(50, "2022-M03")], "2022-06-30"),
    ("source", "no_data", one(), half_year(50, flag="O"), "2022-06-30"),
    ("source", "no_data", one(), half_year(50, flag="L"), "2022-06-30"),
    ("source", "no_data", one(), half_year(50, flag="H"), "2022-06-30"),
    ("withheld", "no_data", one(), half_year(50, flag="Q"), "2022-06-30"),
    ("check", "invalid", one(HOLD, **RATE), half_year("5/4"), "2022-06-30"),
    ("empty", "not_applicable", one(HOLD, **RATE), half_year("0/0"), "2022-06-30"),
    ("empty", "met", one(HOLD, **RATE, empty="met"), half_year("0/0"), "2022-06-30"),
    ("empty", "no_data", one(HOLD, **RATE, empty="no_data"), half_year("0/0"), "2022-06-30"),
    ("division", "invalid", one(HOLD, **RATE), half_year("3/0"), "2022-06-30"),
    ("division", "invalid", one(), half_year("NaN"), "2022-06-30"),
    ("context", None, one(None), half_year(50), "2022-06-30"),
    ("censored", "no_data", one(HOLD), half_year("<40"), "2022-06-30"),
    ("censored", "no_data", one(HOLD, decimals=0), half_year("~30"), "2022-06-30"),
    ("censored", "no_data", one(), half_year("<48"), "2022-06-30"),
    ("few", "no_data", one(HOLD, **RATE, min_den=Decimal(5)), half_year("1/4"), "2022-06-30"),
    ("steps_done", "met", one(None, measure="steps", steps=(step("a", "2022-03-01", "2022-04-01"),)), [], "2022-06-30"),
    ("steps_overdue", "missed", one(None, measure="steps", steps=(step("a", "2022-03-01"),)), [], "2022-06-30"),
    ("steps_due", "at_risk", one(WARNED, measure="steps", steps=(step("a", "2022-07-08"),)), [], "2022-06-30"),
    ("steps_ahead", "on_track", one(None, measure="steps", steps=(step("a", "2022-07-08"),)), [], "2022-06-30"),
    ("steps_before_start", "not_started", one(LATER, measure="steps", steps=(step("a"),)), [], "2022-06-30"),
    ("held", "met", one(HOLD), half_year(29), "2022-06-30"),
    ("near_limit", "at_risk", one(HOLD._replace(warn_margin=Decimal(2))), half_year(29), "2022-06-30"),
    ("not_held", "off_track", one(HOLD), half_year(30), "2022-06-30"),
    ("broken", "missed", one(HOLD), half_year(30), "2023-01-01"),
    ("reached", "met", one(), half_year(100), "2022-06-30"),
    ("reached_late", "met", one(), [seen(90, "2022"), seen(100, "2023-M01")], "2023-02-01"),
    ("closing", "on_track", one(YEAR._replace(closing_report=day("2023-01-31"))), [seen(96, "2022")], "2023-01-31"),
    ("deadline", "missed", one(), [seen(96, "2022")], "2023-01-01"),
    ("away", "off_track", one(YEAR._replace(baseline=Decimal(60))), half_year(50), "2022-06-30"),
    ("early", "on_track", one(), [seen(1, "2022-01-20")], "2022-01-20"),
    ("pace", "on_track", one(), half_year(48), "2022-06-30"),
    ("pace", "at_risk", one(), half_year(40), "2022-06-30"),
    ("pace", "off_track", one(), half_year(20), "2022-06-30"),
    ("growth", "on_track", one(YEAR._replace(pace="growth", baseline=Decimal(50))), half_year(71), "2022-06-30"),
    ("gap", "on_track", one(YEAR._replace(pace="gap")), half_year(40), "2022-06-30"),
    ("gap", "at_risk", one(YEAR._replace(pace="gap")), half_year(30), "2022-06-30"),
    ("gap", "off_track", one(YEAR._replace(pace="gap")), half_year(10), "2022-06-30"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "status", "one", "figures", "when"), CASES)
def test_a_row(reason: str, status: str | None, one: Indicator, figures: list[Observation], when: str) -> None:
    found = assessed(one, figures, when)
    assert (found.reason, found.status) == (reason, status)


def test_no_row_is_dead() -> None:
    """Every reason code, and so every one of the 23 rows, decides at least one case above."""
    assert {reason for reason, *_ in CASES} == set(ROW_OF)
    assert sorted(set(ROW_OF.values())) == list(range(1, len(TABLE) + 1))


def found(**keys: Any) -> Assessment:
    figures = keys.pop("figures")
    return assessed(indicator(**keys), figures, keys.pop("when", "2022-06-30"))


ORDERED = [
    # Each pair: the first row wins although the second would decide as well.
    ("no_duty", one(suspended=(Suspension(day("2022-03-01")),)), half_year(50, flag="M")),
    ("suspended", one(Target("ge"), suspended=(Suspension(day("2022-03-01")),)), half_year(50)),
    ("config", one(Target("ge", expr="nothing.there", mode="reach", deadline=day("2023-12-31"))), []),
    ("expired", one(HOLD, freq="M", expire_after=60, **RATE), [seen("5/4", "2022-M03")]),
    ("check", one(None, **RATE), half_year("5/4")),
    ("empty", one(None, **RATE), half_year("0/0")),
    ("division", one(None, **RATE), half_year("3/0")),
    ("context", one(None), half_year("<5")),
    ("reached", one(YEAR._replace(min_elapsed=Decimal("0.9"))), half_year(100)),
    ("away", one(YEAR._replace(min_elapsed=Decimal("0.9"), baseline=Decimal(60))), half_year(50)),
    ("early", one(YEAR._replace(min_elapsed=Decimal("0.9"))), half_year(1)),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "one", "figures"), ORDERED)
def test_the_first_match_wins(reason: str, one: Indicator, figures: list[Observation]) -> None:
    assert assessed(one, figures, "2022-06-30").reason == reason


@pytest.mark.parametrize(
    ("status", "freshness", "light"),
    [
        (Status.MET, "fresh", "green"),
        (Status.ON_TRACK, "due", "green"),
        (Status.ON_TRACK, "stale", "yellow"),
        (Status.MET, "stale", "yellow"),
        (Status.AT_RISK, "stale", "yellow"),
        (Status.OFF_TRACK, "stale", "red"),
        (Status.MISSED, "fresh", "red"),
        (Status.NO_DATA, "fresh", "grey"),
        (Status.INVALID, "fresh", "grey"),
        (Status.NOT_STARTED, "fresh", "grey"),
        (Status.SUSPENDED, "fresh", "grey"),
        (Status.NOT_APPLICABLE, "fresh", "none"),
        (None, "stale", "none"),
    ],
)
def test_lights(status: Status | None, freshness: str, light: str) -> None:
    """Unknown never shares green or red; a stale green shows yellow, and its code stays."""
    assert light_of(status, freshness) == light


def test_a_stale_green_keeps_its_code() -> None:
    goal = HOLD
    found = assessed(indicator(target=goal, freq="M", report_lag=10, grace=5), [seen(20, "2022-M03")], "2022-06-30")
    assert (found.status, found.freshness, found.light) == ("met", "stale", "yellow")


EXACT = [
    # Just on a cut, and one part in ten to the 27 beside it.
    ("0.95", "on_track"),
    ("0.949999999999999999999999999", "at_risk"),
    ("0.6", "at_risk"),
    ("0.599999999999999999999999999", "off_track"),
]


@pytest.mark.parametrize(("share", "status"), EXACT)
def test_cuts_are_exact(share: str, status: str) -> None:
    """273 of 365 days are no short number; a ratio of exactly 0.95 is on track all the same."""
    goal = reach(">= 365000", deadline="2022-12-31")
    found = assessed(indicator(target=goal), [seen(str(Decimal(share) * 273000), "2022-09-30")], "2022-09-30")
    assert found.status == status


@pytest.mark.parametrize(("behind", "status"), [("10", "at_risk"), ("9.999999999", "on_track"), ("30", "at_risk")])
def test_gap_cuts_are_exact(behind: str, status: str) -> None:
    """Less than 10 points behind is on track, up to 30 at risk."""
    goal = reach(">= 36500", deadline="2022-12-31", pace="gap")
    value = Decimal(27300) - 365 * Decimal(behind)
    assert assessed(indicator(target=goal), [seen(str(value), "2022-09-30")], "2022-09-30").status == status


def test_late_only_when_nothing_up_to_the_deadline_satisfies() -> None:
    goal = reach(">= 100", deadline="2022-12-31")
    in_time = assessed(indicator(target=goal), [seen(100, "2022"), seen(90, "2023-M01")], "2023-03-01")
    assert (in_time.status, in_time.late, in_time.value) == ("met", False, Decimal(100))
    only_later = assessed(indicator(target=goal), [seen(100, "2023-M01")], "2023-03-01")
    assert (only_later.status, only_later.late) == ("met", True)


def test_a_new_years_count_is_not_late_for_the_old_one() -> None:
    """What accrues within its year begins anew: 150 by June 2023 says nothing of 2022's target."""
    goal = reach(">= 100", deadline="2022-12-31")
    figures = [seen(90, "2022"), seen(150, "2023-M06")]
    found = assessed(indicator(target=goal, accrual="cumulative"), figures, "2023-07-01")
    assert (found.status, found.value) == ("missed", Decimal(90))


def test_last_years_count_does_not_reach_this_years_target() -> None:
    goal = reach(">= 100", deadline="2022-12-31")
    found = assessed(indicator(target=goal, accrual="cumulative"), [seen(150, "2021")], "2022-01-05")
    assert (found.status, found.reason) == ("no_data", "unreported")
    stock = assessed(indicator(target=goal), [seen(150, "2021")], "2022-01-05")
    assert stock.status == "met"


def test_a_closing_report_decides_between_the_colours() -> None:
    goal = reach(">= 100", deadline="2022-12-31", closing_report="2023-01-31")
    for value, status in ((96, "on_track"), (70, "at_risk"), (50, "off_track"), (100, "met")):
        found = assessed(indicator(target=goal), [seen(value, "2022")], "2023-01-05")
        assert (found.status, found.final) == (status, False)


def test_a_hold_target_with_a_deadline_closes_with_it() -> None:
    goal = target("< 30", deadline="2022-12-31", closing_report="2023-01-31")
    open_, closed = (
        assessed(indicator(target=goal), [seen(40, "2022-M11")], when) for when in ("2023-01-31", "2023-02-01")
    )
    assert (open_.status, open_.final) == ("off_track", False)
    assert (closed.status, closed.final) == ("missed", True)


def test_a_day_stands_for_the_period_in_which_a_figure_is_owed() -> None:
    goal = target("< 30")
    yearly, monthly = indicator(target=goal), indicator(target=goal, freq="M")
    assert assessed(yearly, [seen(40, "2022-06-15")], "2022-07-01").status == "off_track"
    assert assessed(monthly, [seen(40, "2022-06-15")], "2022-07-01").status == "missed"


def test_a_suspension_ends() -> None:
    paused = indicator(target=HOLD, suspended=(Suspension(day("2022-03-01"), day("2022-05-31"), "order 7"),))
    assert assessed(paused, half_year(20), "2022-05-31").status == "suspended"
    assert assessed(paused, half_year(20), "2022-06-30").status == "met"


def test_a_roster_unit_without_duty_leaves_the_denominator() -> None:
    one = indicator(measure="coverage", roster="r", target=target(">= 100"))
    figures = [seen(1, unit="a1"), seen(1, unit="a2"), seen(None, unit="a3", flag="M")]
    found = assessed(one, figures, "2022-12-31", rosters=[roster("r", {"a": 3})])
    assert (found.status, found.denominator) == ("met", Decimal(2))
