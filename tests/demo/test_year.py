"""The demonstration's clock passes a year evenly, and then stands still."""

from datetime import date

import pytest

from tui.demo.year import Year

YEAR = Year(date(2022, 3, 6), date(2023, 3, 6), began=100.0, seconds=365.0)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (99.0, "2022-03-06"),
        (100.0, "2022-03-06"),
        (100.9, "2022-03-06"),
        (101.0, "2022-03-07"),
        (400.0, "2022-12-31"),
        (464.9, "2023-03-05"),
        (465.0, "2023-03-06"),
        (9999.0, "2023-03-06"),
    ],
)
def test_the_day(at: float, day: str) -> None:
    assert YEAR.day(at).isoformat() == day


def test_five_minutes_make_four_fifths_of_a_second_a_day() -> None:
    assert round(YEAR._replace(seconds=300.0).seconds_a_day, 2) == 0.82
