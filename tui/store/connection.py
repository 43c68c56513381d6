"""What the queries of this room need of a database, so that one set of them serves SQLite and PostgreSQL alike.

Queries are written in what both understand, with `?` for parameters; numbers and instants are text in either.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

__all__ = ["Connection", "Result", "Rows", "insert", "upsert"]

Rows = tuple[str, Sequence[Sequence[Any]]]
"""The name of a table, and some of its rows."""


class Result(Protocol):
    """The rows of a query, as tuples."""

    def fetchone(self) -> Any:
        """The next row; `None` at the end."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A connection in autocommit mode."""

    def execute(self, query: str, parameters: Sequence[Any] = ..., /) -> Result:
        """Run a statement."""

    def executemany(self, query: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run a statement once for each row of parameters."""


def insert(table: str, columns: str) -> str:
    """The statement that adds a row of parameters.

    Args:
        table: Its name.
        columns: Names, with commas between them.
    """
    marks = ", ".join("?" for _ in columns.split(","))
    return " ".join(("INSERT INTO", table, "(", columns, ") VALUES (", marks, ")"))


def upsert(table: str, columns: str, key: str) -> str:
    """The statement that adds a row, or puts it in the place of the one that has the same key."""
    others = [name.strip() for name in columns.split(",") if name.strip() != key]
    exchanged = ", ".join(f"{name} = excluded.{name}" for name in others)
    return " ".join((insert(table, columns), "ON CONFLICT (", key, ") DO UPDATE SET", exchanged))
