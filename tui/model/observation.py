"""Values as recorded: observations, where they came from, and the record of all their vintages."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal, Protocol, runtime_checkable

from tui.model.period import Period
from tui.named import NamedTuple

__all__ = [
    "KNOWN_FROM_THE_START",
    "Flag",
    "History",
    "Observation",
    "ObservationOp",
    "Provenance",
    "Record",
    "WholeHistory",
    "whole",
]

ObservationOp = Literal["eq", "lt", "le", "gt", "ge", "approx"]
"""How the true value stands to the one written down (semantics.md section 3)."""

Flag = str
"""SDMX CL_OBS_STATUS code: A normal, P provisional, E estimated, B break, M cannot exist, L, H, O, Q no value, V ..."""

KNOWN_FROM_THE_START = datetime(1, 1, 2, tzinfo=UTC)
"""The vintage of a figure that stands in the file without a date; a day late, so that time zones can shift it."""


class Provenance(NamedTuple):
    """Where an observation came from (semantics.md section 9); what is not known is `""` or `None`."""

    source: str = ""
    """Source id; `""` for a figure that stands in indicators.toml itself."""
    document: str = ""
    section: str = ""
    publisher: str = ""
    published: str = ""
    """ISO date of publication as the source states it."""
    retrieved: datetime | None = None
    sha256: str = ""
    """Of the fetched bytes, hexadecimal."""
    locator: str = ""
    """JSON path, row and column, sheet and cell, query."""
    entered_by: str = ""
    evidence: str = ""
    note: str = ""


class Observation(NamedTuple):
    """A value of a series for a period, as recorded at an instant."""

    indicator: str
    unit: str
    """Reporting unit; `""` is the whole area."""
    period: Period
    value: Decimal | None
    """`None` where the source says that there is no value; the flag says why."""
    op: ObservationOp = "eq"
    flag: Flag = "A"
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    recorded: datetime = KNOWN_FROM_THE_START
    """The vintage, aware UTC: when this value became known."""
    entered: datetime | None = None
    """When it entered the store, aware UTC; `None` for a figure of the file itself."""
    provenance: Provenance = Provenance()

    def says_same(self, other: "Observation") -> bool:
        """Whether both state the same figure: value, operator, flag, numerator and denominator."""
        return self[3:8] == other[3:8]


class History(Protocol):
    """What is known of every series at one instant: all that assessment ever sees of a store."""

    def latest(self, indicator: str, unit: str = "") -> Observation | None:
        """The newest vintage of the newest period, or `None`."""

    def series(self, indicator: str, unit: str = "") -> Sequence[Observation]:
        """The newest vintage of every period, oldest period first."""

    def vintages(self, indicator: str, unit: str, period: Period) -> Sequence[Observation]:
        """Every vintage of one period, oldest first."""

    def units(self, indicator: str) -> Sequence[str]:
        """The units that have any observation, sorted; `""` among them where the whole area has."""


@runtime_checkable
class WholeHistory(History, Protocol):
    """A history that can also show an indicator with all its units at once."""

    def series_by_unit(self, indicator: str) -> Mapping[str, Sequence[Observation]]:
        """The newest vintage of every period, oldest period first, by unit."""

    def revised_units(self, indicator: str) -> Collection[str]:
        """Units of whose newest period there is more than one vintage."""


def whole(
    history: History, indicator: str, units: Iterable[str]
) -> tuple[Mapping[str, Sequence[Observation]], Collection[str]]:
    """Series by unit, and the units that may have been revised; asked for unit by unit where there is no other way."""
    if isinstance(history, WholeHistory):
        return history.series_by_unit(indicator), history.revised_units(indicator)
    series = {unit: history.series(indicator, unit) for unit in units}
    several = [
        unit for unit, seen in series.items() if seen and len(history.vintages(indicator, unit, seen[-1].period)) > 1
    ]
    return series, frozenset(several)


class Record:
    """A history in memory, built once from observations in any order; what stores are tested against."""

    def __init__(self, observations: Iterable[Observation], known_by: datetime | None = None) -> None:
        """Keep what was recorded up to an instant.

        Args:
            observations: In any order; of two with the same series, period and vintage the later one counts.
            known_by: Vintages after this instant are not seen; `None` keeps all.
        """
        kept: dict[tuple[str, str], dict[Period, dict[datetime, Observation]]] = {}
        for seen in observations:
            if known_by is None or seen.recorded <= known_by:
                periods = kept.setdefault((seen.indicator, seen.unit), {})
                periods.setdefault(seen.period, {})[seen.recorded] = seen
        self._vintages = kept
        self._series: dict[tuple[str, str], tuple[Observation, ...]] = {}
        self._revised: dict[str, frozenset[str]] = {}
        self._by_unit: dict[str, dict[str, tuple[Observation, ...]]] = {}
        self._units: dict[str, list[str]] = {}
        for indicator, unit in sorted(kept):
            self._units.setdefault(indicator, []).append(unit)

    def latest(self, indicator: str, unit: str = "") -> Observation | None:
        """The newest vintage of the newest period, or `None`."""
        series = self.series(indicator, unit)
        return series[-1] if series else None

    def series(self, indicator: str, unit: str = "") -> Sequence[Observation]:
        """The newest vintage of every period, oldest period first."""
        key = (indicator, unit)
        known = self._series.get(key)
        if known is None:
            periods = self._vintages.get(key, {})
            known = tuple(periods[period][max(periods[period])] for period in sorted(periods))
            self._series[key] = known
        return known

    def vintages(self, indicator: str, unit: str, period: Period) -> Sequence[Observation]:
        """Every vintage of one period, oldest first."""
        kept = self._vintages.get((indicator, unit), {}).get(period, {})
        return tuple(kept[recorded] for recorded in sorted(kept))

    def units(self, indicator: str) -> Sequence[str]:
        """The units that have any observation, sorted; `""` among them where the whole area has."""
        return self._units.get(indicator, ())

    def series_by_unit(self, indicator: str) -> Mapping[str, Sequence[Observation]]:
        """The newest vintage of every period, oldest period first, by unit."""
        known = self._by_unit.get(indicator)
        if known is None:
            known = {unit: tuple(self.series(indicator, unit)) for unit in self.units(indicator)}
            self._by_unit[indicator] = known
        return known

    def revised_units(self, indicator: str) -> Collection[str]:
        """Units of whose newest period there is more than one vintage."""
        known = self._revised.get(indicator)
        if known is None:
            known = self._revised[indicator] = frozenset(
                unit
                for unit in self.units(indicator)
                if len((periods := self._vintages[(indicator, unit)])[max(periods)]) > 1
            )
        return known
