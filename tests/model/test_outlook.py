"""Forecast, what each month must bring, what is expected now, and the trend."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.cases import D, assessed, indicator, reach, seen, target
from tui.model.forecast import expected_now
from tui.model.judgement import Judgement
from tui.model.observation import Observation
from tui.model.snapshot import Assessment
from tui.model.target import Target

GOAL = reach(">= 889", deadline="2022-12-31")


def at_600(goal: Target = GOAL, **keys: Any) -> Assessment:
    return assessed(indicator(target=goal, **keys), [seen(600, "2022-09-30")], "2022-09-30")


def test_the_figures_of_the_published_example() -> None:
    """design.md's example: 600 of 889 after 273 of 365 days."""
    found = at_600()
    rounded = {
        name: round(getattr(found, name), 6) for name in ("progress", "plan", "pace_ratio", "gap_pp", "forecast")
    }
    assert rounded == {
        "progress": D("0.674916"),
        "plan": D("0.747945"),
        "pace_ratio": D("0.902360"),
        "gap_pp": D("7.302957"),
        "forecast": D("802.197802"),
    }


def test_what_each_month_must_bring() -> None:
    """289 are missing, and three months are left."""
    assert at_600().needed_per_month == Decimal(289) / 3


def test_what_should_be_there_today() -> None:
    found = at_600()
    assert isinstance(found, Judgement)
    assert round(expected_now(found.yardstick) or 0, 4) == D("664.9233")


def test_a_reduction_is_forecast_too() -> None:
    goal = reach("<= 10", baseline="30", deadline="2022-12-31")
    found = assessed(indicator(target=goal), [seen(25, "2022-07-01")], "2022-07-01")
    assert found.forecast == 30 - 5 * Decimal(365) / 182
    assert found.needed_per_month is not None
    assert found.needed_per_month < 0


@pytest.mark.parametrize(
    "keys",
    [
        {"goal": GOAL._replace(plan="scurve")},
        {"accrual": "period"},
        {"goal": GOAL._replace(min_elapsed=D("0.9"))},
        {"goal": target(">= 889")},
    ],
)
def test_no_forecast_where_it_says_nothing(keys: dict[str, Any]) -> None:
    assert at_600(**keys).forecast is None


@pytest.mark.parametrize("value", [889, 1000])
def test_nothing_is_needed_where_the_target_is_reached(value: int) -> None:
    """No month must bring what is there, let alone take it away."""
    found = assessed(indicator(target=GOAL), [seen(value, "2022-09-30")], "2022-09-30")
    assert (found.status, found.reason, found.needed_per_month) == ("met", "reached", None)


def test_nothing_is_needed_after_the_deadline() -> None:
    found = assessed(indicator(target=GOAL), [seen(600, "2022")], "2023-01-01")
    assert (found.needed_per_month, found.status) == (None, "missed")


ELAPSED = {"2022-03-31": 90, "2022-09-30": 273, "2022-11-05": 309}
"""Days of the year that are over."""


def series(*values: str | int, flag: str = "A") -> list[Observation]:
    figures = [seen(value, f"2022-M{month:02d}") for month, value in enumerate(values, 1)]
    return [*figures[:-1], figures[-1]._replace(flag=flag)]


@pytest.mark.parametrize(
    ("figures", "keys", "trend"),
    [
        (series(5), {}, None),
        (series(5, 6), {}, "up"),
        (series(6, 5), {}, "down"),
        (series(5, 5), {}, "flat"),
        (series(5, "5.5"), {"epsilon": D("0.5")}, "flat"),
        (series(5, "5.51"), {"epsilon": D("0.5")}, "up"),
        (series(5, "4.5"), {"epsilon": D("0.5")}, "flat"),
        (series(5, 6, flag="B"), {}, None),  # the series begins anew
        (series("<5", 6), {}, None),
        (series(5, ">6"), {}, None),
        ([seen(5, "2022-M01"), seen(6, "2022-Q1")], {}, None),  # a month and a quarter do not compare
        ([seen(90, "2021-M12"), seen(6, "2022-M01")], {"accrual": "cumulative"}, None),
        ([seen(90, "2021-M12"), seen(6, "2022-M01")], {}, "down"),
        ([seen(90, "2021"), seen(96, "2022")], {"accrual": "cumulative"}, "up"),
    ],
)
def test_trends(figures: list[Observation], keys: dict[str, Any], trend: str | None) -> None:
    assert assessed(indicator(**keys), figures, "2022-12-31").trend == trend


def test_the_trend_of_what_is_calculated() -> None:
    rate = indicator("rate", measure="ratio", numerator="n", denominator="d")
    figures = [seen(n, f"2022-M0{n}", id="n") for n in (1, 2)] + [seen(4, f"2022-M0{n}", id="d") for n in (1, 2)]
    assert assessed(rate, figures, "2022-12-31", indicator("n"), indicator("d")).trend == "up"
    assert assessed(rate, [figures[0], figures[2]], "2022-12-31", indicator("n"), indicator("d")).trend is None


@given(
    st.integers(0, 2000),
    st.integers(1, 1000),
    st.integers(0, 500),
    st.sampled_from(["2022-03-31", "2022-09-30", "2022-11-05"]),
)
def test_against_fractions(value: int, span: int, base: int, when: str) -> None:
    """Every figure is the exact fraction, rounded once to 28 digits."""
    goal = reach(f">= {base + span}", baseline=str(base), deadline="2022-12-31")
    found = assessed(indicator(target=goal), [seen(value, when)], when)
    elapsed = Fraction(ELAPSED[when], 365)
    raw = Fraction(value - base, span)
    for stated, exact in (
        (found.progress_raw, raw),
        (found.progress, min(max(raw, Fraction(0)), Fraction(1))),
        (found.plan, elapsed),
        (found.pace_ratio, raw / elapsed),
        (found.gap_pp, (elapsed - raw) * 100),
        (found.forecast, base + (value - base) / elapsed),
    ):
        assert stated is not None
        assert abs(Fraction(stated) - exact) <= abs(exact) / 10**27
    expected = "met" if raw >= 1 else "off_track" if raw < 0 else None
    if expected is None:
        expected = "on_track" if raw / elapsed >= Fraction(95, 100) else "at_risk"
        expected = expected if raw / elapsed >= Fraction(60, 100) else "off_track"
    assert found.status == expected
