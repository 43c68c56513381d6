"""The one place where configuration, store and an instant become a Snapshot."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from tui.config import Config
from tui.model.snapshot import Snapshot
from tui.model.source import SourceState
from tui.model.take import take
from tui.store import Store

__all__ = ["source_states", "take_now"]

_LAST_SECOND = time(23, 59, 59)
_LAST_INSTANT = time.max


def take_now(config: Config, store: Store, clock: Callable[[], datetime], as_of: date | None = None) -> Snapshot:
    """How everything stands.

    Args:
        config: What is judged.
        store: The history.
        clock: Gives the present, aware.
        as_of: Judge as at the end of this day, with the vintages recorded by then, and reproducibly. `None` judges now,
            or at the end of the day that the file's `evaluate_on` names, with all vintages.
    """
    framework = config.framework
    zone = ZoneInfo(framework.timezone)
    day = as_of or framework.evaluate_on
    known_by = None if as_of is None else datetime.combine(as_of, _LAST_INSTANT, zone)
    present = clock()
    return take(
        framework,
        store.history(known_by, framework.observations),
        present.astimezone(zone) if day is None else datetime.combine(day, _LAST_SECOND, zone),
        taken_at=None if as_of else present.astimezone(UTC),
        known_by=known_by,
        sources=source_states(config, store),
        seal=store.seal(),
    )


def source_states(config: Config, store: Store) -> tuple[SourceState, ...]:
    """How the configured sources fare, in file order; one that was never tried is waiting."""
    known = store.source_states()
    return tuple(known.get(source.id) or SourceState(source.id, source.type) for source in config.sources.values())
