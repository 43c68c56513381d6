"""A panel on one to three lines, by the width that there is."""

import pytest

from tests.views.scenes import look, scene
from tui.model.snapshot import Assessment
from tui.views.card import MOST_LINES, card, lines_for
from tui.views.columns import USUAL, Needs, columns
from tui.views.line import plain
from tui.words import LANGUAGES, Language

_LONG = Needs(value=20, target=14, owner=40, bare_value=17, bare_target=9)
"""Figures and targets with long units."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("needs", [USUAL, _LONG], ids=["usual", "long"])
def test_a_second_line_is_taken_only_where_the_owner_has_no_column(language: Language, needs: Needs) -> None:
    """Else it would be blank for most, and half the screen with it."""
    for cells in range(60, 240):
        shown = columns(cells, look(language), needs)
        assert lines_for(shown, cells) == (1 if "owner" in shown.widths else 2)


def test_a_hundred_columns_take_one_line_and_eighty_two_and_fifty_three() -> None:
    taken = [lines_for(columns(cells, look(), USUAL), cells) for cells in (98, 78, 48)]
    assert taken == [1, 2, MOST_LINES]


@pytest.mark.parametrize(
    ("cells", "shown"),
    [(24, "某某区某某局某某科某…"), (30, "某某区某某局某某科某某室…"), (36, "某某区某某局某某科某某室（牵头）")],
)
def test_an_owner_with_a_long_name_is_cut_and_not_left_out(cells: int, shown: str) -> None:
    indicator = (
        scene().snapshot.assessments[0].indicator._replace(owner="某某区某某局某某科某某室（牵头）", target=None)
    )
    named = Assessment(indicator, "", None)
    last = card(named, columns(cells, look("zh"), USUAL), look("zh"), MOST_LINES, "x")[-1]
    assert plain(last).strip() == shown
