"""What every store that keeps its history in tables answers alike, whatever database they stand in."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from importlib import import_module
from typing import Any, ClassVar, Final, cast

from tui.errors import Message, StoreError
from tui.model.observation import History, Observation, Record
from tui.model.source import SourceState
from tui.store.connection import Connection, Rows
from tui.store.contract import Change, Gap, Lock, Proof, Tick
from tui.store.kept import Kept, entries
from tui.store.rows import STATE, instant, message, state

__all__ = ["TableReader"]

_STATES: Final = " ".join(("SELECT", STATE, "FROM source"))
_UNKNOWN: Final = Message("store.gap.unknown")


class TableReader(ABC):
    """A store that is only looked at."""

    keeps = True
    """What is recorded outlives the process."""

    BEGIN: ClassVar[str] = "BEGIN"
    """The statement that begins a transaction in which nothing moves."""

    FAR: ClassVar[bool] = False
    """Every query costs a way over a network, so that few large ones are better than many small ones."""

    path: str
    """Where it is, for messages: never with a password."""

    @abstractmethod
    def _connected(self) -> Connection | None:
        """The connection; `None` while there is no store."""

    @abstractmethod
    def _errors(self) -> AbstractContextManager[None]:
        """A context in which what the database says becomes a StoreError; may be entered again and again."""

    @abstractmethod
    def _apart(self) -> AbstractContextManager[Connection | None]:
        """A connection on which nothing moves: histories are read from the other one in between."""

    def history(
        self, known_by: datetime | None = None, also: Iterable[Observation] = (), *, lean: bool = False
    ) -> History:
        """Everything known, as at this moment."""
        connection = self._connected()
        if connection is None:
            return Record(also, known_by)
        return Kept(connection, self._errors(), known_by, also, begin=self.BEGIN, far=self.FAR, lean=lean)

    def changed(self, before: History, after: History) -> Collection[tuple[str, str]] | None:
        """The series with a new vintage; cannot be told across stores that took each other's place."""
        if not isinstance(before, Kept) or not isinstance(after, Kept) or not after.is_of(before):
            return None
        return after.changed_since(before)

    def entries(self, indicator: str) -> tuple[Observation, ...]:
        """Every figure of an indicator that ever entered."""
        connection = self._connected()
        if connection is None:
            return ()
        with self._errors():
            return entries(connection, indicator)

    def source_states(self) -> dict[str, SourceState]:
        """How every source that was ever tried fares, by id."""
        return {row[0]: state(row) for row in self._rows(_STATES)}

    def is_quiet(self) -> bool:
        """Unknown: it has to be asked."""
        return False

    def seal(self) -> str | None:
        """The last link of the chain of ticks."""
        rows = self._rows("SELECT seal FROM tick ORDER BY id DESC LIMIT 1")
        return rows[0][0] if rows else None

    def verify(self, witness: str = "") -> Proof:
        """Go over the whole chain of seals."""
        # Deferred: only `verify` goes over the chain, and every script reads.
        prove = cast("Callable[[Connection, str], Proof]", import_module("tui.store.proof").prove)
        with self._apart() as connection:
            return Proof(0) if connection is None else prove(connection, witness)

    def dump(self) -> Iterator[Rows]:
        """All rows of the history."""
        # Deferred: for `store copy` alone.
        dump = cast("Callable[[Connection], Iterator[Rows]]", import_module("tui.store.copying").dump)
        with self._apart() as connection:
            if connection is not None:
                yield from dump(connection)

    def gaps(self) -> tuple[Gap, ...]:
        """What the history does not hold, oldest first."""
        return tuple(
            Gap(instant(since), instant(until), ticks, message(reason) or _UNKNOWN)
            for since, until, ticks, reason in self._rows("SELECT since, until, ticks, reason FROM gap ORDER BY id")
        )

    def _rows(self, query: str) -> list[Any]:
        connection = self._connected()
        if connection is None:
            return []
        with self._errors():
            return connection.execute(query).fetchall()

    def record(self, tick: Tick) -> tuple[Change, ...]:
        """Refused."""
        raise StoreError("store.read_only", path=self.path)

    def load(self, batches: Iterable[Rows]) -> None:
        """Refused."""
        raise StoreError("store.read_only", path=self.path)

    def prune(self, before: datetime, at: datetime, by: str) -> int:
        """Refused."""
        raise StoreError("store.read_only", path=self.path)

    def lock(self, at: datetime | None = None, *, shares: bool = False) -> Lock:
        """Refused."""
        raise StoreError("store.read_only", path=self.path)
