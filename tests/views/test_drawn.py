"""Lines are drawn once, and what is kept of them is what would be drawn anew."""

import pytest

from tests.views.test_listing import dashboard, listed
from tui.views.drawn import Stroke
from tui.views.overview import Overview
from tui.views.paint import Paint

pytestmark = pytest.mark.anyio


async def test_a_key_that_scrolls_draws_every_line_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was drawn to be compared is what is painted: drawing it again was a fifth of the time of such a key."""
    drawn: list[int] = []
    stroke = Overview.stroke

    def noting(overview: Overview, y: int, cells: int) -> Stroke:
        drawn.append(y)
        return stroke(overview, y, cells)

    monkeypatch.setattr(Overview, "stroke", noting)
    async with dashboard(size=(80, 12)) as (app, pilot):
        overview = listed(app).overview
        await pilot.press("pagedown")
        await pilot.pause()
        drawn.clear()
        top = overview.top
        await pilot.press("j")
        await pilot.pause()
        assert overview.top > top
        assert sorted(drawn) == list(range(overview.size.height))


async def test_what_is_kept_of_lines_never_outlives_what_it_was_drawn_from() -> None:
    """After keys, another width, language and theme the screen is as one that is painted for the first time."""
    async with dashboard(size=(80, 14)) as (app, pilot):
        for keys in (("pagedown", "j", "j"), ("k", "t"), ("L", "g"), ("up", "down", "o"), ("pagedown", "k")):
            await pilot.press(*keys)
            await pilot.pause()
        await pilot.resize_terminal(120, 20)
        await pilot.press("j", "escape", "home")
        await pilot.pause()
        overview = listed(app).overview
        kept = [overview.render_line(y) for y in range(overview.size.height)]
        overview.refresh()
        overview._cards.clear()
        overview.frame = overview.frame._replace(paint=Paint(overview.frame.paint.theme))
        assert [overview.render_line(y) for y in range(overview.size.height)] == kept
