"""What a unit was called before."""

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


def test_names_tell_units_apart() -> None:
    """Where several are called alike the id stands behind the name; two versions of a unit are not several."""
    assert ROSTER.names() == {
        "fin": "Finance",
        "aud": "Audit",
        "n": "Station (n)",
        "s": "Station (s)",
        "old": "Register",
        "Treasury2": "fin",
    }


def test_aliases_that_are_nobody_elses() -> None:
    assert ROSTER.aliases() == {"Treasury": "fin"}
