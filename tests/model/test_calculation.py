"""Ratios and expressions: one period at a time, and what is missing by name."""

from decimal import Decimal
from typing import Any

import pytest

from tests.model.cases import D, assessed, at, framework, indicator, roster, seen, target
from tui.model.assess import Assessor
from tui.model.indicator import Indicator
from tui.model.observation import Observation, Record
from tui.model.snapshot import Assessment
from tui.model.vantage import Vantage

NUMERATOR, DENOMINATOR = indicator("n"), indicator("d")
RATE = indicator("rate", measure="ratio", numerator="n", denominator="d", unit_measure="PERCENT")


def rated(figures: list[Observation], when: str = "2022-12-31", one: Indicator = RATE, **keys: Any) -> Assessment:
    return assessed(one, figures, when, NUMERATOR, DENOMINATOR, **keys)


def test_a_ratio_keeps_both_counts() -> None:
    found = rated([seen(22, id="n"), seen(152, id="d")])
    assert (found.numerator, found.denominator) == (D(22), D(152))
    assert found.value is not None
    assert round(found.value, 2) == D("14.47")


def test_a_numerator_of_june_is_not_divided_by_a_denominator_of_may() -> None:
    figures = [seen(1, "2022-M05", id="n"), seen(4, "2022-M05", id="d"), seen(2, "2022-M06", id="n")]
    found = rated(figures)
    assert (found.value, found.period and found.period.text) == (D(25), "2022-M05")


def test_a_longer_period_around_serves() -> None:
    """A plan for the year is the denominator of its months."""
    found = rated([seen(1, "2022-M05", id="n"), seen(4, "2022", id="d")])
    assert (found.value, found.period and found.period.text) == (D(25), "2022-M05")


def test_periods_that_end_together_are_one() -> None:
    assert rated([seen(1, "2022", id="n"), seen(4, "2022-12-31", id="d")]).value == D(25)


def test_missing_operands_are_named() -> None:
    found = rated([seen(1, id="n")])
    assert (found.status, found.reason) == ("no_data", "unreported")
    assert found.why.values["operands"] == (DENOMINATOR.name,)


@pytest.mark.parametrize(
    ("numerator", "denominator", "status", "reason", "op", "value"),
    [
        ("<30", "100", "met", "held", "lt", "30"),
        ("30", ">100", "met", "held", "lt", "30"),
        (">30", "100", "off_track", "not_held", "gt", "30"),
        ("<30", "<100", "no_data", "censored", "eq", None),
        ("<30", ">100", "met", "held", "lt", "30"),
    ],
)
def test_bounds_stay_bounds(
    numerator: str, denominator: str, status: str, reason: str, op: str, value: str | None
) -> None:
    found = rated([seen(numerator, id="n"), seen(denominator, id="d")], one=RATE._replace(target=target("< 30")))
    assert (found.status, found.reason, found.op) == (status, reason, op)
    assert found.value == (None if value is None else D(value))


def test_a_complement_of_a_bound_is_a_bound() -> None:
    """100 - (<30) is >70."""
    suits = indicator("suits", unit_measure="PERCENT")
    settled = indicator("settled", measure="expr", expr="100 - suits", unit_measure="PERCENT", target=target("> 70"))
    found = assessed(settled, [seen("<30", id="suits")], "2022-12-31", suits)
    assert (found.op, found.value, found.status) == ("gt", D(70), "met")


def test_the_publisher_has_the_word_where_nothing_can_be_calculated() -> None:
    found = rated([seen("14.47", id="rate")])
    assert (found.value, found.numerator) == (D("14.47"), None)
    newer = rated(
        [seen("14.47", "2023-M01", id="rate"), seen(1, "2022", id="n"), seen(4, "2022", id="d")], "2023-02-01"
    )
    assert newer.value == D("14.47")
    same = rated([seen("25.1", "2022", id="rate"), seen(1, "2022", id="n"), seen(4, "2022", id="d")])
    assert same.value == D(25)


def test_units_of_ten_thousand_are_normalised() -> None:
    """3 units of ten thousand over 60,000 are one half."""
    many = indicator("n", unit_mult=4)
    found = assessed(RATE, [seen(3, id="n"), seen(60000, id="d")], "2022-12-31", many, DENOMINATOR)
    assert found.value == D(50)
    total = indicator("total", measure="expr", expr="n + d", unit_mult=4)
    assert assessed(total, [seen(3, id="n"), seen(60000, id="d")], "2022-12-31", many, DENOMINATOR).value == D(9)


def test_more_than_all_is_invalid_unless_allowed() -> None:
    figures = [seen(5, id="n"), seen(4, id="d")]
    assert rated(figures).reason == "check"
    assert rated(figures, one=RATE._replace(allow_over=True)).value == D(125)
    assert rated([seen(-1, id="n"), seen(4, id="d")], one=RATE._replace(allow_over=True)).reason == "check"


def test_zero_and_missing_and_not_applicable_are_three_things() -> None:
    assert rated([seen(0, id="n"), seen(4, id="d")]).value == D(0)
    assert rated([seen(None, id="n", flag="O"), seen(4, id="d")]).status == "no_data"
    assert rated([seen(None, id="n", flag="M"), seen(4, id="d")]).status == "not_applicable"


def test_chains_and_previous_periods() -> None:
    base = indicator("base")
    growth = indicator("growth", measure="expr", expr="delta(base)")
    twice = indicator("twice", measure="expr", expr="growth * 2")
    figures = [seen(10, "2022-M05", id="base"), seen(14, "2022-M06", id="base")]
    assert assessed(twice, figures, "2022-12-31", base, growth).value == D(8)


def test_a_derived_target() -> None:
    """Fewer than the mean of the peers."""
    mean, own = indicator("mean"), indicator("own", target=target("< 1")._replace(value=None, expr="mean"))
    found = assessed(own, [seen(9, id="own"), seen(10, id="mean")], "2022-12-31", mean)
    assert (found.status, found.target_value) == ("met", D(10))
    without = assessed(own, [seen(9, id="own")], "2022-12-31", mean)
    assert (without.status, without.reason, without.why.key) == ("invalid", "config", "why.config_operand")


def test_a_target_of_another_unit_is_a_bad_definition() -> None:
    mean = indicator("mean", unit_measure="PERCENT")
    own = indicator("own", unit_measure="CASES", target=target("< 1")._replace(value=None, expr="mean"))
    found = assessed(own, [seen(9, id="own"), seen(10, id="mean")], "2022-12-31", mean)
    assert (found.status, found.reason, found.why.key) == ("invalid", "config", "why.config_units")


def test_persons_plus_percent_is_a_bad_definition() -> None:
    persons, percent = indicator("persons", unit_measure="PERSONS"), indicator("percent", unit_measure="PERCENT")
    both = indicator("both", measure="expr", expr="persons + percent")
    found = assessed(both, [seen(9, id="persons"), seen(10, id="percent")], "2022-12-31", persons, percent)
    assert (found.status, found.reason) == ("invalid", "config")


def test_circles_end() -> None:
    one = indicator("one", measure="expr", expr="two + 1")
    two = indicator("two", measure="expr", expr="one + 1", target=target("< 1")._replace(value=None, expr="one"))
    assert assessed(one, [], "2022-12-31", two).status == "no_data"
    assert assessed(two, [], "2022-12-31", one).status == "invalid"


def test_sums_over_a_roster() -> None:
    part = indicator("part", units="r")
    figures = [seen(1, id="part", unit="a1"), seen(2, id="part", unit="a2")]
    for missing, size, value, counted in (
        ("", 2, 3, None),
        ("", 3, None, None),
        ("skip", 3, 3, (2, 3)),
        ("zero", 3, 3, None),
    ):
        one = indicator("whole", measure="expr", expr="sum(part)", missing=missing)
        found = assessed(one, figures, "2022-12-31", part, rosters=[roster("r", {"a": size})])
        assert (found.value, found.counted) == (None if value is None else D(value), counted)


def test_what_a_coverage_counts_is_who_reported() -> None:
    """`count(ID)` is the number of a roster's units with a figure, and each is looked at once."""
    sites = indicator("sites", measure="coverage", roster="r")
    reported = indicator("reported", measure="expr", expr="count(sites)")
    figures = [
        seen(1, id="sites", unit="a1"),
        seen(0, id="sites", unit="a2"),
        seen(None, id="sites", unit="a3", flag="O"),
    ]
    found = assessed(reported, figures, "2022-12-31", sites, rosters=[roster("r", {"a": 4})])
    assert found.value == D(2)


def test_a_unit_is_compared_with_the_whole_area_where_an_operand_has_no_units() -> None:
    part = indicator("part", units="r", target=target("< 1")._replace(value=None, expr="mean"))
    figures = [seen(1, id="part", unit="a1"), seen(3, id="part", unit="a2"), seen(2, id="mean")]
    defined = framework(part, indicator("mean"), rosters=[roster("r", {"a": 2})])
    found = Assessor(Vantage(defined, Record(figures), at("2023-06-30"))).units(part)
    assert [(each.status, each.target_value) for each in found] == [("met", D(2)), ("missed", D(2))]


def test_exactly() -> None:
    """A third of 99.99 is no short number; the limit is met all the same when it is met exactly."""
    third = RATE._replace(target=target(">= 33.33"))
    found = rated([seen("3333", id="n"), seen("10000", id="d")], one=third)
    assert (found.status, found.value) == ("met", Decimal("33.33"))
    below = rated([seen("33329999999999999999999999999999", id="n"), seen("1E+32", id="d")], one=third)
    assert below.status == "off_track"


@pytest.mark.parametrize(
    ("numerator", "denominator", "flag"), [("A", "A", ""), ("E", "A", "E"), ("A", "P", "P"), ("P", "E", "E")]
)
def test_what_follows_from_an_estimate_or_a_provisional_figure_is_one(
    numerator: str, denominator: str, flag: str
) -> None:
    assert rated([seen(1, id="n", flag=numerator), seen(4, id="d", flag=denominator)]).flag == flag


def test_a_rate_over_a_sum_that_left_members_out_is_an_estimate() -> None:
    sites = indicator("sites", units="r", missing="skip")
    rate = indicator("rate", measure="ratio", numerator="n", denominator="sites", unit_measure="PERCENT")
    figures = [seen(1, id="n"), seen(4, id="sites", unit="a1")]
    found = assessed(rate, figures, "2022-12-31", NUMERATOR, sites, rosters=[roster("r", {"a": 2})])
    assert (found.value, found.flag) == (D(25), "E")


def test_a_sum_with_an_estimated_unit_is_an_estimate() -> None:
    sites = indicator("sites", units="r")
    figures = [seen(4, id="sites", unit="a1"), seen(5, id="sites", unit="a2", flag="E")]
    found = assessed(sites, figures, "2022-12-31", rosters=[roster("r", {"a": 2})])
    assert (found.value, found.flag) == (D(9), "E")
