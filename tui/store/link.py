"""A connection to PostgreSQL that mends itself, and what PostgreSQL says, as the errors of this program.

The one place, with the two modules of the store over it, that knows psycopg. Queries come with `?` for parameters.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus

from tui.errors import StoreBusyError, StoreError
from tui.store.connection import Result
from tui.store.translation import Translation

__all__ = ["SCHEMA", "Link", "foreign_errors", "shown"]

SCHEMA: Final = "zhibiao"
"""The schema in which our tables are."""

_DEFAULTS: Final = {
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
    "application_name": "zhibiao",
    "client_encoding": "utf8",
}
"""What holds unless the URL says otherwise: no cut wire is waited for longer than a quarter of a minute."""

_WAIT: Final = "5s"
"""How long to wait for another process's transaction."""


def shown(url: str) -> str:
    """A URL for messages: user, host and database, no password and nothing else."""
    try:
        said = conninfo_to_dict(_with_secret(url, {}))
    except psycopg.Error:
        return "postgresql://?"
    user = f"{said['user']}@" if said.get("user") else ""
    port = f":{said['port']}" if said.get("port") else ""
    return f"postgresql://{user}{said.get('host', '')}{port}/{said.get('dbname', '')}"


def _with_secret(url: str, environ: Mapping[str, str]) -> str:
    """A URL whose password was `${NAME}`, with what the environment has under that name.

    Raises:
        StoreError: It has nothing, where anything is looked up at all.
    """
    before, found, rest = url.partition("${")
    name, closed, after = rest.partition("}")
    if not found or not closed:
        return url
    if environ and name not in environ:
        raise StoreError("store.postgres.secret", name=name)
    return before + quote(environ.get(name, ""), safe="") + after


class Link:
    """A connection in autocommit mode that is made on first use, and anew when it broke while nothing was going on."""

    def __init__(self, url: str, *, mends: bool = True) -> None:
        """Connect later.

        Args:
            url: Of the database.
            mends: Connect anew where the connection broke; a lock is lost with its connection, and must not.
        """
        self._url = url
        self._mends = mends
        self._connection: psycopg.Connection[Any] | None = None

    def connected(self) -> psycopg.Connection[Any]:
        """The connection itself; raises psycopg's errors."""
        if self._connection is None or (self._connection.closed and self._mends):
            said = conninfo_to_dict(_with_secret(self._url, os.environ))
            self._connection = psycopg.connect(make_conninfo(**_settings(said)), autocommit=True)
            self._connection.execute(f"SET search_path TO {SCHEMA}".encode())
            self._connection.execute(f"SET lock_timeout TO '{_WAIT}'".encode())
        return self._connection

    @property
    def in_transaction(self) -> bool:
        """Whether one was begun and not ended."""
        connection = self._connection
        return connection is not None and connection.info.transaction_status in (
            TransactionStatus.INTRANS,
            TransactionStatus.INERROR,
        )

    def execute(self, query: str, parameters: Sequence[Any] = (), /) -> Result:
        """Run a statement; where nothing was going on, over a new connection if the old one is gone."""
        said = query.replace("?", "%s").encode()
        connection = self.connected()
        is_idle = connection.info.transaction_status == TransactionStatus.IDLE
        try:
            return connection.execute(said, parameters)
        except psycopg.OperationalError:
            if not (connection.closed and is_idle and self._mends):
                raise
        return self.connected().execute(said, parameters)

    def executemany(self, query: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run a statement once for each row of parameters."""
        with self.connected().cursor() as cursor:
            cursor.executemany(query.replace("?", "%s").encode(), rows)
        return None

    def close(self) -> None:
        """Let go of the server."""
        if self._connection is not None:
            self._connection.close()


def _settings(said: Mapping[str, str | int | None]) -> dict[str, str]:
    """What a URL says, over our defaults."""
    return _DEFAULTS | {name: str(value) for name, value in said.items() if value is not None}


def foreign_errors(path: str) -> Translation[psycopg.Error]:
    """A context in which what PostgreSQL says becomes a StoreError."""
    return Translation(psycopg.Error, _translated, path)


_KEYS: Final[tuple[tuple[type[psycopg.Error], str], ...]] = (
    (errors.DiskFull, "store.full"),
    (errors.InvalidPassword, "store.postgres.password"),
    (errors.InvalidAuthorizationSpecification, "store.postgres.password"),
    (errors.IndexCorrupted, "store.damaged"),
    (errors.DataCorrupted, "store.damaged"),
)


def _translated(error: psycopg.Error, path: str) -> StoreError:
    if isinstance(error, errors.LockNotAvailable | errors.QueryCanceled | errors.DeadlockDetected):
        return StoreBusyError("store.busy", path=path)
    if isinstance(error, errors.InsufficientPrivilege):
        command = f"GRANT ... ON ALL TABLES IN SCHEMA {SCHEMA} TO ..."
        return StoreError("store.postgres.forbidden", path=path, user="?", command=command)
    for kind, key in _KEYS:
        if isinstance(error, kind):
            return StoreError(key, path=path)
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
    if "password authentication failed" in reason:
        return StoreError("store.postgres.password", path=path)
    if isinstance(error, psycopg.OperationalError):
        return StoreError("store.postgres.unreachable", path=path, reason=reason)
    return StoreError("store.failed", path=path, reason=reason)
