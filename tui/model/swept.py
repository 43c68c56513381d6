"""An assessment as a sweep makes it: six things of its own, the rest shared with all whose values lie near.

A tenth of a full assessment's memory and a third of its time, which is what a hundred thousand series need. It reads
like any other assessment; only its items by number are not those of `Assessment`.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import Any, Final, NamedTuple, cast

from tui.model.judgement import LATER, Judgement, in_28_digits, light_of
from tui.model.number import as_decimal
from tui.model.observation import Observation
from tui.model.snapshot import Assessment, Freshness, Light, Status
from tui.model.yardstick import Yardstick

__all__ = ["WORK_OUT", "Stretch", "Swept"]

WORK_OUT: Final[Any] = type("WorkOut", (), {"__slots__": (), "__repr__": lambda self: "WORK_OUT"})()
"""In a stretch: the value decides."""


class Stretch(NamedTuple):
    """Values between two neighbouring cuts, for one period: what the table says of each of them."""

    status: Status | None
    reason: str
    raw: Decimal | None
    """Progress, unclamped, where it is the same for all."""
    progress: Decimal | None
    """Progress, 0 to 1, where it is the same for all."""
    is_final: bool
    is_late: bool
    is_early: bool
    freshness: Freshness
    yard: Yardstick


class Swept(Judgement):
    """Holds unit, value, observation, progress, series and stretch; everything else follows."""

    __slots__ = ()

    stretch: Stretch
    """What the table says of it."""

    @property
    def whole(self) -> Judgement:
        """The same with every field in its place."""
        seen = cast("Observation", self.observation)
        raw, stretch = self.progress_raw, self.stretch
        yard = stretch.yard
        outlook = None if stretch.reason == "reached_late" else LATER
        return Judgement(
            indicator=yard.indicator,
            unit=self.unit,
            status=stretch.status,
            reason=stretch.reason,
            value=self.value,
            numerator=seen.numerator,
            denominator=seen.denominator,
            period=seen.period,
            flag=seen.flag,
            observation=seen,
            target_value=None if yard.limit.value is None else as_decimal(yard.limit.value),
            progress=raw if stretch.progress is WORK_OUT else stretch.progress,
            progress_raw=raw,
            plan=None if yard.way is None else in_28_digits(yard.way.planned),
            pace_ratio=outlook,
            gap_pp=outlook,
            forecast=outlook,
            needed_per_month=outlook,
            trend=LATER,
            light=LATER,
            freshness=stretch.freshness,
            final=stretch.is_final,
            late=stretch.is_late,
            early=stretch.is_early,
            why=LATER,
            arithmetic=LATER,
            series=self.series,
            basis=yard,
        )

    @property
    def progress(self) -> Decimal | None:
        """0 to 1."""
        fixed = self.stretch.progress
        return self.progress_raw if fixed is WORK_OUT else fixed

    @property
    def light(self) -> Light:
        """Colour of the status, with staleness."""
        stretch = self.stretch
        return light_of(stretch.status, stretch.freshness)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.whole)

    def __repr__(self) -> str:
        return repr(self.whole)

    def _asdict(self) -> dict[str, Any]:
        return self.whole._asdict()


_READ: Mapping[str, Callable[[Any], Any]] = {
    "unit": itemgetter(0),
    "value": itemgetter(1),
    "observation": itemgetter(2),
    "progress_raw": itemgetter(3),
    "series": itemgetter(4),
    "stretch": itemgetter(5),
    "status": attrgetter("stretch.status"),
    "reason": attrgetter("stretch.reason"),
    "freshness": attrgetter("stretch.freshness"),
    "basis": attrgetter("stretch.yard"),
    "indicator": attrgetter("stretch.yard.indicator"),
    "period": attrgetter("observation.period"),
}
"""How fields are read from the six items; each of the other fields is taken from the whole."""

for _name in Assessment._fields + tuple(_READ):
    if _name not in vars(Swept):
        setattr(Swept, _name, property(_READ.get(_name) or attrgetter(f"whole.{_name}")))
for _name, _changed in {"_replace": lambda self, **changes: self.whole._replace(**changes)}.items():
    setattr(Swept, _name, _changed)
