"""Rows of many units gathered into series: the newest vintage of every period of each, and who was revised."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from tui.model.observation import Observation
from tui.model.period import Period

__all__ = ["Gathered", "Row", "by_period", "in_order", "newest_of", "series_of"]

Row = Sequence[Any]
"""Indicator, unit, and the columns of a figure."""

_UNIT, _PERIOD, _RECORDED = 1, 2, 3
"""Places in a row."""


class Gathered(NamedTuple):
    """All series of an indicator."""

    series: dict[str, tuple[Observation, ...]]
    """By unit, sorted: the newest vintage of every period, oldest period first."""
    revised: frozenset[str]
    """Units of whose newest period there is more than one vintage."""
    several: frozenset[str]
    """Units of some of whose periods there is more than one vintage, or of which the file says something."""


def in_order(row: Row) -> tuple[str, str]:
    """Sorts the rows of a unit, which come in the order in which they entered, as `series_of` wants them."""
    return row[_PERIOD], row[_RECORDED]


def series_of(
    rows: Iterable[Row], also: Mapping[str, Sequence[Observation]], read: Callable[[Row], Observation]
) -> Gathered:
    """The series that rows hold, together with figures of the file.

    Args:
        rows: Unit by unit, of each period by period, of these by vintage and the order in which they entered.
        also: Figures of the file, by unit.
        read: Makes an observation; only of the newest vintages, where the file says nothing.
    """
    newest, several = _newest_rows(rows)
    series: dict[str, tuple[Observation, ...]] = {}
    revised = {
        unit for unit, periods in several.items() if unit not in also and _newest_period(newest[unit]) in periods
    }
    every: dict[str, list[Row]] = {unit: [] for unit in also}
    for row in rows if also else ():
        if row[_UNIT] in every:
            every[row[_UNIT]].append(row)
    for unit in sorted({*newest, *also}) if also else sorted(newest):
        if unit in also:
            vintages = by_period((*also[unit], *map(read, every[unit])))
            series[unit] = newest_of(vintages)
            if len(vintages[series[unit][-1].period]) > 1:
                revised.add(unit)
        elif len(newest[unit]) > 1:
            series[unit] = tuple(sorted(map(read, newest[unit]), key=_period))
        else:
            series[unit] = (read(newest[unit][0]),)
    return Gathered(series, frozenset(revised), frozenset((*several, *also)))


def _newest_rows(rows: Iterable[Row]) -> tuple[dict[str, list[Row]], dict[str, set[str]]]:
    """The newest vintage of every period by unit; and, by unit, the periods with more than one vintage."""
    newest: dict[str, list[Row]] = {}
    several: dict[str, set[str]] = {}
    unit = period = None
    held: list[Row] = []
    for row in rows:
        if row[_UNIT] != unit:
            unit, period = row[_UNIT], row[_PERIOD]
            newest[unit] = held = [row]
        elif row[_PERIOD] != period:
            period = row[_PERIOD]
            held.append(row)
        else:
            if row[_RECORDED] != held[-1][_RECORDED]:
                several.setdefault(row[_UNIT], set()).add(row[_PERIOD])
            held[-1] = row
    return newest, several


def _newest_period(rows: Sequence[Row]) -> str:
    return max((Period.parse(row[_PERIOD]), str(row[_PERIOD])) for row in rows)[1]


def by_period(vintages: Sequence[Observation]) -> dict[Period, list[Observation]]:
    """Vintages by period, oldest first; of two of the same instant the later one in the list counts."""
    periods: dict[Period, list[Observation]] = {}
    for seen in sorted(vintages, key=_recorded):
        earlier = periods.setdefault(seen.period, [])
        if earlier and earlier[-1].recorded == seen.recorded:
            earlier[-1] = seen
        else:
            earlier.append(seen)
    return periods


def newest_of(vintages: Mapping[Period, Sequence[Observation]]) -> tuple[Observation, ...]:
    """The newest vintage of every period, oldest period first."""
    return tuple([vintages[period][-1] for period in (sorted(vintages) if len(vintages) > 1 else vintages)])


def _recorded(seen: Observation) -> datetime:
    return seen.recorded


def _period(seen: Observation) -> Period:
    return seen.period
