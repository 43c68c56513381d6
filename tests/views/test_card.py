"""A panel on one to three lines, by the width that there is."""

import pytest

from tests.views.scenes import look
from tui.views.card import MOST_LINES, lines_for
from tui.views.columns import USUAL, Needs, columns
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
