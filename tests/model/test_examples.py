"""The worked examples of semantics.md section 10, row by row."""

from decimal import Decimal

import pytest

from tests.model.cases import D, assessed, at, framework, group, indicator, reach, roster, seen, step, target
from tui.model.indicator import Indicator
from tui.model.observation import Observation, Record
from tui.model.snapshot import Assessment
from tui.model.take import take
from tui.model.target import Target


def near(value: Decimal | None, text: str) -> bool:
    """Whether a figure prints as the example does."""
    return value is not None and value.quantize(Decimal(text)) == Decimal(text)


def rate(goal: Target | None = None, **keys: object) -> Indicator:
    return indicator(measure="ratio", unit_measure="PERCENT", target=goal, **keys)


def test_hold_at_one_hundred_percent() -> None:
    goal = target(">= 100")
    full = assessed(rate(goal), [seen("12/12")], "2022-09-30")
    part = assessed(rate(goal), [seen("11/12")], "2022-09-30")
    none = assessed(rate(goal), [seen("0/0")], "2022-09-30")
    assert (full.status, full.progress) == ("met", D(1))
    assert (part.status, near(part.progress, "0.9167")) == ("off_track", True)
    assert (none.status, none.reason, none.progress) == ("not_applicable", "empty", None)


def test_a_ratio_without_a_target_is_context() -> None:
    found = assessed(rate(), [seen("22/152")], "2022-12-31")
    assert (found.status, found.reason) == (None, "context")
    assert near(found.value, "14.47")
    assert (found.numerator, found.denominator) == (D(22), D(152))


@pytest.mark.parametrize(
    ("value", "goal", "status", "reason"),
    [("<30", "< 30", "met", "held"), ("<30", "< 25", "no_data", "censored"), (">70", "> 70", "met", "held")],
)
def test_censored(value: str, goal: str, status: str, reason: str) -> None:
    found = assessed(indicator(unit_measure="PERCENT", target=target(goal)), [seen(value)], "2022-12-31")
    assert (found.status, found.reason) == (status, reason)


def test_a_strict_edge() -> None:
    open_, closed = (assessed(rate(target("< 30")), [seen("46/152")], day) for day in ("2022-12-31", "2023-01-01"))
    assert near(open_.value, "30.26")
    assert (open_.status, closed.status) == ("off_track", "missed")
    edge = assessed(rate(target("< 30")), [seen("30/100")], "2022-12-31")
    assert (edge.status, edge.value) == ("off_track", D(30))


def test_near_the_limit() -> None:
    found = assessed(indicator(target=target("< 30", warn_margin="1.5")), [seen("28.9")], "2022-12-31")
    assert (found.status, found.reason) == ("at_risk", "near_limit")


def covering(units: dict[str, int], missing: str, **keys: object) -> Assessment:
    name, _, number = missing.rpartition(" ")
    one = indicator(measure="coverage", roster="r", unit_measure="PERCENT", target=target(">= 100"), **keys)
    figures = [
        seen(1, unit=f"{level}{n}")
        for level, count in units.items()
        for n in range(1, count + 1)
        if f"{level} {n}" != missing
    ]
    assert name in units
    assert number
    return assessed(one, figures, "2022-12-31", rosters=[roster("r", units)])


def test_coverage_names_who_is_missing() -> None:
    found = covering({"first": 70, "second": 138}, "second 17")
    assert (found.numerator, found.denominator) == (D(207), D(208))
    assert near(found.value, "99.52")
    assert found.missing_units == ("second 17",)
    assert found.status == "off_track"
    assert [(tier.covered, tier.applicable) for tier in found.tiers] == [(70, 70), (137, 138)]


def test_tiers() -> None:
    found = covering({"district": 1, "street": 18, "community": 222}, "community 5")
    assert near(found.value, "99.59")
    worst = min(Decimal(100 * tier.covered) / tier.applicable for tier in found.tiers)
    assert near(worst, "99.55")
    assert found.status == "off_track"


AIDES = reach(">= 889", deadline="2022-12-31")


@pytest.mark.parametrize(
    ("value", "status", "ratio"),
    [(640, "on_track", "0.963"), (600, "at_risk", "0.902"), (450, "at_risk", "0.677"), (360, "off_track", "0.541")],
)
def test_pace_by_ratio(value: int, status: str, ratio: str) -> None:
    found = assessed(indicator(target=AIDES), [seen(value, "2022-09-30")], "2022-09-30")
    assert (found.status, found.reason) == (status, "pace")
    assert near(found.pace_ratio, ratio)
    assert found.plan == Decimal(273) / Decimal(365)


@pytest.mark.parametrize(
    ("value", "status", "gap"),
    [(640, "on_track", "2.8"), (600, "on_track", "7.3"), (450, "at_risk", "24.2"), (360, "off_track", "34.3")],
)
def test_pace_by_gap(value: int, status: str, gap: str) -> None:
    found = assessed(indicator(target=AIDES._replace(pace="gap")), [seen(value, "2022-09-30")], "2022-09-30")
    assert (found.status, found.reason) == (status, "gap")
    assert near(found.gap_pp, gap)


def test_pace_on_an_s_curve() -> None:
    found = assessed(indicator(target=AIDES._replace(plan="scurve")), [seen(640, "2022-09-30")], "2022-09-30")
    assert (found.status, near(found.pace_ratio, "0.856")) == ("at_risk", True)


def test_over() -> None:
    found = assessed(indicator(target=reach(">= 888", deadline="2022-12-31")), [seen(889)], "2022-12-31")
    assert found.status == "met"
    assert near(found.progress_raw, "1.0011")
    assert found.progress == 1


REDUCTION = reach("<= 15", baseline="30.7", start="2019-01-01", deadline="2025-12-31")


def test_reduction() -> None:
    found = assessed(indicator(target=REDUCTION), [seen(20, "2022")], "2022-12-31")
    assert near(found.progress_raw, "0.6815")
    assert found.status == "on_track"


def test_away() -> None:
    found = assessed(indicator(target=REDUCTION), [seen(33, "2022")], "2022-12-31")
    assert (found.status, found.reason) == ("off_track", "away")
    assert near(found.progress_raw, "-0.146")
    assert (found.progress, found.trend) == (D(0), "away")


@pytest.mark.parametrize(
    ("value", "goal", "status", "reason"),
    [
        ("<=10", "<= 10", "met", "held"),
        ("<=10", "<= 5", "no_data", "censored"),
        (None, "<= 10", "no_data", "source"),
    ],
)
def test_rank(value: str | None, goal: str, status: str, reason: str) -> None:
    found = assessed(indicator(unit_measure="RANK", target=target(goal)), [seen(value)], "2022-12-31")
    assert (found.status, found.reason) == (status, reason)


def test_target_zero() -> None:
    lost = indicator(unit_measure="CASES", target=target("<= 0"))
    assert assessed(lost, [seen(0)], "2022-12-31").status == "met"
    found = assessed(lost, [seen(2)], "2022-12-31")
    assert (found.status, found.progress) == ("off_track", D(0))


def test_milestone() -> None:
    done = indicator(measure="steps", steps=(step("report", "2023-03-01", "2023-01-19"),))
    due = indicator(measure="steps", steps=(step("publish", "2023-04-01"),), target=target(">= 1", warn_days=15))
    assert assessed(done, [], "2023-03-20").status == "met"
    assert assessed(due, [], "2023-03-20").status == "at_risk"


@pytest.mark.parametrize(
    ("now", "status", "final"),
    [("2023-01-05", "on_track", False), ("2023-01-31", "on_track", False), ("2023-02-01", "missed", True)],
)
def test_after_the_deadline(now: str, status: str, final: bool) -> None:
    goal = AIDES._replace(closing_report=target(closing_report="2023-01-31", op="ge").closing_report)
    found = assessed(indicator(target=goal), [seen(871, "2022-12-31")], now)
    assert (found.status, found.final) == (status, final)


def test_before_the_start_and_early() -> None:
    assert assessed(indicator(target=AIDES), [], "2021-12-20").status == "not_started"
    found = assessed(indicator(target=AIDES), [seen(10, "2022-01-20")], "2022-01-20")
    assert (found.status, found.early) == ("on_track", True)


def test_awaiting_and_overdue() -> None:
    quarterly = indicator(freq="Q", report_lag=20, target=AIDES)
    early, late = (assessed(quarterly, [], day) for day in ("2022-04-10", "2022-04-25"))
    assert (early.status, early.reason) == ("not_started", "awaiting")
    assert (late.status, late.reason) == ("no_data", "unreported")


def test_division_by_zero() -> None:
    found = assessed(rate(target(">= 90")), [seen("3/0")], "2022-12-31")
    assert (found.status, found.reason) == ("invalid", "division")


def test_a_group_mean_with_a_gap() -> None:
    """Weights 40, 35 and 25; progress 1, 0.9 and missing."""
    goal = target(">= 100")
    members = [indicator(f"m{weight}", group="g", weight=D(weight), target=goal) for weight in (40, 35, 25)]
    defined = framework(*members, groups=[group("g", rollup="mean")])
    figures = [seen(100, id="m40"), seen(90, id="m35")]
    found = take(defined, Record(figures), at("2022-12-31")).groups[0]
    assert near(found.progress, "0.953")
    assert (found.valid, found.light, found.undetermined) == (D("0.75"), "yellow", 1)


def test_observations_are_kept() -> None:
    observation: Observation = seen("22/152", recorded="2023-03-06")
    found = assessed(rate(), [observation], "2023-03-06")
    assert found.observation is observation
