"""What changes while one looks, and since one last looked: marked until seen, said in one line, kept for next time.

For an app that shows a frame; `tui.views.happenings` says what happened, `tui.views.changes` draws the page.
"""

from abc import abstractmethod
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from textual.app import App

from tui.habits import ALERTS, Habit, seen_from, seen_text
from tui.model.snapshot import Snapshot
from tui.views.alert import call_out
from tui.views.asking import Offer, ask
from tui.views.changes import DAYS, Before, changes
from tui.views.drawn import Sheet
from tui.views.feed import Feed
from tui.views.frame import Frame
from tui.views.happenings import Keys, Statuses, first_read, happened, turned, unseen_after
from tui.views.listing import ListScreen
from tui.views.person import NOBODY, Person
from tui.views.scene import Happening, Scene
from tui.views.screens import PageScreen

__all__ = ["Follower"]

_KEPT: Final = 200
"""Lines about what happened that are kept while the dashboard is open."""
_SPANS: Final = (1, 7, DAYS, 90, 365)
"""Days back that are offered for the changes since."""


class Follower(App[None]):
    """The part of the dashboard that notices changes."""

    frame: Frame
    """What is shown."""
    person: Person = NOBODY
    habit: Habit = Habit()
    """As it is now."""
    alert: str = ""
    """What calls at present, one of `ALERTS`: by option, habit or configuration."""
    _feed: Feed | None
    _seen: Snapshot
    """What was shown when somebody last looked at the changes."""
    _seen_at: datetime | None = None
    """When that was; `None`: in this session."""
    _statuses: Statuses | None = None
    """Those of what was seen, once they are asked for."""
    _is_new: bool = False
    """What was seen is to be written down."""
    _since: int = DAYS
    _pages: dict[PageScreen, Callable[[], None]]

    @abstractmethod
    def set_frame(self, frame: Frame) -> None:
        """Show another state on every screen."""

    # What comes

    def recall(self) -> None:
        """Compare with what was seen in an earlier session; once, behind the first frame."""
        scene = self.frame.scene
        if scene.is_unread or scene.past is not None:
            return
        seen = seen_from(self.person.seen(), scene.snapshot.framework.indicators)
        if seen is None:
            self._is_new = True
            return
        self._seen = scene.snapshot._replace(assessments=seen.assessments)
        self._seen_at = seen.at
        self._statuses = None
        moved = turned(self._seen, scene.snapshot)
        if moved:
            unseen = unseen_after(frozenset(), moved, {})
            self.set_frame(self.frame._replace(scene=scene._replace(unseen=unseen)))

    def followed(self, old: Scene, new: Scene) -> Scene:
        """The new state, with what changed in it; the past is no news."""
        if new.past is not None or new.is_unread:
            return new
        if old.is_unread:
            self._seen, self._statuses = new.snapshot, None
            self.call_later(self.recall)
            return new
        if old.past is not None or old.snapshot is new.snapshot:
            return new
        moved = turned(old.snapshot, new.snapshot)
        first = first_read(old.snapshot, new.snapshot)
        if first:
            self._take_for_seen(first, new.snapshot)
            moved = [move for move in moved if (move.new.id, move.new.unit) not in first]
        at = datetime.now(new.snapshot.as_of.tzinfo)
        news = happened(old.snapshot, new.snapshot, moved, at)
        if not news:
            return new
        self._call_out(news[0])
        if isinstance(self.screen, Sheet):
            self.screen.tell(f"{at:%H:%M} {self.frame.look.told(news[0].said)}")
        if self._statuses is None:
            self._statuses = {(each.id, each.unit): each.status for each in self._seen.assessments}
        unseen = unseen_after(old.unseen, moved, self._statuses)
        return new._replace(unseen=unseen, news=(*news, *old.news)[:_KEPT])

    def _take_for_seen(self, first: Keys, snapshot: Snapshot) -> None:
        """What came with the first answer of a source is where following begins."""
        now = {(each.id, each.unit): each for each in snapshot.assessments if (each.id, each.unit) in first}
        seen = tuple(now.get((each.id, each.unit), each) for each in self._seen.assessments)
        self._seen, self._statuses = self._seen._replace(assessments=seen, sources=snapshot.sources), None

    def looked_at(self, indicator: str, unit: str) -> None:
        """Somebody opened the page of a series: its change has been seen."""
        scene = self.frame.scene
        if (indicator, unit) in scene.unseen:
            unseen = scene.unseen - {(indicator, unit)}
            self.set_frame(self.frame._replace(scene=scene._replace(unseen=unseen)))

    def remember(self) -> None:
        """Write down habits and what was seen, at the end."""
        self.person = self.person.keep(self.habit)
        # Whoever saw that nothing was read yet has seen no figures: the next session begins with those that it finds.
        unread = self._seen.sources and all(source.state == "waiting" for source in self._seen.sources)
        if self._is_new and self._seen.assessments and not unread:
            at = self._seen_at or self._seen.taken_at or self._seen.as_of
            self.person.keep_seen(at, seen_text(at, self._seen.assessments))

    # Alerts

    def _call_out(self, newest: Happening) -> None:
        """Ring, or notify, where somebody asked for it; once for all that came together."""
        if self._driver is not None:
            call_out(self._driver, self.alert, self.frame.look.told(newest.said))

    def action_alert(self) -> None:
        """The next way to be called: not at all, by the bell, by a notification."""
        now = self.alert if self.alert in ALERTS else ALERTS[0]
        self.alert = alert = ALERTS[(ALERTS.index(now) + 1) % len(ALERTS)]
        self.habit = self.habit._replace(alert=alert)
        if isinstance(self.screen, Sheet):
            self.screen.tell(self.frame.look.say(f"alert.{alert}"))

    # The page

    def action_changes(self) -> None:
        """Show what changed since one last looked, what happened meanwhile, and what changed in the month before."""
        self._open_changes(DAYS)

    def action_since(self) -> None:
        """Choose since when changes are shown: some days back, or a date that is typed."""
        look, shown = self.frame.look, self.frame.scene.snapshot.as_of.date()
        days = [shown - timedelta(days=span) for span in _SPANS]
        offers = [Offer(str(day), str(day), said=look.say("since.days", count=(shown - day).days)) for day in days]

        def done(chosen: str | None) -> None:
            try:
                day = date.fromisoformat(chosen or "")
            except ValueError:
                if chosen and isinstance(self.screen, Sheet):
                    self.screen.tell(look.say("since.no_date", text=chosen))
                return
            self._open_changes(max((shown - day).days, 0))

        if isinstance(self.screen, PageScreen | ListScreen):
            ask(self, self.frame, look.say("since.ask"), offers, done, names=True)

    def _open_changes(self, span: int) -> None:
        open_ones = [each for each in self.screen_stack if isinstance(each, PageScreen) and each.kind == "changes"]
        self._since = span
        if open_ones:
            self._pages[open_ones[0]]()
            return
        before = [Before(self._seen, seen_at=self._seen_at)]
        page = PageScreen(
            self.frame, "changes", lambda frame, cells: changes(frame.scene, before[0], frame.look, cells)
        )

        def arrived(day: date, then: Snapshot | None) -> None:
            before[0] = before[0]._replace(day=day, then=then)
            if page in self.screen_stack:
                page.show(self.frame._replace())

        def ask() -> None:
            day = self.frame.scene.snapshot.as_of.date() - timedelta(days=self._since)
            if self._feed:
                self._feed.at(day, lambda then: self.call_later(arrived, day, then))

        self.push_screen(page)
        self._pages[page] = ask
        self._has_looked()
        ask()

    def _has_looked(self) -> None:
        """What is shown now has been seen."""
        scene = self.frame.scene
        if scene.past is None and not scene.is_unread:
            self._seen, self._statuses, self._is_new = scene.snapshot, None, True
            self._seen_at = datetime.now(scene.snapshot.as_of.tzinfo)
            self.set_frame(self.frame._replace(scene=scene._replace(unseen=frozenset())))
