"""What the dashboard does when somebody presses a key, clicks, or a figure changes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from textual.events import Paste
from textual.geometry import Region
from textual.pilot import Pilot

from tests.views.scenes import RUNNING, district, look, scene, snapshot
from tests.views.screenshots import screen_text
from tui.app import Dashboard
from tui.model.observation import Observation
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.views.commands import COMMANDS
from tui.views.drawn import Drawn
from tui.views.listing import ListScreen
from tui.views.outline import WORST
from tui.views.paint import THEMES
from tui.views.palette import Palette
from tui.views.scene import Scene
from tui.views.screens import PageScreen
from tui.words import LANGUAGES, Language

pytestmark = pytest.mark.anyio

SCENE = scene()


@asynccontextmanager
async def dashboard(
    shown: Scene = SCENE, size: tuple[int, int] = (80, 24), theme: str = "dark"
) -> AsyncIterator[tuple[Dashboard, Pilot[None]]]:
    app = Dashboard(shown, look(), theme=theme)
    async with app.run_test(size=size) as pilot:
        yield app, pilot


def listed(app: Dashboard) -> ListScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, ListScreen)
    return screen


def selected(app: Dashboard) -> str:
    """The id of the selected series or section."""
    return listed(app).overview.selected[1]


async def test_every_command_can_be_given() -> None:
    """It has words in both languages, and somebody who does it where it is offered."""
    doers = {"list": ListScreen, "page": PageScreen, "everywhere": Dashboard}
    for command in COMMANDS:
        assert callable(getattr(doers[command.scope], f"action_{command.id}"))
        for said in (look("zh"), look("en")):
            assert said.say(f"command.{command.id}")
            assert said.say(f"command.{command.id}.help")


async def test_moving_about() -> None:
    async with dashboard() as (app, pilot):
        assert selected(app) == "cases.revoked", "the first series, not the head of its section"
        await pilot.press("down")
        assert selected(app) == "cases.concluded"
        await pilot.press("k", "up")
        assert selected(app) == "cases"
        await pilot.press("end")
        assert selected(app) == "duties.hotline"
        assert "Hotline" in screen_text(app)
        await pilot.press("down", "j")
        assert selected(app) == "duties.hotline", "there is nothing below"
        await pilot.press("home", "up")
        assert selected(app) == "cases"
        await pilot.press("pagedown")
        assert listed(app).overview.place == 10, "a screen holds nine panels of two lines"


async def test_details_open_and_close() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("down", "down", "enter")
        assert "Revocation rate" in screen_text(app)
        assert "22 ÷ 152" in screen_text(app)
        await pilot.press("escape")
        assert selected(app) == "cases.revoked_rate"
        assert "indicator" in screen_text(app)


async def test_a_page_scrolls_to_its_end_and_no_further() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("question_mark")
        assert "In the list" in screen_text(app)
        await pilot.press("end")
        last = screen_text(app)
        assert "an example target" in last
        await pilot.press("down", "pagedown", "space")
        assert screen_text(app) == last
        await pilot.press("home")
        assert "In the list" in screen_text(app)


async def test_sections_fold() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("f")
        assert selected(app) == "cases", "a member that is hidden gives way to its section"
        assert "Revocation" not in screen_text(app)
        await pilot.press("enter")
        assert "Revocation" in screen_text(app)
        await pilot.press("F")
        assert len(listed(app).overview.outline) == 3
        await pilot.press("F")
        assert len(listed(app).overview.outline) == 20


async def test_worst_first_and_back() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("o")
        assert selected(app) == "duties.rules"
        await pilot.press("o")
        assert selected(app) == "cases.revoked"


async def test_filter_as_one_types() -> None:
    """Letters go into the filter and are no commands; Enter keeps it, Esc ends it."""
    async with dashboard() as (app, pilot):
        await pilot.press("slash", *"legal")
        text = screen_text(app)
        assert "find: legal" in text
        assert "3 of 17" in text
        assert "Revocation" not in text
        await pilot.press("backspace", "backspace", "backspace", "ctrl+u", *"rate")
        assert "Revocation rate" in screen_text(app)
        await pilot.press("enter", "end")
        assert selected(app) == "duties.filing"
        await pilot.press("escape")
        assert "find:" not in screen_text(app)
        assert listed(app).overview.outline.shown == 17


async def test_quit_is_a_letter_while_one_types() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("slash", "q")
        assert app.is_running
        assert "find: q" in screen_text(app)


async def test_chinese_can_be_typed_and_pasted() -> None:
    """An input method commits several characters at once; they come as so many keys."""
    name = next(each.indicator.name.zh for each in SCENE.snapshot.assessments if each.id == "people.aides")
    async with dashboard() as (app, pilot):
        await pilot.press("slash", *name[:3])
        assert selected(app) == "people.aides"
        await pilot.press("ctrl+u")
        app.screen.post_message(Paste(f"{name}\n"))
        await pilot.pause()
        assert listed(app).overview.outline.shown == 1


async def test_the_other_language_at_once() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("down", "s", "l")
        assert look("zh").say("title.sources") in screen_text(app)
        await pilot.press("escape")
        assert look("zh").say("column.name") in screen_text(app)
        assert selected(app) == "cases.concluded"


async def test_themes_change_at_once() -> None:
    async with dashboard() as (app, pilot):
        grounds = []
        for _ in range(3):
            await pilot.press("t")
            await pilot.pause()
            grounds.append(listed(app).overview.frame.paint.style("text").bgcolor)
            name = app.theme.removeprefix("zb-")
            assert f"Theme: {name}" in screen_text(app), "by the name that --theme takes"
        assert len(set(map(str, grounds))) == 3


async def test_without_colours_there_is_one_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with dashboard() as (app, pilot):
        await pilot.press("t")
        assert app.theme == "zb-mono"
        assert "NO_COLOR" in screen_text(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_theme_has_a_name(language: Language) -> None:
    for theme in THEMES:
        assert theme.removeprefix("zb-") in look(language).say(f"theme.{theme.removeprefix('zb-')}")


@pytest.mark.parametrize(
    ("environ", "theme"),
    [
        ({"TERM": "xterm-256color"}, "zb-dark"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "zb-light"),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;0"}, "zb-dark"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;default;15"}, "zb-light"),
        ({"TERM": "screen"}, "zb-ansi"),
        ({"TERM": "linux"}, "zb-ansi"),
    ],
)
async def test_the_theme_follows_the_terminal(
    environ: dict[str, str], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert Dashboard(SCENE, look()).theme == theme


async def test_the_palette_does_what_it_is_asked() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("ctrl+p", *"worst", "enter")
        await pilot.pause()
        assert not isinstance(app.screen, Palette)
        assert listed(app).overview.arrangement == WORST
        await pilot.press("ctrl+p", *"nothing like it")
        assert "Nothing of that name" in screen_text(app)
        await pilot.press("enter")
        await pilot.press("ctrl+p", "escape", "ctrl+p", *"sources", "enter")
        await pilot.pause()
        assert "Collector" in screen_text(app)


async def test_a_click_selects_and_a_second_opens() -> None:
    async with dashboard() as (app, pilot):
        await pilot.click(offset=(10, 10))
        assert selected(app) == "cases.revoked_rate", "its second line is its own too"
        await pilot.click(offset=(10, 9))
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
        await pilot.press("escape")
        await pilot.click(offset=(10, 4))
        assert listed(app).overview.outline[0].section.folded


async def test_a_changed_figure_redraws_its_columns_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """One indicator of the list, from its bar to its status and the gap below; no other widget."""
    async with dashboard(size=(80, 48)) as (app, pilot):
        await pilot.pause()
        drawn = regions_drawn(monkeypatch)
        app.set_frame(app.frame._replace(scene=changed(32)))
        overview = listed(app).overview
        place = overview.outline.find(("i", "people.training", ""))
        assert place is not None
        line = overview.outline.line_of(place, overview.tall)
        assert {(name, region.y) for name, region in drawn} == {("Overview", line), ("Overview", line + 1)}
        assert all(region.x > 20 for _, region in drawn if region.y == line)


async def test_the_same_figures_redraw_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with dashboard() as (app, pilot):
        await pilot.pause()
        drawn = regions_drawn(monkeypatch)
        app.set_frame(app.frame._replace(scene=scene()))
        assert drawn == []


def regions_drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Region]]:
    """What is drawn from now on: the kind of widget, and where in it."""
    drawn: list[tuple[str, Region]] = []
    refresh = Drawn.refresh

    def noting(widget: Drawn, *regions: Region, **options: bool) -> Drawn:
        drawn.extend((type(widget).__name__, region) for region in regions or (Region(),))
        return refresh(widget, *regions, **options)

    monkeypatch.setattr(Drawn, "refresh", noting)
    return drawn


async def test_news_keeps_selection_and_place() -> None:
    async with dashboard(size=(80, 12)) as (app, pilot):
        await pilot.press("end", "up", "up")
        top, chosen = listed(app).overview.top, selected(app)
        app.set_frame(app.frame._replace(scene=changed(40)))
        await pilot.pause()
        assert (listed(app).overview.top, selected(app)) == (top, chosen)


async def test_an_indicator_that_is_gone_leaves_the_page_empty() -> None:
    """A configuration that was read anew may lack what one is reading about."""
    async with dashboard() as (app, pilot):
        await pilot.press("enter")
        bare = SCENE.snapshot._replace(assessments=(), groups=())
        app.set_frame(app.frame._replace(scene=Scene(bare, RUNNING)))
        await pilot.pause()
        await pilot.press("escape", "down", "enter", "f", "o", "F")
        await pilot.pause()
        assert app.is_running


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (3, 2), (1, 1)])
async def test_small_terminals_show_what_fits(size: tuple[int, int]) -> None:
    async with dashboard(size=size) as (app, pilot):
        await pilot.press("down", "end", "o", "enter", "end", "escape", "s", "escape", "question_mark", "escape")
        await pilot.press("slash", "a", "escape", "ctrl+p", "escape")
        await pilot.pause()
        assert app.is_running


async def test_resizing_shows_more_columns_and_keeps_the_selection() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("end")
        await pilot.resize_terminal(160, 10)
        await pilot.pause()
        assert "owner" in screen_text(app)
        assert "Hotline" in screen_text(app)
        await pilot.press("s", "end")
        await pilot.resize_terminal(160, 50)
        await pilot.pause()
        assert "Collector" in screen_text(app)


MARKUP = ("[bold]x[/]", "[/x]", "[/", "[@click=app.quit]quit[/]", "[link=https://evil.example]x[/link]", "$x {y} %s")


@pytest.mark.parametrize("markup", MARKUP)
async def test_markup_in_data_is_text(markup: str) -> None:
    """On the list, on the pages, and when it is clicked."""
    framework = SCENE.snapshot.framework
    assessments = tuple(
        each._replace(
            indicator=each.indicator._replace(
                name=Phrase(markup, markup),
                owner=markup,
                definition=Phrase(markup, markup),
                basis=markup,
                tags=(markup,),
            )
        )
        for each in SCENE.snapshot.assessments
    )
    named = framework._replace(title=Phrase(markup, markup))
    shown = SCENE._replace(snapshot=SCENE.snapshot._replace(framework=named, assessments=assessments))
    async with dashboard(shown, size=(200, 50)) as (app, pilot):
        assert screen_text(app).count(markup) > 15
        await pilot.click(offset=(8, 6))
        await pilot.click(offset=(8, 6))
        await pilot.pause()
        assert screen_text(app).count(markup) >= 4
        await pilot.press("escape", "s", "escape", "slash", *markup[:5], "escape", "ctrl+p", *markup[:5])
        await pilot.pause()
        assert app.is_running


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("f10", 0), ("ctrl+q", 0), ("ctrl+c", 130)])
async def test_ways_to_end(key: str, code: int) -> None:
    async with dashboard() as (app, pilot):
        await pilot.press(key)
        await pilot.pause()
    assert (app.return_code or 0) == code


async def test_a_mistake_of_ours_ends_with_its_own_code_and_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback with the values of all frames, as Textual would print."""
    app = Dashboard(SCENE, look())

    async def fail() -> None:
        async with app.run_test() as pilot:
            app.call_later(lambda: 1 // 0)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert app.return_code == 70
    assert isinstance(app.failure, ZeroDivisionError)
    assert capsys.readouterr() == ("", "")


def changed(sessions: int) -> Scene:
    """The district after more trainings."""
    figure = Observation(
        "people.training",
        "",
        Period.parse("2022-09-30"),
        Decimal(sessions),
        recorded=datetime(2022, 9, 30, 9, 0, tzinfo=UTC),
    )
    return Scene(snapshot(district(), [figure]), RUNNING, is_sample=True)
