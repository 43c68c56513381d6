"""What changes while one looks: marked until it is seen, said in one line, and in one line only."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from tests.views.scenes import look, scene
from tests.views.screenshots import screen_text
from tui.app import Dashboard
from tui.habits import Habit, read_kept, seen_text
from tui.model.observation import Observation
from tui.model.period import Period
from tui.model.snapshot import Status
from tui.model.source import SourceState
from tui.views.happenings import happened, turned, unseen_after
from tui.views.listing import ListScreen
from tui.views.person import NOBODY, Person
from tui.views.scene import Scene
from tui.words import LANGUAGES, Language

State = Literal["ok", "soft", "failing", "waiting"]

LEARNT = datetime(2022, 9, 29, tzinfo=UTC)
OLD = scene()
CHANGED = look().glyphs.changed


def figure(indicator: str, value: int) -> Observation:
    return Observation(indicator, "", Period.parse("2022-09-30"), Decimal(value), recorded=LEARNT)


LAWYERS = scene([figure("people.lawyers", 900)])
"""One status is another."""
FIGURE = scene([figure("people.training", 32)])
"""One figure is another, and no status."""
BOTH = scene([figure("people.lawyers", 900), figure("people.aides", 100)])
"""Two statuses are."""


def failing(states: Sequence[State]) -> Scene:
    """The district with sources in these states."""
    sources = tuple(SourceState(f"s{number}", "file", state) for number, state in enumerate(states))
    return OLD._replace(snapshot=OLD.snapshot._replace(sources=sources))


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (OLD, LAWYERS, ["view.news.status"]),
        (OLD, BOTH, ["view.news.statuses"]),
        (OLD, FIGURE, []),
        (failing(["ok"]), failing(["soft"]), ["view.news.source"]),
        (failing(["soft"]), failing(["failing"]), ["view.news.source"]),
        (failing(["failing"]), failing(["ok"]), ["view.news.source"]),
        (failing(["failing"]), failing(["failing"]), []),
        (failing(["waiting"]), failing(["ok"]), []),
        (failing(["ok"] * 50), failing(["failing"] * 50), ["view.news.sources"]),
        (failing(["ok"] * 4), failing(["failing", "failing", "soft", "ok"]), ["view.news.source", "view.news.source"]),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_line_for_each_change_of_state(old: Scene, new: Scene, lines: list[str], language: Language) -> None:
    """However many change at once: fifty sources that fail together are one line."""
    moved = turned(old.snapshot, new.snapshot)
    said = happened(old.snapshot, new.snapshot, moved, LEARNT)
    assert [each.said.key for each in said] == lines
    for each in said:
        assert look(language).told(each.said)


def test_a_status_that_is_again_what_was_seen_needs_no_mark() -> None:
    seen = {(each.id, each.unit): each.status for each in OLD.snapshot.assessments}
    away = turned(OLD.snapshot, LAWYERS.snapshot)
    unseen = unseen_after(frozenset(), away, seen)
    assert unseen == {("people.lawyers", "")}
    assert unseen_after(unseen, turned(LAWYERS.snapshot, OLD.snapshot), seen) == frozenset()


def arrive(app: Dashboard, new: Scene) -> None:
    """As if the feed had brought it."""
    now = app.frame.scene
    arrived = now._replace(snapshot=new.snapshot, past=new.past)
    app.set_frame(app.frame._replace(scene=app.followed(now, arrived)))


def row(app: Dashboard, text: str) -> str:
    return next(line for line in screen_text(app).splitlines()[4:] if text in line)


@pytest.mark.anyio
async def test_a_changed_status_is_marked_until_its_page_is_opened() -> None:
    app = Dashboard(OLD, look(), theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        arrive(app, LAWYERS)
        await pilot.pause()
        assert CHANGED in row(app, "village legal adv")
        assert f"{CHANGED} changed: 1" in screen_text(app).splitlines()[2]
        assert "off track \u2192 on track" in screen_text(app).splitlines()[-1], "until the next key"
        await pilot.press("s")
        assert f"{CHANGED}1" in screen_text(app).splitlines()[0], "other screens say how many"
        await pilot.press("escape", "slash", *"village", "enter", "enter", "escape", "escape")
        await pilot.pause()
        assert CHANGED not in screen_text(app)


@pytest.mark.anyio
async def test_all_marks_go_when_the_changes_are_looked_at() -> None:
    app = Dashboard(OLD, look(), theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        arrive(app, BOTH)
        await pilot.pause()
        assert "and 1 more changed" in screen_text(app)
        line = screen_text(app).splitlines()[2]
        assert "checks fail" in line, "trouble gives no way to news"
        await pilot.click(offset=(line.index(CHANGED), 2))
        await pilot.pause()
        text = screen_text(app)
        assert "While this screen was open" in text
        assert "Since this screen was opened" in text, "nobody has looked before"
        await pilot.press("escape")
        assert CHANGED not in screen_text(app)


def waiting(shown: Scene, state: State) -> Scene:
    """As it stands with one source in a state."""
    sources = (SourceState("s", "file", state),)
    return shown._replace(snapshot=shown.snapshot._replace(sources=sources))


@pytest.mark.anyio
async def test_the_first_answer_of_a_source_is_no_change(tmp_path: Path) -> None:
    """Figures come into an empty history for the first time: nobody has seen anything else."""
    bare = [
        each._replace(status=each.status and Status.NO_DATA, value=None, period=None, flag="", observation=None)
        for each in OLD.snapshot.assessments
    ]
    empty = OLD._replace(snapshot=OLD.snapshot._replace(assessments=tuple(bare)))
    person = Person(seen_file=str(tmp_path / "seen.json"))
    app = Dashboard(waiting(empty, "waiting"), look(), theme="dark", person=person)
    async with app.run_test(size=(120, 40)) as pilot:
        app.recall()
        arrive(app, waiting(OLD, "ok"))
        await pilot.pause()
        assert CHANGED not in screen_text(app)
        assert app.frame.scene.news == ()
        await pilot.press("n")
        assert f"{look().say('changes.seen')} \u00b7 0" in screen_text(app), "of figures without a status, too"
        await pilot.press("escape")
        arrive(app, waiting(LAWYERS, "ok"))
        await pilot.pause()
        assert len(app.frame.scene.unseen) == 1, "what comes later is one"
    app.remember()
    again = Dashboard(waiting(OLD, "ok"), look(), theme="dark", person=person)
    async with again.run_test(size=(120, 40)) as pilot:
        again.recall()
        await pilot.pause()
        assert CHANGED not in screen_text(again)


@pytest.mark.anyio
@pytest.mark.parametrize("state", ["waiting", "ok"])
async def test_who_has_gone_nowhere_sees_what_stands_first_when_figures_come(state: State) -> None:
    """The worst first was asked for before a figure had come, or hangs on a wall; who has moved stays there."""
    bare = [each._replace(status=each.status and Status.NO_DATA) for each in OLD.snapshot.assessments]
    empty = waiting(OLD._replace(snapshot=OLD.snapshot._replace(assessments=tuple(bare))), state)
    for keys, first in (["o"], True), (["o", "down"], False):
        app = Dashboard(empty, look(), theme="dark")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*keys)
            arrive(app, waiting(OLD, "ok"))
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ListScreen)
            assert (screen.overview.top == 0) is first
            assert (screen.overview.place == 1) is first


@pytest.mark.anyio
async def test_who_left_before_anything_was_read_has_seen_nothing(tmp_path: Path) -> None:
    person = Person(seen_file=str(tmp_path / "seen.json"))
    app = Dashboard(waiting(OLD, "waiting"), look(), theme="dark", person=person)
    async with app.run_test(size=(120, 40)) as pilot:
        app.recall()
        await pilot.pause()
    app.remember()
    assert not os.listdir(tmp_path)


@pytest.mark.anyio
async def test_a_folded_section_shows_that_something_in_it_changed() -> None:
    app = Dashboard(OLD, look(), theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("F")
        arrive(app, LAWYERS)
        await pilot.pause()
        assert CHANGED in row(app, "Legal services")


@pytest.mark.anyio
async def test_the_past_is_no_news() -> None:
    app = Dashboard(OLD, look(), theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        arrive(app, LAWYERS._replace(past=LEARNT.date()))
        arrive(app, OLD)
        await pilot.pause()
        assert app.frame.scene.news == ()
        assert CHANGED not in screen_text(app)


@pytest.mark.anyio
@pytest.mark.parametrize(("alert", "sent"), [("", ""), ("bell", "\x07"), ("notify", "\x1b]9;")])
async def test_it_rings_only_where_that_was_asked_for(alert: str, sent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Dashboard(OLD, look(), theme="dark", person=NOBODY._replace(habit=Habit(alert=alert)))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app._driver is not None
        written: list[str] = []
        monkeypatch.setattr(app._driver, "write", written.append)
        arrive(app, BOTH)
        await pilot.pause()
        rung = [each for each in written if "\x07" in each]
        assert len(rung) == bool(sent)
        assert "".join(rung).startswith(sent)
        arrive(app, BOTH)
        arrive(app, FIGURE._replace(snapshot=FIGURE.snapshot))
        await pilot.pause()


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_changes_since_a_day_of_ones_choice(language: Language) -> None:
    said = look(language)
    app = Dashboard(OLD, said, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("N", "enter")
        await pilot.pause()
        assert said.say("title.changes") in screen_text(app)
        await pilot.press("N", *"2022-13-01", "enter")
        await pilot.pause()
        assert said.say("since.no_date", text="2022-13-01") in screen_text(app)
        await pilot.press("ctrl+d", *"2022-03-01", "enter")
        await pilot.pause()
        assert app._since == 213


@pytest.mark.anyio
async def test_what_was_seen_is_compared_in_the_next_session(tmp_path: Path) -> None:
    """The first session keeps what it saw; the second marks what is another; the third, after a look, nothing."""
    file = str(tmp_path / "seen.json")
    person = Person(seen_file=file)

    async def session(shown: Scene, *keys: str) -> tuple[int, str]:
        app = Dashboard(shown, look(), theme="dark", person=person)
        async with app.run_test(size=(120, 40)) as pilot:
            app.recall()
            await pilot.pause()
            unseen = len(app.frame.scene.unseen)
            await pilot.press(*keys)
            await pilot.pause()
            text = screen_text(app)
        app.remember()
        return unseen, text

    assert (await session(OLD))[0] == 0
    assert read_kept(file, 100_000)
    unseen, text = await session(BOTH, "n")
    assert unseen == 2
    assert "Since you last looked here on 2022-10-08" in text
    assert "600 persons \u2192 100 persons" in " ".join(text.split())
    assert (await session(BOTH, "n"))[0] == 0


@pytest.mark.anyio
async def test_a_view_that_is_saved_in_one_dashboard_is_not_lost_to_another(tmp_path: Path) -> None:
    """Both are open at once, and the one that saved a view first is closed last; what is dropped stays dropped."""
    person = Person(file=str(tmp_path / "habits.json"))

    def views() -> list[str]:
        return sorted(read_kept(person.file, 100_000)["views"])

    one, other = (Dashboard(OLD, look(), theme="dark", person=person) for _ in range(2))
    async with one.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s", *"one", "enter")
        await pilot.press("ctrl+s", *"two", "enter")
        await pilot.pause()
        async with other.run_test(size=(80, 24)) as another:
            await another.press("ctrl+s", *"three", "enter")
            await another.pause()
        other.remember()
        assert views() == ["one", "three", "two"]
        await pilot.press("v", *"two", "delete", "escape", "o")
        await pilot.pause()
        assert views() == ["one", "three"]
    one.remember()
    assert views() == ["one", "three"]
    assert read_kept(person.file, 100_000)["sort"] == "worst"


def test_who_looked_later_in_another_dashboard_has_seen_that(tmp_path: Path) -> None:
    person = Person(seen_file=str(tmp_path / "seen.json"))
    person.keep_seen(LEARNT, seen_text(LEARNT, OLD.snapshot.assessments))
    earlier = LEARNT - timedelta(hours=1)
    person.keep_seen(earlier, seen_text(earlier, OLD.snapshot.assessments))
    assert person.seen()["at"] == LEARNT.isoformat()


@pytest.mark.anyio
async def test_who_may_only_read_leaves_nothing_behind(tmp_path: Path) -> None:
    person = Person(file=str(tmp_path / "habits.json"), seen_file=str(tmp_path / "seen.json"), read_only=True)
    app = Dashboard(OLD, look(), theme="dark", person=person)
    async with app.run_test(size=(80, 24)) as pilot:
        app.recall()
        await pilot.press("o", "t", "n")
        await pilot.pause()
    app.remember()
    assert not os.listdir(tmp_path)
