"""Databases as sources: one query that only reads, within bounds of rows, bytes and time.

Here is what both kinds of database share; `tui.sources.sqlite` and `tui.sources.postgres` ask. A result is taken whole
or not at all: ten thousand rows of more are an error, not a result.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from datetime import time as time_of_day
from decimal import Decimal
from importlib.util import find_spec
from math import isfinite
from typing import Any, Final
from urllib.parse import quote

from tui.errors import Message, SourceError
from tui.model.source import Source
from tui.named import NamedTuple
from tui.reading import clean
from tui.sources import load
from tui.sources.grid import Grid, GridRow, exact
from tui.sources.secret import Secret, references, resolve

__all__ = [
    "MAX_CELL",
    "MAX_ROWS",
    "Asked",
    "asked",
    "fetched",
    "flaw",
    "grid_of",
    "is_installed",
    "probed",
    "without_password",
]

MAX_ROWS: Final = 10_000
MAX_CELL: Final = 131_072
"""Characters of a value."""
_MAX_COLUMNS: Final = 1_000
_EARLIER: Final = 0.1
"""Share of a source's time by which the database is stopped before whoever waits gives up."""
_NEEDED: Final = "psycopg"
_QUERIES: Final = ("select", "with", "values", "table")
"""Words that a query begins with."""
_COMMENTS: Final = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_PROBING: Final = 5.0
"""Seconds for a look at a database that only asks whether it would answer."""


class Asked(NamedTuple):
    """A query on its way."""

    address: Secret
    """The URL with its secrets filled in."""
    shown: str
    """The same for people, without password."""
    query: str
    until: float
    """When an answer must be here, by the monotonic clock."""
    seconds: float
    """The source's own deadline, for messages."""
    max_bytes: int
    allow_privileged: bool

    def left(self) -> float:
        """Seconds until then; never 0, which some take for "for ever"."""
        return max(0.05, self.until - time.monotonic())

    def too_late(self) -> SourceError:
        """What to say after that."""
        return SourceError("source.sql.deadline", seconds=f"{self.seconds:g}")


def asked(source: Source, environ: Mapping[str, str], seconds: float | None = None) -> Asked:
    """A source's query, the clock started.

    Raises:
        SourceError: It is no query, or a secret is missing.
    """
    wrong = flaw(source.query)
    if wrong is not None:
        raise SourceError(wrong.key, **wrong.values)
    limit = source.timeout if seconds is None else min(source.timeout, seconds)
    return Asked(
        resolve(source.place, environ, lambda secret: quote(secret, safe="")),
        without_password(source.place),
        source.query,
        time.monotonic() + limit - min(0.5, limit * _EARLIER),
        limit,
        source.max_bytes,
        source.allow_privileged,
    )


def flaw(query: str) -> Message | None:
    """What is wrong with a query that does not even begin like one, or `None`."""
    begun = _COMMENTS.sub(" ", query).lstrip(" \t\r\n(")
    word = re.split(r"[^A-Za-z]", begun, maxsplit=1)[0]
    if word.lower() in _QUERIES:
        return None
    return Message("source.sql.not_a_query", {"found": clean(word or begun[:20], 40)})


def fetched(query: Asked) -> Grid:
    """The result of a query; blocks until it is here, but not beyond the deadline.

    Raises:
        RetryableError: The database has no room for us at the moment, or is just starting.
        SourceError: It cannot be asked, refuses, is too slow, or says too much.
    """
    grid: Grid = _engine(query).fetched(query)
    return grid


def probed(source: Source, environ: Mapping[str, str]) -> Iterator[tuple[str, Message]]:
    """What a database that can be reached says against a source, by key; one that cannot says nothing."""
    if any(not name.startswith("file:") and name not in environ for name in references(source.place)):
        return
    try:
        query = asked(source, environ, _PROBING)
        yield from _engine(query).probed(query)
    except SourceError as failed:
        yield "url", failed.message


def grid_of(names: Sequence[str], rows: Iterable[Sequence[object]], query: Asked) -> Grid:
    """A result as a grid.

    Raises:
        SourceError: Too many columns, rows or characters, two columns of one name, or binary data.
    """
    if len(names) > _MAX_COLUMNS:
        raise SourceError("source.csv.too_many_columns", limit=_MAX_COLUMNS)
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise SourceError("source.sql.twice", column=clean(twice, 60))
    found: list[GridRow] = []
    size = 0
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise SourceError("source.csv.too_many_rows", limit=MAX_ROWS)
        cells = tuple(_cell(value, number, name) for value, name in zip(row, names, strict=True))
        size += sum(len(cell) if isinstance(cell, str) else 8 for cell in cells)
        if size > query.max_bytes:
            raise SourceError("source.sql.large", limit=query.max_bytes)
        found.append(GridRow(number, cells))
    return Grid(tuple(names), tuple(found))


def without_password(url: str) -> str:
    """The address of a database as it may be shown: neither password nor parameters."""
    scheme, mark, rest = url.partition("?")[0].partition("://")
    authority, slash, path = rest.partition("/")
    user, at, host = authority.rpartition("@")
    return clean(f"{scheme}{mark}{user.partition(':')[0]}{at}{host}{slash}{path}", 200)


def is_installed(url: str) -> bool:
    """Whether what asks the database at an address is here."""
    return url.startswith("sqlite:") or find_spec(_NEEDED) is not None


def _engine(query: Asked) -> Any:
    if not is_installed(query.shown):
        raise SourceError("source.extra", extra="postgres")
    return load("sqlite" if query.shown.startswith("sqlite:") else "postgres")


def _cell(value: object, number: int, column: str) -> object:
    read = _READ.get(type(value))
    if read is None:
        raise SourceError("source.sql.binary", row=number, column=clean(column, 60))
    cell = read(value)
    if isinstance(cell, str) and len(cell) > MAX_CELL:
        raise SourceError("source.sql.cell", row=number, column=clean(column, 60), limit=MAX_CELL)
    return cell


def _double(value: Any) -> object:
    """What is not finite stays a text, and is no figure."""
    return exact(value) if isfinite(value) else str(value)


def _same(value: Any) -> object:
    return value


_READ: Final[Mapping[type, Callable[[Any], object]]] = {
    type(None): _same,
    str: _same,
    bool: _same,
    int: _same,
    Decimal: _same,
    float: _double,
    date: date.isoformat,
    time_of_day: time_of_day.isoformat,
}
