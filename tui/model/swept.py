"""An assessment as a sweep makes it: six things of its own, the rest shared with all whose values lie near.

A tenth of a full assessment's memory and a third of its time, which is what a hundred thousand series need. It reads
like any other assessment; only its items by number are not those of `Assessment`.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final, NamedTuple, cast

from tui.model.indicator import Indicator
from tui.model.judgement import LATER, Judgement, in_28_digits, light_of
from tui.model.number import as_decimal
from tui.model.observation import Observation
from tui.model.period import Period
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

    @property
    def whole(self) -> Judgement:
        """The same with every field in its place."""
        seen, raw, stretch = cast("Observation", self[2]), self.progress_raw, self._stretch
        yard = stretch.yard
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
            pace_ratio=LATER,
            gap_pp=LATER,
            forecast=LATER,
            needed_per_month=LATER,
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
    def indicator(self) -> Indicator:
        """Whose definition it is."""
        return self._stretch.yard.indicator

    @property
    def unit(self) -> str:
        """Reporting unit."""
        return cast("str", self[0])

    @property
    def status(self) -> Status | None:
        """The status."""
        return self._stretch.status

    @property
    def reason(self) -> str:
        """Code of the row that decided."""
        return self._stretch.reason

    @property
    def value(self) -> Decimal | None:
        """The value."""
        return cast("Decimal", self[1])

    @property
    def period(self) -> Period | None:
        """The value's period."""
        return self.observation.period if self.observation else None

    @property
    def observation(self) -> Observation | None:
        """What the value was read from."""
        return cast("Observation", self[2])

    @property
    def progress(self) -> Decimal | None:
        """0 to 1."""
        fixed = self._stretch.progress
        return self.progress_raw if fixed is WORK_OUT else fixed

    @property
    def progress_raw(self) -> Decimal | None:
        """Unclamped."""
        return cast("Decimal | None", self[3])

    @property
    def series(self) -> Sequence[Observation]:
        """What was observed, oldest period first."""
        return cast("Sequence[Observation]", self[4])

    @property
    def freshness(self) -> Freshness:
        """How fresh the value is."""
        return self._stretch.freshness

    @property
    def light(self) -> Light:
        """Colour of the status, with staleness."""
        stretch = self._stretch
        return light_of(stretch.status, stretch.freshness)

    @property
    def basis(self) -> object:
        """What it was measured with."""
        return self._stretch.yard

    @property
    def _stretch(self) -> Stretch:
        return cast("Stretch", self[5])

    def __iter__(self) -> Iterator[Any]:
        return iter(self.whole)

    def __repr__(self) -> str:
        return repr(self.whole)

    def _asdict(self) -> dict[str, Any]:
        return self.whole._asdict()


_REST = {name: property(attrgetter(f"whole.{name}")) for name in Assessment._fields if name not in vars(Swept)}
for _name, _read in {**_REST, "_replace": lambda self, **changes: self.whole._replace(**changes)}.items():
    setattr(Swept, _name, _read)
