"""An assessment as a sweep makes it: unit and value of its own, the rest shared with all whose values lie near.

A tenth of a full assessment's memory and a third of its time, which is what a hundred thousand series need. It reads
like any other assessment; only its items by number are not those of `Assessment`. What was observed it leaves in the
history, which is one moment and never changes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter, itemgetter
from typing import Any, Final

from tui.errors import Message
from tui.model.forecast import forecast_line, needed_line
from tui.model.judgement import LATER, Judgement, light_of
from tui.model.line import Inverse, Line
from tui.model.number import HUNDRED, as_fraction, minus
from tui.model.observation import History, Observation
from tui.model.period import Period
from tui.model.snapshot import Assessment, Freshness, Light, Status, Trend
from tui.model.trend import trend_of
from tui.model.why import why_of
from tui.model.yardstick import Yardstick
from tui.named import NamedTuple

__all__ = ["Outlook", "Stretch", "Swept", "outlook_of"]


class Outlook(NamedTuple):
    """What follows from the value and the way to the target, as lines over the value; `None`: nothing follows."""

    pace: Line | None = None
    """Progress over plan."""
    gap: Line | None = None
    """Points behind the plan."""
    forecast: Line | None = None
    needed: Line | None = None
    """What each month must add."""


def outlook_of(yard: Yardstick) -> Outlook:
    """The outlook of every value that is judged by a yardstick on whose way one can go."""
    way = yard.way
    if way is None:
        return Outlook()
    base = as_fraction(way.baseline)
    share = 1 / as_fraction(minus(way.limit, way.baseline))
    done = -base * share
    return Outlook(
        pace=Line.of(share / way.planned, done / way.planned) if way.planned else None,
        gap=Line.of(-share * _HUNDRED, (way.planned - done) * _HUNDRED),
        forecast=forecast_line(yard),
        needed=needed_line(yard),
    )


class Stretch(NamedTuple):
    """Values between two neighbouring cuts, for one period: what the table says of each of them."""

    status: Status | None
    reason: str
    raw: Line | Inverse | Decimal | None
    """Progress, unclamped: over the value, or the same for all."""
    progress: Line | Inverse | Decimal | None
    """Progress, 0 to 1: over the value, or the same for all."""
    is_final: bool
    is_late: bool
    is_early: bool
    freshness: Freshness
    yard: Yardstick
    target_value: Decimal | None
    """The limit."""
    plan: Decimal | None
    """Share of the way that should be done."""
    outlook: Outlook
    period: Period
    history: History
    """Where the figures are observed."""


class Swept(Judgement):
    """Holds unit, value and stretch; everything else follows."""

    __slots__ = ()

    value: Decimal
    """A number, always."""
    stretch: Stretch
    """What the table says of it."""

    @property
    def whole(self) -> Judgement:
        """The same with every field in its place."""
        stretch = self.stretch
        seen, yard = self.observation, stretch.yard
        outlook = None if stretch.reason == "reached_late" else LATER
        return Judgement(
            indicator=yard.indicator,
            unit=self.unit,
            status=stretch.status,
            reason=stretch.reason,
            value=self.value,
            numerator=seen.numerator,
            denominator=seen.denominator,
            period=stretch.period,
            flag=seen.flag,
            observation=seen,
            target_value=stretch.target_value,
            progress=self.progress,
            progress_raw=self.progress_raw,
            plan=stretch.plan,
            pace_ratio=outlook,
            gap_pp=outlook,
            forecast=outlook,
            needed_per_month=None if stretch.reason == "reached" else outlook,
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
    def series(self) -> Sequence[Observation]:
        """What was observed, oldest period first."""
        stretch = self.stretch
        return stretch.history.series(stretch.yard.indicator.id, self.unit)

    @property
    def observation(self) -> Observation:
        """The newest one."""
        return self.series[-1]

    @property
    def progress_raw(self) -> Decimal | None:
        """Unclamped."""
        raw = self.stretch.raw
        return raw.at(self.value) if isinstance(raw, (Line, Inverse)) else raw

    @property
    def progress(self) -> Decimal | None:
        """0 to 1."""
        progress = self.stretch.progress
        return progress.at(self.value) if isinstance(progress, (Line, Inverse)) else progress

    @property
    def light(self) -> Light:
        """Colour of the status, with staleness."""
        stretch = self.stretch
        return light_of(stretch.status, stretch.freshness)

    @property
    def trend(self) -> Trend | None:
        """Where the series is going; `away` when that is behind its baseline."""
        stretch = self.stretch
        return "away" if stretch.reason == "away" else trend_of(stretch.yard.indicator, self.series)

    @property
    def pace_ratio(self) -> Decimal | None:
        """Progress over plan."""
        return self._follows(self.stretch.outlook.pace)

    @property
    def gap_pp(self) -> Decimal | None:
        """Points behind the plan; negative when ahead."""
        return self._follows(self.stretch.outlook.gap)

    @property
    def forecast(self) -> Decimal | None:
        """Value expected at the deadline."""
        return self._follows(self.stretch.outlook.forecast)

    @property
    def needed_per_month(self) -> Decimal | None:
        """What each month must add; `None` where nothing must any more."""
        return None if self.stretch.reason == "reached" else self._follows(self.stretch.outlook.needed)

    @property
    def why(self) -> Message:
        """The reason as one sentence."""
        return why_of(self, self.stretch.yard)

    def _follows(self, line: Line | None) -> Decimal | None:
        if line is None or self.stretch.raw is None:
            return None
        return line.at(self.value)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.whole)

    def __repr__(self) -> str:
        return repr(self.whole)

    def _asdict(self) -> dict[str, Any]:
        return self.whole._asdict()


_HUNDRED: Final = Fraction(HUNDRED)

_READ: Mapping[str, Callable[[Any], Any]] = {
    "unit": itemgetter(0),
    "value": itemgetter(1),
    "stretch": itemgetter(2),
    "common": itemgetter(2),
    "numerator": attrgetter("observation.numerator"),
    "denominator": attrgetter("observation.denominator"),
    "period": attrgetter("stretch.period"),
    "flag": attrgetter("observation.flag"),
    "provenance": attrgetter("observation.provenance"),
    "status": attrgetter("stretch.status"),
    "reason": attrgetter("stretch.reason"),
    "freshness": attrgetter("stretch.freshness"),
    "final": attrgetter("stretch.is_final"),
    "late": attrgetter("stretch.is_late"),
    "early": attrgetter("stretch.is_early"),
    "target_value": attrgetter("stretch.target_value"),
    "plan": attrgetter("stretch.plan"),
    "basis": attrgetter("stretch.yard"),
    "indicator": attrgetter("stretch.yard.indicator"),
    "id": attrgetter("stretch.yard.indicator.id"),
    "arithmetic": attrgetter("whole.arithmetic"),
}
"""How fields are read from the three items; the other fields are as they are where there is nothing to say."""


def _as_ever(name: str) -> Callable[[Any], Any]:
    blank = Assessment._field_defaults[name]
    return lambda _: blank


for _name in Assessment._fields + tuple(_READ):
    if _name not in vars(Swept):
        setattr(Swept, _name, property(_READ.get(_name) or _as_ever(_name)))
for _name, _changed in {"_replace": lambda self, **changes: self.whole._replace(**changes)}.items():
    setattr(Swept, _name, _changed)
