"""The dashboard: wires what the monitor sees to what the screens show.

The event loop draws and answers keys, nothing else. A thread of its own asks the store about once a second whether
anything was recorded; sources are read by a collector process. What arrives is handed to the screens as one new state,
and they send to the terminal what differs.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Final

from rich.console import RenderableType
from textual.app import App
from textual.binding import BindingType
from textual.events import Event, Key
from textual.screen import Screen

from tui.config import Config
from tui.errors import Message
from tui.monitor.viewer import Viewer
from tui.terminal import draws_unicode, has_shell
from tui.views.asking import ask_for_command
from tui.views.commands import Scope, commands
from tui.views.deeds import Deeds
from tui.views.drawn import Sheet
from tui.views.feed import Feed
from tui.views.follower import Follower
from tui.views.frame import Frame
from tui.views.lifeline import Lifeline
from tui.views.listing import ListScreen
from tui.views.look import Look
from tui.views.paint import AUTO, MONO, THEMES, Paint, next_theme, theme_for
from tui.views.person import NOBODY, Person, person
from tui.views.reader import Reader
from tui.views.report import confessed
from tui.views.scene import Demonstration, Scene
from tui.views.screens import PageScreen, Wanted, bindings, rebound
from tui.views.travel import Traveller
from tui.views.wire import Wire, bear_any_bytes
from tui.words import LANGUAGES, Language, Words

__all__ = ["Dashboard", "Demonstration", "run"]

_BUG: Final = 70
_INTERRUPTED: Final = 130
_FIRST_FRAME: Final = 0.2
"""Seconds for the first frame to get out, before anything else is begun."""
_TYPED: Final = 256
"""Keys on their way; those that a screen kept for itself never come back."""
_TURN: Final = 0.0005
"""Seconds after which a thread that computes lets the one go first that writes to the terminal."""


class Dashboard(Reader, Follower, Traveller, Deeds):
    """The list of indicators, and the pages that can be opened from it."""

    TITLE = "zhibiao"
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    _themed = False
    ENABLE_COMMAND_PALETTE = False  # Textual's own speaks English, blinks, and animates; see `tui.views.palette`

    def __init__(
        self,
        scene: Scene,
        look: Look,
        *,
        theme: str = AUTO,
        feed: Feed | None = None,
        lifeline: Lifeline | None = None,
        person: Person = NOBODY,
    ) -> None:
        """A dashboard.

        Args:
            scene: The first frame: the last known values.
            look: Language and glyphs to begin with.
            theme: `"auto"`, or a theme of `tui.views.paint` without its `zb-`.
            feed: Where news comes from; `None` for a screen that stays as it is.
            lifeline: What ends the process in time; `None` where there is no terminal, in tests.
            person: Who looks: habits, keys, and what is allowed.
        """
        colourless = bool(os.environ.get("NO_COLOR"))
        super().__init__(ansi_color=True)  # the sixteen colours go to the terminal by their numbers
        for known in THEMES.values():
            self.register_theme(known)
        self._colourless = colourless
        # Set before anything is styled: nothing has to be styled again.
        self._themed = True
        chosen = MONO if colourless else theme_for(theme, self.console.color_system, os.environ)
        self.set_reactive(App.theme, chosen)
        self.stylesheet.set_variables(self.get_css_variables())
        self.person, self.habit, self.read_only = person, person.habit, person.read_only
        self.alert = person.habit.alert
        self.frame = Frame(scene, look, Paint(THEMES[self.theme]), person.table)
        rebound(self, "everywhere", person.table)
        self.failure: Exception | None = None
        """The mistake of ours that ended it."""
        self._wire = Wire()
        self._typed: dict[int, Screen[Any]] = {}
        """For which screen keys were pressed that are being looked at, by their identity."""
        self._feed = feed
        self._day = scene.past
        """The day that was asked for last; its snapshot may still be on its way."""
        self._seen = scene.snapshot
        """What was shown when somebody last looked at the changes."""
        self._pages: dict[PageScreen, Callable[[], None]] = {}
        """Pages that show more than the snapshot, and what fetches it."""
        self._lifeline = lifeline

    def get_default_screen(self) -> ListScreen:
        """The list."""
        return ListScreen(self.frame, self.person.habit)

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme; none are worked out for the one that Textual begins with."""
        return super().get_css_variables() if self._themed else {}

    # Life and death

    def on_load(self) -> None:
        """Mind signals before the terminal is touched."""
        if self._lifeline:
            self._lifeline.tie(self._leave, self._knock)

    def on_mount(self) -> None:
        """Repaint after `fg`, and begin to watch once the first frame stands."""
        self.app_resume_signal.subscribe(self, lambda _: self._repaint())
        self.set_timer(_FIRST_FRAME, self._begin)

    def on_resize(self) -> None:
        """Terminals do what they like with the text when their size changes."""
        self._wire.forget()

    def _begin(self) -> None:
        # `tui.terminal` switched it off. What start-up made stays for good, and need never be looked at again.
        gc.collect()
        gc.freeze()
        gc.enable()
        if self._feed:
            self._feed.start(self._notified)
            self.recall()
        refused = self.person.keymap.problems
        if refused and isinstance(self.screen, ListScreen):
            first, more = refused[0], len(refused) - 1
            said = Message("keys.more", {"first": first, "count": more}) if more else first
            self.screen.tell(self.frame.look.told(said))

    def _leave(self, code: int) -> None:
        """End in order, with an exit code; from any thread."""
        self._in_the_loop(lambda: self.exit(return_code=code))

    def _knock(self, answer: Callable[[], None]) -> None:
        """Have a function called by the loop, if it still runs; from any thread."""
        self._in_the_loop(answer)

    def _in_the_loop(self, call: Callable[[], object]) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call)

    def _fatal_error(self) -> None:
        """End after a mistake of ours, without Textual's traceback, which would show the values of all frames."""
        self._fail(self._exception)

    def panic(self, *renderables: object) -> None:
        """End after a mistake of ours, without showing anything."""
        self._fail(self._exception)

    def _fail(self, error: Exception | None) -> None:
        self.failure = self.failure or error or RuntimeError("panic")
        self._return_code = _BUG
        self._close_messages_no_wait()

    # What arrives

    def _notified(self) -> None:
        """On the feed's thread: there is something to fetch."""
        self.call_later(self._fetch)

    def _fetch(self) -> None:
        if self._feed is None:
            return
        if self._feed.failure:
            self._fail(self._feed.failure)
            return
        news = self._feed.fetch()
        if news:
            renewed = news.snapshot is not self.frame.scene.snapshot
            scene = self.frame.scene._replace(
                snapshot=news.snapshot, collection=news.collection, past=news.past, is_unread=news.is_unread
            )
            self.set_frame(self.frame._replace(scene=self.followed(self.frame.scene, scene)))
            if renewed:
                self.ask_for_pages()

    def set_frame(self, frame: Frame) -> None:
        """Show another state on every screen."""
        self.frame = frame
        for screen in self.screen_stack:
            if isinstance(screen, Sheet):
                screen.show(frame)

    async def on_event(self, event: Event) -> None:
        """Let a key reach the screen that the key before it opened, however quickly both were typed.

        Textual (8.2.8) hands a key to the screen of the moment, and looks for its meaning when it comes back: of `m`
        and a name typed in one go, the name would be so many commands of the list.
        """
        if isinstance(event, Key):
            if not event.is_forwarded:
                if len(self._typed) > _TYPED:
                    self._typed.clear()
                self._typed[id(event)] = self.screen
            elif self._typed.pop(id(event), self.screen) is not self.screen:
                again = Key(event.key, event.character)
                self._typed[id(again)] = self.screen
                self.screen._forward_event(again)
                return
        await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send only what differs; see `tui.views.wire`."""
        super()._display(screen, self._wire.slimmed(renderable))

    def _repaint(self) -> None:
        """Send everything."""
        self._wire.forget()
        self.screen.refresh()

    # What can be done everywhere

    def action_palette(self) -> None:
        """Ask for a command, and do it where it was asked for."""
        below = self.screen
        if not isinstance(below, PageScreen | ListScreen):
            return
        scope: Scope = "page" if isinstance(below, PageScreen) else "list"

        def done(command: str | None) -> None:
            if command:
                self.call_later(self._do, command)

        ask_for_command(self, self.frame, scope, done)

    async def on_wanted(self, wanted: Wanted) -> None:
        """Do what was clicked."""
        await self._do(wanted.command)

    async def _do(self, command: str) -> None:
        target = "app" if command in {known.id for known in commands("everywhere")} else "screen"
        await self.run_action(f"{target}.{command}")

    def on_list_screen_arranged(self, arranged: ListScreen.Arranged) -> None:
        """Remember how the list is laid out; a view that was saved is written at once."""
        self.habit = self.habit._replace(**arranged.fields)
        if arranged.at_once:
            self.person = self.person.keep(self.habit)
            if self.person.habit != self.habit and isinstance(self.screen, Sheet):
                self.screen.tell(self.frame.look.told(Message("view.views.unkept")))

    def action_language(self) -> None:
        """Speak the other language."""
        other: Language = "en" if self.frame.look.words.language == "zh" else "zh"
        self.habit = self.habit._replace(language=other)
        self.set_frame(self.frame._replace(look=Look(Words(other), self.frame.look.ascii_only)))

    def action_theme(self) -> None:
        """The next theme, by its name; where no colours are wanted there is but one."""
        name = "no_color"
        if not self._colourless:
            self.theme = next_theme(self.theme)
            name = self.theme.removeprefix("zb-")
            self.habit = self.habit._replace(theme=name)
            self.set_frame(self.frame._replace(paint=Paint(THEMES[self.theme])))
        if isinstance(self.screen, Sheet):
            self.screen.tell(self.frame.look.told(Message(f"view.theme.{name}")))

    def action_reread(self) -> None:
        """Ask the store now; and send everything, should somebody else have written on the terminal."""
        self._repaint()
        if self._feed:
            self._feed.hurry()

    def action_suspend(self) -> None:
        """Back to the shell, where there is one; `fg` comes back."""
        if has_shell():
            self.action_suspend_process()

    def action_interrupt(self) -> None:
        """End as a program does that ctrl+c reaches."""
        self.exit(return_code=_INTERRUPTED)


def run(
    config: Config,
    store_url: str,
    words: Words,
    *,
    as_of: date | None = None,
    theme: str = AUTO,
    ascii_only: bool = False,
    read_only: bool = False,
    collect: bool = True,
    alert: str = "",
    language_asked: bool = True,
    demonstration: Demonstration | None = None,
) -> int:
    """Show the dashboard until somebody ends it; `tui.terminal.require_terminal` must have said yes.

    Args:
        config: What is judged, and from which sources.
        store_url: The history.
        words: The language to begin with.
        as_of: Show how things stood at the end of this day; nothing is collected then.
        theme: `"auto"`, or a theme of `tui.views.paint` without its `zb-`.
        ascii_only: No character whose width terminals disagree about.
        read_only: Nothing is written or started on behalf of this screen.
        collect: Start a collector when nobody collects.
        alert: What calls when a status changes, one of `tui.habits.ALERTS`; `""`: what this person chose here.
        language_asked: The language was asked for; else the one that this person chose here comes first.
        demonstration: The year that is replayed.

    Returns:
        0, or 128 + n after signal n (129 also when the terminal is gone).

    Raises:
        StoreError: The history cannot be read.
        ZhibiaoError: A mistake of ours ended it; the terminal is restored and a report written.
    """
    bear_any_bytes()
    sys.setswitchinterval(_TURN)
    collects = collect and not read_only and as_of is None
    calendar = demonstration.calendar if demonstration else None
    viewer = Viewer(config, store_url, lambda: datetime.now(UTC), as_of=as_of, collects=collects, calendar=calendar)
    feed = Feed(viewer)
    lifeline = Lifeline()
    scene = Scene(
        viewer.snapshot,
        viewer.collection,
        is_sample=config.is_sample,
        past=as_of,
        sources=config.sources,
        demonstration=demonstration,
        is_unread=viewer.is_unread,
    )
    known = person(config.path, os.environ, read_only=read_only)
    if demonstration:
        known = known._replace(file=None, seen_file=None)  # its configuration is gone with it
    if known.habit.language in LANGUAGES and not language_asked:
        words = Words(known.habit.language)
    if theme == AUTO and f"zb-{known.habit.theme}" in THEMES:
        theme = known.habit.theme
    failure: Exception | None = None
    app: Dashboard | None = None
    try:
        look = Look(words, ascii_only or not draws_unicode(os.environ))
        app = Dashboard(scene, look, theme=theme, feed=feed, lifeline=lifeline, person=known)
        app.alert = alert or known.habit.alert or config.alert
        try:
            app.run()
        except Exception as error:
            failure = error
    finally:
        feed.close()
        if app:
            app.remember()
    if lifeline.gone:
        # Nothing can be said any more, and the interpreter's last flush would turn 129 into 120.
        os._exit(128 + signal.SIGHUP)
    lifeline.cut()
    failure = failure or app.failure
    if failure:
        raise confessed(failure, os.environ) from failure
    return app.return_code or 0
