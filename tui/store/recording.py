"""How a tick becomes rows: what is news is found, numbered, sealed and pointed to, all within one transaction."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from operator import itemgetter
from typing import Final

from tui.store.connection import Connection, insert, upsert
from tui.store.contract import Change, Tick, with_changes
from tui.store.entry import Entry
from tui.store.news import unique
from tui.store.rows import FIGURE, STATE, instant, instant_text, message_text, state_row
from tui.store.seal import Batch, add_tick

__all__ = ["LAST_TICK", "START", "record"]

START: Final = datetime.min.replace(tzinfo=UTC)
LAST_TICK: Final = "SELECT id, at, seal FROM tick ORDER BY id DESC LIMIT 1"
_ADD_VINTAGE: Final = insert("vintage", f"id, series, {FIGURE}")
_ADD_GAP: Final = (
    "INSERT INTO gap (id, since, until, ticks, reason) SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ? FROM gap"
)
_ADD_LATEST: Final = insert("latest", f"series, indicator, unit, vintage, {FIGURE}")
_MOVE_LATEST: Final = " ".join(
    ("UPDATE latest SET (vintage,", FIGURE, ") = (SELECT id,", FIGURE, "FROM vintage WHERE id = ?) WHERE series = ?")
)
_MOVE_ALL_LATEST: Final = " ".join(
    (
        "UPDATE latest SET vintage = news.id,",
        ", ".join(f"{name.strip()} = news.{name.strip()}" for name in FIGURE.split(",")),
        "FROM vintage AS news WHERE news.id > ? AND news.series = latest.series",
    )
)
_PUT_STATE: Final = upsert("source", STATE, "id")

_VINTAGE: Final = slice(0, 13)
"""The columns of the table `vintage` in a row of `SEALED`."""
_latest_of: Final = itemgetter(1, 14, 13, 0, *range(2, 13))


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
    entry = Entry(connection, last_id + 1, at, observations)
    changes = entry.changes
    if changes:
        batch = Batch()
        batch.add(entry.rows)
        add_tick(connection, last_seal, last_id + 1, instant_text(at), epoch, batch)
        _add(connection, entry)
    states = with_changes(tick.states, changes, at)
    connection.executemany(_PUT_STATE, map(state_row, states))
    if tick.gap:
        since, until, ticks, reason = tick.gap
        connection.execute(_ADD_GAP, (instant_text(since), instant_text(until), ticks, message_text(reason)))
    if changes or states or tick.gap:
        connection.execute("UPDATE revision SET number = number + 1")
    return changes


def _add(connection: Connection, entry: Entry) -> None:
    """Write what is news, and point to what is newest now."""
    connection.executemany(_ADD_LATEST, map(_latest_of, entry.fresh.values()))
    connection.executemany(_ADD_VINTAGE, [row[_VINTAGE] for row in entry.rows])
    if len(entry.moved) == len(entry.rows):  # every figure is the newest of its series: one statement does
        connection.execute(_MOVE_ALL_LATEST, (entry.rows[0][0] - 1,))
    else:
        connection.executemany(_MOVE_LATEST, [(row[0], series) for series, row in entry.moved.items()])
