"""What people call a unit: its id, what it was called, and its name where that is nobody else's."""

from datetime import date

from tui.model.roster import Roster, Unit

ROSTER = Roster(
    "offices",
    (
        Unit("fin", "Finance", aliases=("Treasury", "Office")),
        Unit("aud", "Audit", aliases=("Office",)),
        Unit("n", "Station"),
        Unit("s", "Station"),
        Unit("old", "Register", valid_to=date(2022, 6, 30)),
        Unit("old", "Register", valid_from=date(2022, 7, 1)),
        Unit("Treasury2", "fin"),
    ),
)


def test_aliases_that_are_nobody_elses() -> None:
    assert ROSTER.aliases() == {"Treasury": "fin"}


def test_names_count_where_one_unit_has_them_and_ids_come_first() -> None:
    """Two versions of a unit are one unit; an id is never another unit's name."""
    found = ROSTER.ids()
    assert found["Finance"] == found["Treasury"] == found["fin"] == "fin"
    assert found["Register"] == "old"
    assert "Station" not in found
    assert "Office" not in found
