"""Whether the history is what was recorded: the chain of seals is gone over from its beginning to the first bad link.

What this proves: figures, their provenance and the moments at which they entered are those that were sealed, in that
order. What it cannot prove alone: that the end was not cut off, and that nobody who may write the store made the whole
chain anew. A seal that was kept elsewhere (every snapshot shows the last one) proves that too.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from tui.errors import Message
from tui.model.period import Period
from tui.store.connection import Connection
from tui.store.contract import Breach, Proof
from tui.store.rows import FIGURE, instant
from tui.store.seal import SEALED, Batch, pruning_digest, seal_after

__all__ = ["prove"]

_Row = Sequence[Any]

_FIGURE: Final = slice(2, 13)
"""The columns of `FIGURE` in a row of `SEALED`."""
_TICK: Final = 12

_TICKS: Final = "SELECT id, at, epoch, figures, batch, seal FROM tick ORDER BY id"
_FIGURES: Final = " ".join(
    (
        "SELECT",
        SEALED,
        "FROM vintage LEFT JOIN latest ON latest.series = vintage.series",
        "LEFT JOIN origin ON origin.id = vintage.origin ORDER BY vintage.tick, vintage.id",
    )
)
_LATEST: Final = " ".join(("SELECT series, indicator, unit, vintage,", FIGURE, "FROM latest ORDER BY indicator, unit"))
_PRUNINGS: Final = "SELECT tick, pruned, figures, batch, before, by FROM pruning ORDER BY tick, pruned"


def prove(connection: Connection, witness: str = "") -> Proof:
    """Go over the whole history; the caller sees to it that nothing moves meanwhile.

    Args:
        connection: To the store.
        witness: A seal that was kept elsewhere, or its beginning; `""` for none.
    """
    return _Walk(connection, witness).proof()


class _Walk:
    """One way along the chain."""

    def __init__(self, connection: Connection, witness: str) -> None:
        self._connection = connection
        self._witness = witness.lower()
        self._prunings: dict[int, list[_Row]] = {}
        """By the tick that sealed them."""
        self._left: dict[int, tuple[int, str]] = {}
        """What is left of pruned ticks: figures and their digest."""
        for row in connection.execute(_PRUNINGS):
            self._prunings.setdefault(row[0], []).append(row[1:])
            self._left[row[1]] = (row[2], row[3])
        self._heads = {row[0]: row[1:] for row in connection.execute(_LATEST)}
        self._newest: dict[int, tuple[Period, str, int]] = {}
        """By series: period, vintage date and id of the newest figure."""
        self._bad_head: int | None = None
        self._periods: dict[str, Period] = {}
        self._ticks = self._figures = self._dropped = 0
        self._seal = ""
        self._witnessed: int | None = None
        self._first: datetime | None = None
        self._last: datetime | None = None

    def proof(self) -> Proof:
        """What was found."""
        breach = self._breach()
        return Proof(
            ticks=self._ticks,
            figures=self._figures,
            dropped=self._dropped,
            first=self._first,
            last=self._last,
            seal=self._seal or None,
            witnessed=self._witnessed,
            breach=breach,
        )

    def _breach(self) -> Breach | None:
        figures = groupby(self._connection.execute(_FIGURES), key=itemgetter(_TICK))
        waiting: tuple[int, Iterator[_Row]] | None = next(figures, None)
        for row in self._connection.execute(_TICKS).fetchall():
            tick: int = row[0]
            if tick != self._ticks + 1:
                return self._bad("missing", self._ticks + 1, None)
            if waiting is not None and waiting[0] < tick:
                break
            rows: Iterator[_Row] = iter(())
            if waiting is not None and waiting[0] == tick:
                rows = waiting[1]
            found = self._batch(rows)
            if waiting is not None and waiting[0] == tick:
                waiting = next(figures, None)
            bad = self._link(row, found)
            if bad is not None:
                return bad
        if waiting is not None:
            return self._bad("stray", waiting[0], None)
        return self._loose_ends()

    def _batch(self, rows: Iterator[_Row]) -> Batch:
        """The figures of a tick as they are now."""
        batch = Batch()
        batch.add(map(self._looked_at, rows))
        return batch

    def _link(self, row: _Row, found: Batch) -> Breach | None:
        """Whether a tick is as it was sealed."""
        tick, at, epoch, figures, batch, seal = row
        left, digest = self._left.get(tick, (figures, batch))
        prunings = self._prunings.pop(tick, [])
        present = pruning_digest(prunings) if prunings else found.digest
        if (found.figures, present) != (left, digest):
            return self._bad("figures", tick, at, sealed=left, found=found.figures)
        if seal_after(self._seal, tick, at, epoch, figures, batch) != seal:
            return self._bad("seal", tick, at)
        self._seal, self._ticks = seal, tick
        self._figures += found.figures
        self._dropped += figures - left
        self._last = instant(at)
        self._first = self._first or self._last
        if self._witness and seal.startswith(self._witness):
            self._witnessed = tick
        return None

    def _looked_at(self, row: _Row) -> _Row:
        """Compare a figure with what the table of newest figures says, which is not sealed but follows from them."""
        vintage, series, text, recorded, *_ = row
        period = self._periods.get(text)
        if period is None:
            try:
                period = self._periods[text] = Period.parse(text)
            except ValueError:  # edited: the batch will not fit
                return row
        key = (period, recorded, vintage)
        if series not in self._newest or self._newest[series] < key:
            self._newest[series] = key
        head = self._heads.get(series)
        if head is not None and head[2] == vintage and head[3:] != row[_FIGURE]:
            self._bad_head = series
        return row

    def _loose_ends(self) -> Breach | None:
        """What hangs on no tick, and newest figures that are not the newest."""
        if self._prunings:
            return self._bad("stray", min(self._prunings), None)
        if self._witness and self._witnessed is None:
            return Breach(self._ticks, self._last, Message("proof.breach.witness", {"seal": self._witness}))
        for series, (indicator, unit, vintage, *_) in self._heads.items():
            newest = self._newest.get(series)
            if newest is None or newest[2] != vintage or series == self._bad_head:
                values = {"series": f"{indicator}[{unit}]" if unit else indicator}
                return Breach(self._ticks, self._last, Message("proof.breach.latest", values))
        return None

    def _bad(self, kind: str, tick: int, at: str | None, **values: object) -> Breach:
        try:
            moment = None if at is None else instant(at)
        except ValueError:  # edited
            moment = None
        return Breach(tick, moment, Message(f"proof.breach.{kind}", {"tick": tick, "at": moment, **values}))
