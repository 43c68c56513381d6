"""The history in a SQLite file, for reading: a viewer needs no permission to write, and holds no lock.

A missing file reads as an empty store and is looked for again, so that a dashboard may start before its collector.
What may write stands in `sqlite_writer`. A file with a log is never opened as `immutable`: that gives wrong answers.
"""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import Any, Final, cast

from tui.errors import Message, StoreError
from tui.model.observation import History, Observation, Record
from tui.model.source import SourceState
from tui.store.connection import Connection, Rows
from tui.store.contract import Change, Collector, Gap, Lock, Proof, Tick
from tui.store.foreign import foreign_errors
from tui.store.holder import holder
from tui.store.kept import Kept, entries
from tui.store.place import examine
from tui.store.rows import STATE, instant, message, state

__all__ = ["APPLICATION", "VERSION", "SqliteReader", "check", "connect", "open_place"]

APPLICATION: Final = 0x5A684962
"""SQLite's `application_id` of our files: "ZhIb"."""

VERSION: Final = 1
"""Of the schema that this program reads and writes."""

_WAIT: Final = 5.0
"""Seconds to wait for another process's transaction."""

_STATES: Final = " ".join(("SELECT", STATE, "FROM source"))
_UNKNOWN: Final = Message("store.gap.unknown")


def open_place(place: str) -> "SqliteReader":
    """The store at a path, for reading."""
    return SqliteReader(place)


def connect(path: str, mode: str) -> sqlite3.Connection:
    """A connection in autocommit mode; `mode` is `ro` or `rw`, so that nothing is ever created."""
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(
        f"file:{quoted}?mode={mode}", timeout=_WAIT, isolation_level=None, check_same_thread=False, uri=True
    )


def check(connection: sqlite3.Connection, path: str) -> None:
    """Raise StoreError if a file is somebody else's database, or of a version that cannot be read."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION:
        raise StoreError("store.foreign", path=path)
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found != VERSION:
        raise StoreError("store.newer" if found > VERSION else "store.older", path=path, found=found, known=VERSION)


class SqliteReader:
    """A store that is only looked at."""

    keeps = True
    """What is recorded outlives the process."""

    def __init__(self, path: str) -> None:
        """Open it.

        Raises:
            StoreError: It cannot be read.
        """
        self.path = examine(path)
        """The file, links resolved."""
        self._connection: sqlite3.Connection | None = None
        self._inode = (0, 0)
        self._seen = (0, 0)
        self._connected()

    def _connected(self) -> sqlite3.Connection | None:
        """The connection; `None` while there is no file. A file that took the place of another is opened anew."""
        try:
            found = os.stat(self.path)
        except FileNotFoundError:
            return self._connection
        inode = (found.st_dev, found.st_ino)
        if self._connection is None or inode != self._inode:
            examine(self.path)
            with foreign_errors(self.path):
                connection = connect(self.path, "ro")
                try:
                    check(connection, self.path)
                except BaseException:
                    connection.close()
                    raise
            if self._connection is not None:
                self._connection.close()
            self._connection, self._inode, self._seen = connection, inode, (0, 0)
        return self._connection

    def history(self, known_by: datetime | None = None, also: Iterable[Observation] = ()) -> History:
        """Everything known, as at this moment."""
        connection = self._connected()
        if connection is None:
            return Record(also, known_by)
        return Kept(connection, foreign_errors(self.path), known_by, also)

    def changed(self, before: History, after: History) -> Collection[tuple[str, str]] | None:
        """The series with a new vintage; cannot be told across files that took each other's place."""
        if not isinstance(before, Kept) or not isinstance(after, Kept) or not after.is_of(before):
            return None
        return after.changed_since(before)

    def entries(self, indicator: str) -> tuple[Observation, ...]:
        """Every figure of an indicator that ever entered."""
        connection = self._connected()
        if connection is None:
            return ()
        with foreign_errors(self.path):
            return entries(connection, indicator)

    def source_states(self) -> dict[str, SourceState]:
        """How every source that was ever tried fares, by id."""
        return {row[0]: state(row) for row in self._rows(_STATES)}

    def version(self) -> int:
        """The store's revision; asked of the tables only after somebody committed."""
        connection = self._connected()
        if connection is None:
            return 0
        with foreign_errors(self.path):
            (data,) = connection.execute("PRAGMA data_version").fetchone()
            if data != self._seen[0]:
                (number,) = connection.execute("SELECT number FROM revision").fetchone()
                self._seen = (data, number)
        return self._seen[1]

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

    def load(self, batches: Iterable[Rows]) -> None:
        """Refused."""
        raise StoreError("store.read_only", path=self.path)

    def inspect(self) -> None:
        """See whether the file is whole."""
        with self._apart() as connection:
            if connection is not None and connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise StoreError("store.damaged", path=self.path)

    @contextmanager
    def _apart(self) -> Iterator[Connection | None]:
        """A connection on which nothing moves: histories are read from the other one in between."""
        if self._connected() is None:
            yield None
            return
        with foreign_errors(self.path):
            connection = connect(self.path, "ro")
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.close()

    def gaps(self) -> tuple[Gap, ...]:
        """What the history does not hold, oldest first."""
        return tuple(
            Gap(instant(since), instant(until), ticks, message(reason) or _UNKNOWN)
            for since, until, ticks, reason in self._rows("SELECT since, until, ticks, reason FROM gap ORDER BY id")
        )

    def collector(self) -> Collector | None:
        """Who collects, or last did; what the lock's file says counts more, being newer."""
        rows = self._rows("SELECT pid, host, since, heartbeat, epoch FROM collector")
        last = [Collector(pid, host, instant(since), instant(beat), epoch) for pid, host, since, beat, epoch in rows]
        return holder(self.path, last[0] if last else None)

    def _rows(self, query: str) -> list[Any]:
        connection = self._connected()
        if connection is None:
            return []
        with foreign_errors(self.path):
            return connection.execute(query).fetchall()

    def record(self, tick: Tick) -> tuple[Change, ...]:
        """Refused."""
        raise StoreError("store.read_only", path=self.path)

    def prune(self, before: datetime, at: datetime, by: str) -> int:
        """Refused."""
        raise StoreError("store.read_only", path=self.path)

    def lock(self, at: datetime | None = None) -> Lock:
        """Refused."""
        raise StoreError("store.read_only", path=self.path)

    def may_collect(self) -> bool:
        """Whether this process's user may write the file and beside it; a missing file may be made."""
        place = os.path.dirname(self.path)
        while not os.path.exists(place):
            place = os.path.dirname(place)
        there = not os.path.exists(self.path) or os.access(self.path, os.W_OK, effective_ids=True)
        return there and os.access(place, os.W_OK | os.X_OK, effective_ids=True)

    def log_bytes(self) -> int:
        """Size of the file `-wal`."""
        try:
            return os.stat(f"{self.path}-wal").st_size
        except OSError:
            return 0

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
