"""What a handful of results makes of the history: one tick."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tui.errors import Message
from tui.model.observation import Observation
from tui.model.source import Source, SourceState
from tui.monitor.intake import Result
from tui.monitor.schedule import after_failure, after_success
from tui.store import Tick
from tui.store.news import unfit

__all__ = ["tick_of"]


def tick_of(results: Iterable[Result], states: Mapping[str, SourceState], at: datetime) -> Tick:
    """The tick that records results.

    Args:
        results: What came of trying sources, each at most once.
        states: How sources fared before, by id.
        at: The moment of recording, aware UTC: the vintage of figures without a date of their own.
    """
    observations: list[Observation] = []
    fares: list[SourceState] = []
    for result in results:
        source, reading = result.source, result.reading
        before = states.get(source.id) or SourceState(source.id, source.type)
        found = (
            [] if reading is None else [_stamped(seen, source, reading.retrieved, at) for seen in reading.observations]
        )
        error = result.error or _first_unfit(found)
        if reading is None or error is not None:
            why = error or Message("monitor.unexpected", {"kind": "None"})
            fares.append(after_failure(before, source, why, result.tried, result.latency, result.asked))
            continue
        observations += found
        fares.append(after_success(before, source, reading, result.tried, result.latency, result.definition))
    return Tick(at, tuple(observations), tuple(fares))


def _stamped(seen: Observation, source: Source, retrieved: datetime, at: datetime) -> Observation:
    """A figure with its source's id and, where it has no date of its own, the moment of recording as its vintage."""
    recorded = at if seen.recorded == retrieved else seen.recorded
    if seen.provenance.source == source.id and recorded is seen.recorded:
        return seen
    return seen._replace(recorded=recorded, provenance=seen.provenance._replace(source=source.id))


def _first_unfit(found: Iterable[Observation]) -> Message | None:
    """Why an answer cannot be kept, or `None`: it is taken whole or not at all."""
    for seen in found:
        reason = unfit(seen)
        if reason:
            return Message(f"store.unfit.{reason}", {"indicator": seen.indicator, "period": seen.period.text})
    return None
