"""The pages that can be opened from anywhere, and what they show beside the snapshot."""

from collections.abc import Callable, Sequence
from importlib import import_module

from tui.model.observation import Observation
from tui.views.checks import checks
from tui.views.follower import Follower
from tui.views.frame import Frame
from tui.views.help import help_page
from tui.views.line import Line
from tui.views.listing import ListScreen
from tui.views.overview import Overview
from tui.views.screens import PageScreen

__all__ = ["Reader"]


class Reader(Follower):
    """The part of the dashboard that opens pages."""

    def ask_for_pages(self) -> None:
        """Fetch what open pages show beside the snapshot, and forget those that were closed."""
        for page in list(self._pages):
            if page in self.screen_stack:
                self._pages[page]()
            else:
                del self._pages[page]

    def on_overview_chosen(self, chosen: Overview.Chosen) -> None:
        """Open the page of an indicator; its earlier vintages follow when the store has been asked."""
        about = (chosen.indicator, chosen.unit)
        vintages: list[Observation] = []

        def lines(frame: Frame, cells: int) -> Sequence[Line]:
            assessment = frame.scene.snapshot.assessment(*about)
            if assessment is None:
                return ()
            return page_of("detail")(frame.scene, assessment, vintages or assessment.series, frame.look, cells)

        page = PageScreen(self.frame, "detail", lines, about)
        self.push_screen(page)
        self.looked_at(*about)

        def arrived(found: Sequence[Observation]) -> None:
            vintages[:] = found
            if page in self.screen_stack:
                page.show(self.frame._replace())

        def ask() -> None:
            if self._feed:
                self._feed.vintages(*about, lambda found: self.call_later(arrived, found))

        self._pages[page] = ask
        ask()

    def in_view(self) -> tuple[str, str]:
        """Of the open page, or of the selected line."""
        screen = self.screen
        if isinstance(screen, PageScreen):
            return (screen.about[0], screen.about[1]) if screen.about else ("", "")
        key = screen.overview.selected if isinstance(screen, ListScreen) else ()
        return (key[1], key[2]) if key[:1] == ("i",) else ("", "")

    def action_sources(self) -> None:
        """Show how the sources fare."""
        self._open("sources", lambda frame, cells: page_of("sources")(frame.scene, frame.look, cells))

    def action_checks(self) -> None:
        """Show which checks fail, and with which figures."""
        self._open("checks", lambda frame, cells: checks(frame.scene, frame.look, cells))

    def action_calendar(self) -> None:
        """Show what is owed when, late ones first."""
        self._open("calendar", lambda frame, cells: page_of("calendar")(frame.scene, frame.look, cells))

    def action_help(self) -> None:
        """Show what can be done, and what the signs mean."""
        self._open("help", lambda frame, cells: help_page(frame.look, cells, frame.table, self.person.keymap))

    def _open(self, kind: str, lines: Callable[[Frame, int], Sequence[Line]]) -> PageScreen | None:
        """Open a page, once; `None` where it is open."""
        if any(isinstance(screen, PageScreen) and screen.kind == kind for screen in self.screen_stack):
            return None
        page = PageScreen(self.frame, kind, lines)
        self.push_screen(page)
        return page


def page_of(kind: str) -> Callable[..., Sequence[Line]]:
    """What lays out a kind of page, by the name of its module."""
    # Deferred: charts, rosters and calendars, for which no first frame waits.
    found: Callable[..., Sequence[Line]] = getattr(import_module(f"tui.views.{kind}"), kind)
    return found
