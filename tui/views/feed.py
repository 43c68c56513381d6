"""Asks the store for news, on a thread of its own, so that no key waits for an answer meanwhile.

Once a second, or when a screen asks; the newest news is kept until it is fetched, so that a screen that cannot draw
(its terminal takes nothing) does not pile up what it missed.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import date
from queue import Empty, SimpleQueue
from typing import Final

from tui.model.observation import Observation
from tui.model.snapshot import Snapshot
from tui.monitor.viewer import Collection, Viewer
from tui.named import NamedTuple

__all__ = ["Feed", "News"]

_PAUSE: Final = 1.0
"""Seconds from one question to the next."""

_OF_UNITS: Final = frozenset({"coverage", "steps"})
"""Measures whose figure is made of what units, or steps, reported; their vintages are its own."""

Answer = Callable[[Sequence[Observation]], object]


class News(NamedTuple):
    """What the monitor sees."""

    snapshot: Snapshot
    collection: Collection
    past: date | None = None
    """The day that was asked for; `None`: the present."""
    is_unread: bool = False
    """The figures are being read: the snapshot holds none yet."""


class Feed:
    """The thread that watches the store for one dashboard."""

    def __init__(self, viewer: Viewer) -> None:
        """Watch through a viewer, which then belongs to the thread."""
        self.failure: Exception | None = None
        """What ended the thread, if anything did: a mistake of ours."""
        self._viewer = viewer
        self._seen = News(viewer.snapshot, viewer.collection, viewer.as_of, viewer.is_unread)
        self._day = viewer.as_of
        self._news: News | None = None
        self._notify: Callable[[], None] = lambda: None
        self._wishes: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def start(self, notify: Callable[[], None]) -> None:
        """Begin to watch.

        Args:
            notify: Called on the feed's thread when there is something to fetch.
        """
        self._notify = notify
        self._thread = threading.Thread(target=self._run, name="zhibiao-feed", daemon=True)
        self._thread.start()

    def fetch(self) -> News | None:
        """The newest news that nobody has fetched yet."""
        news, self._news = self._news, None
        return news

    def hurry(self) -> None:
        """Ask the store now."""
        self._wishes.put(lambda: None)

    def travel(self, day: date | None) -> None:
        """Show the end of a day that has passed, or `None`, the present; of many wishes the last counts."""
        self._day = day
        self._wishes.put(self._travel)

    def _travel(self) -> None:
        if self._day != self._viewer.as_of:
            self._viewer.travel(self._day)

    def at(self, day: date, answer: Callable[[Snapshot | None], object]) -> None:
        """Have the snapshot of a day given to a function, on the feed's thread; what is shown stays."""
        self._wishes.put(lambda: answer(self._viewer.at(day)))

    def vintages(self, indicator: str, unit: str, answer: Answer) -> None:
        """Have every figure ever recorded of a series given to a function, on the feed's thread.

        Of a coverage or a checklist those of its units or steps come along.
        """
        self._wishes.put(lambda: answer(self._vintages(indicator, unit)))

    def close(self) -> None:
        """Stop watching, and end the collector if it is this dashboard's."""
        self._wishes.put(None)
        if self._thread is None:
            self._viewer.close()
        else:
            self._thread.join()

    def _vintages(self, indicator: str, unit: str) -> Sequence[Observation]:
        history = self._viewer.history
        defined = self._viewer.snapshot.framework.indicators.get(indicator)
        units = [unit]
        if not unit and defined is not None and defined.measure in _OF_UNITS:
            units += [each for each in history.units(indicator) if each]
        found: list[Observation] = []
        for each in units:
            periods = [seen.period for seen in history.series(indicator, each)]
            found += [seen for period in periods for seen in history.vintages(indicator, each, period)]
        return found

    def _run(self) -> None:
        try:
            while self._look():
                pass
        except Exception as error:
            # A thread that dies unseen would leave a screen that looks alive: the app ends, and says why.
            self.failure = error
            self._notify()
        finally:
            self._viewer.close()

    def _look(self) -> bool:
        """Ask the store, then wait for a second or a wish; false at the end."""
        self._viewer.fresh()
        news = News(self._viewer.snapshot, self._viewer.collection, self._viewer.as_of, self._viewer.is_unread)
        if news.snapshot is not self._seen.snapshot or news.collection != self._seen.collection:
            self._seen = self._news = news
            self._notify()
        try:
            wish = self._wishes.get(timeout=_PAUSE)
        except Empty:
            return True
        if wish is not None:
            wish()
        return wish is not None
