"""Ticks that the history could not take: kept for a while, then remembered as a gap.

A full disk ends no collector. It keeps up to ten ticks in memory and writes them, oldest first, as soon as the disk
takes them again. What is dropped before is written down as a gap, and its sources are read anew from scratch.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from tui.errors import Message, StoreError
from tui.model.source import Validators
from tui.store import Change, Gap, Store, Tick

__all__ = ["MOST_TICKS", "Backlog"]

MOST_TICKS: Final = 10
"""Ticks kept in memory while they cannot be recorded."""


class Backlog:
    """What is still to be recorded."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ticks: deque[Tick] = deque()
        self._gap: Gap | None = None
        self.trouble: Message | None = None
        """Why the last try to record failed; `None` when all is recorded."""
        self.trouble_since: datetime | None = None

    def __len__(self) -> int:
        return len(self._ticks) + (self._gap is not None)

    def add(self, tick: Tick) -> tuple[str, ...]:
        """Put a tick at the end.

        Returns:
            Ids of the sources whose readings were dropped to make room: what they said last must not count as read.
        """
        self._ticks.append(tick)
        dropped: list[str] = []
        while len(self._ticks) > MOST_TICKS:
            lost = self._ticks.popleft()
            self._lose(lost.at, lost.at, 1, self.trouble or Message("store.gap.unknown"))
            dropped += [state.id for state in lost.states]
        if dropped:
            self._ticks = deque(_unread(waiting, dropped) for waiting in self._ticks)
        return tuple(dropped)

    def clock_set_back(self, since: datetime, until: datetime) -> None:
        """Remember that the clock jumped from one moment to an earlier one."""
        self._lose(since, until, 0, Message("monitor.clock_back", {"since": since, "until": until}))

    def _lose(self, since: datetime, until: datetime, ticks: int, reason: Message) -> None:
        gap = self._gap
        if gap is None:
            self._gap = Gap(since, until, ticks, reason)
        else:
            self._gap = Gap(gap.since, until, gap.ticks + ticks, gap.reason if gap.ticks else reason)

    def write(self, at: datetime) -> tuple[Change, ...]:
        """Record what waits, oldest first, as far as it goes.

        Args:
            at: Now, aware UTC.

        Raises:
            LockHeldError: The lock was lost.
        """
        changes: list[Change] = []
        try:
            for tick in self._waiting(at):
                changes += self._store.record(tick)
                self._gap = None
                if self._ticks:
                    self._ticks.popleft()
        except StoreError as error:
            self.trouble = error.message
            self.trouble_since = self.trouble_since or at
        else:
            self.trouble = self.trouble_since = None
        return tuple(changes)

    def _waiting(self, at: datetime) -> Iterable[Tick]:
        """The ticks to record, the gap with the first of them, on its own if there is none."""
        while self._ticks or self._gap is not None:
            first = self._ticks[0] if self._ticks else Tick(at)
            yield first._replace(gap=self._gap)


def _unread(tick: Tick, sources: Sequence[str]) -> Tick:
    """A tick whose states do not say that sources were read to the end: "unchanged" there refers to what was lost."""
    return tick._replace(
        states=tuple(
            state._replace(validators=Validators(), definition="") if state.id in sources else state
            for state in tick.states
        )
    )
