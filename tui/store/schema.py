"""The tables of a SQLite store, and how an older store becomes a newer one."""

import contextlib
import os
import sqlite3
import stat
from collections.abc import Sequence
from typing import Final

from tui.errors import StoreError

__all__ = ["MIGRATIONS", "create", "migrate"]

_FIGURE: Final = """
    period TEXT NOT NULL,        -- 2022, 2022-Q4, 2022-06-30
    recorded TEXT NOT NULL,      -- the vintage: when the value became known
    value TEXT,                  -- digits of the number; NULL where the source says that there is none
    op TEXT NOT NULL,            -- eq, lt, le, gt, ge, approx
    flag TEXT NOT NULL,          -- SDMX CL_OBS_STATUS
    numerator TEXT,
    denominator TEXT,
    source TEXT NOT NULL,        -- id of the source that said so
    origin INTEGER NOT NULL REFERENCES origin (id),
    locator TEXT NOT NULL,       -- where in the document
    tick INTEGER NOT NULL REFERENCES tick (id)"""

_FIRST: Final = (
    """
CREATE TABLE tick (              -- one transaction that brought figures
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL UNIQUE,     -- when its figures entered
    epoch INTEGER NOT NULL,      -- of the collector; 0 for anybody else
    figures INTEGER NOT NULL,
    batch TEXT NOT NULL,         -- SHA-256 of its figures
    seal TEXT NOT NULL           -- SHA-256 of the seal before and all of the above
) STRICT""",
    """
CREATE TABLE pruning (           -- what is left of ticks whose replaced figures were dropped
    tick INTEGER NOT NULL REFERENCES tick (id),    -- the one that seals the pruning itself; it brings no figures
    pruned INTEGER NOT NULL,     -- the tick that lost figures
    figures INTEGER NOT NULL,    -- how many it has left
    batch TEXT NOT NULL,         -- SHA-256 of these
    before TEXT NOT NULL,        -- the instant that was asked for
    by TEXT NOT NULL,            -- the account that pruned
    PRIMARY KEY (tick, pruned)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE origin (            -- what many figures share of their provenance
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE    -- JSON
) STRICT""",
    f"""
CREATE TABLE latest (            -- one row a series: the newest vintage of its newest period
    series INTEGER PRIMARY KEY,
    indicator TEXT NOT NULL,
    unit TEXT NOT NULL,          -- '' is the whole area
    vintage INTEGER NOT NULL REFERENCES vintage (id),{_FIGURE},
    UNIQUE (indicator, unit)
) STRICT""",
    f"""
CREATE TABLE vintage (           -- every figure ever known; rows are added, never changed
    id INTEGER PRIMARY KEY,
    series INTEGER NOT NULL REFERENCES latest (series),{_FIGURE}
) STRICT""",
    "CREATE INDEX vintage_of_series ON vintage (series, period, recorded)",
    """
CREATE TABLE source (            -- how each source fares
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    state TEXT NOT NULL,         -- ok, soft, failing, waiting
    last_attempt TEXT,
    last_success TEXT,
    last_change TEXT,
    failures INTEGER NOT NULL,
    error TEXT,                  -- JSON
    next_due TEXT,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    latency REAL,
    rows INTEGER NOT NULL,
    definition TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE gap (               -- what could not be recorded
    id INTEGER PRIMARY KEY,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    ticks INTEGER NOT NULL,
    reason TEXT NOT NULL         -- JSON
) STRICT""",
    """
CREATE TABLE collector (         -- one row: the process that collects, or last did
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL,
    pid INTEGER NOT NULL,
    host TEXT NOT NULL,
    since TEXT NOT NULL,
    heartbeat TEXT NOT NULL
) STRICT""",
    "CREATE TABLE revision (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL) STRICT",
    "INSERT INTO revision VALUES (1, 1)",
)

MIGRATIONS: Final[tuple[Sequence[str], ...]] = (_FIRST,)
"""Statements that lead from version n to n + 1; the first ones make an empty store."""


def create(path: str, mode: int, application: int) -> None:
    """Make an empty store where there is none; a process that dies meanwhile leaves no half of one.

    Args:
        path: Where it shall stand; when somebody else was quicker, theirs stays.
        mode: Permissions of the file, whatever the umask.
        application: SQLite's `application_id`, by which a store is known.
    """
    unfinished = f"{path}.{os.getpid()}.new"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(unfinished)
    descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
    try:
        os.fchmod(descriptor, mode)
        os.close(descriptor)
        connection = sqlite3.connect(unfinished, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA application_id = {application}")
            migrate(connection, unfinished, MIGRATIONS, backup=False)
        finally:
            connection.close()
        with contextlib.suppress(FileExistsError):
            os.link(unfinished, path)
    finally:
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(unfinished + ending)


def migrate(
    connection: sqlite3.Connection, path: str, migrations: Sequence[Sequence[str]], *, backup: bool = True
) -> None:
    """Bring a store to the newest version, in one transaction.

    Args:
        connection: To the store, in autocommit mode, allowed to write.
        path: Of the store; a copy of the older version is left beside it, as `PATH.v1` for version 1.
        migrations: All of them, `MIGRATIONS`.
        backup: Leave that copy.

    Raises:
        StoreError: The store is newer than this program.
    """
    found = _version(connection)
    if found > len(migrations):
        raise StoreError("store.newer", path=path, found=found, known=len(migrations))
    if found == len(migrations):
        return
    if backup:
        _copy(connection, path, f"{path}.v{found}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again now that nobody else can write: two collectors may have started together.
        for statements in migrations[_version(connection) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _copy(connection: sqlite3.Connection, path: str, place: str) -> None:
    """A whole copy of a store; one that stands there already is older or as good, and stays."""
    if not os.path.exists(place):
        unfinished = f"{place}.{os.getpid()}.new"
        connection.execute("VACUUM INTO ?", (unfinished,))
        os.chmod(unfinished, stat.S_IMODE(os.stat(path).st_mode))
        os.replace(unfinished, place)
