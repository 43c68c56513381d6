"""A store for `:memory:`: keeps nothing beyond the process, so nothing is polled into it."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tui.errors import LockHeldError, StoreError
from tui.model.observation import History, Observation, Record
from tui.model.source import SourceState
from tui.store.connection import Rows
from tui.store.contract import Change, Collector, Gap, Proof, Tick, with_changes
from tui.store.hold import Hold
from tui.store.news import is_news, refuse_unfit, unique

__all__ = ["MemoryStore", "open_place"]


def open_place(place: str) -> "MemoryStore":
    """A new, empty store; the place is `""`."""
    return MemoryStore()


class MemoryStore:
    """Figures and states in lists."""

    path = ":memory:"
    """It is nowhere."""

    keeps = False
    """Nothing outlives the process."""

    def __init__(self) -> None:
        self._figures: list[Observation] = []
        self._states: dict[str, SourceState] = {}
        self._gaps: list[Gap] = []
        self._version = 0
        self._last = datetime.min.replace(tzinfo=UTC)
        self._collector: Collector | None = None

    def history(
        self, known_by: datetime | None = None, also: Iterable[Observation] = (), *, lean: bool = False
    ) -> History:
        """Everything known, as at this moment."""
        return Record([*also, *self._figures], known_by)

    def changed(self, before: History, after: History) -> None:
        """Cannot be told."""

    def entries(self, indicator: str) -> tuple[Observation, ...]:
        """Every figure of an indicator that ever entered."""
        return tuple(seen for seen in self._figures if seen.indicator == indicator)

    def source_states(self) -> dict[str, SourceState]:
        """How every source that was ever tried fares, by id."""
        return dict(self._states)

    def record(self, tick: Tick) -> tuple[Change, ...]:
        """Add what a tick brings."""
        refuse_unfit(tick)
        at, observations = unique(tick, self._last)
        changes = []
        for seen in observations:
            known = [
                old
                for old in self._figures
                if (old.indicator, old.unit, old.period) == (seen.indicator, seen.unit, seen.period)
            ]
            known.sort(key=lambda old: old.recorded)
            if is_news(seen, known):
                changes.append(Change(known[-1] if known else None, seen._replace(entered=at)))
                self._figures.append(changes[-1].new)
        self._states |= {state.id: state for state in with_changes(tick.states, changes, at)}
        self._gaps += [tick.gap] if tick.gap else []
        self._last = at if changes else self._last
        self._version += bool(changes or tick.states or tick.gap)
        return tuple(changes)

    def version(self) -> int:
        """How many ticks were recorded."""
        return self._version

    def is_quiet(self) -> bool:
        """Asking costs nothing."""
        return False

    def seal(self) -> str | None:
        """There is no chain."""
        return None

    def verify(self, witness: str = "") -> Proof:
        """There is nothing to go over."""
        return Proof(0)

    def prune(self, before: datetime, at: datetime, by: str) -> int:
        """Nothing is kept for long."""
        return 0

    def dump(self) -> Iterator[Rows]:
        """There are no rows."""
        return iter(())

    def load(self, batches: Iterable[Rows]) -> None:
        """Refused."""
        raise StoreError("store.read_only", path=":memory:")

    def inspect(self) -> None:
        """There is nothing that could be damaged."""

    def gaps(self) -> tuple[Gap, ...]:
        """What the history does not hold, oldest first."""
        return tuple(self._gaps)

    def collector(self) -> Collector | None:
        """Who collects, or last did."""
        return self._collector

    def lock(self, at: datetime | None = None, *, shares: bool = False) -> "_Lock":
        """Become the collector."""
        if self._collector and self._collector.held:
            raise LockHeldError("store.lock.held", pid=os.getpid(), host="", since=self._collector.since)
        since = at or datetime.now(UTC)
        epoch = self._collector.epoch + 1 if self._collector else 1
        self.say(Collector(os.getpid(), "", since, since, epoch, held=True))
        return _Lock(self, Collector(os.getpid(), "", since, since, epoch))

    def say(self, collector: Collector) -> None:
        """Keep what the holder of the lock says of itself."""
        self._collector = collector

    def may_collect(self) -> bool:
        """Nothing is collected into it."""
        return False

    def log_bytes(self) -> int:
        """There is no log."""
        return 0

    def close(self) -> None:
        """There is nothing to let go of."""


class _Lock(Hold):
    """The right to collect, within one process."""

    def __init__(self, store: MemoryStore, holder: Collector) -> None:
        super().__init__(holder)
        self._store = store

    def _say(self) -> None:
        self._store.say(self._collector._replace(held=True))

    def _let_go(self) -> None:
        self._store.say(self._collector)
