"""What is sought on a page stays there, below its headings; the rest comes back afterwards."""

import pytest

from tests.views.scenes import look, scene
from tests.views.screenshots import screen_text
from tui.app import Dashboard
from tui.views.line import Line, Span, plain
from tui.views.screens import PageScreen
from tui.views.seek import sought
from tui.words import LANGUAGES, Language

LINES: list[Line] = [
    (Span(" Part one ", "heading"),),
    (Span("Alpha station"),),
    (Span(" Tier ", "section"),),
    (Span("Beta station"),),
    (Span("Gamma hall"),),
    (),
    (Span(" Part two ", "heading"),),
    (Span("Delta"),),
]


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        ("station", ["Part one", "Alpha station", "Tier", "Beta station"]),
        ("STATION beta", ["Part one", "Tier", "Beta station"]),
        ("!station", ["Part one", "Tier", "Gamma hall", "Part two", "Delta"]),
        ("delta", ["Part two", "Delta"]),
        ("none such", []),
        ("[@click", []),
    ],
)
def test_lines_below_their_headings(wanted: str, kept: list[str]) -> None:
    assert [plain(line).strip() for line in sought(LINES, wanted)] == kept


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_roster_is_searched(language: Language) -> None:
    """Slash, some words, enter: only what has them is left; escape brings back the page, and then the list."""
    said = look(language)
    app = Dashboard(scene(), said, theme="dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"people.coverage", "enter", "enter")
        await pilot.press("f3", *"s2", "x", "backspace")
        assert isinstance(app.screen, PageScreen), "backspace belongs to the word"
        text = screen_text(app)
        assert " s2" in text
        assert " s1" not in text
        assert said.say("part.coverage") in text
        assert said.say("seek.open", count=3) in text, "the unit, below its part and its tier"
        await pilot.press("enter")
        assert said.say("seek.kept", count=3) in screen_text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, PageScreen)
        assert said.say("part.why") in screen_text(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, PageScreen)


@pytest.mark.anyio
async def test_what_is_sought_stays_when_figures_change() -> None:
    app = Dashboard(scene(), look(), theme="dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "slash", *"revoked")
        before = screen_text(app)
        app.set_frame(app.frame._replace(scene=scene()))
        assert screen_text(app) == before
        await pilot.press("l")
        assert app.frame.look.words.language == "en", "letters belong to the search"
