"""Dates stand in ISO form in columns and in words in sentences; ages round down."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tui.model.period import Period
from tui.words import Words
from tui.words.dates import ago, duration, long_date, period_text, plain_date

CHINESE, ENGLISH = Words("zh"), Words("en")
NOW = datetime(2023, 3, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2023, 3, 6), "2023-03-06"),
        (datetime(2023, 3, 6, 10, 2, 59, tzinfo=timezone(timedelta(hours=8))), "2023-03-06 10:02"),
        (datetime(1, 1, 2, tzinfo=UTC), "0001-01-02 00:00"),
        (Period.parse("2022-Q4"), "2022-Q4"),
        ("2023", ""),
    ],
)
def test_plain(value: object, expected: str) -> None:
    """Columns sort."""
    assert plain_date(value) == expected


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2022", "2022年", "2022"),
        ("2022-S1", "2022年上半年", "first half of 2022"),
        ("2022-S2", "2022年下半年", "second half of 2022"),
        ("2022-Q1", "2022年第一季度", "Q1 2022"),
        ("2022-Q4", "2022年第四季度", "Q4 2022"),
        ("2022-M06", "2022年6月", "June 2022"),
        ("2020-W53", "2020年第53周", "week 53 of 2020"),
        ("2022-06-30", "2022年6月30日", "30 June 2022"),
    ],
)
def test_periods(period: str, chinese: str, english: str) -> None:
    """Every frequency has its words."""
    assert period_text(CHINESE, Period.parse(period)) == chinese
    assert period_text(ENGLISH, Period.parse(period)) == english


def test_days() -> None:
    """A day in words."""
    assert long_date(CHINESE, date(2023, 3, 6)) == "2023年3月6日"
    assert long_date(ENGLISH, date(2023, 3, 6)) == "6 March 2023"


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (-5, "0 秒", "0 s"),
        (89, "89 秒", "89 s"),
        (90, "1 分钟", "1 min"),
        (200, "3 分钟", "3 min"),
        (5400, "1 小时", "1 h"),
        (47 * 3600, "47 小时", "47 h"),
        (48 * 3600, "2 天", "2 days"),
        (89 * 86400, "89 天", "89 days"),
        (90 * 86400, "2 个月", "2 months"),
        (729 * 86400, "23 个月", "23 months"),
        (730 * 86400, "2 年", "2 years"),
        (1e12, "31709 年", "31709 years"),
    ],
)
def test_durations(seconds: float, chinese: str, english: str) -> None:
    """One unit, rounded down."""
    assert duration(CHINESE, seconds) == chinese
    assert duration(ENGLISH, timedelta(seconds=seconds) if seconds < 1e11 else seconds) == english


@pytest.mark.parametrize(
    ("age", "chinese", "english"),
    [
        (200, "3 分钟前", "3 min ago"),
        (59, "刚刚", "just now"),
        (-600, "刚刚", "just now"),
        (200000, "2 天前", "2 days ago"),
    ],
)
def test_ago(age: int, chinese: str, english: str) -> None:
    """A clock that runs ahead is no future."""
    then = NOW - timedelta(seconds=age)
    assert ago(CHINESE, then, NOW) == chinese
    assert ago(ENGLISH, then, NOW) == english
