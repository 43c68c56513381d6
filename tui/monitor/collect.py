"""`zhibiao collect`: becomes the collector of a store, or one of several, and stays it until told to stop."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from tui.config import Config
from tui.errors import LockHeldError, UsageError
from tui.model.calendar import zone
from tui.monitor.collecting import Collecting, Event
from tui.monitor.notify import Notifier
from tui.monitor.reload import Watch
from tui.sources.readers import Readers
from tui.store import Lock, Store, open_store

__all__ = ["Event", "collect"]


def utc_now() -> datetime:
    """The present."""
    return datetime.now(UTC)


def collect(
    config: Config,
    store_url: str,
    environ: Mapping[str, str],
    *,
    on_event: Callable[[Event], None] | None = None,
    once: bool = False,
    until_closed: int | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> int:
    """Collect into a store; where it is PostgreSQL, beside other collectors, who share the sources.

    Args:
        config: Which sources.
        store_url: Of the store.
        environ: Where secrets of sources come from.
        on_event: Told of what happens.
        once: Ask what is due now, then stop.
        until_closed: A descriptor; when its other end is closed, stop.
        clock: Gives the present, aware UTC.

    Returns:
        The exit code: 128 + n after signal n; 3 if `once` and a source failed; else 0.

    Raises:
        LockHeldError: Another process collects, or has taken over.
        StoreError: The store cannot be used.
        UsageError: The store keeps nothing.
    """
    store = open_store(store_url, write=True)
    try:
        if not store.keeps:
            raise UsageError("monitor.nothing_kept")
        # What a timer or a dashboard starts collects only where nobody else does.
        with _lock(store, config, clock(), shares=not once and until_closed is None) as lock:
            collecting = Collecting(
                config,
                store,
                lock,
                clock,
                on_event,
                notifier=Notifier(environ),
                watch=Watch(config, environ, clock()),
            )
            return asyncio.run(collecting.run(Readers(environ), once=once, until_closed=until_closed))
    finally:
        store.close()


def _lock(store: Store, config: Config, at: datetime, *, shares: bool) -> Lock:
    """The store's lock; who holds it is told by the clocks of the place."""
    try:
        return store.lock(at, shares=shares)
    except LockHeldError as held:
        key, values = held.message
        local = zone(config.framework.timezone)
        told = {name: each.astimezone(local) if isinstance(each, datetime) else each for name, each in values.items()}
        raise LockHeldError(key, **told) from None
