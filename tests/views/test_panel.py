"""The panel of an indicator and the head of its section."""

from decimal import Decimal

import pytest

from tests.views.scenes import look, scene
from tui.model.phrase import Phrase
from tui.model.snapshot import Assessment
from tui.views.columns import MARKS, columns
from tui.views.line import plain, width_of
from tui.views.outline import outline
from tui.views.panel import heading_line, needs, panel_line, section_line, tally
from tui.views.sieve import Sieve
from tui.words import LANGUAGES, Language

SNAPSHOT = scene().snapshot
WIDTHS = (56, 78, 118, 198)


def found(indicator: str) -> Assessment:
    assessment = SNAPSHOT.assessment(indicator)
    assert assessment is not None
    return assessment


@pytest.mark.parametrize("ascii_only", [False, True], ids=["unicode", "ascii"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", WIDTHS)
def test_every_panel_takes_exactly_its_columns(language: Language, cells: int, ascii_only: bool) -> None:
    said = look(language, ascii_only=ascii_only)
    widths = columns(cells, said)
    for assessment in SNAPSHOT.assessments:
        assert width_of(panel_line(assessment, widths, said)) == widths.total
    assert width_of(heading_line(widths, said)) == widths.total


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_panel_says_its_status_by_symbol_word_and_light(language: Language) -> None:
    said = look(language)
    line = panel_line(found("people.lawyers"), columns(78, said), said)
    text = plain(line)
    assert said.symbol("off_track") in text
    assert said.word("code", "off_track") in text
    assert {span.role for span in line if said.word("code", "off_track") in span.text} == {"red"}


def test_a_ratio_shows_its_counts_and_its_target() -> None:
    text = plain(panel_line(found("cases.revoked_rate"), columns(78, look()), look()))
    assert "22/152 14.47%" in text, "the unit is cut before a name, the figure never"
    assert "<15 %*" in text, "the star says that the target is an example of ours"


def test_a_figure_that_needs_more_takes_it_from_its_own_bar_and_name() -> None:
    """Never cut: a cut figure is a wrong one."""
    huge = found("cases.revoked_rate")._replace(numerator=huge_number(), denominator=huge_number())
    widths = columns(78, look())
    line = panel_line(huge, widths, look())
    assert f" {huge_number()}/{huge_number()} 14.47%" in plain(line)
    assert width_of(line) == widths.total


def test_a_figure_without_any_room_is_shown_without_its_counts() -> None:
    huge = found("cases.revoked_rate")._replace(numerator=huge_number(), denominator=huge_number())
    text = plain(panel_line(huge, columns(40, look()), look()))
    assert " 14.47 %" in text
    assert "123" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_revised_figure_is_marked(language: Language) -> None:
    said = look(language)
    assert said.glyphs.revised in plain(panel_line(found("people.aides"), columns(78, said), said))
    assert said.glyphs.revised not in plain(panel_line(found("people.training"), columns(78, said), said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_are_cut_before_numbers(language: Language) -> None:
    """And numbers of a target never; what is not fresh, where there is no figure, is not said."""
    said = look(language)
    for assessment in SNAPSHOT.assessments:
        limit = assessment.indicator.target.value if assessment.indicator.target else None
        if limit is not None:
            assert f"{limit:f}" in plain(panel_line(assessment, columns(78, said), said))
    unknown = found("cases.heads")._replace(freshness="expired")
    assert said.glyphs.stale not in plain(panel_line(unknown, columns(78, said), said))


def test_the_columns_hold_what_was_measured() -> None:
    measured = needs([found("cases.revoked_rate"), found("people.aides")], look())
    assert measured.value == len("22/152 14.47 %") + MARKS
    assert (measured.target, measured.bare_target) == (len("\u2265889 persons"), 6), "the usual"


def test_a_bound_stays_a_bound() -> None:
    assert "<30 %" in plain(panel_line(found("cases.litigated"), columns(78, look()), look()))


def test_a_stale_green_shows_yellow() -> None:
    """The code stays, the light does not (semantics.md section 5)."""
    line = panel_line(found("people.rooms"), columns(78, look()), look())
    assert next(span for span in line if "met" in span.text).role == "yellow"
    assert "4 rooms~" in plain(line)
    assert "stale" in plain(panel_line(found("people.rooms"), columns(198, look()), look()))


def test_a_series_of_a_unit_shows_the_unit() -> None:
    series = found("cases.concluded")._replace(unit="East Street")
    assert "  East Street" in plain(panel_line(series, columns(78, look()), look()))


def test_ascii_means_ascii() -> None:
    """No character whose width terminals disagree about, in figures, bars and symbols."""
    said = look(ascii_only=True)
    for assessment in SNAPSHOT.assessments:
        owned = assessment._replace(indicator=assessment.indicator._replace(owner=""))
        assert plain(panel_line(owned, columns(198, said), said)).isascii()


def test_control_characters_in_a_name_are_shown_and_not_sent() -> None:
    hostile = Phrase("\x1b]52;c;x\x07", "\x1b[2J\x9b31m")
    assessment = found("cases.concluded")
    named = assessment._replace(indicator=assessment.indicator._replace(name=hostile))
    for language in LANGUAGES:
        text = plain(panel_line(named, columns(78, look()), look(language)))
        assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in text)


def test_a_section_counts_its_members_and_has_a_bar() -> None:
    lines = outline(SNAPSHOT)
    section = next(section for section in lines.sections if section.id == "people")
    text = plain(section_line(section, columns(78, look(ascii_only=True)), look(ascii_only=True)))
    assert "Legal services 6" in text
    assert "#" in text
    assert "# 2" in text, "two are off track"


def test_a_filtered_section_says_how_many_of_how_many() -> None:
    lines = outline(SNAPSHOT, sieve=Sieve("aides"))
    section = lines.sections[0]
    assert "Legal services 1/6" in plain(section_line(section, columns(78, look()), look()))


def test_a_tally_leaves_out_what_does_not_occur() -> None:
    assert plain(tally({"met": 3, "missed": 0, "context": 1}, look(ascii_only=True))) == "v 3  . 1"
    assert plain(tally({"met": 3, "missed": 2}, look(ascii_only=True), ["missed"])) == "v 3  x missed 2"


def huge_number() -> Decimal:
    return Decimal("123456789012")
