"""Documents become observations: every map of a source over its rows, or an error that names the place.

A map's rows either all become what they say, or the reading fails: a table with one bad figure in it is not a shorter
table.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Context, Decimal
from types import MappingProxyType
from typing import Final, TypeVar

from tui.errors import Message, SourceError
from tui.model.observation import Observation, ObservationOp, Provenance
from tui.model.period import Period
from tui.model.source import Source, SourceMap
from tui.named import NamedTuple
from tui.reading import clean
from tui.sources.conflict import conflict
from tui.sources.document import Part
from tui.sources.grid import Joined
from tui.sources.row import FIELDS, DocumentRow, rows_of
from tui.sources.value import flag_of, instant_of, is_blank, period_of, quantity_of, text_of

__all__ = ["Mapped", "mapped"]

AHEAD: Final = timedelta(minutes=5)
"""How far a source's clock may be ahead of ours (robustness H14)."""

_INDICATOR: Final = re.compile(r"[a-z0-9_.]+")
_EXACT: Final = Context(prec=100)
_WITHOUT_VALUE: Final = "O"
"""SDMX CL_OBS_STATUS: missing value."""
_UNVALIDATED: Final = "V"

_LONGEST_NAME: Final = 200
_OPTIONAL: Final = frozenset({"flag", "recorded", "note", "document", "section"})
"""Fields that a row of a tree may lack."""

T = TypeVar("T")
_Key = tuple[str, str, Period, datetime]


class Mapped(NamedTuple):
    """What a document says."""

    observations: tuple[Observation, ...]
    """By map, then in document order; no two of one series, period and vintage."""
    ahead: bool
    """Some figure claims to have been recorded in the future; it was flagged V, and recorded now."""
    origins: tuple[str, ...] = ()
    """Of a snapshot: the dashboards whose figures are in it."""
    written: datetime | None = None
    """Of a snapshot: when it was taken, aware UTC."""
    named: Mapping[str, Message | str] = MappingProxyType({})
    """As of the reading."""
    switches: Mapping[str, Message] = MappingProxyType({})
    """As of the reading."""


def mapped(source: Source, parts: Sequence[Part], now: datetime) -> Mapped:
    """The observations of an answer.

    Args:
        source: Its maps, and how it writes numbers.
        parts: The documents that the whole answer consists of; where the source declares an order, in that order.
        now: The moment of retrieval, aware UTC; the vintage of figures that carry no date of their own.

    Raises:
        SourceError: Something is not where a map says, or not what it should be, or stands twice.
    """
    found: dict[_Key, Observation] = {}
    named: dict[str, Message | str] = {}
    switches: dict[str, Message] = {}
    ahead = False
    # In a declared order each part speaks for itself, and a later one outranks; else all of them are one document.
    for together in [[part] for part in parts] if source.order else [parts]:
        agreed: dict[_Key, Observation] = {}
        for mapping in source.maps:
            reader = _Map(source, mapping, now)
            for seen in reader.observations(together):
                key = (seen.indicator, seen.unit, seen.period, seen.recorded)
                if not agreed.setdefault(key, seen).says_same(seen):
                    raise conflict(agreed[key], seen)
            ahead = ahead or reader.ahead
            named = reader.named | named
            switches = reader.switches | switches
        for key in agreed:
            found.pop(key, None)
        found.update(agreed)
    return Mapped(tuple(found.values()), ahead, named=named, switches=switches)


class _Map:
    """One map at work."""

    def __init__(self, source: Source, mapping: SourceMap, now: datetime) -> None:
        if mapping.value.startswith("$") and not mapping.rows and mapping.take != "each":
            # A path to many figures, of which one is made: each is a row of its own.
            mapping = mapping._replace(rows=mapping.value, value="@")
        self._source = source
        self._map = mapping
        self._places: dict[str, str] = {name: place for name in FIELDS if (place := getattr(mapping, name))}
        self._now = now
        self.ahead = False
        self.named: dict[str, Message | str] = {}
        self.switches: dict[str, Message] = {}
        self._switch: Message | None = None
        """What to say of a switch in the row at hand."""
        self._provenance = Provenance(
            source=source.id,
            document=source.document,
            publisher=source.publisher,
            published=source.published,
            retrieved=now,
        )

    def observations(self, parts: Sequence[Part]) -> Iterable[Observation]:
        """What the map makes of documents, one after another."""
        rows = self._rows(parts)
        match self._map.take:
            case "each":
                return [seen for row in rows if (seen := self._observation(row)) is not None]
            case "last":
                said = [seen for row in rows if (seen := self._observation(row)) is not None]
                return [group[-1] for group in _groups(said)]
            case "sum":
                return [_sum(group) for group in _groups(map(self._summand, rows))]
            case _:
                return self._counted(rows)

    def _rows(self, parts: Sequence[Part]) -> Iterator[DocumentRow]:
        for part in parts:
            self._provenance = self._provenance._replace(sha256=part.sha256)
            yield from rows_of(part, self._map)

    def _observation(self, row: DocumentRow) -> Observation | None:
        """What a row says; `None` where it gives neither a value nor a reason why there is none."""
        self._switch = None
        op, value = self._quantity(row, "value") or ("eq", None)
        numerator, denominator = self._count(row, "numerator"), self._count(row, "denominator")
        flag = self._parsed(row, "flag", flag_of, "source.map.not_flag")
        if flag == "A" and value is None and (numerator is None or denominator is None):
            return None
        seen = self._framed(row, flag)._replace(value=value, op=op, numerator=numerator, denominator=denominator)
        if self._switch is not None:
            self.switches.setdefault(seen.indicator, self._switch)
        return seen

    def _summand(self, row: DocumentRow) -> Observation:
        """What a row adds to a sum.

        Raises:
            SourceError: It is a bound: how bounds add up is not for a source to say.
        """
        seen = self._observation(row)
        if seen is None:
            return self._framed(row, _WITHOUT_VALUE)
        if seen.op != "eq":
            raise SourceError("source.map.bound", at=self._at(row, "value"), text=self._shown(row, "value"))
        return seen

    def _counted(self, rows: Iterator[DocumentRow]) -> Iterator[Observation]:
        """The number of rows by indicator, unit and period; rows whose value is blank are not counted.

        Where a map fixes all three, no row at all is a count of 0: the document is there, and nothing is in it.
        """
        counted = [
            self._framed(row, self._parsed(row, "flag", flag_of, "source.map.not_flag"))
            for row in rows
            if not self._map.value or not is_blank(row.value(self._map.value), self._source)
        ]
        for group in _groups(counted):
            yield _joined(group)._replace(value=Decimal(len(group)))
        fixed = self._map.const
        if not counted and self._map.indicator and "period" in fixed and not self._map.unit:
            unit = clean(fixed.get("unit", ""), _LONGEST_NAME)
            yield Observation(
                self._map.indicator,
                unit,
                period_of(fixed["period"]),
                Decimal(0),
                recorded=self._now,
                provenance=self._provenance._replace(locator=self._map.rows),
            )

    def _framed(self, row: DocumentRow, flag: str) -> Observation:
        """All that a row says but its figures."""
        recorded = self._recorded(row)
        if recorded > self._now + AHEAD:
            self.ahead = True
            recorded, flag = self._now, _UNVALIDATED if flag == "A" else flag
        return Observation(
            indicator=self._map.indicator or self._indicator(row),
            unit=clean(self._text(row, "unit"), _LONGEST_NAME).strip(),
            period=self._period(row),
            value=None,
            flag=flag,
            recorded=recorded,
            provenance=self._provenance._replace(
                document=clean(self._text(row, "document")) or self._source.document,
                section=clean(self._text(row, "section")),
                note=clean(self._text(row, "note")),
                locator=row.locator(self._map.value),
            ),
        )

    def _indicator(self, row: DocumentRow) -> str:
        named = text_of(row.value(self._map.indicator_column)).strip()
        if not _INDICATOR.fullmatch(named):
            raise SourceError("source.map.not_indicator", at=row.at(self._map.indicator_column), text=clean(named, 60))
        if named not in self.named:
            self.named[named] = row.at(self._map.indicator_column)
        return named

    def _period(self, row: DocumentRow) -> Period:
        return self._parsed(row, "period", period_of, "source.map.not_period")

    def _recorded(self, row: DocumentRow) -> datetime:
        if not self._text(row, "recorded").strip():
            return self._now
        zone = self._source.timezone
        return self._parsed(row, "recorded", lambda text: instant_of(text, zone), "source.map.not_date")

    def _quantity(self, row: DocumentRow, field: str) -> tuple[ObservationOp, Decimal] | None:
        """What a row states in a field; `None` for a blank.

        Raises:
            SourceError: It is no quantity; or a blank where the document is one row, so that it was asked for alone.
        """
        value = self._given(row, field)
        if value is None and field not in self._places:
            return None
        if is_blank(value, self._source):
            if row.alone:
                raise SourceError("source.map.no_value", at=self._at(row, field))
            return None
        if isinstance(value, Joined):
            raise SourceError("source.xlsx.merged", at=self._at(row, field))
        if isinstance(value, bool):
            self._switch = Message("source.map.switch", {"at": self._at(row, field), "text": text_of(value)})
        try:
            return quantity_of(value, self._source)
        except ValueError as failed:
            raise SourceError(
                "source.map.not_number", at=self._at(row, field), text=self._shown(row, field)
            ) from failed

    def _count(self, row: DocumentRow, field: str) -> Decimal | None:
        found = self._quantity(row, field)
        if found is None:
            return None
        op, value = found
        if op != "eq":
            raise SourceError("source.map.not_number", at=self._at(row, field), text=self._shown(row, field))
        return value

    def _given(self, row: DocumentRow, field: str) -> object:
        """What a map gives for a field: a fixed text, what stands in the row, or `None` when it says nothing."""
        place = self._places.get(field)
        if place is not None:
            return row.value(place, optional=field in _OPTIONAL)
        return self._map.const.get(field)

    def _text(self, row: DocumentRow, field: str) -> str:
        given = self._given(row, field)
        return given if isinstance(given, str) else text_of(given)

    def _parsed(self, row: DocumentRow, field: str, parse: Callable[[str], T], key: str) -> T:
        text = self._text(row, field)
        try:
            return parse(text)
        except ValueError as failed:
            raise SourceError(key, at=self._at(row, field), text=clean(text, 60)) from failed

    def _at(self, row: DocumentRow, field: str) -> Message | str:
        return row.at(self._places[field]) if field in self._places else f"const.{field}"

    def _shown(self, row: DocumentRow, field: str) -> str:
        value = self._given(row, field)
        return clean(text_of(value), 60) or (
            "[\N{HORIZONTAL ELLIPSIS}]" if isinstance(value, list) else "{\N{HORIZONTAL ELLIPSIS}}"
        )


def _groups(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Observations by indicator, unit and period, in the order in which each was first met."""
    groups: dict[tuple[str, str, Period], list[Observation]] = {}
    for seen in observations:
        groups.setdefault(seen[:3], []).append(seen)
    return list(groups.values())


def _joined(group: list[Observation]) -> Observation:
    """One observation in the place of several: the newest vintage, the first flag that is not A, the whole span."""
    last = group[-1]
    where = last.provenance.locator
    if len(group) > 1:
        where = f"{group[0].provenance.locator} .. {where} ({len(group)})"
    return last._replace(
        recorded=max(seen.recorded for seen in group),
        flag=next((seen.flag for seen in group if seen.flag != "A"), "A"),
        provenance=last.provenance._replace(locator=where),
    )


def _sum(group: list[Observation]) -> Observation:
    """The sum of a group; one member without a value leaves it without one (semantics.md section 6)."""
    values, numerators, denominators = zip(
        *((seen.value, seen.numerator, seen.denominator) for seen in group), strict=True
    )
    joined = _joined(group)._replace(
        value=_total(values), numerator=_total(numerators), denominator=_total(denominators)
    )
    return joined


def _total(parts: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum, or `None` where a part is missing."""
    total = Decimal(0)
    for part in parts:
        if part is None:
            return None
        total = _EXACT.add(total, part)
    return total
