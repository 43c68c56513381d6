"""The one place where configuration, store and an instant become a Snapshot."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from tui.config import Config
from tui.model.calendar import end_of_day
from tui.model.observation import History
from tui.model.snapshot import Snapshot
from tui.model.source import SourceState
from tui.model.take import retake, take
from tui.store import Store

__all__ = ["retake_now", "source_states", "take_now", "take_with_history"]


def take_now(config: Config, store: Store, clock: Callable[[], datetime], as_of: date | None = None) -> Snapshot:
    """How everything stands.

    Args:
        config: What is judged.
        store: The history.
        clock: Gives the present, aware.
        as_of: Judge as at the end of this day, with the vintages recorded by then, and reproducibly. `None` judges now,
            or at the end of the day that the file's `evaluate_on` names, with all vintages.
    """
    return take_with_history(config, store, clock, as_of)[0]


def take_with_history(
    config: Config, store: Store, clock: Callable[[], datetime], as_of: date | None = None
) -> tuple[Snapshot, History]:
    """How everything stands, as `take_now`, and the history that it follows from."""
    present = clock()
    instant, known_by = _asked(config, present, as_of)
    history = store.history(known_by, config.framework.observations)
    snapshot = take(
        config.framework,
        history,
        instant,
        taken_at=None if as_of else present.astimezone(UTC),
        known_by=known_by,
        sources=source_states(config, store),
        seal=store.seal(),
    )
    return snapshot, history


def retake_now(
    config: Config,
    store: Store,
    clock: Callable[[], datetime],
    as_of: date | None,
    snapshot: Snapshot,
    before: History,
) -> tuple[Snapshot, History]:
    """The same as `take_with_history`, at the cost of what changed since the snapshot that it gave before."""
    present = clock()
    instant, known_by = _asked(config, present, as_of)
    history = store.history(known_by, config.framework.observations)
    changed = store.changed(before, history)
    if changed is None:
        return take_with_history(config, store, clock, as_of)
    again = retake(
        snapshot,
        changed,
        history,
        instant,
        taken_at=None if as_of else present.astimezone(UTC),
        sources=source_states(config, store),
        seal=store.seal(),
    )
    return again, history


def _asked(config: Config, present: datetime, as_of: date | None) -> tuple[datetime, datetime | None]:
    """The instant to judge, and the last vintage to see."""
    if as_of is None:
        return present, None
    instant = end_of_day(as_of, config.framework.timezone)
    return instant, instant.replace(microsecond=999_999)


def source_states(config: Config, store: Store) -> tuple[SourceState, ...]:
    """How the configured sources fare, in file order; one that was never tried is waiting."""
    known = store.source_states()
    return tuple(known.get(source.id) or SourceState(source.id, source.type) for source in config.sources.values())
