"""What units are called, so that each is told from the others."""

from tests.model.test_called import UNITS
from tui.model.roster import Roster

ROSTER = Roster("offices", UNITS)


def test_names_tell_units_apart() -> None:
    """Where several are called alike the id stands behind the name; of two versions of a unit the last one counts."""
    assert ROSTER.names() == {
        "fin": "Finance",
        "aud": "Audit",
        "n": "Station (n)",
        "s": "Station (s)",
        "old": "Archive",
        "Treasury2": "fin",
    }


def test_aliases_that_are_nobody_elses() -> None:
    assert ROSTER.aliases() == {"Treasury": "fin"}
