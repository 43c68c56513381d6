"""Every source once, recorded in one transaction: what `zhibiao poll` does."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from tui.config import Config
from tui.model.source import SourceState
from tui.monitor.admission import admitted
from tui.monitor.intake import Intake, Reads, Result
from tui.monitor.now import source_states
from tui.monitor.tick import tick_of
from tui.named import NamedTuple
from tui.store import Change, Store, with_changes

__all__ = ["Polled", "Reads", "Result", "poll"]


class Polled(NamedTuple):
    """What reading every source brought."""

    changes: tuple[Change, ...]
    """The vintages that were added, by source in the order in which they answered."""
    states: tuple[SourceState, ...]
    """How the configured sources fare now, in file order."""


async def poll(
    config: Config,
    store: Store,
    readers: Reads,
    now: datetime,
    on_result: Callable[[Result], None] | None = None,
) -> Polled:
    """Read every source once, whether due or not, and record what changed.

    Needs no lock: it may run beside the collector, since every tick is a transaction. A store that keeps nothing is
    not polled for.

    Args:
        config: Which sources.
        store: Open for writing.
        readers: What reads them.
        now: The moment of recording, aware UTC.
        on_result: Told of every result as it comes.

    Raises:
        StoreError: Nothing was recorded.
    """
    if not store.keeps:
        return Polled((), source_states(config, store))
    before = store.source_states()
    arrived = asyncio.Event()
    intake = Intake(readers, lambda: now, arrived, concurrency=config.at_once, per_host=config.per_host)
    results: list[Result] = []
    try:
        for source in config.sources.values():
            intake.offer(source, before.get(source.id))
        while len(results) < len(config.sources):
            await arrived.wait()
            for result in (admitted(each, config.framework) for each in intake.collected()):
                results.append(result)
                if on_result is not None:
                    on_result(result)
    finally:
        await intake.close()
    tick = tick_of(results, before, now)
    changes = store.record(tick)
    known = {state.id: state for state in with_changes(tick.states, changes, now)}
    return Polled(changes, tuple(known[source] for source in config.sources))
