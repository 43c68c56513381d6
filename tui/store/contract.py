"""What a store promises: the types and the protocol that every kind of store keeps.

`tests/store/test_contract.py` is this protocol as sentences, run over every store there is.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from tui.errors import Message
from tui.model.observation import History, Observation
from tui.model.source import SourceState
from tui.named import NamedTuple
from tui.store.connection import Rows

__all__ = ["Breach", "Change", "Collector", "Gap", "Lock", "Proof", "Store", "Tick", "with_changes"]


class Gap(NamedTuple):
    """A stretch of time whose readings the history does not hold."""

    since: datetime
    """Aware UTC."""
    until: datetime
    ticks: int
    """Ticks that were lost; 0 where only the clock was set back."""
    reason: Message


class Tick(NamedTuple):
    """What was read at one moment: recorded in one transaction, whole or not at all."""

    at: datetime
    """Aware UTC. An observation whose `recorded` is this very instant is a figure without a date of its own."""
    observations: tuple[Observation, ...] = ()
    """In any order; of two with the same series, period and vintage the later one counts."""
    states: tuple[SourceState, ...] = ()
    """The sources that were tried, as they fare now."""
    gap: Gap | None = None
    """What could not be recorded before this tick."""


class Change(NamedTuple):
    """A vintage that a tick added."""

    old: Observation | None
    """The newest vintage of the same period until then, or `None`."""
    new: Observation


class Collector(NamedTuple):
    """The process that collects into a store, or the last one that did."""

    pid: int
    host: str
    since: datetime
    """When it took the lock, aware UTC."""
    heartbeat: datetime
    """Its last sign of life."""
    epoch: int
    """How many collectors there have been; the one with the highest number may write."""
    held: bool = False
    """The lock is held at this moment."""
    trouble: Message | None = None
    """Why the history cannot be written, while that is so."""
    trouble_since: datetime | None = None
    remark: Message | None = None
    """What else the screens are to say: that a changed configuration was refused."""
    members: int = 1
    """How many share the sources; the others' troubles are told with the first one's."""
    leased: bool = False
    """The lock ends by itself when no sign of life comes: who holds it lives, whatever the clocks of hosts say."""


class Breach(NamedTuple):
    """The first place at which the history is not what was sealed."""

    tick: int
    """Number of the tick, from 1."""
    at: datetime | None
    """When its figures entered, as the store has it now, aware UTC."""
    message: Message


class Proof(NamedTuple):
    """What going over the chain of seals found."""

    ticks: int
    """Good ones, from the beginning."""
    figures: int = 0
    """In them."""
    dropped: int = 0
    """Figures of them that a pruning dropped."""
    first: datetime | None = None
    """When the first tick entered, aware UTC."""
    last: datetime | None = None
    """When the last good tick entered, aware UTC."""
    seal: str | None = None
    """Of the last good tick, hexadecimal."""
    witnessed: int | None = None
    """The tick that bears the seal that was kept elsewhere."""
    breach: Breach | None = None


class Lock(Protocol):
    """The right to collect into a store; released by `release`, or by the end of the process, however it ends."""

    lease: float
    """Seconds without a sign of life after which the lock ends by itself; infinity where it never does."""

    shares: bool
    """Others may collect beside this one; a lock that was lost is then taken anew, under another number."""

    is_cut: bool
    """Whose the sources are could not be asked: the server that keeps the lock is away, or refuses to say."""

    trouble: Message | None
    """Why that, or the last sign of life, came to nothing; `None` while all is well."""

    @property
    def epoch(self) -> int:
        """The number of this holder."""

    @property
    def is_sure(self) -> bool:
        """Whether nobody can have taken over since the last sign of life; where not, nothing is to be read."""

    def share(self, sources: Collection[str], busy: Collection[str] = ()) -> frozenset[str]:
        """The sources that this holder reads, and nobody else; to be asked about once a second.

        Args:
            sources: All that there are, by id.
            busy: Those of its own that it reads, or has not recorded, at the moment: it keeps them until then.

        Raises:
            LockHeldError: The lock was lost, and is not shared.
        """

    def beat(
        self,
        at: datetime,
        trouble: Message | None = None,
        trouble_since: datetime | None = None,
        remark: Message | None = None,
    ) -> None:
        """Give a sign of life, and say what is wrong with the history; works on a full disk too.

        Raises:
            LockHeldError: The lock was lost: its file was deleted or replaced.
        """

    def release(self) -> None:
        """Let the next one in."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Store(Protocol):
    """The history of all figures and how the sources fare."""

    path: str
    """Where it is, for messages: never with a password."""

    @property
    def keeps(self) -> bool:
        """Whether what is recorded outlives the process; where it does not, nothing is polled."""

    def history(
        self, known_by: datetime | None = None, also: Iterable[Observation] = (), *, lean: bool = False
    ) -> History:
        """Everything known, as at this moment: later ticks do not change it.

        Args:
            known_by: Vintages after this instant are not seen; `None` sees all.
            also: Figures of indicators.toml; of the same vintage, the recorded one counts.
            lean: For who keeps it long: a large one takes little memory, and more time.
        """

    def changed(self, before: History, after: History) -> Collection[tuple[str, str]] | None:
        """What differs between two histories of this store that were taken with the same arguments.

        Returns:
            Indicator and unit of every series that has a new vintage; `None` where that cannot be told.
        """

    def entries(self, indicator: str) -> Sequence[Observation]:
        """Every figure of an indicator that ever entered, in order of entry, also where a later one took its place."""

    def source_states(self) -> dict[str, SourceState]:
        """How every source that was ever tried fares, by id."""

    def record(self, tick: Tick) -> tuple[Change, ...]:
        """Add what a tick brings, in one transaction; recording it again adds nothing.

        A figure becomes a row only if it is news: unless its source, as at the figure's own vintage, already said the
        same of that period; or, where that source said nothing yet, or a person enters it (source `""`), unless the
        newest vintage says the same.

        Returns:
            The vintages that were added, in the order of the tick.

        Raises:
            LockHeldError: This store took the lock and has lost it.
            StoreBusyError: Somebody else is writing.
            StoreError: Nothing was recorded.
        """

    def version(self) -> int:
        """A number that differs when figures or source states were recorded since; costs microseconds."""

    def is_quiet(self) -> bool:
        """Whether nothing happened since the last call, as the store says without being asked; costs no query.

        False where it never says so, and has to be asked; and now and then, should what it said have been lost.
        """

    def seal(self) -> str | None:
        """The last link of the chain of ticks, hexadecimal; `None` before the first figure."""

    def verify(self, witness: str = "") -> Proof:
        """Go over the whole chain of seals, and compare everything with it.

        Args:
            witness: A seal that was kept elsewhere, or its beginning; it must be in the chain.
        """

    def prune(self, before: datetime, at: datetime, by: str) -> int:
        """Drop figures that were replaced before an instant; whatever is asked as at that instant or later stays.

        Of every series, period and source the newest figure before the instant is kept, and all later ones. What is
        dropped is remembered, and sealed.

        Args:
            before: Aware UTC.
            at: Now, aware UTC.
            by: The account that asks.

        Returns:
            How many figures were dropped.

        Raises:
            StoreError: The chain is broken, so that it cannot be carried on; or nothing could be written.
        """

    def dump(self) -> Iterator[Rows]:
        """All rows of the history, some at a time, with the name of their table; `tui.store.copying` knows which."""

    def load(self, batches: Iterable[Rows]) -> None:
        """Put what `dump` of another store gave into this one, which must be empty, in one transaction."""

    def inspect(self) -> None:
        """See whether the database itself is whole; raises StoreError if it is damaged."""

    def gaps(self) -> tuple[Gap, ...]:
        """What the history does not hold, oldest first."""

    def collector(self) -> Collector | None:
        """Who collects, or last did; `None` when nobody ever has."""

    def lock(self, at: datetime | None = None, *, shares: bool = False) -> Lock:
        """Become the collector, or one of them.

        Args:
            at: The moment, aware UTC; `None` asks the clock.
            shares: Collect beside others, where the kind of store lets several share the sources.

        Raises:
            LockHeldError: Another process is it; says which and since when.
        """

    def may_collect(self) -> bool:
        """Whether this process's user has the permissions that a collector needs."""

    def log_bytes(self) -> int:
        """Size of what was written and not yet merged: it grows while somebody reads for long; 0 without a log."""

    def close(self) -> None:
        """Let go of everything; histories taken before can no longer be read."""


def with_changes(states: Iterable[SourceState], changes: Iterable[Change], at: datetime) -> tuple[SourceState, ...]:
    """The states with `last_change` set for the sources that brought something new."""
    changed = {change.new.provenance.source for change in changes}
    return tuple(state._replace(last_change=at) if state.id in changed else state for state in states)
