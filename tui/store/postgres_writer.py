"""The history in PostgreSQL, for writing: tables made where they are missing, one writer at a time, one collector.

Writers take turns by an advisory lock that ends with their transaction, so that ticks and ids have the order in which
they are committed. The collector holds another one, on a connection of its own; since that lock is lost with the
connection, an epoch is compared within every transaction, as it is in SQLite.
"""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Self

import psycopg

from tui.errors import LockHeldError, Message, StoreError
from tui.store.connection import Connection, Rows, upsert
from tui.store.contract import Change, Collector, Lock, Tick
from tui.store.copying import load
from tui.store.link import Link
from tui.store.news import refuse_unfit
from tui.store.postgres import LOCK, VERSION, PostgresReader
from tui.store.postgres_schema import MIGRATIONS
from tui.store.pruning import prune
from tui.store.recording import record
from tui.store.rows import instant_text, message_text

__all__ = ["PostgresWriter", "open_place"]

_TURN: Final = f"SELECT pg_advisory_xact_lock({LOCK[0]}, 2)"
_LEAD: Final = f"SELECT pg_try_advisory_lock({LOCK[0]}, {LOCK[1]})"
_UNLOCK: Final = f"SELECT pg_advisory_unlock({LOCK[0]}, {LOCK[1]})"
_TRIES: Final = 10
_PAUSE: Final = 0.02
"""Seconds between tries: of a holder that was killed the server learns within some milliseconds."""

_PUT_COLLECTOR: Final = upsert(
    "collector", "one, epoch, pid, host, since, heartbeat, trouble, trouble_since, remark", "one"
)
_BEAT: Final = (
    "UPDATE collector SET heartbeat = ?, trouble = ?, trouble_since = ?, remark = ? "
    "WHERE one = 1 AND epoch = ? RETURNING epoch"
)


def open_place(place: str) -> "PostgresWriter":
    """The store at a URL, for reading and writing."""
    return PostgresWriter(place)


class PostgresWriter(PostgresReader):
    """A store that may be written."""

    def __init__(self, url: str) -> None:
        """Open it, and make or migrate its tables before.

        Raises:
            StoreError: It cannot be used; nothing was changed.
        """
        self._held: PostgresLock | None = None
        super().__init__(url)
        try:
            if not self.may_collect():
                raise self._forbidden("INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA zhibiao")
            if self._connected() is None:
                self._migrate()
                self._connected()
        except BaseException:
            self.close()
            raise

    def _check(self) -> None:
        """A newer store is refused, an older one brought to the newest version."""
        (found,) = self._link.execute("SELECT number FROM version").fetchone()
        if found > VERSION:
            raise StoreError("store.newer", path=self.path, found=found, known=VERSION)
        if found < VERSION:
            self._migrate()

    def _migrate(self) -> None:
        with self._turn() as connection:
            found = 0
            # Asked again now that nobody else can write: two collectors may have started together.
            if connection.execute("SELECT to_regclass('zhibiao.version') IS NOT NULL").fetchone()[0]:
                (found,) = connection.execute("SELECT number FROM version").fetchone()
            for statements in MIGRATIONS[found:]:
                for statement in statements:
                    connection.execute(statement)
            connection.execute("UPDATE version SET number = ?", (VERSION,))

    def record(self, tick: Tick) -> tuple[Change, ...]:
        """Add what a tick brings, in one transaction; recording it again adds nothing."""
        refuse_unfit(tick)
        with self._transaction() as connection:
            return record(connection, tick, self._held.epoch if self._held else 0)

    def load(self, batches: Iterable[Rows]) -> None:
        """Put the rows of another store into this one, which must be empty."""
        with self._transaction() as connection:
            load(connection, self.path, batches)

    def prune(self, before: datetime, at: datetime, by: str) -> int:
        """Drop figures that were replaced before an instant; the server gives their room to new ones."""
        with self._transaction() as connection:
            return prune(connection, self.path, before, at, by, self._held.epoch if self._held else 0)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction that commits whole or not at all, and only while the lock, if it was taken, is still ours."""
        with self._turn() as connection:
            if self._held and _epoch(connection) != self._held.epoch:
                raise LockHeldError("store.lock.lost", path=self.path)
            yield connection

    @contextmanager
    def _turn(self) -> Iterator[Connection]:
        """A transaction in which nobody else writes."""
        with self._errors():
            self._link.execute("BEGIN")
            try:
                self._link.execute(_TURN)
                yield self._link
                self._link.execute("COMMIT")
            except BaseException:
                if self._link.in_transaction:
                    with suppress(psycopg.Error):
                        self._link.execute("ROLLBACK")
                raise

    def lock(self, at: datetime | None = None) -> Lock:
        """Become the collector."""
        since = at or datetime.now(UTC)
        link = Link(self._url, mends=False)
        try:
            with self._errors():
                if not _led(link):
                    raise self._taken()
            self._held = None
            with self._transaction() as connection:
                collector = Collector(os.getpid(), os.uname().nodename, since, since, _epoch(connection) + 1)
                _put(connection, collector)
        except BaseException:
            link.close()
            raise
        self._held = PostgresLock(self, self._url, link, collector)
        return self._held

    def _taken(self) -> LockHeldError:
        found = self.collector()
        if found is None:
            return LockHeldError("store.lock.held_by_unknown", path=self.path)
        return LockHeldError("store.lock.held", pid=found.pid, host=found.host, since=found.since)

    def stopped(self, collector: Collector) -> None:
        """Remember in the store when the collector ended; it ends too where that cannot be written."""
        with suppress(StoreError, LockHeldError), self._transaction() as connection:
            _put(connection, collector)
        self._held = None

    def close(self) -> None:
        """Let go of the lock and the server."""
        if self._held:
            self._held.release()
        super().close()


class PostgresLock:
    """The right to collect: an advisory lock, and an epoch."""

    def __init__(self, store: PostgresWriter, url: str, link: Link, collector: Collector) -> None:
        """Hold it.

        Args:
            store: Whose lock it is.
            url: Of the database.
            link: The connection that holds it; nothing else runs on it.
            collector: Who holds it.
        """
        self._store = store
        self._url = url
        self._link: Link | None = link
        self._collector = collector

    @property
    def epoch(self) -> int:
        """The number of this holder."""
        return self._collector.epoch

    def beat(
        self,
        at: datetime,
        trouble: Message | None = None,
        trouble_since: datetime | None = None,
        remark: Message | None = None,
    ) -> None:
        """Give a sign of life; raises LockHeldError when the lock was lost.

        While the server is away there is nobody to tell, and nobody who could take over: when it is back, the lock is
        taken again, unless somebody was quicker.
        """
        self._collector = self._collector._replace(
            heartbeat=at, trouble=trouble, trouble_since=trouble_since, remark=remark
        )
        if self._link is None:
            raise LockHeldError("store.lock.lost", path=self._store.path)
        for _ in range(2):  # that a connection broke shows when it is used
            try:
                if self._link.connected().closed:
                    self._link = self._taken_again()
                self._say(self._link)
            except psycopg.Error:
                # Away, or its disk is full: the next sign of life tries again.
                continue
            return

    def _taken_again(self) -> Link:
        link = Link(self._url, mends=False)
        try:
            is_ours = link.execute(_LEAD).fetchone()[0]
        except psycopg.Error:
            link.close()
            raise
        if not is_ours:
            link.close()
            raise LockHeldError("store.lock.lost", path=self._store.path)
        return link

    def _say(self, link: Link) -> None:
        """Write what the screens are to know; nobody else's epoch is overwritten."""
        said = self._collector
        since = None if said.trouble_since is None else instant_text(said.trouble_since)
        words = (message_text(said.trouble), since, message_text(said.remark))
        row = (instant_text(said.heartbeat), *words, said.epoch)
        if link.execute(_BEAT, row).fetchone() is None:
            raise LockHeldError("store.lock.lost", path=self._store.path)

    def release(self) -> None:
        """Let the next one in."""
        if self._link is not None:
            link, self._link = self._link, None
            try:
                self._store.stopped(self._collector)
            finally:
                # Closed alone, the lock would last until the server notices.
                with suppress(psycopg.Error):
                    link.execute(_UNLOCK)
                link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _led(link: Link) -> bool:
    """Take the lock, if nobody has it."""
    for _ in range(_TRIES):
        if link.execute(_LEAD).fetchone()[0]:
            return True
        time.sleep(_PAUSE)
    return False


def _epoch(connection: Connection) -> int:
    row = connection.execute("SELECT epoch FROM collector").fetchone()
    return int(row[0]) if row else 0


def _put(connection: Connection, collector: Collector) -> None:
    since = None if collector.trouble_since is None else instant_text(collector.trouble_since)
    moments = (instant_text(collector.since), instant_text(collector.heartbeat))
    words = (message_text(collector.trouble), since, message_text(collector.remark))
    row = (1, collector.epoch, collector.pid, collector.host, *moments, *words)
    connection.execute(_PUT_COLLECTOR, row)
