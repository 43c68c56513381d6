"""Days, workdays, and how far days are apart."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.cases import at, day
from tui.model.calendar import (
    days_after,
    end_of_day,
    evaluation_instant,
    in_utc,
    local_day,
    month_length,
    months_between,
    next_workday,
    years_between,
    zone,
)


@pytest.mark.parametrize(
    ("instant", "timezone", "expected"),
    [
        ("2022-12-31T15:59:59+00:00", "Asia/Shanghai", "2022-12-31"),
        ("2022-12-31T16:00:00+00:00", "Asia/Shanghai", "2023-01-01"),
        ("2022-12-31T16:00:00+00:00", "UTC", "2022-12-31"),
        ("2022-07-31T22:30:00+00:00", "Europe/Paris", "2022-08-01"),
        ("2022-01-31T22:30:00+00:00", "Europe/Paris", "2022-01-31"),
        ("2022-12-31T16:00:00+00:00", "No/Where", "2022-12-31"),
        ("2022-12-31T23:00:00", "Asia/Shanghai", "2022-12-31"),
    ],
)
def test_an_instant_falls_on_its_local_day(instant: str, timezone: str, expected: str) -> None:
    assert local_day(datetime.fromisoformat(instant), timezone) == day(expected)


@pytest.mark.parametrize(("year", "zone"), [(1, "Asia/Shanghai"), (2022, "Asia/Shanghai"), (9999, "America/New_York")])
def test_every_day_that_can_be_judged_has_an_instant_in_utc(year: int, zone: str) -> None:
    edge = (
        datetime(year, 1, 1, tzinfo=ZoneInfo(zone))
        if year < 9999
        else datetime(9999, 12, 31, 23, tzinfo=ZoneInfo(zone))
    )
    assert in_utc(edge).tzinfo is UTC
    assert (in_utc(edge) == edge) is (year == 2022)


def test_steady_zones_agree_with_the_zone_database() -> None:
    """The zones that are known without the database have had one clock since 1992."""
    for name in ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Macau", "Asia/Chongqing"):
        for year in range(1992, 2040):
            for month in (1, 7):
                instant = datetime(year, month, 1, tzinfo=UTC)
                ours, theirs = instant.astimezone(zone(name)), instant.astimezone(ZoneInfo(name))
                assert ours.utcoffset() == theirs.utcoffset()


def test_the_edges_of_time_do_no_harm() -> None:
    assert local_day(datetime.max.replace(tzinfo=UTC), "Asia/Shanghai") == date.max
    assert local_day(datetime.min.replace(tzinfo=UTC), "America/New_York") == date.min
    assert days_after(date.max, 5) == date.max
    assert days_after(date.min, -(10**9)) == date.min


def test_a_day_counts_to_its_end() -> None:
    assert end_of_day(day("2022-09-30"), "Asia/Shanghai").isoformat() == "2022-09-30T23:59:59+08:00"


def test_which_instant_is_judged() -> None:
    now = datetime(2023, 5, 1, 4, tzinfo=UTC)
    assert evaluation_instant(now, "Asia/Shanghai", None, None).isoformat() == "2023-05-01T12:00:00+08:00"
    assert evaluation_instant(now, "Asia/Shanghai", day("2023-03-06"), None) == at("2023-03-06")
    assert evaluation_instant(now, "Asia/Shanghai", day("2023-03-06"), now) == now


HOLIDAYS = {day(f"2023-01-{number}") for number in range(21, 28)}
WORKDAYS = {day("2023-01-28"), day("2023-01-29")}


@pytest.mark.parametrize(
    ("given_day", "expected"),
    [
        ("2023-01-20", "2023-01-20"),
        ("2023-01-21", "2023-01-28"),  # the spring festival; the weekend after it is worked
        ("2023-01-27", "2023-01-28"),
        ("2023-01-29", "2023-01-29"),
        ("2023-02-04", "2023-02-06"),
    ],
)
def test_the_next_workday(given_day: str, expected: str) -> None:
    assert next_workday(day(given_day), HOLIDAYS, WORKDAYS) == day(expected)


def test_the_next_workday_ends_at_the_end_of_time() -> None:
    assert next_workday(date.max, {date.max}) == date.max


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        ("2022-09-30", "2022-12-31", 3),
        ("2022-01-31", "2022-02-28", 1),
        ("2024-01-31", "2024-02-29", 1),
        ("2022-12-31", "2023-12-31", 12),
        ("2022-09-15", "2022-09-30", Fraction(1, 2)),
        ("2022-12-31", "2022-09-30", -3),
    ],
)
def test_months_between(earlier: str, later: str, months: Fraction) -> None:
    assert months_between(day(earlier), day(later)) == months


@pytest.mark.parametrize(
    ("earlier", "later", "years"),
    [
        ("2018-12-31", "2022-12-31", 4),
        ("2023-12-31", "2024-12-31", 1),
        ("2021-12-31", "2022-07-02", Fraction(183, 365)),
    ],
)
def test_years_between(earlier: str, later: str, years: Fraction) -> None:
    assert years_between(day(earlier), day(later)) == years


@given(st.dates(date(1, 1, 1), date(9999, 11, 30)))
def test_month_length(any_day: date) -> None:
    first = any_day.replace(day=1)
    assert (first + timedelta(days=month_length(any_day))).day == 1
