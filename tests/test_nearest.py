"""Whoever mistypes a name is told the one that was meant, and no other."""

import pytest

from tui.errors import Message
from tui.nearest import nearest, nearest_said

KEYS = ("name", "group", "target", "deadline", "warn_margin", "warn_days", "numerator", "op", "of")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("nmae", "name"),
        ("Name", "name"),
        ("goup", "group"),
        ("taget", "target"),
        ("dedline", "deadline"),
        ("warn-margin", "warn_margin"),
        ("warn days", "warn_days"),
        ("deadline_date", "deadline"),
        ("numer", "numerator"),
        ("opp", "op"),
        ("colour", None),
        ("x", None),
        ("", None),
        ("\u76ee\u6807", None),
    ],
)
def test_the_nearest_name(wanted: str, expected: str | None) -> None:
    assert nearest(wanted, KEYS) == expected


def test_of_two_equally_near_the_earlier_counts() -> None:
    assert nearest("fuyi.receivd", ["fuyi.received", "fuyi.receive"]) == "fuyi.received"
    assert nearest("ab3", ["ab1", "ab2"]) == "ab1"


def test_many_names_are_looked_through_quickly() -> None:
    """Of a hundred thousand only those with the same beginning or end are compared."""
    names = [f"area{number % 100}.indicator_{number}" for number in range(100_000)]
    assert nearest("area7.indicator_50x7", names) == "area7.indicator_507"


def test_a_very_long_name_is_cut_before_it_is_compared() -> None:
    assert nearest("x" * 1_000_000, KEYS) is None


def test_it_is_said_behind_what_is_wrong() -> None:
    assert nearest_said("goup", KEYS) == Message("problem.nearest", {"name": "group"})
    assert nearest_said("colour", KEYS) == ""
