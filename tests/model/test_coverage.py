"""Who of a roster is covered, tier by tier, and who is missing."""

from typing import Any

from tests.model.cases import D, assessed, day, indicator, roster, seen, target
from tui.model.observation import Observation
from tui.model.roster import Roster, Unit
from tui.model.snapshot import Assessment

UNITS = Roster(
    "r",
    (
        Unit("bureau", "Bureau", "first", aliases=("the bureau",)),
        Unit("office", "Office", "first", valid_from=day("2022-07-01")),
        Unit("school", "School", "second", valid_to=day("2022-06-30")),
        Unit("clinic", "Clinic", "second"),
    ),
)


def covering(figures: list[Observation], when: str = "2022-12-31", **keys: Any) -> Assessment:
    keys = {"measure": "coverage", "roster": "r", "unit_measure": "PERCENT", **keys}
    return assessed(indicator(**keys), figures, when, rosters=[UNITS])


def test_the_roster_of_the_day_counts() -> None:
    """The school is gone in July, and the office has come."""
    figures = [seen(1, unit="bureau"), seen(1, unit="school")]
    june, july = covering(figures, "2022-06-30"), covering(figures, "2022-07-01")
    assert (june.numerator, june.denominator, june.missing_units) == (D(2), D(3), ("Clinic",))
    assert (july.numerator, july.denominator, july.missing_units) == (D(1), D(3), ("Office", "Clinic"))


def test_aliases_are_the_same_unit_and_strangers_are_none() -> None:
    found = covering([seen(1, unit="the bureau"), seen(1, unit="nobody"), seen(1)])
    assert (found.numerator, found.missing_units) == (D(1), ("Office", "Clinic"))


def test_tiers_in_roster_order() -> None:
    found = covering([seen(1, unit="clinic")])
    assert [tuple(tier) for tier in found.tiers] == [("first", 0, 2), ("second", 1, 1)]


def test_what_covers() -> None:
    """A value of at least 1, known at least as a bound from below; not 0, no value, no duty."""
    for value, flag, covered in (
        (1, "A", 1), (5, "A", 1), (">0", "A", 0), (">=1", "A", 1), ("<5", "A", 0), (0, "A", 0), (1, "O", 0),
        ("NaN", "A", 0),
    ):  # fmt: skip
        found = covering([seen(value, unit="bureau", flag=flag)])
        assert (found.numerator, found.denominator) == (D(covered), D(3))
    assert covering([seen(None, unit="bureau", flag="M")]).denominator == D(2)


def test_a_least_amount_for_each() -> None:
    goal = target(">= 100", per_unit_min="4")
    figures = [seen(4, unit="bureau"), seen(3, unit="office"), seen(9, unit="clinic")]
    found = covering(figures, target=goal)
    assert (found.numerator, found.missing_units) == (D(2), ("Office",))


def test_every_tier_must_satisfy() -> None:
    """66.67 % in total are enough for 60 %, but half of the first tier is not."""
    figures = [seen(1, unit="bureau"), seen(1, unit="clinic")]
    found = covering(figures, target=target(">= 60"))
    assert (found.status, found.value is not None and found.value > 60) == ("off_track", True)
    assert covering([*figures, seen(1, unit="office")], target=target(">= 60")).status == "met"


def test_last_years_audit_covers_nothing_this_year() -> None:
    figures = [seen(1, "2021", unit="bureau"), seen(1, "2022", unit="clinic")]
    assert covering(figures).numerator == D(2)
    assert covering(figures, accrual="period").numerator == D(1)
    monthly = [seen(1, "2022-M03", unit="bureau"), seen(1, "2022-M09", unit="clinic"), seen(1, "2021", unit="office")]
    assert covering(monthly, accrual="cumulative").numerator == D(2)


def test_nothing_reported_is_not_nothing_covered() -> None:
    found = covering([], target=target(">= 100"))
    assert (found.status, found.reason) == ("no_data", "unreported")


def test_nothing_applicable() -> None:
    found = assessed(indicator(measure="coverage", roster="r"), [], "2022-12-31", rosters=[roster("r", {})])
    assert found.status == "not_applicable"


def test_counts_instead_of_shares() -> None:
    found = covering([seen(1, unit="bureau")], unit_measure="UNITS", target=target(">= 1"))
    assert (found.value, found.status) == (D(1), "met")
