"""The page of the changes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.views.scenes import look, scene
from tests.views.screenshots import screen_text
from tui.app import Dashboard
from tui.model.observation import Observation
from tui.model.period import Period
from tui.views.changes import Before, changes
from tui.views.line import plain, width_of
from tui.words import LANGUAGES, Language

LEARNT = datetime(2022, 9, 29, tzinfo=UTC)
OLD = scene()
NEW = scene(
    [
        Observation("people.training", "", Period.parse("2022-09-30"), Decimal(32), recorded=LEARNT),
        Observation("people.lawyers", "", Period.parse("2022-09-30"), Decimal(900), recorded=LEARNT),
    ]
)


def page(before: Before, language: Language = "en", cells: int = 100) -> list[str]:
    return [plain(line).rstrip() for line in changes(NEW, before, look(language), cells)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_statuses_come_before_figures(language: Language) -> None:
    """Each with what it was and what it is, in signs and words."""
    said = look(language)
    lines = page(Before(OLD.snapshot), language)
    assert lines[0].startswith(f" {said.say('changes.seen')} {said.glyphs.dot} 2 ")
    status, figure = lines[2:4]
    assert status.index(said.word("code", "off_track")) < status.index(said.word("code", "on_track"))
    assert "900" in status
    assert figure.index("31") < figure.index("32")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_that_nothing_changed_and_that_it_is_still_asking(language: Language) -> None:
    said = look(language)
    lines = page(Before(NEW.snapshot), language)
    assert any(said.say("changes.none") in line for line in lines)
    assert any(said.say("changes.asking") in line for line in lines)
    lines = page(Before(NEW.snapshot, date(2022, 9, 1), OLD.snapshot), language)
    assert any(said.say("changes.since", day="2022-09-01") in line for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_page(language: Language, cells: int) -> None:
    bare = OLD.snapshot._replace(assessments=OLD.snapshot.assessments[:3])
    for line in changes(NEW, Before(bare), look(language), cells):
        assert width_of(line) <= cells


def test_of_very_many_changes_the_rest_is_counted() -> None:
    aides = NEW.snapshot.assessments[0]
    many = tuple(aides._replace(unit=f"u{number}") for number in range(400))
    shown = NEW._replace(snapshot=NEW.snapshot._replace(assessments=many))
    said = [plain(line) for line in changes(shown, Before(OLD.snapshot), look(), 80)]
    assert any("and 100 more" in line for line in said)


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_was_looked_at_is_no_news_the_next_time(language: Language) -> None:
    """Opening the page is looking, and opening it twice is looking once."""
    said = look(language)
    app = Dashboard(OLD, said, theme="dark")
    async with app.run_test(size=(100, 24)) as pilot:
        app.set_frame(app.frame._replace(scene=NEW))
        await pilot.press("n", "f11")
        assert f"{said.say('changes.seen')} {said.glyphs.dot} 2 " in screen_text(app)
        await pilot.press("escape", "n")
        assert f" {said.glyphs.dot} 0 " in screen_text(app).splitlines()[1], "and it says when that was"
        await pilot.press("escape", "c")
        assert said.say("title.checks") in screen_text(app)
        await pilot.press("escape", "d")
        assert said.say("title.calendar") in screen_text(app)
