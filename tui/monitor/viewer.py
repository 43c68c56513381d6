"""What a dashboard sees: the store, read-only, and whether anybody collects into it.

A viewer never polls and never writes. It asks the store about once a second whether anything was recorded, which costs
microseconds, assesses anew only then, and starts a collector process when nobody holds the lock.
"""

import os
import random
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from tui.config import Config
from tui.errors import Message, StoreBusyError, StoreError
from tui.model.calendar import zone
from tui.model.observation import History
from tui.model.snapshot import Snapshot
from tui.monitor.now import retake_now, take_with_history
from tui.monitor.schedule import BEAT
from tui.monitor.spawn import Child
from tui.store import Collector, open_store

__all__ = ["Collection", "Viewer"]

_SILENT: Final = 3
"""Signs of life that may be missing before a collector counts as silent."""

_MINUTE: Final = 60.0
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
    """Why the history cannot be read or written, or the configuration was refused, while that is so."""
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
    ) -> None:
        """Open the store.

        Args:
            config: What is judged, and from which sources.
            store_url: Of the store.
            clock: Gives the present, aware.
            as_of: Judge as at the end of this day.
            collects: Start a collector when there is none.

        Raises:
            StoreError: The store cannot be read.
        """
        self._config = config
        self._url = store_url
        self._clock = clock
        self.as_of = as_of
        self._zone = zone(config.framework.timezone)
        self._store = open_store(store_url)
        self._nothing_to_do = not config.sources or not self._store.keeps
        self._collects = collects and not self._nothing_to_do
        self._child: Child | None = None
        self._start_at: float | None = 0.0
        """When to start a collector, in seconds of the monotonic clock; `None` while somebody else collects."""
        self._patience = _PATIENCE[0]
        self._version = self._store.version()
        self._taken = time.monotonic()
        self.snapshot, self.history = take_with_history(config, self._store, clock, as_of)
        self.collection: Collection = self._collection(self._store.collector())
        """Whether anybody collects, as `fresh` last saw it."""

    snapshot: Snapshot
    """The last one that was taken."""
    as_of: date | None
    """The day that was asked for, at whose end it was judged; `None`: the present."""
    history: History
    """What it follows from: every vintage, for the screens that show them."""

    def fresh(self) -> Snapshot | None:
        """A new snapshot if anything was recorded since the last, or a minute has passed that may change a status.

        To be called about once a second; also sees to it that somebody collects. What goes wrong with the store
        meanwhile stands in `collection`, and the last snapshot stays.
        """
        try:
            self._tend(self._store.collector())
            version = self._store.version()
            if version == self._version and not self._is_old():
                return None
            self.snapshot, self.history = retake_now(
                self._config, self._store, self._clock, self.as_of, self.snapshot, self.history
            )
            self._version, self._taken = version, time.monotonic()
        except StoreBusyError:
            return None
        except StoreError as error:
            self.collection = self.collection._replace(trouble=error.message)
            return None
        return self.snapshot

    def travel(self, day: date | None) -> None:
        """Judge as at the end of another day from now on, with what was known by then; `None`: the present.

        What goes wrong with the store stands in `collection`, and the last snapshot stays, with its day.
        """
        try:
            version = self._store.version()
            taken = take_with_history(self._config, self._store, self._clock, day)
        except StoreError as error:
            self.collection = self.collection._replace(trouble=error.message)
            return
        self.as_of, (self.snapshot, self.history) = day, taken
        self._version, self._taken = version, time.monotonic()

    def at(self, day: date) -> Snapshot | None:
        """How everything stood at the end of a day; what is shown stays. `None` where the history cannot be read."""
        try:
            return take_with_history(self._config, self._store, self._clock, day)[0]
        except StoreError as error:
            self.collection = self.collection._replace(trouble=error.message)
            return None

    def _is_old(self) -> bool:
        """Whether time alone may have changed a status."""
        fixed = self.as_of or self._config.framework.evaluate_on
        return fixed is None and time.monotonic() >= self._taken + _MINUTE

    def _tend(self, collector: Collector | None) -> None:
        """See to it that somebody collects."""
        if self._collects:
            held = collector is not None and collector.held
            if self._child is not None and self._child.exit_code is not None:
                self._start_at = time.monotonic() + self._patience
                self._patience = min(2 * self._patience, _PATIENCE[1])
                self._child = None
            if held:
                self._patience = _PATIENCE[0]
                self._start_at = None
            elif self._child is None:
                self._start()
        self.collection = self._collection(collector)

    def _start(self) -> None:
        """Start a collector: at once, or within a second where another has just ended, which all screens see."""
        now = time.monotonic()
        if self._start_at is None:
            self._start_at = now + random.random()
        if now >= self._start_at and self._store.may_collect():
            try:
                self._child = Child(self._config.path, self._url)
            except OSError:  # no process to be had at the moment
                self._start_at = now + _PATIENCE[1]

    def _collection(self, collector: Collector | None) -> Collection:
        if self._nothing_to_do:
            return Collection("none", Message("monitor.collector.none"))
        own = self._child is not None and collector is not None and _is(collector, self._child)
        if collector is not None and collector.held:
            return self._holding(collector, own)
        if self._child is not None:
            return Collection("starting", Message("monitor.collector.starting"), own=True)
        if collector is None:
            return Collection("never", Message("monitor.collector.never"))
        ended = collector.heartbeat.astimezone(self._zone)
        return Collection("stopped", Message("monitor.collector.stopped", {"since": ended}), ended)

    def _holding(self, collector: Collector, own: bool) -> Collection:
        """The lock is held: by a process that shows signs of life, or does not."""
        trouble = collector.remark
        if collector.trouble is not None and collector.trouble_since is not None:
            since = collector.trouble_since.astimezone(self._zone)
            trouble = Message("monitor.collector.unwritten", {"since": since, "error": collector.trouble})
        missing = int((self._clock() - collector.heartbeat) / timedelta(seconds=BEAT))
        if missing >= _SILENT:
            beat = collector.heartbeat.astimezone(self._zone)
            said = Message("monitor.collector.silent", {"intervals": missing, "since": beat, "pid": collector.pid})
            return Collection("silent", said, beat, trouble, own)
        since = collector.since.astimezone(self._zone)
        said = Message("monitor.collector.running", {"since": since, "pid": collector.pid})
        return Collection("running", said, since, trouble, own)

    def close(self) -> None:
        """End the collector, if it is this dashboard's, and let go of the store."""
        self._collects = False
        if self._child is not None:
            self._child.stop()
            self._child = None
        self._store.close()


def _is(collector: Collector, child: Child) -> bool:
    """Whether a collector is a process of ours: other hosts have processes of that number too."""
    return collector.pid == child.pid and collector.host in ("", os.uname().nodename)
