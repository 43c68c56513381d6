"""PostgreSQL databases as sources: asked in a transaction that can only read, by a role that can do no more.

What stops what (robustness.md section 3.5): the READ ONLY transaction, made final by its first SELECT, refuses writing
and the undoing of itself; the cursor takes one query and no other statement; the server's own clock stops a query that
runs on, and ours a connection that says nothing. None of it stops the functions of a superuser, so roles that could do
more than read are refused before the query is looked at.

Rows come as JSON, so that a value is measured on the server before it is sent, and numbers keep their digits.
"""

import json
import os
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from decimal import Decimal
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import errors
from psycopg.rows import TupleRow

from tui.errors import Message, RetryableError, SourceError, symbol_said
from tui.reading import clean
from tui.sources.database import MAX_CELL, MAX_ROWS, Asked, grid_of
from tui.sources.grid import Grid

__all__ = ["fetched", "probed"]

_CURSOR: Final = "zhibiao"
_BATCH: Final = 100
"""Rows on the way at the same time: with the most that each may hold, a bound for memory."""
_LONGEST_ROW: Final = 2 * MAX_CELL

_SETTINGS: Final = (
    "SELECT set_config('statement_timeout', %s, true), set_config('lock_timeout', %s, true),"
    " set_config('idle_in_transaction_session_timeout', %s, true), set_config('extra_float_digits', '0', true)"
)
"""For this transaction alone; doubles with the fifteen digits that are sure."""

_ROLES: Final = """
SELECT role.rolname FROM pg_catalog.pg_roles AS role
WHERE (pg_catalog.pg_has_role(session_user, role.oid, 'MEMBER')
    OR pg_catalog.pg_has_role(current_user, role.oid, 'MEMBER'))
AND (role.rolsuper OR role.rolcreaterole OR role.rolcreatedb OR role.rolreplication
    OR role.rolname IN ('pg_write_all_data', 'pg_execute_server_program', 'pg_read_server_files',
        'pg_write_server_files', 'pg_maintain', 'pg_signal_backend', 'pg_create_subscription'))
ORDER BY role.rolname LIMIT 1
"""
"""A role of which ours is a member, itself included, that could do more than read."""

_TABLES: Final = """
SELECT class.oid::pg_catalog.regclass::text
FROM pg_catalog.pg_class AS class
JOIN pg_catalog.pg_namespace AS space ON space.oid = class.relnamespace
WHERE class.relkind IN ('r', 'p', 'v', 'f') AND space.nspname !~ '^pg_' AND space.nspname <> 'information_schema'
AND EXISTS (
    SELECT FROM pg_catalog.pg_roles AS role
    WHERE (pg_catalog.pg_has_role(session_user, role.oid, 'MEMBER')
        OR pg_catalog.pg_has_role(current_user, role.oid, 'MEMBER'))
    AND (pg_catalog.has_table_privilege(role.oid, class.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
        OR pg_catalog.has_any_column_privilege(role.oid, class.oid, 'INSERT, UPDATE')))
ORDER BY 1 LIMIT 1
"""
"""A table that our role, or one that it can become, could write."""

_ROWS: Final = """
SELECT CASE WHEN pg_catalog.octet_length(said) <= {most} THEN said END
FROM (SELECT pg_catalog.row_to_json(result)::text AS said FROM (
{query}
) AS result) AS row LIMIT {rows}
"""

_BUSY: Final = (errors.CannotConnectNow, errors.TooManyConnections, errors.AdminShutdown, errors.CrashShutdown)
_WRITES: Final = (
    errors.ReadOnlySqlTransaction,
    errors.FeatureNotSupported,
    errors.InvalidCursorDefinition,
    errors.ActiveSqlTransaction,
)
_BUSY_WORDS: Final = ("too many", "connection slots", "starting up", "shutting down", "recovery mode")
"""Of a refusal to let us in, of which the library keeps nothing but the words."""
_PASSWORD: Final = (errors.InvalidPassword, errors.InvalidAuthorizationSpecification)
_OF_PLACE: Final = ("source.sql.privileged", "source.sql.can_write", "source.sql.password")
_OF_QUERY: Final = ("source.sql.more_than_reads", "source.sql.refused", "source.sql.twice", "source.sql.several")


def fetched(query: Asked) -> Grid:
    """The result of a query; see `tui.sources.database.fetched`."""
    with _connected(query) as connection:
        names = _prepared(connection, query)
        with connection.cursor(name=_CURSOR) as cursor:
            cursor.itersize = _BATCH
            cursor.execute(
                _ROWS.format(most=_LONGEST_ROW, rows=MAX_ROWS + 1, query=query.query.strip().rstrip(";")).encode()
            )
            return grid_of(names, _rows(cursor, names), query)


def probed(query: Asked) -> Iterator[tuple[str, Message]]:
    """What is wrong with a role, or with a query as the server sees it before it runs it (robustness S3, S4)."""
    try:
        with _connected(query) as connection:
            _prepared(connection, query)
    except SourceError as failed:
        key = failed.message.key
        if key in _OF_PLACE:
            yield "url", failed.message
        elif key in _OF_QUERY:
            yield "query", failed.message


def _prepared(connection: psycopg.Connection[TupleRow], query: Asked) -> list[str]:
    """The columns of a query that the server takes for one, and for one that reads; it is not run."""
    if not query.allow_privileged:
        _check_role(connection)
    with connection.cursor(name=_CURSOR) as cursor:
        cursor.execute(query.query.encode())
        return [column.name for column in cursor.description or ()]


def _rows(cursor: "psycopg.ServerCursor[TupleRow]", names: Sequence[str]) -> Iterator[list[object]]:
    for number, (said,) in enumerate(cursor, 1):
        if said is None:
            raise SourceError("source.sql.row", row=number, limit=_LONGEST_ROW)
        row: dict[str, Any] = json.loads(said, parse_float=Decimal)
        yield [_plain(row[name]) for name in names]


def _plain(value: object) -> object:
    """A value as a cell; what is an array or an object there is none."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _check_role(connection: psycopg.Connection[TupleRow]) -> None:
    """Refuse a role that could do more than read.

    Raises:
        SourceError: It could.
    """
    for key, statement in (("source.sql.privileged", _ROLES), ("source.sql.can_write", _TABLES)):
        found = connection.execute(statement.encode()).fetchone()
        if found is not None:
            raise SourceError(key, name=clean(found[0], 60))


@contextmanager
def _connected(query: Asked) -> Iterator[psycopg.Connection[TupleRow]]:
    """A connection in a transaction that can only read; nothing of it is ever committed.

    Raises:
        RetryableError: The server has no room at the moment, or is starting.
        SourceError: It cannot be reached or refuses; or whatever was asked of it failed.
    """
    try:
        with closing(_connect(query)) as connection, _deadline(connection, query):
            connection.read_only = True
            milliseconds = str(int(query.left() * 1000))
            # After its first statement a transaction can no longer be made one that writes.
            connection.execute("SELECT 1")
            connection.execute(_SETTINGS, (milliseconds,) * 3)
            yield connection
    except psycopg.Error as failed:
        raise _refusal(failed, query) from failed


def _connect(query: Asked) -> psycopg.Connection[TupleRow]:
    seconds = query.left()
    return psycopg.connect(
        query.address.reveal(),
        connect_timeout=max(2, int(seconds)),  # the library knows no shorter one
        keepalives=1,
        keepalives_idle=5,
        keepalives_interval=2,
        keepalives_count=3,
        tcp_user_timeout=int(seconds * 1000),
        application_name="zhibiao",
        client_encoding="utf8",
        prepare_threshold=None,
    )


@contextmanager
def _deadline(connection: psycopg.Connection[TupleRow], query: Asked) -> Iterator[None]:
    """Cut the connection at the deadline, whatever the server, or the wire to it, does then."""
    descriptor = os.dup(connection.fileno())
    timer = threading.Timer(query.left(), _cut, (descriptor,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        os.close(descriptor)


def _cut(descriptor: int) -> None:
    with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as held:
        held.shutdown(socket.SHUT_RDWR)


def _refusal(failed: psycopg.Error, query: Asked) -> SourceError:
    """What PostgreSQL says, or the way to it, as an error of ours."""
    said = _said(failed, query)
    if isinstance(failed, errors.QueryCanceled | errors.LockNotAvailable | psycopg.errors.ConnectionTimeout):
        return query.too_late()
    if failed.sqlstate is None and time.monotonic() >= query.until:
        return query.too_late()
    if isinstance(failed, _BUSY) or (failed.sqlstate is None and any(word in said for word in _BUSY_WORDS)):
        return RetryableError("source.sql.unreachable", place=query.shown, said=symbol_said(said))
    if isinstance(failed, _PASSWORD) or "password authentication failed" in said or "no password supplied" in said:
        return SourceError("source.sql.password", place=query.shown)
    if failed.sqlstate is None:
        return SourceError("source.sql.unreachable", place=query.shown, said=symbol_said(said))
    if isinstance(failed, _WRITES):
        return SourceError("source.sql.more_than_reads", said=said)
    if "multiple commands" in said:
        return SourceError("source.sql.several")
    return SourceError("source.sql.refused", said=said)


def _said(failed: psycopg.Error, query: Asked) -> str:
    """The first line of what was said, without the password, should it ever be in it."""
    lines = (failed.diag.message_primary or str(failed) or type(failed).__name__).splitlines()
    said = clean((lines[0] if lines else "").rpartition(" failed: ")[2], 200)
    password = unquote(urlsplit(query.address.reveal()).password or "")
    return said.replace(password, "***") if password else said
