"""Whether the newest figure is as new as it should be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.cases import assessed, day, indicator, reach, seen
from tui.model.freshness import duty_on, first_report_due, freshness
from tui.model.indicator import Indicator
from tui.model.period import FREQUENCIES, Period
from tui.model.snapshot import Freshness

QUARTERLY = indicator(freq="Q", report_lag=20, grace=10, expire_after=200)


@pytest.mark.parametrize(
    ("newest", "when", "state"),
    [
        ("2022-Q1", "2022-07-19", "fresh"),  # the second quarter's figure is not due yet
        ("2022-Q1", "2022-07-20", "due"),
        ("2022-Q1", "2022-07-30", "due"),
        ("2022-Q1", "2022-07-31", "stale"),  # past the ten days of grace
        ("2022-Q1", "2022-10-17", "stale"),
        ("2022-Q1", "2022-10-18", "expired"),  # 201 days after 31 March
        ("2022-Q2", "2022-07-31", "fresh"),
        ("2022-06-15", "2022-07-19", "fresh"),
        ("2022-06-15", "2022-07-20", "due"),  # a day in June is no whole quarter
        ("2022", "2022-07-31", "fresh"),
    ],
)
def test_a_figure_ages(newest: str, when: str, state: Freshness) -> None:
    assert freshness(duty_on(QUARTERLY, day(when)), Period.parse(newest).end) == state


def test_an_older_gap_is_older() -> None:
    """Two quarters behind is stale on the day on which the second becomes due."""
    lasting = QUARTERLY._replace(expire_after=None)
    assert freshness(duty_on(lasting, day("2022-07-20")), Period.parse("2021-Q4").end) == "stale"


def test_without_a_frequency_nothing_is_ever_due() -> None:
    loose = indicator(report_lag=20, grace=10, expire_after=30)
    assert freshness(duty_on(loose, day("2030-01-01")), day("1990-01-01")) == "fresh"
    assert first_report_due(loose, day("2022-01-01")) is None


def test_when_the_first_report_is_due() -> None:
    assert first_report_due(QUARTERLY, day("2022-01-01")) == day("2022-04-20")
    assert first_report_due(QUARTERLY, day("2022-02-15")) == day("2022-04-20")
    assert first_report_due(QUARTERLY, None) is None


def naive(one: Indicator, newest: date, when: date) -> Freshness:
    """The words of semantics.md, period by period."""
    if one.expire_after is not None and newest + timedelta(days=one.expire_after) < when:
        return "expired"
    state: Freshness = "fresh"
    period = Period.holding(one.freq or "A", newest + timedelta(days=1))
    while period.end + timedelta(days=one.report_lag) <= when:
        if period.end > newest:
            due = period.end + timedelta(days=one.report_lag)
            return "stale" if due + timedelta(days=one.grace) < when else "due"
        period = period.next
    return state


@given(
    st.sampled_from(FREQUENCIES),
    st.integers(0, 120),
    st.integers(0, 60),
    st.one_of(st.none(), st.integers(0, 500)),
    st.dates(date(2020, 1, 1), date(2022, 12, 31)),
    st.integers(-40, 800),
)
def test_against_a_naive_calendar(
    freq: str, lag: int, grace: int, expire: int | None, newest: date, later: int
) -> None:
    one = indicator(freq=freq, report_lag=lag, grace=grace, expire_after=expire)
    when = newest + timedelta(days=later)
    assert freshness(duty_on(one, when), newest) == naive(one, newest, when)


def test_what_was_never_reported_is_due_and_then_stale() -> None:
    one = indicator(freq="Q", report_lag=20, grace=10, target=reach(">= 5", deadline="2022-12-31"))
    found = [assessed(one, [], when).freshness for when in ("2021-12-31", "2022-04-19", "2022-04-30", "2022-05-01")]
    assert found == ["fresh", "fresh", "due", "stale"]
    one = one._replace(target=None)
    assert assessed(one, [], "2022-07-01").freshness == "stale"
    old = assessed(one, [seen(5, "2021-Q4")], "2022-07-01")
    assert (old.status, old.freshness) == (None, "stale")


@pytest.mark.parametrize("when", ["0001-01-01", "0001-03-01", "9999-12-31"])
def test_the_edges_of_time_do_no_harm(when: str) -> None:
    for freq in FREQUENCIES:
        one = indicator(freq=freq, report_lag=20, grace=10, expire_after=10)
        assert freshness(duty_on(one, day(when)), day("2022-01-01")) in {"fresh", "due", "stale", "expired"}
        first_report_due(one, day(when))
