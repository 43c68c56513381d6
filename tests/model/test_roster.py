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


def test_aliases_that_are_nobody_elses() -> None:
    assert ROSTER.aliases() == {"Treasury": "fin"}
