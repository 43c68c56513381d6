"""Many units of one indicator in one sweep.

Where the yardstick is the same for every unit and the figure is a plain observed number, the decision table gives the
same answer for all values between two neighbouring cuts. So the table is asked once for each stretch between cuts in
which there is a value, and a unit only looks up its stretch. Whatever is not plain, and whatever lies so near a cut
that 28 digits do not decide, goes the long way: the answers are the same, which a test proves.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from tui.model.case import case_of
from tui.model.figure import Figure
from tui.model.freshness import freshness
from tui.model.judgement import JUDGED, Judgement, in_28_digits
from tui.model.line import Inverse, Line
from tui.model.number import ONE, ZERO, as_decimal, as_fraction, minus
from tui.model.observation import History, Observation
from tui.model.period import Period
from tui.model.swept import Outlook, Stretch, Swept, outlook_of
from tui.model.value import Quantity
from tui.model.verdict import decided
from tui.model.yardstick import Yardstick
from tui.named import NamedTuple

__all__ = ["Sweep", "is_swept"]

_WITHOUT_VALUE = frozenset("MHLOQ")
"""Flags of figures without a number."""

_FLOOR = Context(prec=28, rounding=ROUND_FLOOR, traps=[])
_CEILING = Context(prec=28, rounding=ROUND_CEILING, traps=[])
_FAR = Fraction(10**30)
"""Beyond the outermost cut by this much, a value goes the long way."""


class Sweep:
    """A yardstick prepared for many units."""

    def __init__(self, yard: Yardstick, history: History) -> None:
        """Prepare.

        Args:
            yard: The same for every unit; `is_swept` says whether it can be.
            history: Where the units' figures are observed.
        """
        self._yard = yard
        self._history = history
        self._answers: dict[Period, _Answer] = {}

    def assess(
        self,
        units: Iterable[str],
        series_of: Mapping[str, Sequence[Observation]],
        revised: Collection[str],
        otherwise: Callable[[str], Judgement],
    ) -> list[Judgement]:
        """The assessments of units, in their order.

        Args:
            units: Ids.
            series_of: Observations by unit, oldest period first.
            revised: Units of whose newest period there may be more than one vintage.
            otherwise: Assesses a unit the long way.
        """
        series_for, new = series_of.get, tuple.__new__
        found: list[Judgement] = []
        add = found.append
        period, answer = None, _NO_ANSWER
        edges, stretches = answer.edges, answer.stretches
        for unit in units:
            try:
                seen = series_for(unit, ())[-1]
                its_period, op, flag = seen.period, seen.op, seen.flag
                value: Any = seen.value
                if its_period is not period:
                    period, answer = its_period, self._answer(its_period)
                    edges, stretches = answer.edges, answer.stretches
                if op == "eq" and flag not in _WITHOUT_VALUE and unit not in revised:
                    place = bisect_right(edges, value)
                    stretch = stretches[place] or answer.asked(place, value)
                    if stretch:
                        add(new(Swept, (unit, value, stretch)))
                        continue
            except (ArithmeticError, IndexError, TypeError):  # no observation, no value, no number
                pass
            add(otherwise(unit))
        return found

    def _answer(self, period: Period) -> "_Answer":
        """What the table says of figures of a period."""
        known = self._answers.get(period)
        if known is None:
            known = self._answers[period] = _answer(self._yard, self._history, period)
        return known


def is_swept(yard: Yardstick) -> bool:
    """Whether units can be assessed in a sweep: a figure observed as it is, and progress on a straight line."""
    if yard.indicator.measure != "value" or yard.problem is not None or yard.suspension is not None:
        return False
    target, limit = yard.target, yard.limit.value
    if target is None:
        return True
    if not isinstance(limit, Decimal) or target.pace == "growth":
        return False
    if yard.way is not None:
        return yard.way.is_walkable and isinstance(minus(limit, yard.way.baseline), Decimal)
    return limit > 0 and yard.indicator.unit_measure != "RANK" and target.op in {"ge", "gt", "le", "lt"}


def _course(yard: Yardstick) -> Line | Inverse:
    """Progress over the value: a share of the way or of the limit, or, of what must not be more, the limit over it."""
    limit = yard.limit.value
    if yard.target is None or not isinstance(limit, Decimal):
        return Line(ONE, ZERO, ONE)
    if yard.way is not None:
        base = as_fraction(yard.way.baseline)
        share = 1 / as_fraction(minus(limit, yard.way.baseline))
        return Line.of(share, -base * share)
    return Inverse(limit) if yard.target.op in {"le", "lt"} else Line.of(1 / as_fraction(limit), Fraction(0))


class _Ground(NamedTuple):
    """What the stretches of a period share."""

    yard: Yardstick
    history: History
    period: Period
    course: Line | Inverse
    outlook: Outlook


class _Answer:
    """What the table says of figures of one period; of a stretch it is asked when the first value lies in it."""

    __slots__ = ("_exactly", "_ground", "_inside", "_on", "edges", "stretches")

    def __init__(self, ground: _Ground | None, edges: list[Decimal], cuts: Sequence[Fraction]) -> None:
        """Ask nothing yet.

        Args:
            ground: What the stretches share; `None` where there are none.
            edges: Each cut twice, the nearest short numbers not above and above it.
            cuts: In order; beyond the outermost a value goes the long way.
        """
        self.edges = edges
        self.stretches: list[Stretch | None] = [None] * (len(edges) + 1)
        """One more than edges; `None`: not asked for yet, or go the long way."""
        self._ground = ground
        self._inside = {2 * at + 2: (low + high) / 2 for at, (low, high) in enumerate(pairwise(cuts))}
        """By place, a value of every stretch that was not asked for."""
        self._on = {edge: cut for edge, cut in zip(edges[2:-2:2], cuts[1:-1], strict=True) if edge == cut}
        """The same for cuts that are short numbers, which are stretches of their own."""
        self._exactly: dict[Decimal, Stretch | None] = {}

    def asked(self, place: int, value: Decimal) -> Stretch | None:
        """What the table says of a value at a place among the edges; `None`: go the long way."""
        if self._ground is None:
            return None
        if place in self._inside:
            self.stretches[place] = _stretch(self._ground, self._inside.pop(place))
            return self.stretches[place]
        if value in self._on:
            self._exactly[value] = _stretch(self._ground, self._on.pop(value))
        return self._exactly.get(value)


_NO_ANSWER: Final = _Answer(None, [], ())


def _answer(yard: Yardstick, history: History, period: Period) -> _Answer:
    """What the table says of figures of a period, stretch by stretch."""
    if not yard.earliest <= period.end <= min(yard.latest, yard.until, yard.day):
        return _NO_ANSWER
    cuts = sorted(set(_cuts(yard)))
    farthest = (max(abs(cut) for cut in cuts) + 1) * _FAR
    cuts = [-farthest, *cuts, farthest]
    edges: list[Decimal] = []
    for cut in cuts:
        low, high = _FLOOR.divide(cut.numerator, cut.denominator), _CEILING.divide(cut.numerator, cut.denominator)
        edges += [low, _CEILING.next_plus(low) if low == high else high]
    if edges != sorted(edges):  # cuts so near each other that short numbers cannot tell them apart
        return _NO_ANSWER
    return _Answer(_Ground(yard, history, period, _course(yard), outlook_of(yard)), edges, cuts)


def _cuts(yard: Yardstick) -> Iterator[Fraction]:
    """Values at which the table's answer, or the formula of progress, may change."""
    yield Fraction(0)
    if yard.target is None or yard.limit.value is None:
        return
    limit = as_fraction(yard.limit.value)
    yield limit
    if yard.way is None:
        margin = as_fraction(yard.target.warn_margin)
        yield from (limit - margin, limit + margin)
    else:
        base = as_fraction(yard.way.baseline)
        # The plan is no cut of the table, but on either side of it the sentence is another.
        shares = (0, yard.way.yellow, yard.way.green, yard.way.planned)
        yield from (base + share * (limit - base) for share in shares)


def _stretch(ground: _Ground, value: Fraction) -> Stretch | None:
    """What the table says of a value; `None` where there is more to say than a stretch can hold."""
    yard = ground.yard
    figure = Figure(Quantity("eq", value), period=ground.period)
    case = case_of(yard, figure, figure)
    verdict = decided(case)
    if verdict.why is not None or (verdict.status not in JUDGED and verdict.reason != "context"):
        return None
    raw: Line | Inverse | Decimal | None = ground.course
    progress: Line | Inverse | Decimal | None = raw
    if case.raw is None:
        raw = progress = None
    elif yard.way is None and case.satisfied:
        raw = progress = ONE
    elif case.raw < 0:
        progress = ZERO
    elif case.raw > 1:
        progress = ONE
    return Stretch(
        verdict.status,
        verdict.reason,
        raw,
        progress,
        verdict.is_final,
        verdict.is_late,
        verdict.is_early,
        freshness(yard.duty, ground.period.end),
        yard,
        None if yard.limit.value is None else as_decimal(yard.limit.value),
        None if yard.way is None else in_28_digits(yard.way.planned),
        Outlook() if verdict.reason == "reached_late" else ground.outlook,
        ground.period,
        ground.history,
    )
