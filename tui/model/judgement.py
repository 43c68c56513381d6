"""An assessment that works out on demand what follows from it.

Of ten thousand series, a screen shows forty: status, reason and progress are decided for all of them, the sentence,
the arithmetic, the forecast and the like are worked out for those that somebody looks at. They are pure functions of
what the assessment holds, so it does not matter when.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, cast

from tui.errors import Message
from tui.model.forecast import forecast, needed_per_month
from tui.model.number import HUNDRED, Number, in_28_digits, minus, over, times
from tui.model.progress import travelled
from tui.model.snapshot import Assessment, Light, Status, Trend
from tui.model.trend import trend_of
from tui.model.why import why_of
from tui.model.yardstick import Yardstick

__all__ = ["JUDGED", "LATER", "Judgement", "in_28_digits", "light_of"]

JUDGED: Final = frozenset(
    {Status.MET, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.MISSED, Status.NOT_STARTED}
)
"""Statuses beside which progress is stated."""


class _Later:
    """Stands in a field for what is worked out on demand."""

    def __repr__(self) -> str:
        return "LATER"


LATER: Final[Any] = _Later()
"""In a field of a `Judgement`: work it out from the rest."""

_LIGHTS: dict[Status | None, Light] = {
    None: "none",
    Status.MET: "green",
    Status.ON_TRACK: "green",
    Status.AT_RISK: "yellow",
    Status.OFF_TRACK: "red",
    Status.MISSED: "red",
    Status.NOT_APPLICABLE: "none",
}


def light_of(status: Status | None, freshness: str) -> Light:
    """The light of a status; a stale green shows yellow (semantics.md section 5)."""
    light = _LIGHTS.get(status, "grey")
    return "yellow" if light == "green" and freshness == "stale" else light


class Judgement(Assessment):
    """An assessment with its basis; fields that hold `LATER` are worked out when they are read."""

    __slots__ = ()

    @property
    def light(self) -> Light:
        """Colour of the status, with staleness."""
        held = self[_LIGHT]
        return light_of(self.status, self.freshness) if held is LATER else cast("Light", held)

    @property
    def trend(self) -> Trend | None:
        """Where the series is going; `away` when that is behind its baseline."""
        held = self[_TREND]
        if held is not LATER:
            return cast("Trend | None", held)
        return "away" if self.reason == "away" else trend_of(self.indicator, self.series)

    @property
    def pace_ratio(self) -> Decimal | None:
        """Progress over plan."""
        held = self[_PACE_RATIO]
        if held is not LATER:
            return cast("Decimal | None", held)
        raw, plan = self.progress_raw, self._planned()
        return None if raw is None or not plan else _worked_out(over, self._exactly(raw), plan)

    @property
    def gap_pp(self) -> Decimal | None:
        """Points behind the plan; negative when ahead."""
        held = self[_GAP]
        if held is not LATER:
            return cast("Decimal | None", held)
        raw, plan = self.progress_raw, self._planned()
        return None if raw is None or plan is None else _worked_out(_gap, plan, self._exactly(raw))

    @property
    def forecast(self) -> Decimal | None:
        """Value expected at the deadline."""
        return self._from_value(_FORECAST, forecast)

    @property
    def needed_per_month(self) -> Decimal | None:
        """What each month must add."""
        return self._from_value(_NEEDED, needed_per_month)

    @property
    def why(self) -> Message:
        """The reason as one sentence."""
        held = self[_WHY]
        return why_of(self, self.yardstick) if held is LATER else cast("Message", held)

    @property
    def arithmetic(self) -> tuple[Message, ...]:
        """How the figures follow from each other."""
        held = self[_ARITHMETIC]
        if held is not LATER:
            return cast("tuple[Message, ...]", held)
        # Deferred: only one indicator's page and `explain` reckon aloud.
        from tui.model.reckoning import reckoning_of

        return reckoning_of(self, self.yardstick)

    @property
    def yardstick(self) -> Yardstick:
        """What it was measured with."""
        return cast("Yardstick", self.basis)

    def _asdict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self._fields}

    def _planned(self) -> Number | None:
        way = self.yardstick.way
        return None if way is None else way.planned

    def _exactly(self, raw: Decimal) -> Number:
        """Progress before it was rounded to 28 digits, which it is where the value itself was not calculated."""
        way, value = self.yardstick.way, self.value
        if way is None or value is None or not way.is_walkable or self.indicator.measure != "value":
            return raw
        return travelled(value, way.baseline, way.limit)

    def _from_value(self, field: int, follows: Callable[[Yardstick, Number], Decimal | None]) -> Decimal | None:
        held = self[field]
        if held is not LATER:
            return cast("Decimal | None", held)
        if self.value is None or self.op != "eq" or self.progress_raw is None:
            return None
        try:
            return follows(self.yardstick, self.value)
        except ArithmeticError:
            return None


def _gap(plan: Number, raw: Number) -> Number:
    return times(minus(plan, raw), HUNDRED)


def _worked_out(operation: Callable[[Number, Number], Number], left: Number, right: Number) -> Decimal | None:
    try:
        return in_28_digits(operation(left, right))
    except ArithmeticError:
        return None


_LIGHT = Assessment._fields.index("light")
_TREND = Assessment._fields.index("trend")
_PACE_RATIO = Assessment._fields.index("pace_ratio")
_GAP = Assessment._fields.index("gap_pp")
_FORECAST = Assessment._fields.index("forecast")
_NEEDED = Assessment._fields.index("needed_per_month")
_WHY = Assessment._fields.index("why")
_ARITHMETIC = Assessment._fields.index("arithmetic")
