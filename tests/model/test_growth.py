"""The progress measure of Open SDG, against results that Statistics Canada publishes with it.

The figures are those of the Canadian Indicator Framework's calculation components: base, newest value, target, the
ratio of growth rates and the category that the site shows.
"""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.model.cases import assessed, indicator, reach, seen
from tui.model.growth import growth_rate, growth_ratio, reaches

PUBLISHED = [
    # indicator, base, year, value, year, target, year, ratio, status here
    ("<= 7.25", "14.5", 2015, "10.2", 2023, 2030, "0.9525901792032172", "on_track"),
    ("<= 13433", "26866", 2016, "36058", 2024, 2028, "-0.6675781357974336", "off_track"),
    (">= 85", "63", 2005, "74", 2020, 2030, "0.8949392974311927", "at_risk"),
    (">= 22", "19.3", 2016, "13.9", 2021, 2030, "-6.76154243963871", "off_track"),
    ("<= 490", "699", 2014, "683.4", 2022, 2030, "0.12830416881599752", "off_track"),
    (">= 60", "0.37", 2015, "14.63", 2024, 2030, "1.249622415033452", "on_track"),
    (">= 30", "0.9", 2015, "14.7", 2023, 2030, "1.5866947018068909", "on_track"),
    (">= 55", "68.5534591194968", 2015, "46.7336683417085", 2023, 2026, "-2.3587220377696703", "off_track"),
    (">= 60", "42", 2019, "40", 2024, 2026, "-0.18576295071190677", "off_track"),
    (">= 30", "10.1", 2015, "13.7", 2023, 2030, "0.5160064971944834", "off_track"),
]
"""Their categories: substantial, moderate and limited progress, deterioration."""


@pytest.mark.parametrize(("goal", "base", "base_year", "value", "year", "target_year", "ratio", "status"), PUBLISHED)
def test_published_results(
    goal: str, base: str, base_year: int, value: str, year: int, target_year: int, ratio: str, status: str
) -> None:
    target = reach(goal, baseline=base, start=f"{base_year + 1}-01-01", deadline=f"{target_year}-12-31", pace="growth")
    found = assessed(indicator(target=target), [seen(value, str(year))], f"{year}-12-31")
    assert found.status == status
    if found.reason == "growth":
        assert found.pace_ratio is not None
        assert abs(found.pace_ratio - Decimal(ratio)) < Decimal("1e-13")
    else:
        assert found.reason == "away"


@pytest.mark.parametrize(("goal", "base", "base_year", "value", "year", "target_year", "ratio", "status"), PUBLISHED)
def test_published_ratios(
    goal: str, base: str, base_year: int, value: str, year: int, target_year: int, ratio: str, status: str
) -> None:
    """The ratio itself, also where an earlier row of the table decides."""
    found = growth_ratio(
        Fraction(base),
        Fraction(value),
        Fraction(goal.split()[1]),
        Fraction(year - base_year),
        Fraction(target_year - base_year),
        rises=goal.startswith(">"),
    )
    assert abs(found - Decimal(ratio)) < Decimal("1e-13")


def test_a_target_that_is_achieved_is_met_whatever_the_growth() -> None:
    """15.5.1: 70 in 2015, 68 in 2021, at most 100; the site shows "target achieved" beside a ratio of 0.2003."""
    target = reach("<= 100", baseline="70", start="2016-01-01", deadline="2030-12-31", pace="growth")
    assert assessed(indicator(target=target), [seen("68", "2021")], "2021-12-31").status == "met"
    ratio = growth_ratio(Fraction(70), Fraction(68), Fraction(100), Fraction(6), Fraction(15), rises=False)
    assert abs(ratio - Decimal("0.20028868698657923")) < Decimal("1e-13")


@pytest.mark.parametrize(("base", "goal"), [("0", ">= 10"), ("10", "<= 0"), ("-5", ">= 10"), ("10", "<= -2")])
def test_bases_without_a_rate_are_refused(base: str, goal: str) -> None:
    """No rate leads from 0 to anything, nor from one sign to the other."""
    target = reach(goal, baseline=base, start="2016-01-01", deadline="2030-12-31", pace="growth")
    found = assessed(indicator(target=target), [seen("5", "2021")], "2021-12-31")
    assert (found.status, found.reason, found.why.key) == ("invalid", "config", "why.config_growth")


def test_a_base_equal_to_the_target_is_refused() -> None:
    target = reach("> 10", baseline="10", start="2016-01-01", deadline="2030-12-31", pace="growth")
    found = assessed(indicator(target=target), [seen("5", "2021")], "2021-12-31")
    assert (found.status, found.why.key) == ("invalid", "why.config_growth_flat")


def test_a_figure_of_the_base_year_has_not_grown() -> None:
    target = reach(">= 10", baseline="5", start="2016-01-01", deadline="2025-12-31", pace="growth")
    found = assessed(indicator(target=target), [seen("6", "2015")], "2021-12-31")
    assert (found.status, found.why.key) == ("no_data", "why.growth_needs")


def test_negative_values_turn_the_direction() -> None:
    """From -10 towards -5 is up: the size shrinks."""
    ratio = growth_ratio(Fraction(-10), Fraction(-8), Fraction(-5), Fraction(2), Fraction(10), rises=True)
    assert ratio > 1


def test_cuts_are_exact() -> None:
    """A ratio that is a cut but for rounding is on its upper side; one that is not, is not."""
    assert reaches(Decimal("0.9499999999999999999999999999999999999999999999"), Fraction(95, 100))
    assert not reaches(Decimal("0.949999999999999999999999999999"), Fraction(95, 100))


def test_the_required_pace_itself_is_on_track() -> None:
    """Doubling in ten years, half way in logarithm after five."""
    rate = growth_rate(Fraction(100), Fraction(200), Fraction(10))
    value = Fraction(100) * (1 + Fraction(rate)) ** 5
    ratio = growth_ratio(Fraction(100), value, Fraction(200), Fraction(5), Fraction(10), rises=True)
    assert abs(Fraction(ratio) - 1) < Fraction(1, 10**40)
