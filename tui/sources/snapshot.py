"""Another dashboard's JSON snapshot as a source: its figures become those of one unit of ours.

What is taken is what that dashboard stands for: the newest figure of each indicator for its whole area, with its
counts, bounds, flag, period and age. Nothing is taken from a snapshot of another version, of the packaged sample, or of
a dashboard that has our own figures among its sources; and no figure that fails that dashboard's own checks.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from tui.errors import SourceError
from tui.model.observation import Observation, Provenance
from tui.model.period import Period
from tui.model.source import Source, SourceMap
from tui.reading import clean
from tui.sources.document import Part
from tui.sources.mapping import AHEAD, Mapped
from tui.sources.path import Tree
from tui.sources.value import flag_of

__all__ = ["mapped"]

_SCHEMA: Final = 1
"""The version of the snapshot that is understood (`tui.exports.json`)."""
_OPS: Final = ("eq", "lt", "le", "gt", "ge", "approx")
_SAID: Final = "MHLOQ"
"""Flags that say why there is no value (SDMX CL_OBS_STATUS)."""
_UNVALIDATED: Final = "V"
_MOST_ORIGINS: Final = 20_000
_LONGEST_ORIGIN: Final = 64


def mapped(source: Source, parts: Sequence[Part], now: datetime) -> Mapped:
    """The observations of a snapshot; see `tui.sources.mapping.mapped`.

    Raises:
        SourceError: It is no snapshot of this version, or is ours; or what a map names is not there, or is counted in
            another unit.
    """
    observations: list[Observation] = []
    origins: dict[str, None] = {}
    written: list[datetime] = []
    ahead = False
    for part in parts:
        snapshot = _Snapshot(source, part, now)
        snapshot.check()
        origins.update(dict.fromkeys(snapshot.origins))
        written.append(snapshot.taken)
        observations += snapshot.observations()
        ahead = ahead or snapshot.ahead
    return Mapped(tuple(observations), ahead, tuple(origins), min(written, default=None))


class _Snapshot:
    """One snapshot, as it came."""

    def __init__(self, source: Source, part: Part, now: datetime) -> None:
        document = part.document
        root = document.root if isinstance(document, Tree) else None
        if not isinstance(root, dict) or not str(root.get("generator", "")).startswith("zhibiao "):
            raise SourceError("source.snapshot.none")
        if root.get("schema") != _SCHEMA:
            raise SourceError("source.snapshot.schema", found=clean(str(root.get("schema")), 20), known=_SCHEMA)
        self._root = root
        self._source = source
        self._now = now
        self._part = part
        self.ahead = False
        try:
            self._as_of = _instant(root["as_of"])
            self.taken = _instant(root["taken_at"]) if root.get("taken_at") else self._as_of
            self._title = clean(root["title"]["zh"] or root["title"]["en"], 200)
            self._series = {each["id"]: each for each in root["indicators"] if not each["unit"]}
            named = root.get("origins") or [root["config_sha256"][:16]]
        except (KeyError, TypeError, ValueError, AttributeError) as failed:
            raise SourceError("source.snapshot.none") from failed
        if not _are_origins(named):
            raise SourceError("source.snapshot.none")
        self.origins: list[str] = named

    def check(self) -> None:
        """See that its figures may be ours.

        Raises:
            SourceError: They are the packaged sample's, or come from ourselves.
        """
        if self._root.get("sample"):
            raise SourceError("source.snapshot.sample", title=self._title)
        if self._source.origin in self.origins:
            raise SourceError("source.snapshot.loop", title=self._title)

    def observations(self) -> Iterator[Observation]:
        """What it says of the indicators that the source maps."""
        found = False
        for mapping in self._source.maps:
            series = self._series.get(mapping.theirs)
            if series is None:
                if not mapping.optional:
                    raise SourceError("source.map.not_found", at=clean(mapping.theirs, 100))
                continue
            found = True
            _check_unit(mapping, series)
            try:
                seen = self._observation(mapping, series)
            except (KeyError, TypeError, ValueError) as failed:
                raise SourceError("source.snapshot.series", at=clean(mapping.theirs, 100)) from failed
            if seen is not None:
                yield seen
        if not found:
            raise SourceError("source.snapshot.nothing", title=self._title)

    def _observation(self, mapping: SourceMap, series: Mapping[str, Any]) -> Observation | None:
        """One figure; `None` where that dashboard has none that it stands for."""
        value, numerator, denominator = (_number(series[name]) for name in ("value", "numerator", "denominator"))
        flag = flag_of(series.get("flag") or "A")
        lacks = value is None and (numerator is None or denominator is None)
        if series["period"] is None or series["status"] == "invalid" or (lacks and flag not in _SAID):
            return None
        if series["op"] not in _OPS:
            raise ValueError(series["op"])
        given = series["provenance"]
        recorded = self._as_of if given["recorded"] is None else _instant(given["recorded"])
        if recorded > self._now + AHEAD:
            self.ahead = True
            recorded, flag = self._now, _UNVALIDATED if flag == "A" else flag
        return Observation(
            mapping.indicator,
            mapping.const.get("unit", ""),
            Period.parse(series["period"]),
            value,
            series["op"],
            flag,
            numerator,
            denominator,
            recorded,
            provenance=self._provenance(mapping, given),
        )

    def _provenance(self, mapping: SourceMap, given: Mapping[str, Any]) -> Provenance:
        said = {name: clean(str(given.get(name) or "")) for name in ("document", "section", "published", "note")}
        return Provenance(
            source=self._source.id,
            document=said["document"] or self._source.document,
            section=said["section"],
            publisher=clean(str(given.get("publisher") or "")) or self._source.publisher or self._title,
            published=said["published"] or self._source.published,
            retrieved=self._now,
            sha256=self._part.sha256,
            locator=f"{self._part.name} {mapping.theirs}".strip(),
            note=said["note"],
        )


def _check_unit(mapping: SourceMap, series: Mapping[str, Any]) -> None:
    """Refuse a figure that is counted in another unit than ours.

    Raises:
        SourceError: It is.
    """
    theirs = str(series.get("unit_measure") or ""), series.get("unit_mult") or 0
    ours = mapping.unit_measure, mapping.unit_mult
    if theirs[1] != ours[1] or (theirs[0] and ours[0] and theirs[0] != ours[0]):
        there, here = (f"{unit} × 10^{mult}" if mult else unit for unit, mult in (theirs, ours))
        raise SourceError("source.snapshot.unit", at=clean(mapping.theirs, 100), there=clean(there, 40), here=here)


def _are_origins(named: object) -> bool:
    return (
        isinstance(named, list)
        and len(named) <= _MOST_ORIGINS
        and all(isinstance(each, str) and each.isalnum() and len(each) <= _LONGEST_ORIGIN for each in named)
    )


def _instant(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError(written)
    return moment.astimezone(UTC)


def _number(value: object) -> Decimal | None:
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise ValueError(value)
