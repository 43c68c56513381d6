"""Retention: figures that were replaced long ago are dropped, and the chain of seals still holds.

A tick keeps its seal and loses figures; what it has left is written down, and that is sealed by a tick of its own. So
who drops figures without leave is still found out, and who dropped them by leave is named.
"""

from datetime import datetime
from typing import Any, Final

from tui.errors import StoreError
from tui.store.connection import Connection, insert
from tui.store.news import after
from tui.store.proof import prove
from tui.store.recording import LAST_TICK
from tui.store.rows import instant, instant_text
from tui.store.seal import SEALED, Batch, pruning_digest, seal_after

__all__ = ["prune"]

_DOOMED: Final = (
    "FROM vintage WHERE recorded < ? AND id < (SELECT max(id) FROM vintage) AND EXISTS (SELECT 1 FROM vintage AS later "
    "WHERE later.series = vintage.series AND later.period = vintage.period AND later.source = vintage.source "
    "AND later.recorded < ? AND (later.recorded > vintage.recorded "
    "OR (later.recorded = vintage.recorded AND later.id > vintage.id)))"
)
_LOSERS: Final = " ".join(("SELECT DISTINCT tick", _DOOMED, "ORDER BY tick"))
_COUNT: Final = " ".join(("SELECT count(*)", _DOOMED))
_DROP: Final = " ".join(("DELETE", _DOOMED))
_LEFT: Final = " ".join(
    (
        "SELECT",
        SEALED,
        "FROM vintage JOIN latest ON latest.series = vintage.series JOIN origin ON origin.id = vintage.origin",
        "WHERE vintage.tick = ? ORDER BY vintage.id",
    )
)
_FORGET: Final = (
    "DELETE FROM origin WHERE id < (SELECT max(id) FROM origin) "
    "AND NOT EXISTS (SELECT 1 FROM vintage WHERE vintage.origin = origin.id) "
    "AND NOT EXISTS (SELECT 1 FROM latest WHERE latest.origin = origin.id)"
)
_ADD_PRUNING: Final = insert("pruning", "tick, pruned, figures, batch, before, by")
_ADD_TICK: Final = insert("tick", "id, at, epoch, figures, batch, seal")


def prune(connection: Connection, path: str, before: datetime, at: datetime, by: str, epoch: int) -> int:
    """Drop what `Store.prune` says, within a transaction of the caller.

    Args:
        connection: Within a transaction that may write.
        path: Of the store, for errors.
        before: Figures that were replaced before this instant go, aware UTC.
        at: Now, aware UTC.
        by: The account that asks.
        epoch: Of the collector, 0 for anybody else.

    Returns:
        How many figures went.

    Raises:
        StoreError: The chain is broken: dropping figures would hide where.
    """
    proof = prove(connection)
    if proof.breach is not None:
        raise StoreError("store.broken", path=path, breach=proof.breach.message)
    cut = instant_text(before)
    (dropped,) = connection.execute(_COUNT, (cut, cut)).fetchone()
    if not dropped:
        return 0
    losers = [row[0] for row in connection.execute(_LOSERS, (cut, cut)).fetchall()]
    connection.execute(_DROP, (cut, cut))
    left = [(tick, batch.figures, batch.digest, cut, by) for tick in losers for batch in [_left(connection, tick)]]
    last, last_at, seal = connection.execute(LAST_TICK).fetchone()
    entered = instant_text(after(at, instant(last_at)))
    _seal(connection, (last, seal), entered, epoch, left)
    connection.execute(_FORGET)
    connection.execute("UPDATE revision SET number = number + 1")
    return int(dropped)


def _left(connection: Connection, tick: int) -> Batch:
    """What a tick has left."""
    batch = Batch()
    batch.add(connection.execute(_LEFT, (tick,)))
    return batch


def _seal(connection: Connection, last: tuple[int, str], at: str, epoch: int, left: list[tuple[Any, ...]]) -> None:
    """Write down what is left, under a seal of its own."""
    tick = last[0] + 1
    digest = pruning_digest(left)
    connection.executemany(_ADD_PRUNING, [(tick, *row) for row in left])
    connection.execute(_ADD_TICK, (tick, at, epoch, 0, digest, seal_after(last[1], tick, at, epoch, 0, digest)))
