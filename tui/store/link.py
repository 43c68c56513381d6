"""A connection to PostgreSQL that mends itself, and what PostgreSQL says, as the errors of this program.

The one place, with the modules of the store over it, that knows psycopg. Queries come with `?` for parameters.
"""

import os
import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus

from tui.errors import StoreBusyError, StoreError, symbol_said
from tui.store.connection import Result
from tui.store.translation import Translation

__all__ = ["CHANNEL", "SCHEMA", "Link", "foreign_errors", "shown", "store_error"]

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

CHANNEL: Final = "zhibiao"
"""Over which the writers of a store tell those who look at it that there is news."""

_PATIENCE: Final = (0.5, 8.0)
"""Seconds from one try to connect to the next, at first and at most, for who looks on."""


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

    def __init__(
        self,
        url: str,
        *,
        mends: bool = True,
        settings: Mapping[str, str] = MappingProxyType({}),
        lease: float | None = None,
    ) -> None:
        """Connect later.

        Args:
            url: Of the database.
            mends: Connect anew where the connection broke; a lock is lost with its connection, and must not.
            settings: Of the server's parameters, for this connection.
            lease: Seconds for which a cut wire is waited for, if not as long as for others.
        """
        self._url = url
        self._mends = mends
        self._ways = {} if lease is None else {"tcp_user_timeout": f"{lease * 1000:.0f}"}
        self._settings = {"search_path": SCHEMA, "lock_timeout": _WAIT, **settings}
        self._connection: psycopg.Connection[Any] | None = None
        self._ears: psycopg.Connection[Any] | None = None
        """The connection that listens."""
        self._patience = _PATIENCE[0]
        self._try_at = 0.0
        self._user = "?"

    def connected(self) -> psycopg.Connection[Any]:
        """The connection itself; raises psycopg's errors."""
        if self._connection is None or (self._connection.closed and self._mends):
            said = conninfo_to_dict(_with_secret(self._url, os.environ))
            # Only for `rests`: who asks in so many words is answered now.
            self._try_at = time.monotonic() + self._patience * random.uniform(0.5, 1.0)
            self._patience = min(2 * self._patience, _PATIENCE[1])
            self._connection = psycopg.connect(make_conninfo(**_settings(said) | self._ways), autocommit=True)
            self._user = self._connection.info.user
            each = ", ".join("set_config(%s, %s, false)" for _ in self._settings)
            self._connection.execute(
                f"SELECT {each}".encode(), [text for pair in self._settings.items() for text in pair]
            )
            self._patience, self._try_at = _PATIENCE[0], 0.0
        return self._connection

    @property
    def is_broken(self) -> bool:
        """Whether there is no connection."""
        return self._connection is None or self._connection.closed

    @property
    def user(self) -> str:
        """The role that is connected, or was last; `"?"` where none ever was."""
        return self._user

    @property
    def database(self) -> str:
        """The name of the database that is connected to; raises psycopg's errors."""
        return self.connected().info.dbname

    @property
    def rests(self) -> bool:
        """Whether the server could not be reached just now, so that it is too soon for who only looks on."""
        return self.is_broken and time.monotonic() < self._try_at

    def heard(self) -> list[str] | None:
        """What was said on the channel since the last call, without asking the server; raises psycopg's errors.

        Returns:
            `None` the first time, and the first time after the connection broke: what was said before was not heard.
        """
        connection = self.connected()
        if self._ears is not connection:
            connection.execute(f"LISTEN {CHANNEL}".encode())
            self._ears = connection
            return None
        return [said.payload for said in connection.notifies(timeout=0)]

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


def foreign_errors(path: str, refused: Callable[[], StoreError]) -> Translation[psycopg.Error]:
    """A context in which what PostgreSQL says becomes a StoreError.

    Args:
        path: The store, as a message may show it.
        refused: Says which right is lacking, and whose it is.
    """
    return Translation(psycopg.Error, lambda error, path: store_error(error, path, refused), path)


def store_error(error: psycopg.Error, path: str, refused: Callable[[], StoreError]) -> StoreError:
    """What PostgreSQL says, as a StoreError; the arguments are those of `foreign_errors`."""
    return refused() if isinstance(error, errors.InsufficientPrivilege) else _translated(error, path)


_KEYS: Final[tuple[tuple[type[psycopg.Error], str], ...]] = (
    (errors.DiskFull, "store.full"),
    (errors.InvalidPassword, "store.postgres.password"),
    (errors.InvalidAuthorizationSpecification, "store.postgres.password"),
    (errors.IndexCorrupted, "store.damaged"),
    (errors.DataCorrupted, "store.damaged"),
    (errors.ReadOnlySqlTransaction, "store.postgres.read_only"),
    (errors.UndefinedTable, "store.missing"),
    (errors.InvalidSchemaName, "store.missing"),
)

_AWAY: Final = ("08", "57P")
"""How the codes begin with which a server ends a connection or refuses one; other errors leave it as it is."""


def _translated(error: psycopg.Error, path: str) -> StoreError:
    if isinstance(error, errors.LockNotAvailable | errors.QueryCanceled | errors.DeadlockDetected):
        return StoreBusyError("store.busy", path=path)
    for kind, key in _KEYS:
        if isinstance(error, kind):
            return StoreError(key, path=path)
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
    if "password authentication failed" in reason:
        return StoreError("store.postgres.password", path=path)
    if isinstance(error, psycopg.OperationalError) and (error.sqlstate or _AWAY[0]).startswith(_AWAY):
        # Of a server that did not answer, the system's reason stands at the end, behind its address.
        ending = reason.rpartition(" failed: ")[2]
        refused = symbol_said(ending)
        return StoreError("store.postgres.unreachable", path=path, reason=reason if refused == ending else refused)
    return StoreError("store.failed", path=path, reason=reason)
