"""The one place where configuration, store and an instant become a Snapshot."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final

from tui.config import Config
from tui.model.calendar import end_of_day
from tui.model.observation import History, Record
from tui.model.snapshot import Framework, Snapshot
from tui.model.source import SourceState
from tui.model.take import retake, take
from tui.store import Store

__all__ = ["is_large", "rejudged", "retake_now", "source_states", "take_now", "take_with_history", "unread"]

_LARGE: Final = 5000
"""Series up to which a screen waits for its figures: a tenth of a second."""


def is_large(framework: Framework) -> bool:
    """Whether assessing everything takes so long that somebody would wait for it."""
    rosters = framework.rosters
    of_units = (each.units for each in framework.indicators.values() if each.units is not None)
    units = (len(rosters[roster].units) for roster in of_units if roster in rosters)
    return len(framework.indicators) + sum(units) > _LARGE


def unread(
    config: Config, store: Store, clock: Callable[[], datetime], as_of: date | None = None
) -> tuple[Snapshot, History]:
    """The snapshot of a moment at which no figure has been read yet, and an empty history: what a screen begins with.

    Its groups have no members, and no series is in it: it says nothing rather than that there is no data.
    """
    instant, known_by = _asked(config, clock(), as_of)
    empty = Record(())
    bare = config.framework._replace(indicators={}, checks={}, observations=())
    snapshot = take(bare, empty, instant, known_by=known_by, sources=source_states(config, store))
    return snapshot._replace(framework=config.framework), empty


def take_now(config: Config, store: Store, clock: Callable[[], datetime], as_of: date | None = None) -> Snapshot:
    """How everything stands.

    Args:
        config: What is judged.
        store: The history.
        clock: Gives the present, aware.
        as_of: Judge as at the end of this day, with the vintages recorded by then, and reproducibly. `None` judges now,
            or at the end of the day that the file's `evaluate_on` names, with all vintages.
    """
    return take_with_history(config, store, clock, as_of, lean=False)[0]


def take_with_history(
    config: Config, store: Store, clock: Callable[[], datetime], as_of: date | None = None, *, lean: bool = True
) -> tuple[Snapshot, History]:
    """How everything stands, as `take_now`, and the history that it follows from, which is held lean for who lasts."""
    present = clock()
    instant, known_by = _asked(config, present, as_of)
    history = store.history(known_by, config.framework.observations, lean=lean)
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
    history = store.history(known_by, config.framework.observations, lean=True)
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


def rejudged(
    config: Config, clock: Callable[[], datetime], as_of: date | None, snapshot: Snapshot, history: History
) -> tuple[Snapshot, History]:
    """The same as `retake_now`, where nothing was recorded since: time alone may have changed a status.

    The store is not asked for anything but figures of series that nobody has looked at.
    """
    present = clock()
    again = retake(
        snapshot,
        (),
        history,
        _asked(config, present, as_of)[0],
        taken_at=None if as_of else present.astimezone(UTC),
        sources=snapshot.sources,
        seal=snapshot.seal,
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
