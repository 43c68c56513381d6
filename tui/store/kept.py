"""The history in a database as assessment sees it: read once where it is small, series by series where it is not.

Vintages are only ever added, so a history is a moment of the store without a transaction that stays open: it remembers
the last row that was there and never looks beyond it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from decimal import Decimal
from functools import partial
from importlib import import_module
from sys import intern
from types import ModuleType
from typing import Final

from tui.model.observation import Observation, Provenance
from tui.model.period import Period
from tui.store.connection import Connection
from tui.store.gathering import Gathered, Row, by_period, in_order, newest_of, series_of
from tui.store.rows import FIGURE, instant, instant_text, origin

__all__ = ["Kept", "RowReader", "entries"]

SMALL: Final = 5000
"""Rows up to which one query for everything is quicker than one for each series: about 10 ms."""

_LOCATOR: Final = Provenance._fields.index("locator")

_EVER: Final = "9999-12-31T23:59:59.999999Z"

_TOP: Final = "SELECT coalesce(max(id), 0) FROM vintage"
_COUNT: Final = (
    "SELECT (SELECT coalesce(max(id), 0) FROM vintage), (SELECT coalesce(max(tick), 0) FROM pruning), "
    "(SELECT coalesce(max(series), 0) FROM latest)"
)
_ROWS: Final = (
    "SELECT latest.unit, vintage.period, vintage.recorded, vintage.value, vintage.op, vintage.flag, "
    "vintage.numerator, vintage.denominator, vintage.source, vintage.origin, vintage.locator, vintage.tick "
    "FROM vintage JOIN latest ON latest.series = vintage.series"
)
_ALL: Final = " ".join(
    (_ROWS.replace("SELECT", "SELECT latest.indicator,"), "WHERE vintage.recorded <= ? ORDER BY vintage.id")
)
_OF_ONE: Final = " ".join(
    (
        _ROWS,
        "WHERE latest.indicator = ? AND vintage.id <= ? AND vintage.recorded <= ?",
        "ORDER BY latest.unit, vintage.series, vintage.period, vintage.recorded, vintage.id",
    )
)
"""In the order in which an index has them."""
_ENTRIES: Final = " ".join((_ROWS, "WHERE latest.indicator = ? ORDER BY vintage.id"))
_HEAD: Final = " ".join(("SELECT series, vintage, unit,", FIGURE, "FROM latest WHERE indicator = ? AND unit = ?"))
_ONLY_OF_ONE: Final = " ".join(("SELECT unit,", FIGURE, "FROM latest WHERE indicator = ? ORDER BY unit"))
"""The same, where no series has more than one, and all are seen."""
_CHANGED: Final = (
    "SELECT DISTINCT latest.indicator, latest.unit FROM vintage JOIN latest ON latest.series = vintage.series "
    "WHERE vintage.id > ? AND vintage.id <= ?"
)
_SERIES: Final = " ".join(("SELECT", FIGURE, "FROM vintage WHERE series = ? AND id <= ? AND recorded <= ? ORDER BY id"))
_Key = tuple[str, str]

_OPEN: Final = 8
"""Indicators of a large history whose figures are held ready: a screen shows those of one or two."""

_new: Final = tuple.__new__
"""What `_make` does, at two thirds of its cost: two records are made for every figure of every snapshot."""


def entries(connection: Connection, indicator: str) -> tuple[Observation, ...]:
    """All rows of an indicator in the order in which they entered, also those that a later one replaced."""
    rows = connection.execute(_ENTRIES, (indicator,)).fetchall()
    return tuple(RowReader(connection).observations(indicator, rows))


class _Periods(dict[str, Period]):
    """Periods by their texts; each is parsed once."""

    def __missing__(self, text: str) -> Period:
        period = self[text] = Period.parse(text)
        return period


class _Instants(dict[str, datetime]):
    """Instants by their texts; each is parsed once."""

    def __missing__(self, text: str) -> datetime:
        at = self[text] = instant(text)
        return at


class _Ticks(dict[int, datetime]):
    """When ticks entered, by their numbers; each is read once."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, tick: int) -> datetime:
        (text,) = self._connection.execute("SELECT at FROM tick WHERE id = ?", (tick,)).fetchone()
        at = self[tick] = instant(text)
        return at


class _Origins(dict[int, tuple[tuple[object, ...], tuple[object, ...]]]):
    """What figures share of their provenance: all before the locator, and all behind it; each is read once."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, number: int) -> tuple[tuple[object, ...], tuple[object, ...]]:
        (text,) = self._connection.execute("SELECT text FROM origin WHERE id = ?", (number,)).fetchone()
        return self.keep(number, text)

    def keep(self, number: int, text: str) -> tuple[tuple[object, ...], tuple[object, ...]]:
        """Know what a text says."""
        shared = origin(text)
        known = self[number] = (shared[1:_LOCATOR], shared[_LOCATOR + 1 :])
        return known


class RowReader:
    """Turns rows into observations; what many rows share is read and parsed once."""

    __slots__ = ("_connection", "_instants", "_origins", "_ticks", "periods")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.periods = _Periods()
        self._instants = _Instants()
        self._origins = _Origins(connection)
        self._ticks = _Ticks(connection)

    def observation(self, indicator: str, row: Row) -> Observation:
        """The observation of a unit and the columns of `FIGURE`."""
        return next(self.observations(indicator, (row,)))

    def observations(self, indicator: str, rows: Iterable[Row]) -> Iterator[Observation]:
        """The observations of such rows of one indicator, one after the other; equal texts are held once."""
        periods, instants, ticks, origins = self.periods, self._instants, self._ticks, self._origins
        for (
            unit,
            period,
            recorded,
            value,
            op,
            flag,
            numerator,
            denominator,
            source,
            shared,
            locator,
            tick,
        ) in rows:
            before, behind = origins[shared]
            figure = (
                indicator,
                intern(unit),
                periods[period],
                None if value is None else Decimal(value),
                intern(op),
                flag,
                None if numerator is None else Decimal(numerator),
                None if denominator is None else Decimal(denominator),
                instants[recorded],
                ticks[tick],
                _new(Provenance, (intern(source), *before, intern(locator), *behind)),
            )
            yield _new(Observation, figure)

    def enter(self, tick: int, at: datetime) -> None:
        """Know of a tick before it is written."""
        self._ticks[tick] = at

    def look_ahead(self) -> None:
        """Read at once what the rows refer to."""
        self._ticks.update((row[0], instant(row[1])) for row in self._connection.execute("SELECT id, at FROM tick"))
        for number, text in self._connection.execute("SELECT id, text FROM origin"):
            self._origins.keep(number, text)


class Kept:
    """What a store knows at one moment, together with the figures of the file."""

    def __init__(
        self,
        connection: Connection,
        errors: AbstractContextManager[None],
        known_by: datetime | None,
        also: Iterable[Observation] = (),
        *,
        begin: str = "BEGIN",
        far: bool = False,
        lean: bool = False,
    ) -> None:
        """Read everything where that is little.

        Args:
            connection: Kept for what is read later.
            errors: A context in which what the database says becomes a StoreError; entered for every query.
            known_by: Vintages after this instant are not seen; `None` sees all.
            also: Figures of the file.
            begin: The statement that begins a transaction in which nothing moves.
            far: Every query costs a way over a network.
            lean: Hold what was read folded, where there is much: for who lasts.
        """
        self._connection = connection
        self._errors = errors
        self._reader = RowReader(connection)
        self._known_by = _EVER if known_by is None else instant_text(known_by)
        self._also: dict[str, dict[str, list[Observation]]] = {}
        for seen in also:
            if known_by is None or seen.recorded <= known_by:
                self._also.setdefault(seen.indicator, {}).setdefault(seen.unit, []).append(seen)
        self._rows: dict[str, dict[str, list[Row]]] = {}
        """All rows by indicator and unit, where they are few."""
        self._heads: dict[_Key, Row | None] = {}
        """The newest vintages of the series that were asked for one by one, where there are many."""
        self._vintages: dict[_Key, dict[Period, list[Observation]]] = {}
        self._series: dict[_Key, tuple[Observation, ...]] = {}
        self._gathered: dict[str, Gathered] = {}
        """Those that were asked for as a whole; of a large history that is to be held lean, the last few of them."""
        self._folded: dict[str, bytes] = {}
        """All rows of the indicators that were asked for as a whole, of a large history that is to be held lean."""
        self._units: dict[str, list[str]] = {}
        with errors:
            self._begin(begin, far)
        self._folds = lean and not self._whole

    def _begin(self, begin: str, far: bool) -> None:
        """Fix the moment, and read all rows if they are few."""
        self._connection.execute(begin)
        try:
            self._top, self._pruned, series = self._connection.execute(_COUNT).fetchone()
            self._is_single = self._top == series and self._known_by == _EVER
            """No series has more than one figure, and all are seen."""
            self._whole = self._top <= SMALL
            if self._whole:
                for row in self._connection.execute(_ALL, (self._known_by,)):
                    self._rows.setdefault(row[0], {}).setdefault(row[1], []).append(row[1:])
                if far:
                    self._reader.look_ahead()
        finally:
            self._connection.execute("COMMIT")

    def latest(self, indicator: str, unit: str = "") -> Observation | None:
        """The newest vintage of the newest period, or `None`."""
        if indicator in self._gathered:
            known = self._gathered[indicator].series.get(unit, ())
            return known[-1] if known else None
        head = self._head_of((indicator, unit))
        if head is not None and self._shows(head) and unit not in self._also.get(indicator, ()):
            with self._errors:
                return self._reader.observation(indicator, head[2:])
        series = self.series(indicator, unit)
        return series[-1] if series else None

    def series(self, indicator: str, unit: str = "") -> Sequence[Observation]:
        """The newest vintage of every period, oldest period first."""
        gathered = self._gathered.get(indicator)
        if gathered is None and indicator in self._folded:
            gathered = self._all(indicator)
        if gathered is not None:
            return gathered.series.get(unit, ())
        key = (indicator, unit)
        known = self._series.get(key)
        if known is None:
            known = self._series[key] = newest_of(self._read(key))
        return known

    def vintages(self, indicator: str, unit: str, period: Period) -> Sequence[Observation]:
        """Every vintage of one period, oldest first."""
        if not self._whole and (indicator in self._gathered or indicator in self._folded):
            known = self._all(indicator)
            if unit not in known.several:
                return tuple([seen for seen in known.series.get(unit, ()) if seen.period == period])
        return tuple(self._read((indicator, unit)).get(period, ()))

    def series_by_unit(self, indicator: str) -> Mapping[str, Sequence[Observation]]:
        """The newest vintage of every period, oldest period first, by unit."""
        return self._all(indicator).series

    def revised_units(self, indicator: str) -> Collection[str]:
        """Units of whose newest period there is more than one vintage."""
        return self._all(indicator).revised

    def units(self, indicator: str) -> Sequence[str]:
        """The units that have any observation, sorted; `""` among them where the whole area has."""
        if not self._whole:
            return list(self._all(indicator).series)
        known = self._units.get(indicator)
        if known is None:
            found = {*self._rows.get(indicator, ()), *self._also.get(indicator, ())}
            known = self._units[indicator] = sorted(found)
        return known

    def is_of(self, other: "Kept") -> bool:
        """Whether two histories were read from the same file."""
        return self._connection is other._connection

    def changed_since(self, before: "Kept") -> frozenset[_Key] | None:
        """Indicator and unit of every series that has a vintage which an earlier history of the store had not.

        Returns:
            `None` where vintages were dropped in between.
        """
        if self._pruned != before._pruned:
            return None
        with self._errors:
            changed = frozenset(self._connection.execute(_CHANGED, (before._top, self._top)))
        if self._folds and self._known_by == before._known_by:
            anew = {indicator for indicator, _ in changed}
            self._folded |= {each: rows for each, rows in before._folded.items() if each not in anew}
        return changed

    def _head_of(self, key: _Key) -> Row | None:
        """The row of `_HEAD`; `None` where there is none, or where all rows were read."""
        if self._whole:
            return None
        if key not in self._heads:
            with self._errors:
                self._heads[key] = self._connection.execute(_HEAD, key).fetchone()
        return self._heads[key]

    def _shows(self, head: Row) -> bool:
        """Whether the newest vintage of all was there, and known, at this history's moment."""
        return bool(head[1] <= self._top and head[4] <= self._known_by)

    def _all(self, indicator: str) -> Gathered:
        """All series of an indicator."""
        known = self._gathered.get(indicator)
        if known is None:
            known = self._gather(indicator)
            if self._folds and len(self._gathered) >= _OPEN:
                self._gathered = {}
            self._gathered[indicator] = known
        return known

    def _gather(self, indicator: str) -> Gathered:
        with self._errors:
            found = self._gathered_from(indicator)
            if self._is_single and not self._whole:
                # Asked last: what was read is of this history's moment if nothing was added until now.
                self._is_single = self._connection.execute(_TOP).fetchone()[0] == self._top
                if not self._is_single:
                    self._folded.pop(indicator, None)
                    found = self._gathered_from(indicator)
            return found

    def _gathered_from(self, indicator: str) -> Gathered:
        rows: Iterable[Row]
        if self._whole:
            rows = [row for unit in self._rows.get(indicator, {}).values() for row in sorted(unit, key=in_order)]
        else:
            rows = self._all_rows(indicator)
        also, read = self._also.get(indicator, {}), partial(self._reader.observations, indicator)
        if self._is_single and not self._whole and not also:
            return Gathered({seen[1]: (seen,) for seen in read(rows)}, frozenset(), frozenset())
        return series_of(rows, also, read)

    def _all_rows(self, indicator: str) -> Iterable[Row]:
        """All rows of an indicator, read at once."""
        if indicator in self._folded:
            unfolded: Sequence[Row] = _folding().unfold(self._folded[indicator])
            return unfolded
        if self._is_single:
            rows = self._connection.execute(_ONLY_OF_ONE, (indicator,))
        else:
            rows = self._connection.execute(_OF_ONE, (indicator, self._top, self._known_by))
        if self._folds:
            kept = rows.fetchall()
            self._folded[indicator] = _folding().fold(kept)
            return kept
        return rows

    def _read(self, key: _Key) -> dict[Period, list[Observation]]:
        """All vintages of a series by period, oldest first, each instant once."""
        known = self._vintages.get(key)
        if known is None:
            with self._errors:
                known = self._vintages[key] = self._read_anew(*key)
        return known

    def _read_anew(self, indicator: str, unit: str) -> dict[Period, list[Observation]]:
        rows: Iterable[Row] = self._rows.get(indicator, {}).get(unit, ())
        head = self._head_of((indicator, unit))
        if head is not None:
            found = self._connection.execute(_SERIES, (head[0], self._top, self._known_by))
            rows = [(unit, *row) for row in found]
        also = self._also.get(indicator, {}).get(unit, ())
        return by_period((*also, *self._reader.observations(indicator, rows)))


def _folding() -> ModuleType:
    # Deferred: 0.4 ms, for large histories alone.
    return import_module("tui.store.folded")
