"""The history in a SQLite file, for reading: a viewer needs no permission to write, and holds no lock.

A missing file reads as an empty store and is looked for again, so that a dashboard may start before its collector.
What may write stands in `sqlite_writer`. A file with a log is never opened as `immutable`: that gives wrong answers.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from tui.errors import StoreError
from tui.store.connection import Connection
from tui.store.contract import Collector
from tui.store.foreign import foreign_errors
from tui.store.place import examine
from tui.store.rows import instant
from tui.store.tables import TableReader

__all__ = ["APPLICATION", "VERSION", "SqliteReader", "check", "connect", "open_place"]

APPLICATION: Final = 0x5A684962
"""SQLite's `application_id` of our files: "ZhIb"."""

VERSION: Final = 1
"""Of the schema that this program reads and writes."""

_WAIT: Final = 5.0
"""Seconds to wait for another process's transaction."""


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


class SqliteReader(TableReader):
    """A store that is only looked at."""

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

    def _errors(self) -> AbstractContextManager[None]:
        return foreign_errors(self.path)

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

    def collector(self) -> Collector | None:
        """Who collects, or last did; what the lock's file says counts more, being newer."""
        rows = self._rows("SELECT pid, host, since, heartbeat, epoch FROM collector")
        # Deferred: 0.1 ms, for who asks.
        from tui.store.holder import holder

        last = [Collector(pid, host, instant(since), instant(beat), epoch) for pid, host, since, beat, epoch in rows]
        return holder(self.path, last[0] if last else None)

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
