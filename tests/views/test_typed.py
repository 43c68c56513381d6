"""What is typed is seen where it ends, and a document that is pasted by mistake holds nothing up."""

import pytest
from textual.events import Paste

from tests.views.scenes import look, scene
from tests.views.screenshots import screen_text
from tui.app import Dashboard
from tui.views.chooser import Chooser
from tui.views.listing import ListScreen
from tui.views.screens import PageScreen
from tui.views.typed import end_of

MOST = 200
LETTERS = "x" * 300 + "end"


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("", 3, ""),
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "…cdefg"),
        ("行政复议", 8, "行政复议"),
        ("行政复议", 7, "…政复议"),
        ("行政复议", 6, "…复议"),
        ("abc", 1, ""),
        ("abc", 0, ""),
    ],
)
def test_the_end_of_what_is_typed(text: str, cells: int, shown: str) -> None:
    assert end_of(text, cells, "…") == shown


@pytest.mark.anyio
@pytest.mark.parametrize(("opened", "size"), [("slash", (80, 24)), ("s", (80, 24)), ("ctrl+p", (40, 10))])
async def test_a_long_text_is_cut_and_its_end_is_shown(opened: str, size: tuple[int, int]) -> None:
    """In the filter, on a page and in a question; what it leaves stands beside it."""
    app = Dashboard(scene(), look(), theme="dark")
    async with app.run_test(size=size) as pilot:
        await pilot.press(opened, *(["slash"] if opened == "s" else []))
        app.screen.post_message(Paste(("x" * 150 + " \n") * 1000))
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ListScreen | PageScreen | Chooser)
        assert len(screen.overview.sieve.wanted if isinstance(screen, ListScreen) else screen.wanted) == MOST
        await pilot.press(*["backspace"] * 4, *"end", "y", "y")
        text = screen_text(app)
        assert "endy" in text
        assert "endyy" not in text, "there is no room for more"
        if opened == "slash":
            assert look().say("find.none") in text
        await pilot.press("ctrl+u", *"abc")
        assert "abc" in screen_text(app)
