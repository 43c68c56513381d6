"""Rows of many units gathered into series: the newest vintage of every period of each, and who was revised."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from tui.model.observation import Observation
from tui.model.period import Period
from tui.named import NamedTuple

__all__ = ["Gathered", "Row", "by_period", "in_order", "newest_of", "series_of"]

Row = Sequence[Any]
"""Unit, and the columns of a figure."""

_UNIT, _PERIOD, _RECORDED = 0, 1, 2
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
    rows: Iterable[Row],
    also: Mapping[str, Sequence[Observation]],
    read: Callable[[Iterable[Row]], Iterable[Observation]],
) -> Gathered:
    """The series that rows hold, together with figures of the file.

    Args:
        rows: Unit by unit, of each period by period, of these by vintage and the order in which they entered.
        also: Figures of the file, by unit.
        read: Makes observations; only of the newest vintages, where the file says nothing.
    """
    every: dict[str, list[Row]] = {unit: [] for unit in also}
    several: dict[str, set[str]] = {}
    series: dict[str, tuple[Observation, ...]] = {}
    for seen in read(_newest(_set_aside(rows, every) if also else rows, several)):
        unit = seen.unit
        series[unit] = (*series[unit], seen) if unit in series else (seen,)
    for unit, found in series.items():
        if len(found) > 1:
            series[unit] = tuple(sorted(found, key=_period))
    revised = {unit for unit, periods in several.items() if series[unit][-1].period.text in periods}
    for unit, said in also.items():
        vintages = by_period((*said, *read(every[unit])))
        series[unit] = newest_of(vintages)
        if len(vintages[series[unit][-1].period]) > 1:
            revised.add(unit)
    order = sorted(series)
    if order != list(series):
        series = {unit: series[unit] for unit in order}
    return Gathered(series, frozenset(revised), frozenset((*several, *also)))


def _set_aside(rows: Iterable[Row], every: Mapping[str, list[Row]]) -> Iterator[Row]:
    """The rows of units of which the file says nothing; those of the others are put into their lists."""
    for row in rows:
        if row[_UNIT] in every:
            every[row[_UNIT]].append(row)
        else:
            yield row


def _newest(rows: Iterable[Row], several: dict[str, set[str]]) -> Iterator[Row]:
    """The newest vintage of every unit and period; the periods of which there are more are kept in `several`."""
    held: Row = ()
    for row in rows:
        if held:
            if row[_PERIOD] != held[_PERIOD] or row[_UNIT] != held[_UNIT]:
                yield held
            elif row[_RECORDED] != held[_RECORDED]:
                several.setdefault(row[_UNIT], set()).add(row[_PERIOD])
        held = row
    if held:
        yield held


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
