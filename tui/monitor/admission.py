"""Whether an answer fits what the dashboard knows: the one place where the figures of any source meet the framework.

A source's map cannot know it all: a table may name indicators and units of its own. An answer that names an indicator
which is not defined, or says two things of one unit under two of its names, is refused whole. Units that are on no
roster are taken as they are: a check tells of them.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tui.errors import SourceError
from tui.model.observation import Observation
from tui.model.period import Period
from tui.model.snapshot import Framework
from tui.model.source import Reading, Source
from tui.monitor.intake import Result
from tui.nearest import nearest_said
from tui.reading import clean
from tui.sources.conflict import conflict

__all__ = ["admitted"]


def admitted(result: Result, framework: Framework) -> Result:
    """What came of trying a source, its figures under the ids of their units; or a failure, if they do not fit.

    Args:
        result: As the reader gave it.
        framework: Which indicators and rosters there are.
    """
    reading = result.reading
    if reading is None or not reading.observations:
        return result
    try:
        _check_indicators(reading, framework)
        found = _under_ids(reading.observations, framework, result.source)
    except SourceError as refused:
        return result._replace(reading=None, error=refused.message)
    return result._replace(reading=reading._replace(observations=found))


def _check_indicators(reading: Reading, framework: Framework) -> None:
    """See that every indicator is defined, and may be what it is said to be.

    Raises:
        SourceError: One is not.
    """
    for name, seen in {seen.indicator: seen for seen in reversed(reading.observations)}.items():
        indicator = framework.indicators.get(name)
        if indicator is None:
            raise SourceError(
                "source.map.unknown_indicator",
                at=reading.named.get(name) or seen.provenance.locator,
                id=clean(name, 60),
                nearest=nearest_said(name, framework.indicators),
            )
        switch = reading.switches.get(name)
        if switch is not None and indicator.measure not in {"coverage", "steps"}:
            raise SourceError(switch.key, **switch.values)


def _under_ids(observations: Iterable[Observation], framework: Framework, source: Source) -> tuple[Observation, ...]:
    """The figures with every unit under its id, each stated once.

    Raises:
        SourceError: Two of them contradict each other.
    """
    ids: dict[str, Mapping[str, str]] = {}
    kept: dict[tuple[str, str, Period, datetime], Observation] = {}
    for seen in observations:
        known = ids.get(seen.indicator)
        if known is None:
            roster = framework.roster_of(framework.indicators[seen.indicator])
            known = ids[seen.indicator] = {} if roster is None else roster.aliases()
        unit = known.get(seen.unit, seen.unit)
        named = seen if unit == seen.unit else seen._replace(unit=unit)
        key = (seen.indicator, unit, seen.period, seen.recorded)
        first = kept.setdefault(key, named)
        if not first.says_same(named):
            # In a declared order a later document outranks an earlier one.
            if not source.order or first.provenance.sha256 == seen.provenance.sha256:
                raise conflict(first, named)
            kept[key] = named
    return tuple(kept.values())
