"""A whole history from one store into another, which may be of another kind, with every seal as it was."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from tui.errors import StoreError
from tui.store.connection import Connection, Rows, insert
from tui.store.contract import Proof, Store
from tui.store.rows import FIGURE, STATE

__all__ = ["copy", "dump", "load", "present"]

_TABLES: Final = {
    "tick": "id, at, epoch, figures, batch, seal",
    "pruning": "tick, pruned, figures, batch, before, by",
    "origin": "id, text",
    "latest": f"series, indicator, unit, vintage, {FIGURE}",
    "vintage": f"id, series, {FIGURE}",
    "source": STATE,
    "gap": "id, since, until, ticks, reason",
}
"""What a history consists of; who collects is no part of it."""

_ROWS: Final = 5000


def dump(connection: Connection) -> Iterator[Rows]:
    """All rows of a store; the caller sees to it that nothing moves meanwhile."""
    for name, columns in _TABLES.items():
        rows = iter(connection.execute(" ".join(("SELECT", columns, "FROM", name))))
        while some := list(islice(rows, _ROWS)):
            yield name, some


def load(connection: Connection, path: str, batches: Iterable[Rows]) -> None:
    """Put all rows into an empty store, within a transaction of the caller.

    Raises:
        StoreError: It is not empty.
    """
    for name in _TABLES:
        if connection.execute(" ".join(("SELECT 1 FROM", name, "LIMIT 1"))).fetchone() is not None:
            raise StoreError("store.not_empty", path=path)
    for name, rows in batches:
        connection.executemany(insert(name, _TABLES[name]), rows)
    connection.execute("UPDATE revision SET number = number + 1")


def present(store: Store) -> None:
    """Refuse a store that is not there, which looks like an empty one.

    Raises:
        StoreError: There is none.
    """
    if not store.version():
        raise StoreError("store.missing", path=store.path)


def copy(origin: Store, target: Store) -> Proof:
    """Copy a history, then prove that the copy is what it was made from.

    Args:
        origin: Open for reading.
        target: Open for writing, empty.

    Raises:
        StoreError: There is no origin. The target is not empty or cannot be written: it is empty then. Or it is not
            the same, because somebody wrote to the origin or the target meanwhile.
    """
    present(origin)
    target.load(origin.dump())
    found, made = origin.verify(), target.verify()
    same = (found == made, origin.source_states() == target.source_states(), origin.gaps() == target.gaps())
    if not all(same):
        raise StoreError("store.not_the_same", path=target.path)
    return made
