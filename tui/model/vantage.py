"""The vantage point: one history seen from one day, with the figures that follow from it.

What has been worked out is kept for as long as the vantage point lives, so that an indicator on which ten others
depend is read once. Nothing after the day is seen.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from tui.errors import Message
from tui.model.calculation import (
    calculated,
    calculated_for,
    formula,
    formulas_of,
    in_units_of_one,
    plain_whole,
    pooled,
)
from tui.model.calendar import local_day
from tui.model.clash import unit_clash
from tui.model.coverage import Members, covered, members_on
from tui.model.figure import Figure, lacking, observed
from tui.model.freshness import first_report_due
from tui.model.indicator import Indicator
from tui.model.number import HUNDRED, ZERO, Number
from tui.model.observation import History, Observation, WholeHistory, whole
from tui.model.period import Period
from tui.model.selection import chosen, of_one_season, outranks
from tui.model.snapshot import Framework
from tui.model.steps import Checklist, checklist, checklist_figure
from tui.model.value import NonValue, Outcome, outcome_of
from tui.model.yardstick import Yardstick, floor_target, yardstick

__all__ = ["Vantage"]

_TIMELESS = frozenset({"coverage", "steps", "group"})
"""Measures that are counted on the day itself, whatever period is asked for."""

_FLOOR = "\0floor"
"""In the place of a unit: the yardstick of every unit that must have a least amount."""

_DEEPEST = 40
"""Indicators that may follow from each other in a chain; the configuration refuses circles."""


class Vantage:
    """One history seen from one day."""

    def __init__(self, framework: Framework, history: History, now: datetime) -> None:
        """Stand at an instant.

        Args:
            framework: The definitions.
            history: What is known.
            now: The instant; its day in the framework's time zone counts to its end.
        """
        self.framework = framework
        self.history = history
        self._whole = history if isinstance(history, WholeHistory) else None
        self.day: date = local_day(now, framework.timezone)
        self._yardsticks: dict[tuple[str, str], Yardstick] = {}
        self._figures: dict[tuple[str, str, Period | None, date], Figure] = {}
        self._members: dict[str, Members] = {}
        self._with_units: dict[str, bool] = {}
        self._newest: dict[str, Mapping[str, Observation]] = {}
        self._path: list[tuple[str, str]] = []

    def yardstick(self, indicator: Indicator, unit: str = "") -> Yardstick:
        """What an indicator's series of a unit is measured with."""
        derived = indicator.target is not None and indicator.target.expr is not None
        key = (indicator.id, unit if derived else "")
        known = self._yardsticks.get(key)
        if known is None:
            known = self._made(indicator, unit)
            self._yardsticks[key] = known
        return known

    def for_unit(self, indicator: Indicator) -> tuple[Indicator, Yardstick | None]:
        """An indicator as its units have it: with the least amount of each as their target, where there is one.

        Returns:
            The definition, and its yardstick where that does not depend on the unit.
        """
        target = indicator.target
        if target is None or target.per_unit_min is None:
            return indicator, None if target and target.expr is not None else self.yardstick(indicator)
        self.yardstick(indicator)
        key = (indicator.id, _FLOOR)
        known = self._yardsticks.get(key)
        if known is None:
            known = self._made(indicator._replace(target=floor_target(target, target.per_unit_min)), "")
            self._yardsticks[key] = known
        return known.indicator, known

    def members(self, roster: str) -> Members | None:
        """The units of a roster on the day; `None` for a roster that does not exist."""
        known = self._members.get(roster)
        if known is None and roster in self.framework.rosters:
            known = self._members[roster] = members_on(self.framework.rosters[roster], self.day)
        return known

    def unit_ids(self, indicator: Indicator) -> Sequence[str]:
        """Units that have a series of their own: those of the roster, else those that were observed."""
        members = self.members(indicator.units) if indicator.units else None
        if members is not None:
            return members.order
        return [unit for unit in self.history.units(indicator.id) if unit and self.seen(indicator.id, unit)]

    def seen(self, indicator_id: str, unit: str) -> Sequence[Observation]:
        """Observations of a series for periods that have begun by the day, oldest period first."""
        return self._begun(self.history.series(indicator_id, unit))

    def series_by_unit(self, indicator_id: str) -> Mapping[str, Sequence[Observation]]:
        """Everything observed of an indicator, oldest period first, by unit; also what the day has not seen yet."""
        if self._whole is not None:
            return self._whole.series_by_unit(indicator_id)
        return {unit: self.history.series(indicator_id, unit) for unit in self.history.units(indicator_id)}

    def for_newcomer(self, yard: Yardstick, unit: str) -> Yardstick:
        """The yardstick of a unit that has reported nothing: a newcomer to the roster owes its first report later."""
        members = self.members(yard.indicator.units or "")
        joined = members.units[unit].valid_from if members and unit in members.units else None
        if joined is None or yard.absence != "unreported":
            return yard
        due = first_report_due(yard.indicator, joined)
        return yard if due is None or due <= self.day else yard._replace(absence="awaiting", first_due=due)

    def usable(self, yard: Yardstick, unit: str) -> Sequence[Observation]:
        """Observations of a series that count for its duty and have begun by the day, oldest period first."""
        return _counting(yard, self.seen(yard.indicator.id, unit))

    def figures(self, indicator: Indicator, unit: str, yard: Yardstick) -> tuple[Figure, Figure]:
        """The figure that is judged, and the newest one; the same figure unless a deadline lies between."""
        newest = self.figure(indicator, unit)
        if newest.period is None or newest.period.end <= yard.until:
            return newest, newest
        judged = self.figure(indicator, unit, until=yard.until)
        return (newest, newest) if judged.period is None else (judged, newest)

    def figure(
        self, indicator: Indicator, unit: str = "", period: Period | None = None, *, until: date = date.max
    ) -> Figure:
        """What a series says.

        Args:
            indicator: Whose series.
            unit: Whose unit; `""` is the whole area.
            period: For which period; `None`: the newest with a figure.
            until: The last day of the newest period that counts, when no period is asked for.
        """
        if indicator.measure in _TIMELESS:
            period, until = None, date.max
        elif indicator.measure == "value" and (unit or not indicator.units):
            return self._observed(indicator, unit, period, until) or lacking("unreported")
        key = (indicator.id, unit, period, until)
        known = self._figures.get(key)
        if known is None:
            if not self._step_down(indicator.id, unit):
                return lacking("unreported")
            try:
                known = self._worked_out(indicator, unit, period, until)
            except (ArithmeticError, ValueError):
                known = lacking("division")._replace(lack="number")
            finally:
                self._path.pop()
            self._figures[key] = known
        return known

    def stands(self, indicator: Indicator) -> Checklist:
        """How an indicator's checklist stands on the day."""
        return checklist(indicator, self.day, self._by_step(indicator))

    def value(self, indicator_id: str, unit: str, period: Period | None, back: int = 0) -> Outcome:
        """An operand of an expression, in units of one.

        Args:
            indicator_id: Id of an indicator.
            unit: The unit that the expression is about; an operand without units gives the whole area's figure.
            period: The period that the expression is about; `None`: the newest.
            back: How many periods before that.
        """
        indicator = self.framework.indicators.get(indicator_id)
        if indicator is None:
            return NonValue.MISSING
        unit = self.unit_for(indicator, unit)
        for _ in range(back):
            period = self.before(indicator, unit, period)
            if period is None:
                return NonValue.MISSING
        return in_units_of_one(indicator, self.figure(indicator, unit, period).outcome)

    def units(self, indicator_id: str, period: Period | None) -> Sequence[Outcome]:
        """The figures of all units of an indicator for a period, in units of one."""
        indicator = self.framework.indicators.get(indicator_id)
        if indicator is None:
            return ()
        if indicator.measure in {"coverage", "steps"}:
            return [NonValue.MISSING if seen is None else outcome_of(seen) for seen in self._parts(indicator)]
        return [
            in_units_of_one(indicator, self.figure(indicator, unit, period).outcome)
            for unit in self.unit_ids(indicator)
        ]

    def earlier(self, indicator: Indicator, unit: str, figure: Figure) -> Figure | None:
        """What was said before a figure: by an earlier vintage of the same period, else for the period before."""
        seen = figure.observation
        if seen is not None and seen.indicator == indicator.id and seen.unit == unit:
            vintages = self.history.vintages(indicator.id, unit, seen.period)
            for vintage in reversed(vintages):
                said = observed(indicator, vintage)
                if vintage.recorded < seen.recorded and not said.lack and said.outcome != figure.outcome:
                    return said
        before = self.before(indicator, unit, figure.period) if figure.period is not None else None
        found = self.figure(indicator, unit, before) if before is not None else None
        return found if found is not None and not found.lack else None

    def operand(self, indicator_id: str, unit: str, period: Period | None) -> Figure | None:
        """An operand's figure; `None` for an id that stands for nothing."""
        indicator = self.framework.indicators.get(indicator_id)
        if indicator is None:
            return None
        return self.figure(indicator, self.unit_for(indicator, unit), period)

    def periods_behind(self, ids: Iterable[str], unit: str) -> set[Period] | None:
        """Periods for which any operand may have a figure; `None` when all are counted on the day itself."""
        known: set[Period] | None = None
        for each in ids:
            periods = self._periods(each, unit)
            if periods is not None:
                known = periods if known is None else known | periods
        return known

    def _periods(self, indicator_id: str, unit: str) -> set[Period] | None:
        indicator = self.framework.indicators.get(indicator_id)
        if indicator is None or indicator.measure in _TIMELESS:
            return None if indicator else set()
        unit = self.unit_for(indicator, unit)
        yard = self.yardstick(indicator, unit)
        known = {seen.period for seen in self.usable(yard, unit)}
        if indicator.measure != "value" and self._step_down(indicator_id, "periods"):
            for each in formulas_of(indicator):
                known |= self.periods_behind(each.ids, unit) or set()
            self._path.pop()
        if not known and not unit and indicator.units:
            known = {seen.period for each in self.unit_ids(indicator) for seen in self.usable(yard, each)}
        return known

    def _worked_out(self, indicator: Indicator, unit: str, period: Period | None, until: date) -> Figure:
        if indicator.measure == "coverage":
            return self._coverage(indicator)
        if indicator.measure == "steps":
            done = self._by_step(indicator)
            return checklist_figure(indicator, checklist(indicator, self.day, done), done, _share_scale(indicator))
        if indicator.measure == "group":
            return lacking("unreported")
        found = self._observed(indicator, unit, period, until)
        formulas = formulas_of(indicator)
        if formulas:
            yard = self.yardstick(indicator, unit)
            if period is not None:
                result = calculated_for(self, indicator, formulas, unit, period)
            else:
                result = calculated(self, indicator, formulas, unit, (yard.earliest, min(yard.latest, until)))
            if found is None or outranks(result, found):
                return result
        if found is None and not unit and indicator.units:
            return self._of_units(indicator, period, until)
        return found or lacking("unreported")

    def _of_units(self, indicator: Indicator, period: Period | None, until: date) -> Figure:
        """The whole area from its units."""
        units = self.unit_ids(indicator)
        if period is None and indicator.measure == "value":
            yard = self.yardstick(indicator)
            window = yard.earliest, min(yard.latest, until, self.day)
            plain = plain_whole(indicator, units, whole(self.history, indicator.id, units)[0], window)
            if plain is not None:
                return plain
        return pooled(indicator, [self.figure(indicator, unit, period, until=until) for unit in units])

    def _observed(self, indicator: Indicator, unit: str, period: Period | None, until: date) -> Figure | None:
        seen = chosen(self.usable(self.yardstick(indicator, unit), unit), period, until)
        return observed(indicator, seen) if seen is not None else None

    def _made(self, indicator: Indicator, unit: str) -> Yardstick:
        try:
            zone = self.framework.timezone
            made = yardstick(indicator, self.day, lambda text: self._limit(indicator, unit, text), zone)
            clash = unit_clash(indicator, self.framework.indicators) if made.problem is None else None
            return made if clash is None else made._replace(problem=clash)
        except (ArithmeticError, ValueError):
            return Yardstick(indicator, self.day, indicator.target, "", problem=Message("why.config_target"))

    def _parts(self, indicator: Indicator) -> list[Observation | None]:
        """The newest usable observation of each unit of a coverage, or of each step."""
        if indicator.measure == "steps":
            done = self._by_step(indicator)
            return [done.get(step.id) for step in indicator.steps]
        members = self.members(indicator.roster_id)
        newest = self._by_unit(indicator, members) if members else {}
        return [newest.get(unit) for unit in members.order] if members else []

    def _coverage(self, indicator: Indicator) -> Figure:
        members = self.members(indicator.roster_id)
        if members is None:
            return lacking("config", Message("why.config_roster", {"roster": indicator.roster or ""}))
        yard = self.yardstick(indicator)
        return covered(
            members,
            self._by_unit(indicator, members),
            scale=_share_scale(indicator),
            minimum=yard.target.per_unit_min if yard.target else None,
            target=yard.target,
            limit=yard.limit,
        )

    def _by_unit(self, indicator: Indicator, members: Members) -> Mapping[str, Observation]:
        known = self._newest.get(indicator.id)
        if known is None:
            yard = self.yardstick(indicator)
            earliest, latest = yard.earliest, min(yard.latest, self.day)
            newest: dict[str, Observation] = {}
            for written, series in self.series_by_unit(indicator.id).items():
                unit = members.ids.get(written)
                if unit is None or not series:
                    continue
                if not (series[-1].period.end <= latest and earliest <= series[0].period.end):
                    series = _counting(yard, self._begun(series))
                if series and (unit not in newest or newest[unit].period < series[-1].period):
                    newest[unit] = series[-1]
            known = self._newest[indicator.id] = of_one_season(indicator, newest)
        return known

    def _by_step(self, indicator: Indicator) -> Mapping[str, Observation]:
        yard = self.yardstick(indicator)
        series = {step.id: self.usable(yard, step.id) for step in indicator.steps}
        return {step: seen[-1] for step, seen in series.items() if seen}

    def _limit(self, indicator: Indicator, unit: str, text: str) -> Outcome:
        """The value of a derived target, in the indicator's own unit."""
        if not self._step_down(indicator.id, "limit"):
            return NonValue.MISSING
        try:
            plain = indicator._replace(measure="expr")
            return calculated(self, plain, [formula(text)], unit, (date.min, date.max)).outcome
        finally:
            self._path.pop()

    def unit_for(self, indicator: Indicator, unit: str) -> str:
        """The unit for which an operand is asked: the same, or the whole area where the operand has no units."""
        if not unit or indicator.units is not None:
            return unit
        known = self._with_units.get(indicator.id)
        if known is None:
            units = self.history.units(indicator.id)
            known = any(each and self.seen(indicator.id, each) for each in units)
            self._with_units[indicator.id] = known
        return unit if known else ""

    def before(self, indicator: Indicator, unit: str, period: Period | None) -> Period | None:
        """The period with a figure before another, of the same frequency."""
        known = self._periods(indicator.id, unit) or set()
        period = period or max(known, default=None)
        if period is None:
            return None
        return max((each for each in known if each.end < period.end and each.freq == period.freq), default=None)

    def _begun(self, series: Sequence[Observation]) -> Sequence[Observation]:
        if not series or series[-1].period.end <= self.day:
            return series
        return tuple(seen for seen in series if seen.period.start <= self.day)

    def _step_down(self, indicator_id: str, what: str) -> bool:
        """Go one step down a chain of definitions; refused where the chain is a circle, or absurdly long.

        Whoever was let down takes the step off the path again.
        """
        step = (indicator_id, what)
        if step in self._path or len(self._path) >= _DEEPEST:
            return False
        self._path.append(step)
        return True


def _counting(yard: Yardstick, series: Sequence[Observation]) -> Sequence[Observation]:
    """The part of a series that counts for its duty."""
    if not series or (series[0].period.end >= yard.earliest and series[-1].period.end <= yard.latest):
        return series
    return tuple(seen for seen in series if yard.earliest <= seen.period.end <= yard.latest)


def _share_scale(indicator: Indicator) -> Number:
    """What a share of a roster or checklist is multiplied with; 0 where the unit is a count of things."""
    return HUNDRED if indicator.unit_measure in {"", "PERCENT"} else ZERO
