"""The history in a SQLite file, for writing: made where it is missing, migrated where it is older.

A log ahead of the file (WAL), every commit on the disk before it counts (FULL): a killed process loses nothing that
was acknowledged. A connection for reading is closed last, so that the log's files stay for viewers without permission
to write, which could not make them anew.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Final

from tui.errors import LockHeldError, StoreError, symbol
from tui.store.connection import Rows
from tui.store.contract import Change, Collector, Lock, Tick
from tui.store.copying import load
from tui.store.foreign import foreign_errors
from tui.store.holder import lock_path
from tui.store.lock import SqliteLock, take
from tui.store.news import refuse_unfit
from tui.store.place import directory_for, examine, mode_for, unwritable
from tui.store.pruning import prune
from tui.store.recording import record
from tui.store.rows import instant_text
from tui.store.schema import MIGRATIONS, create, migrate
from tui.store.sqlite import APPLICATION, SqliteReader, connect

__all__ = ["SqliteWriter", "open_place"]

_BIG_LOG: Final = 64 * 1024 * 1024
"""Bytes to which the log is cut back when it begins anew."""


def open_place(place: str) -> "SqliteWriter":
    """The store at a path, for reading and writing."""
    return SqliteWriter(place)


class SqliteWriter(SqliteReader):
    """A store that may be written."""

    def __init__(self, path: str) -> None:
        """Open it, and make or migrate it before.

        Raises:
            StoreError: It cannot be used; nothing was changed.
        """
        real = examine(path)
        directory_for(real)
        if not os.path.exists(real):
            _make(real)
            examine(real)
        self._writer = _open(real)
        self._held: SqliteLock | None = None
        try:
            super().__init__(path)
        except BaseException:
            self._writer.close()
            raise

    def record(self, tick: Tick) -> tuple[Change, ...]:
        """Add what a tick brings, in one transaction; recording it again adds nothing."""
        refuse_unfit(tick)
        with self._transaction() as connection:
            return record(connection, tick, self._held.epoch if self._held else 0)

    def prune(self, before: datetime, at: datetime, by: str) -> int:
        """Drop figures that were replaced before an instant, then give their room back where nobody reads."""
        with self._transaction() as connection:
            dropped = prune(connection, self.path, before, at, by, self._held.epoch if self._held else 0)
        if dropped:
            with suppress(StoreError), foreign_errors(self.path):
                self._writer.execute("VACUUM")
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # the log holds it all once more
        return dropped

    def load(self, batches: Iterable[Rows]) -> None:
        """Put the rows of another store into this one, which must be empty."""
        with self._transaction() as connection:
            load(connection, self.path, batches)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction that commits whole or not at all, and only while the lock, if it was taken, is still ours."""
        with foreign_errors(self.path):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                if self._held and _epoch(self._writer) != self._held.epoch:
                    raise LockHeldError("store.lock.lost", path=lock_path(self.path))
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:  # after a full disk SQLite has rolled back already
                    self._writer.execute("ROLLBACK")
                raise

    def lock(self, at: datetime | None = None, *, shares: bool = False) -> Lock:
        """Become the collector; of a file there is but one."""
        since = at or datetime.now(UTC)
        descriptor = take(self.path, mode_for(os.path.dirname(self.path)))
        try:
            self._held = None
            with self._transaction() as connection:
                collector = Collector(os.getpid(), os.uname().nodename, since, since, _epoch(connection) + 1)
                _put(connection, collector)
            self._held = SqliteLock(self.path, descriptor, collector, self._stopped)
        except BaseException:
            os.close(descriptor)
            raise
        return self._held

    def _stopped(self, collector: Collector) -> None:
        """Remember in the store when the collector ended; it ends too where that cannot be written."""
        with suppress(StoreError, LockHeldError), self._transaction() as connection:
            _put(connection, collector)
        self._held = None

    def close(self) -> None:
        """Let go of the lock and the file; the connection for reading last."""
        if self._held:
            self._held.release()
        self._writer.close()
        super().close()


def _make(path: str) -> None:
    """An empty store."""
    try:
        with foreign_errors(path):
            create(path, mode_for(os.path.dirname(path)), APPLICATION)
    except OSError as error:
        raise StoreError("store.failed", path=path, reason=symbol(error)) from None


def _open(path: str) -> sqlite3.Connection:
    """A connection that may write to an existing store of the newest version."""
    if not os.access(path, os.W_OK, effective_ids=True):
        raise unwritable(path)
    with foreign_errors(path):
        connection = connect(path, "rw")
        try:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION:
                raise StoreError("store.foreign", path=path)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute(f"PRAGMA journal_size_limit = {_BIG_LOG}")
            migrate(connection, path, MIGRATIONS)
            connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            connection.close()
            raise
        return connection


def _epoch(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT epoch FROM collector").fetchone()
    return int(row[0]) if row else 0


def _put(connection: sqlite3.Connection, collector: Collector) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO collector (one, epoch, pid, host, since, heartbeat) VALUES (1, ?, ?, ?, ?, ?)",
        (
            collector.epoch,
            collector.pid,
            collector.host,
            instant_text(collector.since),
            instant_text(collector.heartbeat),
        ),
    )
