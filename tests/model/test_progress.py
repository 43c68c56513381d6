"""The formulas of semantics.md section 4."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.cases import D, assessed, indicator, reach, seen, target
from tui.model.progress import clamped, held, ranked, travelled, within

NUMBERS = st.decimals(-1000, 1000, allow_nan=False, places=2)
POSITIVE = st.decimals("0.01", 1000, allow_nan=False, places=2)


@pytest.mark.parametrize(
    ("value", "goal", "progress"),
    [
        ("45", ">= 90", "0.5"),
        ("90", ">= 90", "1"),
        ("-45", ">= 90", "0"),
        ("5", ">= 0", "1"),
        ("-5", ">= 0", "0"),
        ("-5", ">= -1", "0"),
        ("60", "<= 30", "0.5"),
        ("30", "< 30", "1"),
        ("2", "<= 0", "0"),
        ("5", "10..20", "0.5"),
        ("15", "10..20", "1"),
        ("40", "10..20", "0.5"),
        ("-5", "-3..3", "0"),
        ("5", "= 10", "0.5"),
        ("20", "= 10", "0.5"),
        ("10", "= 10", "1"),
        ("0", "= 10", "0"),
        ("5", "= 0", "0"),
        ("-5", "= 10", "0"),
    ],
)
def test_holding(value: str, goal: str, progress: str) -> None:
    assert assessed(indicator(target=target(goal)), [seen(value)], "2022-12-31").progress == D(progress)


@pytest.mark.parametrize(
    ("rank", "size", "progress"),
    [("3", 11, "1"), ("5", 11, "0.75"), ("11", 11, "0"), ("12", 11, "0"), ("6", None, "0.5"), ("6", 3, "0.5")],
)
def test_ranks(rank: str, size: int | None, progress: str) -> None:
    """At most third of eleven; of an unknown field, or one too small to be right, third over rank."""
    one = indicator(unit_measure="RANK", field_size=size, target=target("<= 3"))
    assert assessed(one, [seen(rank)], "2022-12-31").progress == D(progress)


def test_a_rank_to_be_reached() -> None:
    one = indicator(unit_measure="RANK", field_size=11, target=reach("<= 3", deadline="2022-12-31"))
    found = assessed(one, [seen(5, "2022-12-31")], "2022-12-31")
    assert (found.progress, found.status) == (D("0.75"), "at_risk")
    from_eleventh = one._replace(target=reach("<= 3", baseline="11", deadline="2022-12-31"))
    assert assessed(from_eleventh, [seen(5, "2022-12-31")], "2022-12-31").progress == D("0.75")


@pytest.mark.parametrize(
    ("value", "goal", "baseline", "raw", "status"),
    [
        ("5", "> 10", "10", "0", "off_track"),  # no way to go: all or nothing
        ("11", "> 10", "10", "1", "met"),
        ("20", "<= 15", "0", "0.75", "at_risk"),  # the baseline satisfies already: as if it had to be held
        ("12", "10..20", "0", "1.2", "met"),
        ("5", "10..20", "0", "0.5", "off_track"),
        ("25", "10..20", "40", "0.75", "at_risk"),
    ],
)
def test_ways_without_a_way(value: str, goal: str, baseline: str, raw: str, status: str) -> None:
    one = indicator(target=reach(goal, baseline=baseline, deadline="2022-12-31"))
    found = assessed(one, [seen(value, "2022-12-31")], "2022-12-31")
    assert (found.progress_raw, found.status) == (D(raw), status)


@given(NUMBERS, NUMBERS, NUMBERS, POSITIVE)
def test_progress_only_grows_towards_the_limit(base: Decimal, limit: Decimal, value: Decimal, more: Decimal) -> None:
    if base != limit:
        step = more if limit > base else -more
        assert Fraction(travelled(value, base, limit)) < Fraction(travelled(value + step, base, limit))


@given(NUMBERS, st.sampled_from(["ge", "gt", "le", "lt"]), NUMBERS, POSITIVE)
def test_holding_only_grows_towards_the_limit(
    value: Decimal, op: Literal["ge", "gt", "le", "lt"], limit: Decimal, more: Decimal
) -> None:
    rises = op in {"ge", "gt"}

    def progress(figure: Decimal) -> Fraction:
        met = {"ge": figure >= limit, "gt": figure > limit, "le": figure <= limit, "lt": figure < limit}[op]
        return Fraction(clamped(held(figure, op, limit, met)))

    assert progress(value) <= progress(value + more if rises else value - more)


@given(NUMBERS, NUMBERS, POSITIVE)
def test_a_band_is_whole_inside_and_less_outside(value: Decimal, low: Decimal, width: Decimal) -> None:
    progress = Fraction(clamped(within(value, low, low + width)))
    assert (progress == 1) == (low <= value <= low + width)


@given(st.integers(1, 50), st.integers(1, 50), st.one_of(st.none(), st.integers(1, 50)))
def test_ranks_lie_between(rank: int, place: int, size: int | None) -> None:
    progress = Fraction(clamped(ranked(Decimal(rank), Decimal(place), size, rank <= place)))
    assert 0 <= progress <= 1
    assert (progress == 1) == (rank <= place)


@given(NUMBERS)
def test_clamping(raw: Decimal) -> None:
    assert clamped(raw) == min(max(raw, Decimal(0)), Decimal(1))


def test_decimals_from_edge_to_edge() -> None:
    """0.57 x 100 is 57, which binary numbers miss."""
    share = indicator("share")
    whole = indicator("whole", measure="expr", expr="share * 100", target=target(">= 57"))
    found = assessed(whole, [seen("0.57", id="share")], "2022-12-31", share)
    assert (found.value, found.status) == (D("57.00"), "met")
