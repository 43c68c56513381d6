"""What people call units and steps: by an id, by a name in either language, by what they were called before."""

from datetime import date

from tui.model.called import by_name
from tui.model.indicator import Step
from tui.model.phrase import Phrase
from tui.model.roster import Unit

UNITS = (
    Unit("fin", "Finance", aliases=("Treasury", "Office")),
    Unit("aud", "Audit", aliases=("Office",)),
    Unit("n", "Station"),
    Unit("s", "Station"),
    Unit("old", "Register", valid_to=date(2022, 6, 30)),
    Unit("old", "Archive", valid_from=date(2022, 7, 1)),
    Unit("Treasury2", "fin"),
)


def test_a_unit_goes_by_its_id_its_names_and_its_aliases() -> None:
    """Two versions of a unit are one unit; an id is nobody else's name; a name of several may mean each of them."""
    found = by_name(UNITS)
    assert found["Finance"] == found["Treasury"] == found["fin"] == ("fin",)
    assert found["Register"] == found["Archive"] == ("old",)
    assert found["Office"] == ("fin", "aud")
    assert found["Station"] == ("n", "s")


def test_nothing_is_nobodys_name() -> None:
    assert by_name((Unit("fin", "", aliases=("",)),)) == {"fin": ("fin",)}


def test_a_step_goes_by_its_name_in_either_language() -> None:
    found = by_name((Step("draft", Phrase("起草", "Draft")), Step("hear", Phrase("听证", "Draft"))))
    assert found == {
        "draft": ("draft",),
        "hear": ("hear",),
        "起草": ("draft",),
        "听证": ("hear",),
        "Draft": ("draft", "hear"),
    }
