"""Reporting periods in SDMX form."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.cases import day
from tui.model.period import FREQUENCIES, Period

DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-S1", "2022-01-01", "2022-06-30"),
        ("2022-S2", "2022-07-01", "2022-12-31"),
        ("2022-Q4", "2022-10-01", "2022-12-31"),
        ("2024-M02", "2024-02-01", "2024-02-29"),
        ("2022-06", "2022-06-01", "2022-06-30"),
        ("2022-W05", "2022-01-31", "2022-02-06"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2022-06-30", "2022-06-30", "2022-06-30"),
    ],
)
def test_forms(text: str, first: str, last: str) -> None:
    period = Period.parse(text)
    assert (period.start, period.end) == (day(first), day(last))


NO_PERIODS = ["", "2022 ", "22", "2022-", "2022-Q5", "2022-S3", "2022-M13", "2022-M00", "2022-W54", "2021-W53"]


@pytest.mark.parametrize("text", [*NO_PERIODS, "2022-02-30", "0000", "9999", "\uff12022", "2022/06"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Period.parse(text)


@given(st.sampled_from(FREQUENCIES), DAYS)
def test_every_day_has_its_period(freq: str, any_day: date) -> None:
    period = Period.holding(freq, any_day)
    assert period.start <= any_day <= period.end
    assert Period.parse(period.text) == period


@given(st.sampled_from(FREQUENCIES), st.dates(date(3, 1, 1), date(9990, 12, 31)))
def test_neighbours_touch(freq: str, any_day: date) -> None:
    period = Period.holding(freq, any_day)
    assert period.next.start == period.end + timedelta(days=1)
    assert period.previous.end == period.start - timedelta(days=1)
    assert period.next.previous == period.previous.next == period


def test_periods_sort_by_their_last_day_and_the_longer_first() -> None:
    texts = ["2022-12-31", "2022-M12", "2022", "2022-Q4", "2022-11-30", "2023-M01"]
    ordered = sorted(Period.parse(text) for text in texts)
    assert [period.text for period in ordered] == [
        "2022-11-30",
        "2022",
        "2022-Q4",
        "2022-M12",
        "2022-12-31",
        "2023-M01",
    ]
