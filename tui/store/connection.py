"""What the queries of this room need of a database, so that one set of them serves SQLite and PostgreSQL alike.

Queries are written in what both understand, with `?` for parameters; numbers and instants are text in either.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

__all__ = ["Connection", "Result"]


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
