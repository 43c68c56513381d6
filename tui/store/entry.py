"""What of a tick is news, figure by figure: worked out on rows, because most figures of most ticks say nothing new.

A row here is one of `SEALED`, or the beginning of one, up to the unit.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final

from tui.model.observation import Observation, Provenance
from tui.model.period import Period
from tui.store.connection import Connection
from tui.store.contract import Change
from tui.store.kept import RowReader
from tui.store.news import decisive
from tui.store.rows import FIGURE, instant_text, origin_text

__all__ = ["Entry"]

_Row = Sequence[Any]

_ID, _SERIES, _PERIOD, _RECORDED, _SOURCE, _UNIT = 0, 1, 2, 3, 9, 13
"""Places in a row."""
_ORDER: Final = itemgetter(_RECORDED, _ID)
"""In which vintages of one period came to be known."""
_FIGURE: Final = slice(2, 13)
_SAID: Final = slice(4, 9)
"""Value, operator, flag, numerator and denominator in a row."""
_LOCATOR: Final = Provenance._fields.index("locator")
"""Its place; the source comes first. Both have columns of their own, the rest is shared."""
_BEFORE: Final = slice(1, _LOCATOR)
_BEHIND: Final = slice(_LOCATOR + 1, None)
_ENTERED: Final = Observation._fields.index("entered")
_MANY: Final = 50
"""Figures of one indicator from which on its series are looked up all at once."""

_HEADS: Final = " ".join(("SELECT vintage, series,", FIGURE, ", unit FROM latest WHERE indicator = ?"))
_HEAD: Final = " ".join((_HEADS, "AND unit = ?"))
_KNOWN: Final = " ".join(("SELECT id, series,", FIGURE, "FROM vintage WHERE series = ? AND period >= ?"))
_ADD_ORIGIN: Final = "INSERT INTO origin (id, text) SELECT coalesce(max(id), 0) + 1, ? FROM origin RETURNING id"


class _PeriodTexts(dict[Period, str]):
    """The texts of periods; most figures of a tick are about the same few."""

    def __missing__(self, period: Period) -> str:
        text = self[period] = period.text
        return text


class _InstantTexts(dict[datetime, str]):
    """The texts of instants."""

    def __missing__(self, at: datetime) -> str:
        text = self[at] = instant_text(at)
        return text


class Entry:
    """What one tick adds."""

    def __init__(self, connection: Connection, tick: int, at: datetime, observations: Sequence[Observation]) -> None:
        """Find what is news.

        Args:
            connection: Within a transaction that may write.
            tick: The number that the tick will have.
            at: When its figures enter.
            observations: Its figures, each series, period and vintage once.
        """
        self._connection = connection
        self._reader = RowReader(connection)
        self._reader.enter(tick, at)
        self._tick = tick
        self._at = at
        self._observations = observations
        (self._known,) = connection.execute("SELECT coalesce(max(id), 0) FROM vintage").fetchone()
        """The highest id that a figure had before this tick."""
        (self._known_series,) = connection.execute("SELECT coalesce(max(series), 0) FROM latest").fetchone()
        self._heads: dict[str, dict[str, _Row]] = {}
        """By indicator and unit: the newest vintage of the newest period."""
        self._periods = _PeriodTexts()
        self._instants = _InstantTexts()
        self._origins: dict[tuple[object, ...], tuple[int, str]] = {}
        self._index: dict[tuple[int, str], list[_Row]] | None = None
        """By series and period: all that is known, once a figure asked that does not follow its series' newest one."""
        self._read: set[int] = set()
        """The series of which the index has the figures before this tick."""
        self._floors: dict[str, str] = {}
        """The first period of each indicator that this tick tells of."""
        self.rows: list[_Row] = []
        """What is news, in the order of the tick."""
        self.fresh: dict[int, _Row] = {}
        """The newest figures of the series that nobody knew before, by series and in their order."""
        self.moved: dict[int, _Row] = {}
        """... of the series that were known, where they changed."""
        self._news: list[tuple[_Row | None, Observation]] = []
        self._look_ahead()
        self._sift()

    @property
    def changes(self) -> tuple[Change, ...]:
        """The vintages that are added, in the order of the tick."""
        # By position: this is done for every figure, and names cost four times as much.
        read = self._reader.observation
        entered = (self._at,)
        return tuple(
            [
                Change._make(
                    (
                        None if old is None else read(seen[0], (seen[1], *old[_FIGURE])),
                        Observation._make(seen[:_ENTERED] + entered + seen[_ENTERED + 1 :]),
                    )
                )
                for old, seen in self._news
            ]
        )

    def _look_ahead(self) -> None:
        """Read the newest figures of all series that the tick speaks of; of many series of an indicator at once."""
        counts = Counter([seen.indicator for seen in self._observations])
        for indicator, count in counts.items():
            rows = self._connection.execute(_HEADS, (indicator,)) if count >= _MANY else ()
            self._heads[indicator] = {row[_UNIT]: row for row in rows}
        few = {indicator for indicator, count in counts.items() if count < _MANY}
        for indicator, unit in {seen[:2] for seen in self._observations if few and seen.indicator in few}:
            row = self._connection.execute(_HEAD, (indicator, unit)).fetchone()
            if row is not None:
                self._heads[indicator][unit] = row

    def _sift(self) -> None:
        """Go over the figures once; those that are news become rows."""
        every_head, periods, instants, tick = self._heads, self._periods, self._instants, self._tick
        vintage, newest, old_series = self._known, self._known_series, self._known_series
        parsed, fresh, moved = self._reader.periods, self.fresh, self.moved
        before, behind, origin, told = None, None, 0, ""
        for seen in self._observations:
            indicator, unit, period, value, op, flag, numerator, denominator, recorded, _, provenance = seen
            text, at, source = periods[period], instants[recorded], provenance[0]
            said = (
                None if value is None else str(value),
                op,
                flag,
                None if numerator is None else str(numerator),
                None if denominator is None else str(denominator),
            )
            heads = every_head[indicator]
            head = heads.get(unit)
            if head is None:
                newest += 1
                series, old, leads = newest, None, True
            else:
                series = head[_SERIES]
                if text == head[_PERIOD] and head[_RECORDED] <= at and source == head[_SOURCE]:
                    old, decider, leads = head, head, True  # what nearly every figure does: no query is needed
                elif parsed[head[_PERIOD]] < period:
                    old, decider, leads = None, None, True
                else:
                    old, decider, leads = self._beside(head, seen, text, at)
                if decider is not None and _says_same(said, decider[_SAID]):
                    continue
            if provenance[_BEFORE] != before or provenance[_BEHIND] != behind:
                before, behind = provenance[_BEFORE], provenance[_BEHIND]
                origin, told = self._origin(provenance)
            vintage += 1
            place = provenance[_LOCATOR]
            row = (vintage, series, text, at, *said, source, origin, place, tick, unit, indicator, told)
            self.rows.append(row)
            self._news.append((old, seen))
            if self._index is not None:
                self._index.setdefault((series, text), []).append(row)
            if leads:
                heads[unit] = row
                (fresh if series > old_series else moved)[series] = row

    def _beside(self, head: _Row, seen: Observation, text: str, at: str) -> tuple[_Row | None, _Row | None, bool]:
        """How a figure stands that speaks of an older period, of an older vintage, or for another source.

        Returns:
            The newest vintage of its period; the one that it must differ from to be news; and whether it is newer than
            the newest figure of its series.
        """
        known = self._known_of(head, seen.indicator, text)
        basis = decisive(at, seen.provenance.source, [(row[_RECORDED], row[_SOURCE]) for row in known])
        leads = text == head[_PERIOD] and head[_RECORDED] <= at
        return known[-1] if known else None, None if basis is None else known[basis], leads

    def _known_of(self, head: _Row, indicator: str, text: str) -> list[_Row]:
        """All vintages of a period, oldest first, those of this tick included."""
        if self._index is None:
            self._index = {}
            for row in self.rows:
                self._index.setdefault((row[_SERIES], row[_PERIOD]), []).append(row)
            for seen in self._observations:
                first = self._periods[seen.period]
                self._floors[seen.indicator] = min(first, self._floors.get(seen.indicator, first))
        series = head[_SERIES]
        if series <= self._known_series and series not in self._read:
            self._read.add(series)
            for row in self._connection.execute(_KNOWN, (series, self._floors[indicator])):
                self._index.setdefault((series, row[_PERIOD]), []).append(row)
        return sorted(self._index.get((series, text), ()), key=_ORDER)

    def _origin(self, provenance: Provenance) -> tuple[int, str]:
        """The id and the text of what the figures of a reading share."""
        shared = (provenance[_BEFORE], provenance[_BEHIND])
        known = self._origins.get(shared)
        if known is None:
            text = origin_text(provenance)
            row = self._connection.execute("SELECT id FROM origin WHERE text = ?", (text,)).fetchone()
            if row is None:
                row = self._connection.execute(_ADD_ORIGIN, (text,)).fetchone()
            known = self._origins[shared] = (row[0], text)
        return known


def _says_same(said: _Row, other: _Row) -> bool:
    """Whether two figures are the same, digit for digit or as numbers (`Observation.says_same`)."""
    if said == other:
        return True
    value, op, flag, numerator, denominator = said
    return bool(
        (op, flag) == (other[1], other[2])
        and _is_same(value, other[0])
        and _is_same(numerator, other[3])
        and _is_same(denominator, other[4])
    )


def _is_same(number: str | None, other: str | None) -> bool:
    return number == other or (number is not None and other is not None and Decimal(number) == Decimal(other))
