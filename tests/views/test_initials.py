"""Chinese is found by the letters with which it is read."""

import pytest

from tests.views.scenes import scene
from tui.views.initials import can_type, initials, matches

NAMES = {each.id: each.indicator.name.zh for each in scene().snapshot.assessments}


@pytest.mark.parametrize(
    ("typed", "indicator", "found"),
    [
        ("cgl", "cases.revoked_rate", True),
        ("cgs", "cases.revoked_rate", True),
        ("gl", "cases.revoked_rate", True),
        ("cl", "cases.revoked_rate", False),
        ("sqflmbr", "people.aides", True),
        ("mbr", "people.aides", True),
        ("xyz", "people.aides", False),
    ],
)
def test_consecutive_letters_of_a_name(typed: str, indicator: str, found: bool) -> None:
    """Anywhere in it, every reading of a character counts, and none is left out in between."""
    assert matches(typed, initials(NAMES[indicator])) is found


def test_names_are_not_read_into_each_other() -> None:
    one, other = NAMES["cases.revoked_rate"], NAMES["people.aides"]
    assert not matches("lsq", initials(one, other))


def test_digits_and_latin_letters_stand_for_themselves() -> None:
    written = initials(f"2022 {NAMES['cases.revoked_rate']} A")
    assert matches("2022cg", written)
    assert matches("cgla", written)


def test_what_is_not_chinese_has_no_initials() -> None:
    assert initials("Revocation rate") == ""
    assert not matches("rr", "")


@pytest.mark.parametrize(("term", "can"), [("cgl", True), ("2022", True), ("c.g", False), ("(", False), ("", False)])
def test_what_can_be_meant_as_initials(term: str, can: bool) -> None:
    assert can_type(term) is can
