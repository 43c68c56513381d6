"""SQLite files as sources: opened to be read, never created, and not left to a query that does anything else.

`mode=ro` alone is no wall: ATTACH opens other files and creates new ones. Here an authorizer lets pass what reads, and
nothing more; a query that runs on is stopped by the engine itself (robustness.md section 3.5).
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Final, TypeVar
from urllib.parse import quote

from tui.errors import Message, SourceError
from tui.reading import clean, stamp
from tui.sources.database import MAX_CELL, Asked, grid_of
from tui.sources.grid import Grid

__all__ = ["fetched", "probed"]

_READS: Final = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, 33})
"""What a query may do; 33 is SQLITE_RECURSIVE, which the module does not name."""
_FUNCTIONS: Final = frozenset({"load_extension", "fts3_tokenizer", "writefile", "edit"})
"""Functions that do more than work something out."""
_SETTINGS: Final = ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0")
_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_LENGTH, 1 << 20),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
    (sqlite3.SQLITE_LIMIT_COLUMN, 1_000),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
_STEPS: Final = 20_000
"""Instructions of the engine between two looks at the clock: about a millisecond."""
_SAID: Final = {
    sqlite3.SQLITE_NOTADB: "source.sql.not_a_database",
    sqlite3.SQLITE_CORRUPT: "source.sql.damaged",
    sqlite3.SQLITE_CANTOPEN: "source.sql.not_opened",
    sqlite3.SQLITE_READONLY: "source.sql.not_opened",
}
_PREFIX: Final = "sqlite:///"

T = TypeVar("T")


def fetched(query: Asked) -> Grid:
    """The result of a query; see `tui.sources.database.fetched`."""
    path = _path(query)
    stamp(path)
    return _with(query, path, lambda connection: _result(connection, query))


def probed(query: Asked) -> Iterator[tuple[str, Message]]:
    """What is wrong with a query, found by preparing and not by running it; nothing where there is no file."""
    path = _path(query)
    try:
        stamp(path)
    except SourceError:
        return
    try:
        _with(query, path, lambda connection: connection.execute(f"EXPLAIN {query.query}").close())
    except SourceError as failed:
        yield ("url" if failed.message.key in _OF_PLACE else "query"), failed.message


_OF_PLACE: Final = {*_SAID.values(), "source.sql.locked"}


def _path(query: Asked) -> str:
    return query.address.reveal().removeprefix(_PREFIX)


def _result(connection: sqlite3.Connection, query: Asked) -> Grid:
    with closing(connection.execute(query.query)) as cursor:
        return grid_of([column[0] for column in cursor.description or ()], cursor, query)


def _with(query: Asked, path: str, ask: Callable[[sqlite3.Connection], T]) -> T:
    """What a connection gives that can only read."""
    try:
        uri = f"file:{quote(path)}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=query.left(), isolation_level=None)) as connection:
            _guard(connection, query)
            return ask(connection)
    except sqlite3.Error as failed:
        raise _refusal(failed, query, path) from failed


def _guard(connection: sqlite3.Connection, query: Asked) -> None:
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    for limit, most in _LIMITS:
        connection.setlimit(limit, most)
    # A query of nothing but constants would give its figures from a file that is no database at all.
    connection.execute("PRAGMA schema_version").fetchone()
    connection.set_progress_handler(lambda: int(time.monotonic() > query.until), _STEPS)
    connection.set_authorizer(_judge)


def _judge(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    """Whether one action of a query is allowed: the engine asks while it prepares it."""
    if action not in _READS or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _refusal(failed: sqlite3.Error, query: Asked, path: str) -> SourceError:
    shown, said = clean(path, 200), clean(str(failed), 200)
    code = getattr(failed, "sqlite_errorcode", None)
    if code is None:  # raised by the module itself: it takes one statement at a time
        several = "one statement" in said
        return SourceError("source.sql.several") if several else SourceError("source.sql.refused", said=said)
    primary = code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return SourceError("source.sql.locked", path=shown, seconds=f"{query.seconds:g}")
    if primary == sqlite3.SQLITE_INTERRUPT:
        return query.too_late()
    if primary == sqlite3.SQLITE_AUTH or "not authorized" in said:
        return SourceError("source.sql.more_than_reads", said=said)
    if primary == sqlite3.SQLITE_TOOBIG:
        return SourceError("source.sql.value", limit=MAX_CELL)
    if primary in _SAID:
        return SourceError(_SAID[primary], path=shown)
    return SourceError("source.sql.refused", said=said)
