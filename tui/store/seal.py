"""The seals of the history: one a tick, each made of the seal before and of everything that the tick brought.

What is sealed is what a figure means, not how it is numbered: its series by name, its provenance in full, and when it
entered. So nobody who edits, deletes, inserts or back-dates a row leaves the chain as it was, and the same history has
the same seals in every kind of store. Text is hashed as UTF-8, with NUL between fields and a line feed after each row;
no text of a store holds a NUL, and no field that may be missing is ever an empty text, so no two ticks look alike.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, Final

from tui.store.connection import Connection, insert
from tui.store.rows import FIGURE

__all__ = ["SEALED", "Batch", "add_tick", "pruning_digest", "seal_after"]

_ADD_TICK: Final = insert("tick", "id, at, epoch, figures, batch, seal")
_TOGETHER: Final = 1000
"""Figures that are hashed at once."""

_COLUMNS: Final = ", ".join(f"vintage.{name.strip()}" for name in FIGURE.split(","))
SEALED: Final = f"vintage.id, vintage.series, {_COLUMNS}, latest.unit, latest.indicator, origin.text"
"""The columns of a figure as it is sealed, with the numbers that it has in its store."""


class Batch:
    """The figures of one tick, as they are sealed."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self.figures = 0
        """How many there are."""

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take in figures: rows of `SEALED`, in the order of ids."""
        for some in iter(partial(_lines, iter(rows)), []):
            self._digest.update("".join(some).encode())
            self.figures += len(some)

    @property
    def digest(self) -> str:
        """SHA-256 of all of them, hexadecimal."""
        return self._digest.hexdigest()


def pruning_digest(rows: Iterable[Sequence[Any]]) -> str:
    """SHA-256 of what a pruning left: rows of `pruned, figures, batch, before, by`, in the order of pruned ticks."""
    digest = hashlib.sha256(b"pruning\n")
    for row in rows:
        digest.update(_line(row))
    return digest.hexdigest()


def seal_after(seal: str, tick: int, at: str, epoch: int, figures: int, batch: str) -> str:
    """The next link of the chain.

    Args:
        seal: The one before; `""` at the start.
        tick: Id of the tick.
        at: When its figures entered, as the store has it.
        epoch: Of the collector.
        figures: How many there are.
        batch: Their digest.
    """
    return hashlib.sha256(_line((seal, tick, at, epoch, figures, batch))).hexdigest()


def add_tick(connection: Connection, seal: str, tick: int, at: str, epoch: int, batch: Batch) -> None:
    """Write a tick with its seal; arguments as for `seal_after`."""
    digest = batch.digest
    row = (tick, at, epoch, batch.figures, digest, seal_after(seal, tick, at, epoch, batch.figures, digest))
    connection.execute(_ADD_TICK, row)


def _lines(rows: Iterator[Sequence[Any]]) -> list[str]:
    """The next figures, as they are hashed; none at the end."""
    # As `_line` writes it, at half its cost: this is done for every figure.
    return [
        f"{vintage}\0{indicator}\0{unit}\0{period}\0{recorded}\0{'' if value is None else value}\0{op}\0{flag}\0"
        f"{'' if numerator is None else numerator}\0{'' if denominator is None else denominator}\0{source}\0"
        f"{'' if origin is None else origin}\0{locator}\n"
        for (
            vintage,
            _,
            period,
            recorded,
            value,
            op,
            flag,
            numerator,
            denominator,
            source,
            _,
            locator,
            _,
            unit,
            indicator,
            origin,
        ) in islice(rows, _TOGETHER)
    ]


def _line(fields: Iterable[object]) -> bytes:
    return ("\0".join(["" if field is None else str(field) for field in fields]) + "\n").encode()
