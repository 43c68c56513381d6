"""The list as one lays it out: by arrows and enter, by letters, and by the mouse."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.views.scenes import look, scene
from tests.views.screenshots import screen_text
from tui.app import Dashboard
from tui.errors import Message
from tui.habits import Habit, Keymap, View
from tui.views.commands import COMMANDS, table_for
from tui.views.drawn import Stroke
from tui.views.listing import ListScreen
from tui.views.outline import REPORT, WORST, Arrangement
from tui.views.overview import Overview
from tui.views.person import NOBODY, Person
from tui.views.screens import PageScreen
from tui.words import LANGUAGES, Language

pytestmark = pytest.mark.anyio

SCENE = scene()
OWNER = next(each.indicator.owner for each in SCENE.snapshot.assessments if each.id == "people.lawyers")


@asynccontextmanager
async def dashboard(
    person: Person = NOBODY, size: tuple[int, int] = (100, 30), language: Language = "en"
) -> AsyncIterator[tuple[Dashboard, Pilot[None]]]:
    app = Dashboard(SCENE, look(language), theme="dark", person=person)
    async with app.run_test(size=size) as pilot:
        yield app, pilot


def listed(app: Dashboard) -> ListScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, ListScreen)
    return screen


@pytest.mark.parametrize(
    ("keys", "arrangement"),
    [
        (("b", "down", "enter"), Arrangement("owner", "report")),
        (("ctrl+g", *"status", "enter"), Arrangement("status", "report")),
        (("b", "end", "down", "down", "down", "enter"), Arrangement("unit", "report")),
        (("a", "down", "enter"), Arrangement("section", "worst")),
        (("ctrl+o", *"deadline", "enter"), Arrangement("section", "deadline")),
        (("b", "escape"), REPORT),
        (("o",), WORST),
        (("o", "o"), REPORT),
        (("ctrl+p", *"group by", "enter", "down", "enter"), Arrangement("owner", "report")),
    ],
    ids=str,
)
async def test_grouped_and_sorted(keys: tuple[str, ...], arrangement: Arrangement) -> None:
    async with dashboard() as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        assert listed(app).overview.arrangement == arrangement


async def test_one_status_only_and_another_with_it() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("x", *"missed", "enter")
        await pilot.pause()
        assert listed(app).overview.outline.shown == 1
        assert "[\u2718 missed 1]" in screen_text(app)
        await pilot.press("x", *"off track", "enter")
        await pilot.pause()
        assert listed(app).overview.sieve.statuses == {"missed", "off_track"}
        await pilot.press("escape")
        assert listed(app).overview.outline.shown == 17


async def test_a_click_on_a_count_lets_its_status_through_and_another_ends_it() -> None:
    async with dashboard() as (app, pilot):
        place = screen_text(app).splitlines()[1].index("missed")
        await pilot.click(offset=(place, 1))
        assert listed(app).overview.sieve.statuses == {"missed"}
        place = screen_text(app).splitlines()[1].index("missed")
        await pilot.click(offset=(place, 1))
        assert listed(app).overview.sieve.is_open


async def test_a_click_on_a_heading_sorts() -> None:
    async with dashboard() as (app, pilot):
        place = screen_text(app).splitlines()[3].index("indicator")
        await pilot.click(offset=(place, 3))
        assert listed(app).overview.arrangement.sort == "name"


@pytest.mark.parametrize(
    ("remark", "title"), [("checks fail", "checks"), ("sources", "sources"), ("collecting", "sources")]
)
async def test_a_click_on_a_remark_shows_more_of_it(remark: str, title: str) -> None:
    async with dashboard(size=(120, 30)) as (app, pilot):
        place = screen_text(app).splitlines()[2].index(remark)
        await pilot.click(offset=(place + len(remark) - 1, 2))
        await pilot.pause()
        assert look().say(f"title.{title}") in screen_text(app).splitlines()[0]
        await pilot.press("escape")
        await pilot.click(offset=(0, 2))
        await pilot.pause()
        assert isinstance(app.screen, ListScreen), "nothing is said there"


async def test_hints_that_are_covered_cannot_be_clicked() -> None:
    """What was typed goes away by a click, as its line says; what was just said gives way to the hints."""
    async with dashboard() as (app, pilot):
        await pilot.press("slash", *"aides")
        await pilot.click(offset=(3, 29))
        assert isinstance(app.screen, ListScreen)
        assert listed(app).finding
        await pilot.press("enter")
        await pilot.click(offset=(3, 29))
        await pilot.pause()
        assert isinstance(app.screen, ListScreen)
        assert listed(app).overview.sieve.is_open
        await pilot.press("p")
        await pilot.click(offset=(3, 29))
        await pilot.pause()
        assert isinstance(app.screen, ListScreen)
        assert "details" in screen_text(app).splitlines()[-1]
        await pilot.press("s", "slash", *"drop", "enter")
        assert isinstance(page := app.screen, PageScreen)
        await pilot.click(offset=(3, 29))
        await pilot.pause()
        assert app.screen is page
        assert not page.wanted


async def test_on_a_low_screen_the_list_and_what_is_typed_are_left() -> None:
    async with dashboard(size=(80, 24)) as (app, pilot):
        for height, rows in (7, 2), (6, 3), (5, 2), (4, 1), (3, 1), (2, 1), (24, 19):
            await pilot.resize_terminal(80, height)
            await pilot.pause()
            assert listed(app).overview.size.height == rows
            assert "details" in screen_text(app).splitlines()[-1]
        await pilot.resize_terminal(80, 5)
        await pilot.press("slash", *"aides")
        assert "find: aides" in screen_text(app).splitlines()[-1]


async def test_a_click_on_the_rail_of_a_page_goes_there() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("question_mark")
        assert isinstance(page := app.screen, PageScreen)
        await pilot.click(offset=(99, 28))
        assert page.page.top == len(page.page.lines) - page.page.size.height
        await pilot.click(offset=(40, 10))
        assert page.page.top, "only the rail"
        await pilot.click(offset=(99, 1))
        assert page.page.top == 0


async def test_a_click_on_a_hint_does_it() -> None:
    async with dashboard() as (app, pilot):
        last = screen_text(app).splitlines()[-1]
        await pilot.click(offset=(last.index("sources"), 29))
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
        last = screen_text(app).splitlines()[-1]
        await pilot.click(offset=(last.index("back"), 29))
        await pilot.pause()
        assert isinstance(app.screen, ListScreen)
        last = screen_text(app).splitlines()[-1]
        await pilot.click(offset=(last.index("order"), 29))
        await pilot.pause()
        assert listed(app).overview.arrangement == WORST


@pytest.mark.parametrize("language", LANGUAGES)
async def test_only_what_needs_me_asks_once_who_i_am(language: Language) -> None:
    async with dashboard(language=language) as (app, pilot):
        await pilot.press("m")
        await pilot.pause()
        assert look(language).say("who.ask") in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.habit.owner == OWNER
        shown = listed(app).overview.outline.shown
        assert 0 < shown < 17
        assert look(language).say("mine_of", owner=OWNER) in screen_text(app)
        await pilot.press("m")
        assert listed(app).overview.outline.shown == 17
        await pilot.press("m")
        assert listed(app).overview.outline.shown == shown, "it is not asked again"


async def test_initials_find_what_is_read_so() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("slash", *"sqflmbr")
        assert listed(app).overview.outline.shown == 1
        assert listed(app).overview.selected[1] == "people.aides"


async def test_a_view_that_cannot_be_written_is_not_said_to_be_saved(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for person in Person(file=str(tmp_path / "file" / "habits.json")), NOBODY:
        async with dashboard(person=person) as (app, pilot):
            await pilot.press("ctrl+s", *"mine", "enter")
            await pilot.pause()
            assert "Saved" not in screen_text(app)
            assert "kept until you leave" in screen_text(app)
            assert "mine" in app.habit.views


async def test_a_view_is_saved_shown_again_and_forgotten(tmp_path: Path) -> None:
    async with dashboard(person=Person(file=str(tmp_path / "habits.json"))) as (app, pilot):
        await pilot.press("o", "slash", *"legal", "enter", "ctrl+s", *"My view", "enter")
        await pilot.pause()
        assert app.habit.views == {"My view": View("status", "worst", "legal")}
        assert "Saved as My view" in screen_text(app)
        await pilot.press("escape", "o")
        assert listed(app).overview.outline.shown == 17
        assert "Saved" not in screen_text(app), "until the next key"
        await pilot.press("v", *"my", "enter")
        await pilot.pause()
        assert listed(app).overview.sieve.wanted == "legal"
        assert listed(app).overview.arrangement == WORST
        await pilot.press("v", "down", "down", "down", "delete")
        await pilot.pause()
        assert app.habit.views == {}
        await pilot.press("delete", "escape")
        await pilot.pause()
        assert app.is_running, "those that everybody has stay"


async def test_views_that_everybody_has() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("v", "down", "enter")
        await pilot.pause()
        assert listed(app).overview.arrangement == WORST
        await pilot.press("v", "enter")
        await pilot.pause()
        assert listed(app).overview.arrangement == REPORT


async def test_it_opens_as_it_was_left() -> None:
    left = Habit(by="owner", sort="worst", lines=3, folded=(f"owner:{OWNER}",))
    async with dashboard(NOBODY._replace(habit=left)) as (app, _):
        overview = listed(app).overview
        assert (overview.arrangement, overview.tall) == (Arrangement("owner", "worst"), 3)
        assert [section.id for section in overview.outline.sections if section.folded] == [OWNER]
        assert app.habit == left


async def test_what_one_does_is_remembered() -> None:
    async with dashboard() as (app, pilot):
        await pilot.press("o", "p", "l", "t", "A", "f")
        await pilot.pause()
        assert app.habit == Habit("zh", "light", "status", "worst", 1, ("status:missed",), "", "bell")


async def test_nonsense_in_a_habit_is_the_usual() -> None:
    odd = Habit(language="xx", theme="pink", by="moon", sort="tide", alert="drum", folded=("no:such",))
    async with dashboard(NOBODY._replace(habit=odd)) as (app, pilot):
        assert listed(app).overview.arrangement == REPORT
        await pilot.press("A")
        assert app.habit.alert == "bell"


async def test_panels_take_the_lines_that_they_are_given() -> None:
    async with dashboard() as (app, pilot):
        heights = []
        for _ in range(4):
            heights.append(listed(app).overview.tall)
            await pilot.press("p")
        assert heights == [2, 1, 2, 3]
        assert listed(app).overview.wished == 0


@pytest.mark.parametrize(("cells", "tall"), [(160, 1), (80, 2), (50, 3)])
async def test_the_width_says_how_many_lines(cells: int, tall: int) -> None:
    """Whatever the width: gap, trend and owner are to be seen."""
    async with dashboard(size=(cells, 60)) as (app, _):
        assert listed(app).overview.tall == tall
        text = screen_text(app)
        assert "7.3" in text
        assert OWNER in text
        assert "\u2191" in text


async def test_the_head_stays_in_sight_and_can_be_clicked() -> None:
    async with dashboard(size=(80, 24)) as (app, pilot):
        await pilot.press("end")
        assert "Legal services" in screen_text(app).splitlines()[4]
        await pilot.click(offset=(10, 4))
        assert listed(app).overview.selected == ("g", "people", "section")
        await pilot.press("end", *["up"] * 7)
        overview = listed(app).overview
        line = overview.outline.line_of(overview.place, overview.tall)
        assert line > overview.top, "what is selected never stands below the head that covers it"


async def test_own_keys_hold_everywhere_and_the_screen_says_what_was_refused() -> None:
    keymap = Keymap("/home/me/keys.toml", {"order": ("z",)})
    table = tuple(each._replace(keys=("z",)) if each.id == "order" else each for each in COMMANDS)
    async with dashboard(Person(table=table, keymap=keymap)) as (app, pilot):
        assert " z order" in screen_text(app)
        await pilot.press("o")
        assert listed(app).overview.arrangement == REPORT, "the usual key means nothing any more"
        await pilot.press("z")
        assert listed(app).overview.arrangement == WORST
        await pilot.press("question_mark")
        assert isinstance(app.screen, PageScreen)
        assert "/home/me/keys.toml" in "\n".join("".join(span.text for span in line) for line in app.screen.page.lines)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_first_of_several_refused_keys_is_said_and_how_many_there_are(language: Language) -> None:
    refused = tuple(Message("keys.shape", {"command": command}) for command in ("find", "order", "quit"))
    said = look(language)
    app = Dashboard(SCENE, said, theme="dark", person=Person(keymap=Keymap("keys.toml", {}, refused)))
    async with app.run_test(size=(120, 30)) as pilot:
        while not listed(app).told:
            await pilot.pause(0.01)
        assert said.told(Message("keys.more", {"first": refused[0], "count": 2})) in screen_text(app)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_list_that_a_filter_leaves_empty_says_so(language: Language) -> None:
    """A colon of the language stands behind the command, and the statuses are listed as the language lists."""
    said = look(language)
    async with dashboard(size=(80, 24), language=language) as (app, pilot):
        await pilot.press("/", *"qqq")
        await pilot.pause()
        last = screen_text(app).splitlines()[-1]
        assert last.startswith(f" {said.say('prompt', command=said.say('command.find'))}qqq")
        assert said.say("find.none") in last
        await pilot.press("escape", "x", *"missed" if language == "en" else said.word("code", "missed"), "enter")
        await pilot.press("/", *"qqq", "enter")
        await pilot.pause()
        assert said.say("only", what=f"\u2718 {said.word('code', 'missed')}") in screen_text(app)


async def test_read_only_has_no_command_that_writes() -> None:
    """Not by key, not in the palette, not in the help."""
    table = table_for(read_only=True)
    async with dashboard(Person(table=table, read_only=True)) as (app, pilot):
        await pilot.press("ctrl+s", "w", "ctrl+w")
        await pilot.pause()
        assert isinstance(app.screen, ListScreen)
        for word in ("shown as", "all formats"):
            await pilot.press("ctrl+p", *word)
            assert "Nothing of that name" in screen_text(app)
            await pilot.press("escape")
        await pilot.press("question_mark")
        assert isinstance(app.screen, PageScreen)
        text = "\n".join("".join(span.text for span in line) for line in app.screen.page.lines)
        for command in set(COMMANDS) - set(table):
            assert look().say(f"command.{command.id}.help") not in text


async def test_the_first_frame_draws_every_line_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also as somebody left it: drawing the list twice was a sixth of the way to the first frame."""
    drawn: list[int] = []
    stroke = Overview.stroke

    def noting(overview: Overview, y: int, cells: int) -> Stroke:
        drawn.append(y)
        return stroke(overview, y, cells)

    monkeypatch.setattr(Overview, "stroke", noting)
    async with dashboard(NOBODY._replace(habit=Habit(sort="worst", folded=("section:people",))), size=(80, 24)):
        assert sorted(drawn) == list(range(19))
