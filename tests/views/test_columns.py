"""Columns: what fits is shown, what does not is dropped by priority, and the widths always add up."""

import pytest

from tests.views.scenes import look
from tui.views.columns import COLUMNS, Needs, columns, short_status
from tui.words import LANGUAGES, Language
from tui.words.cells import width
from tui.words.statuses import SYMBOLS


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_never_take_more_than_there_is(language: Language) -> None:
    """From the narrowest line that holds what is never dropped."""
    for cells in range(40, 260):
        assert columns(cells, look(language)).total <= cells


@pytest.mark.parametrize("language", LANGUAGES)
def test_eighty_columns_show_names_to_be_read_and_value_target_and_status(language: Language) -> None:
    """78: one cell for the rail and one before it."""
    shown = columns(78, look(language)).widths
    assert {"symbol", "name", "bar", "value", "target", "status"} <= set(shown)
    assert shown["name"] >= 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wall_screen_gives_owners_and_values_all_they_need(language: Language) -> None:
    needs = Needs(value=25, target=20, owner=40, bare_value=16, bare_target=7)
    shown = columns(198, look(language), needs).widths
    assert (shown["value"], shown["target"], shown["owner"]) == (25, 20, 40)


def test_a_value_without_its_unit_comes_before_a_long_name() -> None:
    needs = Needs(value=30, target=20, owner=0, bare_value=22, bare_target=9)
    assert columns(78, look(), needs).widths["value"] >= 22


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wide_screen_shows_everything(language: Language) -> None:
    assert set(columns(198, look(language)).widths) == {column.id for column in COLUMNS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_dropped_by_priority(language: Language) -> None:
    """Whatever is shown is more important than anything that is not."""
    for cells in range(40, 200):
        shown = columns(cells, look(language)).widths
        dropped = [column.priority for column in COLUMNS if column.id not in shown]
        assert all(column.priority < min(dropped, default=99) for column in COLUMNS if column.id in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_word_fits_its_column(language: Language) -> None:
    said = look(language)
    for code in SYMBOLS:
        assert width(short_status(said, code)) <= columns(78, said).widths["status"]


def test_more_room_never_makes_a_name_narrower_than_at_eighty_columns() -> None:
    narrow = columns(78, look()).widths["name"]
    assert all(columns(cells, look()).widths["name"] >= narrow for cells in range(78, 240))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bare_value", [12, 15, 24])
def test_how_it_stands_is_said_in_words_on_a_narrow_screen(language: Language, bare_value: int) -> None:
    """Names and counts are cut before the word goes; two cells of the screen are the rail's and the cursor's."""
    needs = Needs(value=30, target=20, owner=20, bare_value=bare_value, bare_target=9)
    for cells in range(36, 78):
        shown = columns(cells, look(language), needs)
        assert "status" in shown.widths
        assert shown.total <= cells
        assert shown.widths["name"] >= 10
        assert shown.widths["value"] >= 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_whole_again_where_there_is_room_for_it(language: Language) -> None:
    assert columns(60, look(language)).widths["name"] >= 20
