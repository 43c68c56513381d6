"""The history in PostgreSQL, for reading: any number of dashboards on any number of hosts.

A viewer's role needs USAGE of the schema `zhibiao` and SELECT on its tables. What may write stands in
`postgres_writer`.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, ClassVar, Final

import psycopg

from tui.errors import StoreError
from tui.store.connection import Connection
from tui.store.contract import Collector
from tui.store.link import SCHEMA, Link, foreign_errors, shown
from tui.store.rows import instant, message
from tui.store.tables import TableReader

__all__ = ["LOCK", "VERSION", "PostgresReader", "open_place"]

VERSION: Final = 1
"""Of the schema that this program reads and writes."""

LOCK: Final = (0x5A684962, 1)
"""The two numbers of the collector's advisory lock: "ZhIb", and which one."""

_HELD: Final = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 "
    "AND classid = ?::oid AND objid = ?::oid "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_COLLECTOR: Final = "SELECT pid, host, since, heartbeat, epoch, trouble, trouble_since, remark FROM collector"
_IS_THERE: Final = f"SELECT to_regclass('{SCHEMA}.version') IS NOT NULL"
_MAY_READ: Final = f"SELECT coalesce(has_schema_privilege(to_regnamespace('{SCHEMA}'), 'USAGE'), true)"
_MAY_WRITE: Final = (
    f"SELECT CASE WHEN to_regclass('{SCHEMA}.tick') IS NULL THEN has_database_privilege(current_database(), 'CREATE') "
    f"ELSE has_table_privilege(to_regclass('{SCHEMA}.tick'), 'INSERT') END"
)


def open_place(place: str) -> "PostgresReader":
    """The store at a URL, for reading."""
    return PostgresReader(place)


class PostgresReader(TableReader):
    """A store that is only looked at."""

    BEGIN: ClassVar[str] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    FAR: ClassVar[bool] = True

    def __init__(self, url: str) -> None:
        """Open it.

        Raises:
            StoreError: It cannot be read.
        """
        self._url = url
        self.path = shown(url)
        """Without a password."""
        self._link = Link(url)
        self._is_there = False
        try:
            self._connected()
        except BaseException:
            self.close()
            raise

    def _errors(self) -> AbstractContextManager[None]:
        return foreign_errors(self.path)

    def _connected(self) -> Link | None:
        """The connection; `None` while there is no store in the database."""
        if not self._is_there:
            with self._errors():
                if not self._link.execute(_MAY_READ).fetchone()[0]:
                    raise self._forbidden("USAGE ON SCHEMA zhibiao")
                if not self._link.execute(_IS_THERE).fetchone()[0]:
                    return None
                self._check()
            self._is_there = True
        return self._link

    def _check(self) -> None:
        (found,) = self._link.execute("SELECT number FROM version").fetchone()
        if found != VERSION:
            key = "store.newer" if found > VERSION else "store.older"
            raise StoreError(key, path=self.path, found=found, known=VERSION)

    def _forbidden(self, right: str) -> StoreError:
        """That this role lacks a right, and how it is given."""
        user = self._link.connected().info.user
        return StoreError("store.postgres.forbidden", path=self.path, user=user, command=f"GRANT {right} TO {user}")

    @contextmanager
    def _apart(self) -> Iterator[Connection | None]:
        """A connection on which nothing moves."""
        if self._connected() is None:
            yield None
            return
        link = Link(self._url)
        with self._errors():
            try:
                link.execute(self.BEGIN)
                yield link
            finally:
                link.close()

    def version(self) -> int:
        """The store's revision."""
        rows = self._rows("SELECT number FROM revision")
        return rows[0][0] if rows else 0

    def inspect(self) -> None:
        """The server watches over its files itself; that every row can be read, `verify` shows."""
        self._connected()

    def collector(self) -> Collector | None:
        """Who collects, or last did."""
        rows = self._rows(_COLLECTOR)
        if not rows:
            return None
        pid, host, since, beat, epoch, trouble, trouble_since, remark = rows[0]
        return Collector(
            pid=pid,
            host=host,
            since=instant(since),
            heartbeat=instant(beat),
            epoch=epoch,
            held=self._is_held(),
            trouble=message(trouble),
            trouble_since=None if trouble_since is None else instant(trouble_since),
            remark=message(remark),
        )

    def _is_held(self) -> bool:
        with self._errors():
            return bool(self._link.execute(_HELD, LOCK).fetchone()[0])

    def may_collect(self) -> bool:
        """Whether this role may write the tables, or make them."""
        with self._errors():
            return bool(self._link.execute(_MAY_WRITE).fetchone()[0])

    def log_bytes(self) -> int:
        """The server looks after its log itself."""
        return 0

    def _rows(self, query: str) -> list[Any]:
        """The rows of a query; a store that was dropped meanwhile is looked for anew."""
        try:
            return super()._rows(query)
        except StoreError as error:
            if isinstance(error.__cause__, psycopg.errors.UndefinedTable):
                self._is_there = False
                return []
            raise

    def close(self) -> None:
        """Let go of the server."""
        with suppress(psycopg.Error):
            self._link.close()
