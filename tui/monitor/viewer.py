"""What a dashboard sees: the store, read-only, and whether anybody collects into it.

A viewer never polls and never writes. It asks the store about once a second whether anything was recorded, which costs
microseconds, or waits to be told where the store does that by itself; it assesses anew only then. It starts a collector
process when nobody holds the lock, and takes up a changed configuration.
"""

import os
import random
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, Literal

from tui.config import Config
from tui.errors import Message, StoreBusyError, StoreError, symbol
from tui.model.calendar import zone
from tui.model.observation import History
from tui.model.snapshot import Snapshot
from tui.monitor.now import is_large, rejudged, retake_now, take_with_history, unread
from tui.monitor.reload import LOOK, Watch
from tui.monitor.schedule import BEAT
from tui.monitor.spawn import Child
from tui.named import NamedTuple
from tui.store import Collector, open_store

__all__ = ["Collection", "Viewer"]

_SILENT: Final = 3
"""Signs of life that may be missing before a collector counts as silent."""

_MINUTE: Final = 60.0

_HELD: Final = 5
"""Exit code of a collector where another one holds the lock."""

_PATIENCE: Final = (1.0, 60.0)
"""Seconds after which a collector that could not start is started again: at first, at most."""


class Collection(NamedTuple):
    """Whether anybody collects."""

    kind: Literal["none", "never", "starting", "running", "silent", "stopped"]
    """`none`: nothing is to be collected; `silent`: the lock is held, but no sign of life comes."""
    said: Message
    """The same as a sentence."""
    since: datetime | None = None
    """Running since, stopped since, silent since."""
    trouble: Message | None = None
    """Why the history cannot be read or written, no collector be started, or the configuration was refused, while that
    is so."""
    own: bool = False
    """The collector is this dashboard's."""


class Viewer:
    """A store as one dashboard watches it."""

    def __init__(
        self,
        config: Config,
        store_url: str,
        clock: Callable[[], datetime],
        *,
        as_of: date | None = None,
        collects: bool = True,
        calendar: Callable[[], date] | None = None,
    ) -> None:
        """Open the store.

        Args:
            config: What is judged, and from which sources.
            store_url: Of the store.
            clock: Gives the present, aware.
            as_of: Judge as at the end of this day.
            collects: Start a collector when there is none.
            calendar: Gives the day that counts as the present, at whose end it is judged, where that is not the
                clock's: a demonstration replays a year. The clock still says when sources were asked.

        Raises:
            StoreError: The store cannot be read.
        """
        self._config = config
        self._calendar = calendar
        self._url = store_url
        self._clock = clock
        self.as_of = as_of
        self._zone = zone(config.framework.timezone)
        self._store = open_store(store_url)
        self._may_start = collects
        self._watch = Watch(config, os.environ, clock())
        self._looked = time.monotonic()
        self._is_renewed = False
        """The configuration is another one than that of the snapshot."""
        self._child: Child | None = None
        self._start_at: float | None = 0.0
        """When to start a collector, in seconds of the monotonic clock; `None` while somebody else collects."""
        self._patience = _PATIENCE[0]
        self._hindered: Message | None = None
        """Why no collector could be started, while nobody collects."""
        self._version = self._found = self._store.version()
        self._taken = time.monotonic()
        dated = self._dated()
        self.is_unread = is_large(dated.framework)
        begin = unread if self.is_unread else take_with_history
        self.snapshot, self.history = begin(dated, self._store, clock, as_of)
        self._collector = self._store.collector()
        self._must_ask = False
        self.collection: Collection = self._collection(self._collector)
        """Whether anybody collects, as `fresh` last saw it."""

    snapshot: Snapshot
    """The last one that was taken."""
    is_unread: bool
    """There are so many series that the first `fresh` reads them: until then the snapshot holds none."""
    as_of: date | None
    """The day that was asked for, at whose end it was judged; `None`: the present."""
    history: History
    """What it follows from: every vintage, for the screens that show them."""

    def fresh(self) -> Snapshot | None:
        """A new snapshot if anything was recorded since the last, or a minute has passed that may change a status.

        To be called about once a second; also sees to it that somebody collects. What goes wrong with the store
        meanwhile stands in `collection`, and the last snapshot stays.
        """
        self._look_at_the_file()
        try:
            self._ask()
            self._tend(self._collector)
            is_due = self._is_renewed or self.is_unread or self._is_old()
            if self._found == self._version and not is_due:
                return None
            self.snapshot, self.history = self._anew()
            self._is_renewed = self.is_unread = False
            self._version, self._taken = self._found, time.monotonic()
        except StoreBusyError:
            self._must_ask = True
            return None
        except StoreError as error:
            self.collection = self.collection._replace(trouble=error.message)
            return None
        return self.snapshot

    def _ask(self) -> None:
        """Learn who collects and whether anything was recorded, unless the store says that nothing happened."""
        has_ended = self._child is not None and self._child.exit_code is not None
        if self._store.is_quiet() and not has_ended and not self._must_ask:
            return
        self._collector, self._found = self._store.collector(), self._store.version()
        self._must_ask = False

    def _look_at_the_file(self) -> None:
        """Take up a changed configuration if it is in order; else what is wrong with it is said (robustness C1, C6)."""
        if time.monotonic() < self._looked + LOOK:
            return
        self._looked = time.monotonic()
        config = self._watch.judged(self._clock()) if self._watch.has_settled() else None
        if config is not None:
            self._config, self._is_renewed = config, True
            self._zone = zone(config.framework.timezone)

    def travel(self, day: date | None) -> None:
        """Judge as at the end of another day from now on, with what was known by then; `None`: the present.

        What goes wrong with the store stands in `collection`, and the last snapshot stays, with its day.
        """
        try:
            self._found = self._store.version()
            taken = take_with_history(self._dated(), self._store, self._clock, day)
        except StoreError as error:
            self.collection = self.collection._replace(trouble=error.message)
            return
        self.as_of, (self.snapshot, self.history) = day, taken
        self._is_renewed = self.is_unread = False
        self._version, self._taken = self._found, time.monotonic()

    def at(self, day: date) -> Snapshot | None:
        """How everything stood at the end of a day; what is shown stays. `None` where the history cannot be read."""
        try:
            return take_with_history(self._config, self._store, self._clock, day)[0]
        except StoreError as error:
            self.collection = self.collection._replace(trouble=error.message)
            return None

    def _dated(self) -> Config:
        """The configuration, with the day to judge where a calendar of its own says it."""
        if self._calendar is None:
            return self._config
        return self._config._replace(framework=self._config.framework._replace(evaluate_on=self._calendar()))

    def _anew(self) -> tuple[Snapshot, History]:
        config = self._dated()
        is_other = self._is_renewed or config.framework.evaluate_on != self.snapshot.framework.evaluate_on
        if self.is_unread or is_other:
            return take_with_history(config, self._store, self._clock, self.as_of)
        if self._found == self._version:
            return rejudged(config, self._clock, self.as_of, self.snapshot, self.history)
        return retake_now(config, self._store, self._clock, self.as_of, self.snapshot, self.history)

    def _is_old(self) -> bool:
        """Whether time alone may have changed a status."""
        if self._calendar is not None:
            return self.as_of is None and self._calendar() != self.snapshot.as_of.date()
        fixed = self.as_of or self._config.framework.evaluate_on
        return fixed is None and time.monotonic() >= self._taken + _MINUTE

    @property
    def _nothing_to_do(self) -> bool:
        return not self._config.sources or not self._store.keeps

    @property
    def _collects(self) -> bool:
        """Whether a collector is to be started where there is none."""
        return self._may_start and not self._nothing_to_do

    def _tend(self, collector: Collector | None) -> None:
        """See to it that somebody collects."""
        if self._collects:
            held = collector is not None and collector.held
            if self._child is not None and self._child.exit_code is not None:
                self._hindered = _ended(self._child.exit_code)
                self._start_at = time.monotonic() + self._patience
                self._patience = min(2 * self._patience, _PATIENCE[1])
                self._child = None
            if held:
                self._patience = _PATIENCE[0]
                self._start_at = self._hindered = None
            elif self._child is None:
                self._start()
        self.collection = self._collection(collector)

    def _start(self) -> None:
        """Start a collector: at once, or within a second where another has just ended, which all screens see."""
        now = time.monotonic()
        if self._start_at is None:
            self._start_at = now + random.random()
        if now < self._start_at:
            return
        if not self._store.may_collect():
            self._hindered = Message("monitor.collector.may_not")
            return
        try:
            self._child = Child(self._config.path, self._url)
        except OSError as error:  # no process to be had at the moment
            self._hindered = Message("monitor.collector.no_process", {"error": symbol(error)})
            self._start_at = now + _PATIENCE[1]

    def _collection(self, collector: Collector | None) -> Collection:
        refused = self._watch.remark
        if self._nothing_to_do:
            return Collection("none", Message("monitor.collector.none"), trouble=refused)
        own = self._child is not None and collector is not None and _is(collector, self._child)
        if collector is not None and collector.held:
            return self._holding(collector, own)
        refused = refused or self._hindered
        if self._child is not None:
            return Collection("starting", Message("monitor.collector.starting"), trouble=refused, own=True)
        if collector is None:
            return Collection("never", Message("monitor.collector.never"), trouble=refused)
        ended = collector.heartbeat.astimezone(self._zone)
        return Collection("stopped", Message("monitor.collector.stopped", {"since": ended}), ended, refused)

    def _holding(self, collector: Collector, own: bool) -> Collection:
        """The lock is held: by a process that shows signs of life, or does not."""
        trouble = self._watch.remark or collector.remark
        if collector.trouble is not None and collector.trouble_since is not None:
            since = collector.trouble_since.astimezone(self._zone)
            trouble = Message("monitor.collector.unwritten", {"since": since, "error": collector.trouble})
        missing = int((self._clock() - collector.heartbeat) / timedelta(seconds=BEAT))
        if missing >= _SILENT and not collector.leased:
            beat = collector.heartbeat.astimezone(self._zone)
            said = Message("monitor.collector.silent", {"intervals": missing, "since": beat, "pid": collector.pid})
            return Collection("silent", said, beat, trouble, own)
        since = collector.since.astimezone(self._zone)
        said = Message("monitor.collector.running", {"since": since, "pid": collector.pid})
        if collector.members > 1:
            said = Message("monitor.collector.several", {"since": since, "count": collector.members})
        return Collection("running", said, since, trouble, own)

    def close(self) -> None:
        """End the collector, if it is this dashboard's, and let go of the store."""
        self._may_start = False
        if self._child is not None:
            self._child.stop()
            self._child = None
        self._store.close()


def _ended(code: int) -> Message | None:
    """Why a collector ended at once; nothing where another one was quicker, or somebody ended it."""
    return Message("monitor.collector.ended", {"code": code}) if code > 0 and code != _HELD else None


def _is(collector: Collector, child: Child) -> bool:
    """Whether a collector is a process of ours: other hosts have processes of that number too."""
    return collector.pid == child.pid and collector.host in ("", os.uname().nodename)
