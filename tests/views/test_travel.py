"""Time travel: every screen shows how things stood on another day, by what was known then, and says so."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.views.scenes import NOW, district, look, snapshot
from tests.views.screenshots import screen_text
from tui.app import Dashboard
from tui.monitor.viewer import Viewer
from tui.views.feed import Feed
from tui.views.scene import Scene
from tui.views.travel import Step, freq_of, stepped
from tui.words import LANGUAGES, Language

TODAY = date(2023, 3, 6)


@pytest.mark.parametrize(
    ("day", "step", "there"),
    [
        ("2023-03-01", "day_back", "2023-02-28"),
        ("2023-03-05", "day_forward", "2023-03-06"),
        ("2023-03-06", "day_forward", None),
        ("2023-01-31", "month_forward", "2023-02-28"),
        ("2022-03-31", "month_back", "2022-02-28"),
        ("2022-01-15", "month_back", "2021-12-15"),
        ("2022-12-15", "month_forward", "2023-01-15"),
        ("2023-02-28", "month_forward", None),
        ("0001-01-01", "day_back", "0001-01-01"),
        ("0001-01-20", "month_back", "0001-01-20"),
    ],
)
def test_steps(day: str, step: Step, there: str | None) -> None:
    """Whole days and months, never beyond the present, which is no day but now."""
    assert stepped(date.fromisoformat(day), step, TODAY) == (date.fromisoformat(there) if there else None)


@pytest.mark.parametrize(
    ("day", "freq", "back", "forward"),
    [
        ("2022-09-30", "Q", "2022-06-30", "2022-12-31"),
        ("2022-10-08", "Q", "2022-09-30", "2022-12-31"),
        ("2022-07-01", "Q", "2022-06-30", "2022-09-30"),
        ("2022-03-31", "M", "2022-02-28", "2022-04-30"),
        ("2022-08-15", "S", "2022-06-30", "2022-12-31"),
        ("2022-08-15", "A", "2021-12-31", "2022-12-31"),
        ("2022-12-31", "A", "2021-12-31", None),
        ("2022-09-30", "W", "2022-09-25", "2022-10-02"),
        ("2023-03-01", "Q", "2022-12-31", None),
        ("0001-01-20", "Q", "0001-01-20", "0001-03-31"),
    ],
)
def test_steps_by_reporting_period(day: str, freq: str, back: str, forward: str | None) -> None:
    """To last days of periods: back to the one before, forward to the end of this one or, from there, of the next."""
    shown = date.fromisoformat(day)
    assert stepped(shown, "period_back", TODAY, freq) == date.fromisoformat(back)
    assert stepped(shown, "period_forward", TODAY, freq) == (date.fromisoformat(forward) if forward else None)


def test_whose_period_it_is() -> None:
    """That of the indicator in view: by its duty, else by its newest figure; else what most indicators have."""
    shown = snapshot(district())
    assert freq_of(shown, "people.rooms") == "Q"
    assert freq_of(shown, "people.aides") == "Q", "of quarterly figures"
    assert freq_of(shown, "cases.revoked") == "A"
    assert freq_of(shown, "people.lawyers") == "Q", "a figure of one day has no period: as most have it"
    assert freq_of(shown, "") == "Q"
    assert freq_of(shown, "people.next", "M") == "M", "as before, where nothing tells"
    bare = shown._replace(framework=shown.framework._replace(indicators={}))
    assert freq_of(bare, "no.such") == "A"


@asynccontextmanager
async def dashboard(store: Path, language: Language) -> AsyncIterator[tuple[Dashboard, Pilot[None]]]:
    """A dashboard with a real store and the thread that reads it."""
    viewer = Viewer(district(), str(store), lambda: NOW, collects=False)
    feed = Feed(viewer)
    app = Dashboard(Scene(viewer.snapshot, viewer.collection), look(language), theme="dark", feed=feed)
    try:
        async with app.run_test(size=(100, 24)) as pilot:
            yield app, pilot
    finally:
        feed.close()


async def shows(app: Dashboard, pilot: Pilot[None], holds: Callable[[str], bool]) -> str:
    """What stands on the screen as soon as something holds."""
    for _ in range(500):
        text = screen_text(app)
        if holds(text):
            return text
        await pilot.pause(0.02)
    raise AssertionError(text)


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_day_back_a_month_back_and_now(language: Language, tmp_path: Path) -> None:
    """The figure, its revision and the day follow; the band says that it is the past."""
    said = look(language)
    async with dashboard(tmp_path / "none.db", language) as (app, pilot):
        assert said.say("as_of", day="2022-09-30") in screen_text(app)
        await pilot.press("left_square_bracket", "left_square_bracket", "shift+left")
        past = said.say("past_as_of", day="2022-09-27")
        text = await shows(app, pilot, lambda text: past in text)
        assert "590" in text
        assert said.glyphs.revised not in text
        assert said.say("past") in text
        await pilot.press("right_square_bracket")
        text = await shows(app, pilot, lambda text: "2022-09-28" in text)
        assert "600" in text
        assert said.glyphs.revised in text
        await pilot.press("left_curly_bracket")
        text = await shows(app, pilot, lambda text: "2022-08-28" in text)
        assert "380" in text
        await pilot.press("right_curly_bracket")
        await shows(app, pilot, lambda text: "2022-09-28" in text)
        await pilot.press("less_than_sign", "less_than_sign")
        text = await shows(app, pilot, lambda text: said.say("past_as_of", day="2020-12-31") in text)
        assert "380" not in text
        await pilot.press("slash", *"people.aides", "enter", "enter", "ctrl+shift+right")
        await shows(app, pilot, lambda text: said.say("past_as_of", day="2021-03-31") in text)
        await pilot.press("escape", "escape")
        await pilot.press("equals_sign")
        text = await shows(app, pilot, lambda text: said.say("as_of", day="2022-09-30") in text)
        assert said.say("past") not in text
    assert os.listdir(tmp_path) == [], "whoever looks at the past writes nothing"


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_open_page_follows(language: Language, tmp_path: Path) -> None:
    """Title, figure and history: what was not yet known is not there."""
    said = look(language)
    async with dashboard(tmp_path / "none.db", language) as (app, pilot):
        aides = app.frame.scene.snapshot.assessment("people.aides")
        assert aides is not None
        name = aides.indicator.name.said(language)
        await pilot.press("slash", *"people.aides", "enter", "enter")
        await shows(app, pilot, lambda text: name in text and "590" in text and "600" in text)
        await pilot.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        past = said.say("past_as_of", day="2022-09-27")
        text = await shows(app, pilot, lambda text: past in text and "600" not in text)
        assert "590" in text
        await pilot.press("end")
        text = await shows(app, pilot, lambda text: said.say("part.history") in text)
        assert "600" not in text
        assert "380" in text


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_changes_of_the_last_month(language: Language, tmp_path: Path) -> None:
    """Compared with thirty days before the day that is shown, whatever day that is."""
    said = look(language)
    async with dashboard(tmp_path / "none.db", language) as (app, pilot):
        await pilot.press("n")
        text = await shows(app, pilot, lambda text: said.say("changes.since", day="2022-08-31") in text)
        assert "380" in next(line for line in text.splitlines() if "600" in line)
        await pilot.press("left_square_bracket")
        text = await shows(app, pilot, lambda text: said.say("changes.since", day="2022-08-30") in text)
        assert said.say("changes.seen") not in text, "a day that has passed is not compared with what was seen"


@pytest.mark.anyio
async def test_where_nothing_is_read_nothing_moves() -> None:
    """A screen without a store stays as it is."""
    viewer = Viewer(district(), ":memory:", lambda: NOW, collects=False)
    app = Dashboard(Scene(viewer.snapshot, viewer.collection), look(), theme="dark")
    async with app.run_test(size=(80, 24)) as pilot:
        before = screen_text(app)
        await pilot.press("left_square_bracket", "equals_sign")
        assert screen_text(app) == before
    viewer.close()
