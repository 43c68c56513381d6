"""What SQLite says, as the errors of this program: the one place where its exceptions are known."""

import sqlite3
from typing import Final

from tui.errors import StoreBusyError, StoreError
from tui.store.place import unreadable
from tui.store.translation import Translation

__all__ = ["foreign_errors"]

_KEYS: Final = {
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.not_a_database",
    sqlite3.SQLITE_READONLY: "store.read_only",
    sqlite3.SQLITE_CANTOPEN: "store.unreadable",
    sqlite3.SQLITE_PERM: "store.unreadable",
}
_SYMBOLS: Final = {sqlite3.SQLITE_IOERR: "EIO", sqlite3.SQLITE_NOMEM: "ENOMEM"}
"""What the operating system refused, as `tui.errors.symbol` names it."""


def foreign_errors(path: str) -> Translation[sqlite3.Error]:
    """A context in which what SQLite says of the store at a path becomes a StoreError."""
    return Translation(sqlite3.Error, _translated, path)


def _translated(error: sqlite3.Error, path: str) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreBusyError("store.busy", path=path)
    key = _KEYS.get(code, "store.failed")
    if key == "store.failed":
        return StoreError(key, path=path, reason=_SYMBOLS.get(code, str(error)[:200]))
    if key == "store.unreadable":
        return unreadable(path)
    return StoreError(key, path=path)
