"""The history in PostgreSQL, for reading: any number of dashboards on any number of hosts.

A viewer's role needs USAGE of the schema `zhibiao` and SELECT on its tables. What may write stands in
`postgres_writer`.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from types import MappingProxyType
from typing import Any, ClassVar, Final

import psycopg

from tui.errors import StoreError
from tui.store.connection import Connection
from tui.store.contract import Collector
from tui.store.link import SCHEMA, Link, foreign_errors, shown
from tui.store.rows import instant, message
from tui.store.tables import TableReader

__all__ = ["BEAT", "LIVE", "SEAT", "TURN", "VERSION", "PostgresReader", "open_place", "quoted"]

VERSION: Final = 2
"""Of the schema that this program reads and writes."""

TURN: Final = 0x5A684962
"""First number of the advisory lock by which writers take turns ("ZhIb"); the second is 2."""

SEAT: Final = TURN + 1
"""First number of the advisory locks of collectors; the second is the collector's own."""

BEAT: Final = "beat"
"""What collectors say on the channel every few seconds; anything else there is news."""

_HERE: Final = "(SELECT oid FROM pg_database WHERE datname = current_database())"
LIVE: Final = " ".join(
    (
        "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2",
        *("AND classid =", str(SEAT), "::oid AND database =", _HERE),
    )
)
"""The numbers of the collectors that are connected."""

_COLLECTORS: Final = " ".join(
    (
        "SELECT pid, host, since, heartbeat, epoch, trouble, trouble_since, remark, NOT gone AND epoch IN (",
        LIVE,
        ") FROM collector ORDER BY epoch",
    )
)
_PATIENCE: Final = (7.5, 60.0)
"""Seconds without a word from any collector after which the store is asked whether there is one; at first, at most."""

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
    SETTINGS: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Of the server's parameters, for the connection."""
    RIGHTS: ClassVar[str] = f"SELECT ON ALL TABLES IN SCHEMA {SCHEMA}"
    """What its role needs beside USAGE of the schema."""

    def __init__(self, url: str) -> None:
        """Open it.

        Raises:
            StoreError: It cannot be read.
        """
        self._url = url
        self.path = shown(url)
        """Without a password."""
        self._link = Link(url, settings=self.SETTINGS)
        self._is_there = False
        self._patience, self._ask_at = _PATIENCE[0], 0.0
        try:
            self._connected()
        except BaseException:
            self.close()
            raise

    def _errors(self) -> AbstractContextManager[None]:
        return foreign_errors(self.path, self._refused)

    def _refused(self) -> StoreError:
        """That the server refused something to this role."""
        return self._forbidden(self.RIGHTS)

    def _connected(self) -> Link | None:
        """The connection; `None` while there is no store in the database."""
        if not self._is_there:
            with self._errors():
                if not self._link.execute(_MAY_READ).fetchone()[0]:
                    raise self._forbidden(f"USAGE ON SCHEMA {SCHEMA}")
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
        user = self._link.user
        command = f"GRANT {right} TO {quoted(user)}"
        return StoreError("store.postgres.forbidden", path=self.path, user=user, command=command)

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

    def is_quiet(self) -> bool:
        """Whether nothing was said, since the last call, on the channel over which writers tell of news."""
        if self._link.is_broken:
            return self._link.rests
        try:
            said = self._link.heard()
        except psycopg.Error:
            return False
        now = time.monotonic()
        if said is None or any(word != BEAT for word in said):
            self._patience = _PATIENCE[0]
            self._ask_at = now + self._patience
            return False
        if said:
            self._patience = _PATIENCE[0]
            self._ask_at = now + self._patience
        elif now >= self._ask_at:
            self._patience = min(2 * self._patience, _PATIENCE[1])
            self._ask_at = now + self._patience
            return False
        return True

    def collector(self) -> Collector | None:
        """Who collects, or last did: the first of those who share the sources, with what is wrong with any of them."""
        rows = self._rows(_COLLECTORS)
        if not rows:
            return None
        found = [_collector(row) for row in rows]
        live = [each for each in found if each.held]
        if not live:
            return found[-1]
        return live[0]._replace(
            heartbeat=max(each.heartbeat for each in live),
            trouble=next((each.trouble for each in live if each.trouble is not None), None),
            trouble_since=next((each.trouble_since for each in live if each.trouble is not None), None),
            remark=next((each.remark for each in live if each.remark is not None), None),
            members=len(live),
        )

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


def quoted(name: str) -> str:
    """The name of a role or a database as it stands in a statement that somebody is to type."""
    is_plain = name.isascii() and name.isidentifier() and name == name.lower()
    return name if is_plain else '"' + name.replace('"', '""') + '"'


def _collector(row: Sequence[Any]) -> Collector:
    pid, host, since, beat, epoch, trouble, trouble_since, remark, held = row
    return Collector(
        pid=pid,
        host=host,
        since=instant(since),
        heartbeat=instant(beat),
        epoch=epoch,
        held=held,
        trouble=message(trouble),
        trouble_since=None if trouble_since is None else instant(trouble_since),
        remark=message(remark),
        leased=True,
    )
