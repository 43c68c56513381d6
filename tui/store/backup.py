"""A copy of the history in a file, whole at one moment, and proven before it gets its name.

A plain copy of the file would miss what stands in its log, so it is SQLite that copies; a store of another kind is
copied row by row into a new file.
"""

import os
import sqlite3
import stat
from contextlib import closing, suppress

from tui.errors import OutputError, StoreError, symbol
from tui.store.contract import Proof, Store
from tui.store.copying import copy, present
from tui.store.foreign import foreign_errors
from tui.store.sqlite import SqliteReader, connect
from tui.store.sqlite_writer import SqliteWriter

__all__ = ["back_up"]


def back_up(store: Store, place: str) -> Proof:
    """Write a copy of a store.

    Args:
        store: Open for reading.
        place: Path of the copy; nothing may stand there.

    Returns:
        What the copy proves.

    Raises:
        OutputError: It exists, or cannot be written; nothing is left of it then.
        StoreError: There is no store, it cannot be read, or the copy is not the same.
    """
    place = os.path.abspath(place)
    if os.path.lexists(place):
        raise OutputError("proof.backup.exists", path=place)
    present(store)
    unfinished = f"{place}.{os.getpid()}.new"
    try:
        proof = _copied(store, unfinished)
        with open(unfinished, "rb") as file:
            os.fsync(file.fileno())
        os.link(unfinished, place)
    except FileExistsError:
        raise OutputError("proof.backup.exists", path=place) from None
    except OSError as error:
        raise OutputError("proof.backup.failed", path=place, reason=symbol(error)) from None
    finally:
        for ending in ("", "-wal", "-shm", ".lock"):
            with suppress(FileNotFoundError):
                os.unlink(unfinished + ending)
    return proof


def _copied(store: Store, place: str) -> Proof:
    if not isinstance(store, SqliteReader):
        target = SqliteWriter(place)
        try:
            proof = copy(store, target)
        finally:
            target.close()
        _settle(place)
        return proof
    before = store.seal()
    # Made by ourselves first: of what forbids it the system says more than SQLite.
    os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    try:
        with foreign_errors(store.path), closing(connect(store.path, "ro")) as connection:
            connection.execute("VACUUM INTO ?", (place,))
        os.chmod(place, stat.S_IMODE(os.stat(store.path).st_mode))
    except StoreError as error:
        # SQLite says of either file that it cannot be opened: of ours that is not so, it was read just now.
        if error.message.key == "store.unreadable":
            raise OutputError("proof.backup.failed", path=place, reason="?") from error
        raise
    made = SqliteReader(place)
    try:
        made.inspect()
        proof = made.verify(before or "")
        if proof.breach is not None and proof.breach.message.key == "proof.breach.witness":
            raise StoreError("store.not_the_same", path=place)
        proof = proof._replace(witnessed=None)  # that the seal is there is what we asked, not who made the backup
    finally:
        made.close()
    return proof


def _settle(place: str) -> None:
    """Take the log into the file, so that it is all there is."""
    with foreign_errors(place), closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
