"""How a tick becomes rows: what is news is found, numbered, sealed and pointed to, all within one transaction."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from tui.model.observation import Observation
from tui.store.contract import Change, Tick, with_changes
from tui.store.kept import RowReader
from tui.store.news import is_news, unique
from tui.store.rows import FIGURE, STATE, figure_row, instant, instant_text, message_text, origin_text, state_row

__all__ = ["batch_digest", "record", "seal_after"]

_Row = Sequence[Any]

_START: Final = datetime.min.replace(tzinfo=UTC)
_LAST_TICK: Final = "SELECT id, at, seal FROM tick ORDER BY id DESC LIMIT 1"
_HEAD: Final = " ".join(("SELECT series,", FIGURE, "FROM latest WHERE indicator = ? AND unit = ?"))
_KNOWN: Final = " ".join(("SELECT", FIGURE, "FROM vintage WHERE series = ? AND period = ? ORDER BY recorded, id"))
_ADD_VINTAGE: Final = " ".join(
    ("INSERT INTO vintage (id, series,", FIGURE, ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
)
_PUT_LATEST: Final = " ".join(
    (
        "INSERT OR REPLACE INTO latest (series, indicator, unit, vintage,",
        FIGURE,
        ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
)
_PUT_STATE: Final = " ".join(
    ("INSERT OR REPLACE INTO source (", STATE, ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
)


def record(connection: sqlite3.Connection, tick: Tick, epoch: int) -> tuple[Change, ...]:
    """Write a tick; the caller begins and ends the transaction.

    Args:
        connection: Within a transaction that may write.
        tick: What to write.
        epoch: Of the collector, 0 for anybody else.

    Returns:
        The vintages that were added.
    """
    row = connection.execute(_LAST_TICK).fetchone()
    last_id, last_at, last_seal = (row[0], instant(row[1]), row[2]) if row else (0, _START, "")
    at, observations = unique(tick, last_at)
    entry = _Entry(connection, last_id + 1)
    for seen in observations:
        entry.add(seen._replace(entered=at))
    if entry.changes:
        batch = batch_digest(entry.vintages)
        connection.execute(
            "INSERT INTO tick (id, at, epoch, figures, batch, seal) VALUES (?, ?, ?, ?, ?, ?)",
            (last_id + 1, instant_text(at), epoch, len(entry.changes), batch, seal_after(last_seal, batch)),
        )
        connection.executemany(_PUT_LATEST, entry.heads())
        connection.executemany(_ADD_VINTAGE, entry.vintages)
    states = with_changes(tick.states, entry.changes, at)
    connection.executemany(_PUT_STATE, map(state_row, states))
    if tick.gap:
        since, until, ticks, reason = tick.gap
        connection.execute(
            "INSERT INTO gap (since, until, ticks, reason) VALUES (?, ?, ?, ?)",
            (instant_text(since), instant_text(until), ticks, message_text(reason)),
        )
    if entry.changes or states or tick.gap:
        connection.execute("UPDATE revision SET number = number + 1")
    return tuple(entry.changes)


def batch_digest(rows: Iterable[_Row]) -> str:
    """SHA-256 over the rows of a tick, each as a line of JSON, in the order of their ids."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def seal_after(seal: str, batch: str) -> str:
    """The next link of the chain: SHA-256 over the seal before (`""` at the start) and the digest of the batch."""
    return hashlib.sha256(f"{seal}\n{batch}\n".encode()).hexdigest()


class _Series:
    """One series while a tick is recorded."""

    def __init__(self, number: int, head: Observation | None) -> None:
        self.number = number
        self.head = head
        """The newest vintage of the newest period."""
        self.head_id = 0
        """Id of `head`, once this tick has changed it."""
        self.head_row: _Row = ()
        self.known: dict[str, list[Observation]] = {}
        """All vintages of the periods that were looked at, oldest first."""


class _Entry:
    """Collects the rows of one tick."""

    def __init__(self, connection: sqlite3.Connection, tick: int) -> None:
        self._connection = connection
        self._reader = RowReader(connection)
        self._tick = tick
        (self._vintage,) = connection.execute("SELECT coalesce(max(id), 0) FROM vintage").fetchone()
        (self._number,) = connection.execute("SELECT coalesce(max(series), 0) FROM latest").fetchone()
        self._series: dict[tuple[str, str], _Series] = {}
        self._origins: dict[str, int] = {}
        self.changes: list[Change] = []
        self.vintages: list[_Row] = []

    def add(self, seen: Observation) -> None:
        """Take in a figure, if it is news."""
        key = (seen.indicator, seen.unit)
        series = self._series.get(key)
        if series is None:
            series = self._series[key] = self._found(key)
        head = series.head
        if head is not None and _repeats(seen, head):
            return
        known = self._known(series, key, seen.period.text) if head is not None else []
        if not is_news(seen, known):
            return
        self.changes.append(Change(known[-1] if known else None, seen))
        self._vintage += 1
        row = figure_row(seen, self._origin(origin_text(seen.provenance)), self._tick)
        self.vintages.append((self._vintage, series.number, *row))
        known.append(seen)
        known.sort(key=_recorded)
        series.known[seen.period.text] = known
        if head is None or (head.period, head.recorded) <= (seen.period, seen.recorded):
            series.head, series.head_id, series.head_row = seen, self._vintage, row

    def heads(self) -> Iterable[_Row]:
        """The rows of `latest` that changed."""
        for key, series in self._series.items():
            if series.head_id:
                yield (series.number, *key, series.head_id, *series.head_row)

    def _found(self, key: tuple[str, str]) -> _Series:
        row = self._connection.execute(_HEAD, key).fetchone()
        if row is None:
            self._number += 1
            return _Series(self._number, None)
        return _Series(row[0], self._reader.observation(key, row[1:]))

    def _known(self, series: _Series, key: tuple[str, str], period: str) -> list[Observation]:
        known = series.known.get(period)
        if known is None:
            rows = self._connection.execute(_KNOWN, (series.number, period))
            known = series.known[period] = [self._reader.observation(key, row) for row in rows]
        return known

    def _origin(self, text: str) -> int:
        known = self._origins.get(text)
        if known is None:
            row = self._connection.execute("SELECT id FROM origin WHERE text = ?", (text,)).fetchone()
            if row is None:
                row = self._connection.execute("INSERT INTO origin (text) VALUES (?) RETURNING id", (text,)).fetchone()
            known = self._origins[text] = row[0]
        return known


def _repeats(seen: Observation, head: Observation) -> bool:
    """Whether a figure says again what its source said last: what nearly every figure does, seen without a query."""
    return (
        seen.period == head.period
        and head.recorded <= seen.recorded
        and seen.provenance.source == head.provenance.source
        and seen.says_same(head)
    )


def _recorded(seen: Observation) -> datetime:
    return seen.recorded
