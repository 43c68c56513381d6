"""Figures that follow from other figures: ratios, expressions, and the sum of an indicator's units.

A calculation is about one period. It is made for the newest period for which every operand has a figure: a numerator
of June is never divided by a denominator of May.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol, cast

from tui.errors import Message
from tui.model.aggregate import aggregate
from tui.model.expression import Evaluation, Expression, ExpressionError, parse, work_out
from tui.model.figure import Figure, computed, lacking, quotient
from tui.model.indicator import Indicator
from tui.model.number import Number, is_sane, over, power_of_ten, times, total
from tui.model.observation import Observation
from tui.model.period import Period
from tui.model.snapshot import Framework
from tui.model.value import NonValue, Outcome, Quantity
from tui.named import NamedTuple

__all__ = [
    "Sight",
    "calculated",
    "formula",
    "formulas_of",
    "in_units_of_one",
    "plain_whole",
    "pooled",
]

_FARTHEST = 120
"""Periods that are tried, newest first, until every operand has a figure."""

_WITHOUT_VALUE = frozenset("MHLOQ")
"""Flags of figures without a number."""

_INHERITED = ("E", "P")
"""Flags that pass on to what is made of a figure, the stronger first: estimated, provisional (SDMX CL_OBS_STATUS)."""

_NOT_SUMMED = {"PERCENT", "PERMILLE", "RANK", "SCORE", "YEARS", "INDEX", "RATIO"}
"""Units whose figures of several units do not add up."""


class Sight(Protocol):
    """What a calculation must be able to see."""

    framework: Framework
    day: date

    def value(self, indicator_id: str, unit: str, period: Period | None, back: int = 0) -> Outcome:
        """An operand, in units of one."""

    def units(self, indicator_id: str, period: Period | None) -> Sequence[Outcome]:
        """The figures of all units of an operand, in units of one."""

    def operand(self, indicator_id: str, unit: str, period: Period | None) -> Figure | None:
        """An operand's figure; `None` for an id that stands for nothing."""

    def periods_behind(self, ids: Iterable[str], unit: str) -> set[Period] | None:
        """Periods for which any operand may have a figure; `None` when all are counted on the day itself."""


class _Operands(NamedTuple):
    """Operands for one unit and period."""

    sight: Sight
    unit: str
    period: Period | None
    figures: Mapping[str, Figure]
    """Those of the period itself, which are looked up once; without ids that stand for nothing."""

    def value(self, id: str, back: int = 0) -> Outcome:
        if back or id not in self.figures:
            return self.sight.value(id, self.unit, self.period, back)
        return in_units_of_one(self.sight.framework.indicators[id], self.figures[id].outcome)

    def units(self, id: str) -> Sequence[Outcome]:
        return self.sight.units(id, self.period)


def formula(text: str) -> Expression:
    """The expression that a text writes; one without operands where it writes none, which the configuration refuses."""
    try:
        return parse(text)
    except ExpressionError:
        return Expression(text, (), ())


def formulas_of(indicator: Indicator) -> tuple[Expression, ...]:
    """Numerator and denominator of a ratio, the expression of an expression; none for what is observed."""
    if indicator.measure == "ratio" and indicator.numerator and indicator.denominator:
        return formula(indicator.numerator), formula(indicator.denominator)
    return (formula(indicator.expr),) if indicator.measure == "expr" and indicator.expr else ()


def calculated(
    sight: Sight, indicator: Indicator, formulas: Sequence[Expression], unit: str, window: tuple[date, date]
) -> Figure:
    """The figure for the newest period for which every operand has one.

    Args:
        sight: Where operands come from.
        indicator: Says measure and unit.
        formulas: One gives the figure, two are numerator and denominator.
        unit: Reporting unit.
        window: First and last day on which a period may end.
    """
    known = sight.periods_behind(_ids(formulas), unit)
    if known is None:
        return calculated_for(sight, indicator, formulas, unit, None)
    fit = (each for each in known if each.start <= sight.day and window[0] <= each.end <= window[1])
    newest: Figure | None = None
    for period in sorted(fit, reverse=True)[:_FARTHEST]:
        result = calculated_for(sight, indicator, formulas, unit, period)
        if result.lack != "unreported":
            return result
        newest = newest or result
    return newest or lacking("unreported")


def calculated_for(
    sight: Sight, indicator: Indicator, formulas: Sequence[Expression], unit: str, period: Period | None
) -> Figure:
    """The figure for one period; `None`: for the day itself."""
    looked_up = ((each, sight.operand(each, unit, period)) for each in _ids(formulas))
    figures = {each: figure for each, figure in looked_up if figure is not None}
    operands, entered = _Operands(sight, unit, period, figures), figures.values()
    found = [_worked_out(each, operands, indicator) for each in formulas]
    results = [cast("Outcome", each.result) for each in found]
    newest = _newest(entered)
    if len(results) == 2:
        result = quotient(indicator, results[0], results[1], period, newest)
    else:
        result = computed(_in_own_unit(indicator, results[0]), period, newest)
    if any(each.is_estimate for each in found):
        counted = sum(each.reported for each in found), sum(each.expected for each in found)
        result = result._replace(flag="E", counted=counted)
    else:
        result = result._replace(flag=_inherited(entered))
    if result.lack != "unreported":
        return result
    return result._replace(why=Message("why.operands", {"operands": _missing(sight, formulas, unit, period)}))


def pooled(indicator: Indicator, parts: Sequence[Figure]) -> Figure:
    """The whole area from its units: counts add up, rates are pooled, ranks and scores have no sum.

    Args:
        indicator: Says measure and unit, and what a missing unit does to the sum.
        parts: The units' figures.
    """
    periods = [part.period for part in parts if part.period is not None]
    if not periods:
        return lacking("unreported")
    newest = max(periods)
    if not _is_summed(indicator):
        return _not_summed(newest)
    owed = [part if part.period == newest else lacking("unreported") for part in parts if part.lack != "no_duty"]
    observation = next((part.observation for part in owed if part.observation is not None), None)
    if indicator.measure == "ratio":
        sums = [aggregate("sum", [_count(part, side) for part in owed], indicator.missing) for side in (0, 1)]
        result = quotient(indicator, sums[0].outcome, sums[1].outcome, newest, observation)
    else:
        sums = [aggregate("sum", [part.outcome for part in owed], indicator.missing)]
        result = computed(sums[0].outcome, newest, observation)
    counted = sums[0].reported, sums[0].expected
    if result.lack == "unreported":
        return result._replace(why=Message("why.units_missing", {"reported": counted[0], "owed": counted[1]}))
    if counted[0] < counted[1]:
        return result._replace(flag="E", counted=counted)
    return result._replace(flag=_inherited(owed))


def plain_whole(
    indicator: Indicator,
    units: Iterable[str],
    series_of: Mapping[str, Sequence[Observation]],
    window: tuple[date, date],
) -> Figure | None:
    """What `pooled` gives of figures that are observed, without looking at each; `None` where each must be looked at.

    Args:
        indicator: What is observed.
        units: Ids.
        series_of: Observations by unit, oldest period first.
        window: First and last day on which the newest period may end.
    """
    if _is_summed(indicator):
        return _plain_total(units, series_of, window)
    periods = {series[-1].period for unit in units if (series := series_of.get(unit))}
    if not periods or not all(window[0] <= each.end <= window[1] for each in periods):
        return None
    return _not_summed(max(periods))


def _plain_total(
    units: Iterable[str], series_of: Mapping[str, Sequence[Observation]], window: tuple[date, date]
) -> Figure | None:
    """The sum of units of which every one has reported a plain final number for a period; `None` for any other case."""
    values: list[Number] = []
    period: Period | None = None
    seen: Observation | None = None
    for unit in units:
        series = series_of.get(unit)
        if not series:
            return None
        seen = series[-1]
        if seen.period is not period:
            if period is not None and seen.period != period:
                return None
            period = seen.period
        if seen.value is None or seen.op != "eq" or seen.flag in _WITHOUT_VALUE or seen.flag in _INHERITED:
            return None
        values.append(seen.value)
    if period is None or seen is None or not window[0] <= period.end <= window[1]:
        return None
    if not all(is_sane(value) for value in values if isinstance(value, Decimal)):
        return None
    return computed(Quantity("eq", total(values)), period, seen)


def _is_summed(indicator: Indicator) -> bool:
    """Whether figures of several units make one for the whole area."""
    return indicator.measure == "ratio" or indicator.unit_measure not in _NOT_SUMMED


def _not_summed(newest: Period) -> Figure:
    """The whole area of an indicator whose figures of several units do not add up."""
    return lacking("unreported", Message("why.no_sum"), newest)


def in_units_of_one(indicator: Indicator, outcome: Outcome) -> Outcome:
    """A figure without its multiplier: 3 units of ten thousand are 30,000."""
    if isinstance(outcome, NonValue) or not indicator.unit_mult:
        return outcome
    scale = power_of_ten(indicator.unit_mult)
    return outcome._replace(value=times(outcome.value, scale), spread=times(outcome.spread, scale))


def _in_own_unit(indicator: Indicator, outcome: Outcome) -> Outcome:
    if isinstance(outcome, NonValue) or not indicator.unit_mult:
        return outcome
    scale = power_of_ten(indicator.unit_mult)
    return outcome._replace(value=over(outcome.value, scale), spread=over(outcome.spread, scale))


def _ids(formulas: Sequence[Expression]) -> Iterable[str]:
    return dict.fromkeys(each for text in formulas for each in text.ids)


def _missing(sight: Sight, formulas: Sequence[Expression], unit: str, period: Period | None) -> tuple[object, ...]:
    """Names of the operands that have no figure."""
    known = sight.framework.indicators
    return tuple(
        known[each].name if each in known else each
        for each in _ids(formulas)
        if sight.value(each, unit, period) is NonValue.MISSING
    )


def _newest(entered: Iterable[Figure]) -> Observation | None:
    """The observation that was recorded last of those that entered."""
    seen = [figure.observation for figure in entered if figure.observation is not None]
    return max(seen, key=lambda each: (each.recorded, each.period), default=None)


def _inherited(entered: Iterable[Figure]) -> str:
    """The flag that a figure takes over from those it is made of: what follows from an estimate is one too."""
    flags = {figure.flag for figure in entered}
    return next((each for each in _INHERITED if each in flags), "")


def _count(part: Figure, side: int) -> Outcome:
    """The numerator, or with 1 the denominator, of a part; bounds keep their operator."""
    if part.bounds is not None:
        return part.bounds[side]
    count = part.denominator if side else part.numerator
    return NonValue.MISSING if count is None else Quantity("eq", count)


def _worked_out(formula: Expression, operands: _Operands, indicator: Indicator) -> Evaluation:
    return work_out(formula, operands, indicator.missing) if formula.ids or formula.program else _NOTHING


_NOTHING = Evaluation(NonValue.MISSING)
