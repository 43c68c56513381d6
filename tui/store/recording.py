"""How a tick becomes rows: what is news is found, numbered, sealed and pointed to, all within one transaction."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from tui.model.observation import Observation, Provenance
from tui.model.period import Period
from tui.store.connection import Connection, insert, upsert
from tui.store.contract import Change, Tick, with_changes
from tui.store.kept import RowReader
from tui.store.news import is_news, unique
from tui.store.rows import FIGURE, STATE, figure_row, instant, instant_text, message_text, origin_text, state_row
from tui.store.seal import Batch, add_tick

__all__ = ["LAST_TICK", "START", "record"]

_Row = Sequence[Any]

_LOCATOR: Final = Provenance._fields.index("locator")
"""Its place; the source comes first. Both have columns of their own, the rest is shared."""

_ENTERED: Final = Observation._fields.index("entered")
_MANY: Final = 50
"""Figures of one indicator from which on its series are looked up all at once."""

START: Final = datetime.min.replace(tzinfo=UTC)
LAST_TICK: Final = "SELECT id, at, seal FROM tick ORDER BY id DESC LIMIT 1"
_HEAD: Final = " ".join(("SELECT series,", FIGURE, "FROM latest WHERE indicator = ? AND unit = ?"))
_HEADS: Final = " ".join(("SELECT unit, series,", FIGURE, "FROM latest WHERE indicator = ?"))
_KNOWN: Final = " ".join(("SELECT", FIGURE, "FROM vintage WHERE series = ? AND period = ? ORDER BY recorded, id"))
_ADD_VINTAGE: Final = insert("vintage", f"id, series, {FIGURE}")
_ADD_ORIGIN: Final = "INSERT INTO origin (id, text) SELECT coalesce(max(id), 0) + 1, ? FROM origin RETURNING id"
_ADD_GAP: Final = (
    "INSERT INTO gap (id, since, until, ticks, reason) SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ? FROM gap"
)
_ADD_LATEST: Final = insert("latest", f"series, indicator, unit, vintage, {FIGURE}")
_PUT_LATEST: Final = upsert("latest", f"series, indicator, unit, vintage, {FIGURE}", "series")
_PUT_STATE: Final = upsert("source", STATE, "id")


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Let nobody look for garbage: a hundred thousand rows make none, and looking would take a third of the time."""
    was_looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looked_for:
            gc.enable()


@_no_garbage()
def record(connection: Connection, tick: Tick, epoch: int) -> tuple[Change, ...]:
    """Write a tick; the caller begins and ends the transaction.

    Args:
        connection: Within a transaction that may write.
        tick: What to write.
        epoch: Of the collector, 0 for anybody else.

    Returns:
        The vintages that were added.
    """
    row = connection.execute(LAST_TICK).fetchone()
    last_id, last_at, last_seal = (row[0], instant(row[1]), row[2]) if row else (0, START, "")
    at, observations = unique(tick, last_at)
    entry = _Entry(connection, last_id + 1)
    entry.look_ahead(observations)
    for seen in observations:
        # By position: this is done for every figure, and names cost four times as much.
        entry.add(Observation._make((*seen[:_ENTERED], at, *seen[_ENTERED + 1 :])))
    if entry.changes:
        add_tick(connection, last_seal, last_id + 1, instant_text(at), epoch, entry.batch)
        connection.executemany(_ADD_LATEST, entry.heads(new=True))
        connection.executemany(_PUT_LATEST, entry.heads(new=False))
        connection.executemany(_ADD_VINTAGE, entry.vintages)
    states = with_changes(tick.states, entry.changes, at)
    connection.executemany(_PUT_STATE, map(state_row, states))
    if tick.gap:
        since, until, ticks, reason = tick.gap
        connection.execute(_ADD_GAP, (instant_text(since), instant_text(until), ticks, message_text(reason)))
    if entry.changes or states or tick.gap:
        connection.execute("UPDATE revision SET number = number + 1")
    return tuple(entry.changes)


class _Series:
    """One series while a tick is recorded."""

    __slots__ = ("added", "head", "head_id", "head_row", "number")

    def __init__(self, number: int, head: Observation | None) -> None:
        self.number = number
        self.head = head
        """The newest vintage of the newest period."""
        self.head_id = 0
        """Id of `head`, once this tick has changed it."""
        self.head_row: _Row = ()
        self.added: tuple[Observation, ...] = ()
        """The vintages of this tick."""

    def follows_head(self, seen: Observation) -> bool:
        """Whether a figure speaks of the newest period, after its newest vintage, and for the same source."""
        head = self.head
        return (
            head is not None
            and seen.period == head.period
            and head.recorded <= seen.recorded
            and seen.provenance.source == head.provenance.source
        )


class _Entry:
    """Collects the rows of one tick."""

    def __init__(self, connection: Connection, tick: int) -> None:
        self._connection = connection
        self._reader = RowReader(connection)
        self._tick = tick
        (self._vintage,) = connection.execute("SELECT coalesce(max(id), 0) FROM vintage").fetchone()
        (self._number,) = connection.execute("SELECT coalesce(max(series), 0) FROM latest").fetchone()
        self._known_series = self._number
        """The highest number that a series had before this tick."""
        self._series: dict[tuple[str, str], _Series] = {}
        self._heads: dict[str, dict[str, _Row]] = {}
        """Rows of `latest` by indicator and unit, of indicators with many figures in this tick."""
        self._instants: dict[datetime, str] = {}
        self._period: tuple[Period | None, str] = (None, "")
        """The period of the figure before, and its text."""
        self._shared: tuple[tuple[object, ...], tuple[int, str]] = ((), (0, ""))
        """What the figure before shares with others of its provenance, and what `_origin` gave for it."""
        self._origins: dict[tuple[object, ...], tuple[int, str]] = {}
        self.batch = Batch()
        self.changes: list[Change] = []
        self.vintages: list[_Row] = []

    def look_ahead(self, observations: Iterable[Observation]) -> None:
        """Look up at once the series of the indicators that have many figures."""
        for indicator, count in Counter(seen.indicator for seen in observations).items():
            if count >= _MANY:
                rows = self._connection.execute(_HEADS, (indicator,))
                self._heads[indicator] = {row[0]: row[1:] for row in rows}

    def add(self, seen: Observation) -> None:
        """Take in a figure, if it is news."""
        key = (seen.indicator, seen.unit)
        series = self._series.get(key)
        if series is None:
            series = self._series[key] = self._found(key)
        head = series.head
        if head is None:
            self._take(seen, series, None)
        elif series.follows_head(seen):  # what nearly every figure does: no query is needed
            if not seen.says_same(head):
                self._take(seen, series, head)
        else:
            known = self._known(series, key, seen.period)
            if is_news(seen, known):
                self._take(seen, series, known[-1] if known else None)

    def _take(self, seen: Observation, series: _Series, old: Observation | None) -> None:
        self.changes.append(Change._make((old, seen)))
        self._vintage += 1
        origin, told = self._origin(seen.provenance)
        recorded = self._instants.get(seen.recorded)
        if recorded is None:
            recorded = self._instants[seen.recorded] = instant_text(seen.recorded)
        if seen.period is not self._period[0]:  # most figures of a tick are about the same one
            self._period = (seen.period, seen.period.text)
        row = figure_row(seen, self._period[1], recorded, origin, self._tick)
        self.batch.add(self._vintage, seen.indicator, seen.unit, row, told)
        self.vintages.append((self._vintage, series.number, *row))
        series.added += (seen,)
        head = series.head
        if head is None or (head.period, head.recorded) <= (seen.period, seen.recorded):
            series.head, series.head_id, series.head_row = seen, self._vintage, row

    def heads(self, *, new: bool) -> list[_Row]:
        """The rows of `latest` that are new, or that changed."""
        return [
            (series.number, *key, series.head_id, *series.head_row)
            for key, series in self._series.items()
            if series.head_id and (series.number > self._known_series) == new
        ]

    def _found(self, key: tuple[str, str]) -> _Series:
        heads = self._heads.get(key[0])
        row = self._connection.execute(_HEAD, key).fetchone() if heads is None else heads.get(key[1])
        if row is None:
            self._number += 1
            return _Series(self._number, None)
        return _Series(row[0], self._reader.observation((*key, *row[1:])))

    def _known(self, series: _Series, key: tuple[str, str], period: Period) -> list[Observation]:
        """All vintages of a period, oldest first, those of this tick included."""
        rows = self._connection.execute(_KNOWN, (series.number, period.text))
        known = [self._reader.observation((*key, *row)) for row in rows]
        known += [added for added in series.added if added.period == period]
        known.sort(key=_recorded)
        return known

    def _origin(self, provenance: Provenance) -> tuple[int, str]:
        """The id and the text of what the figures of a reading share."""
        key = (*provenance[1:_LOCATOR], *provenance[_LOCATOR + 1 :])
        if key == self._shared[0]:
            return self._shared[1]
        known = self._origins.get(key)
        if known is None:
            text = origin_text(provenance)
            row = self._connection.execute("SELECT id FROM origin WHERE text = ?", (text,)).fetchone()
            if row is None:
                row = self._connection.execute(_ADD_ORIGIN, (text,)).fetchone()
            known = self._origins[key] = (row[0], text)
        self._shared = (key, known)
        return known


def _recorded(seen: Observation) -> datetime:
    return seen.recorded
