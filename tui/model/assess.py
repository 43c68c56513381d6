"""Assessments: an indicator's status, progress and reason at an instant.

`assess` and `take` are the only ways to a status; both are pure. Called by `take` for every indicator, and directly by
whoever wants to know about one.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.belief import Disbelief, disbelieved
from tui.model.calendar import days_after, evaluation_instant
from tui.model.case import Case, case_of
from tui.model.figure import Figure
from tui.model.freshness import freshness
from tui.model.indicator import Indicator
from tui.model.judgement import JUDGED, LATER, Judgement, in_28_digits
from tui.model.number import HUNDRED, ONE, Number, as_decimal, minus, over, times
from tui.model.observation import History, Observation, whole
from tui.model.progress import clamped
from tui.model.snapshot import Assessment, CheckResult, Framework, Freshness, Status, Trend
from tui.model.trend import are_comparable, change_of
from tui.model.value import Quantity
from tui.model.vantage import Vantage
from tui.model.verdict import Verdict, decided
from tui.model.yardstick import Yardstick

__all__ = ["Assessor", "assess"]

_FEW = 8
"""Up to so many units are assessed one by one: a sweep must be prepared."""


def assess(
    indicator: Indicator,
    history: History,
    now: datetime,
    framework: Framework,
    unit: str = "",
    known_by: datetime | None = None,
) -> Assessment:
    """How an indicator stands at an instant; never raises on data.

    Checks between indicators (semantics.md section 8) are not seen here: `take` applies them.

    Args:
        indicator: The definition.
        history: What is known.
        now: The instant, aware; its day in the framework's time zone counts to its end.
        framework: All definitions: rosters, operands, the day that the file wants judged.
        unit: The reporting unit; `""` is the whole area.
        known_by: Given when an instant in the past was asked for: `now` then outranks the framework's `evaluate_on`.
    """
    instant = evaluation_instant(now, framework.timezone, framework.evaluate_on, known_by)
    return Assessor(Vantage(framework, history, instant)).series(indicator, unit)


class Assessor:
    """Assesses series from one vantage point; what was assessed once is remembered."""

    def __init__(self, vantage: Vantage, hits: Mapping[tuple[str, str], CheckResult] | None = None) -> None:
        """Assess nothing yet.

        Args:
            vantage: Whence.
            hits: Newest figures that fail an error-level check, by indicator and unit.
        """
        self.vantage = vantage
        self._disbelief = Disbelief(vantage, hits or {})
        self.known: dict[tuple[str, str], Judgement] = {}
        """Assessments by indicator and unit; those of an earlier snapshot may be put here."""
        self._parts: dict[str, list[Judgement]] = {}
        self._path: list[str] = []

    def series(self, indicator: Indicator, unit: str = "") -> Judgement:
        """The assessment of one series."""
        key = (indicator.id, unit)
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = self._assessed(indicator, unit)
        return known

    def keep(self, assessment: Assessment) -> None:
        """Take over an assessment that nothing has changed."""
        if isinstance(assessment, Judgement):
            self.known[(assessment.id, assessment.unit)] = assessment

    def keep_all(self, assessments: Sequence[Assessment]) -> None:
        """Take over an indicator's assessments, the whole area's first, in roster order, where none has changed."""
        kept = [each for each in assessments if isinstance(each, Judgement)]
        if len(kept) == len(assessments):
            self.keep(kept[0])
            self._parts[kept[0].id] = kept[1:]

    def units(self, indicator: Indicator) -> list[Judgement]:
        """The assessments of an indicator's units, in roster order; none for an indicator without units."""
        known = self._parts.get(indicator.id)
        if known is None:
            known = self._parts[indicator.id] = self._units_assessed(indicator) if indicator.units else []
        return known

    def _units_assessed(self, indicator: Indicator) -> list[Judgement]:
        units = self.vantage.unit_ids(indicator)
        as_unit, yard = self.vantage.for_unit(indicator)
        id, kept = indicator.id, self.known
        unknown = [unit for unit in units if (id, unit) not in kept] if kept else units
        if yard is None or len(unknown) <= _FEW:
            return [self.series(indicator, unit) for unit in units]
        # Deferred: 0.6 ms, and most definitions have no units.
        from tui.model.sweep import Sweep, is_swept

        if not is_swept(yard):
            return [self.series(indicator, unit) for unit in units]
        series_of, revised = whole(self.vantage.history, id, unknown)
        odd = {*revised, *self._disbelief.units(id)}
        swept = Sweep(yard, self.vantage.history).assess(
            unknown, series_of, odd, lambda unit: self._judged(as_unit, yard, unit)
        )
        if len(unknown) < len(units):
            kept.update(((id, unit), each) for unit, each in zip(unknown, swept, strict=True))
            return [kept[(id, unit)] for unit in units]
        return swept

    def _assessed(self, indicator: Indicator, unit: str) -> Judgement:
        if unit:
            as_unit, yard = self.vantage.for_unit(indicator)
            return self._judged(as_unit, yard or self.vantage.yardstick(indicator, unit), unit)
        if indicator.measure == "group":
            return self._of_members(indicator, self._members(indicator))
        floor = indicator.target.per_unit_min if indicator.target else None
        if indicator.units and indicator.target is not None and floor is None:
            return self._of_members(indicator, self.units(indicator))
        return self._judged(indicator, self.vantage.yardstick(indicator), "")

    def _judged(self, indicator: Indicator, yard: Yardstick, unit: str) -> Judgement:
        figure, newest = self.vantage.figures(indicator, unit, yard)
        if unit and figure.lack == "unreported":
            yard = self.vantage.for_newcomer(yard, unit)
        elif not unit and indicator.units and yard.target is not None:
            # Deferred, as all that only units need: 0.1 ms.
            from tui.model.floor import below_floor

            figure = newest = below_floor(self.vantage, indicator, figure)
        if (hit := self._disbelief.of(indicator, unit)) is not None:
            figure = disbelieved(self.vantage, indicator, unit, figure, hit)
        stands = self.vantage.stands(indicator) if indicator.measure == "steps" else None
        try:
            case = case_of(yard, figure, newest, stands)
            verdict = decided(case)
        except (ArithmeticError, ValueError):
            case = Case(yard, figure, newest, stands=stands)
            verdict = Verdict(Status.INVALID, "division", why=Message("why.number"))
        return self._judgement(case, verdict, unit)

    def _judgement(self, case: Case, verdict: Verdict, unit: str) -> Judgement:
        yard, indicator, stands = case.yard, case.yard.indicator, case.stands
        if verdict.reason == "reached_late" and case.newest is not case.figure:
            case = case_of(yard, case.newest, case.newest)  # what is shown beside it belongs to that figure
        figure = case.figure
        raw = _raw(case, verdict)
        series = self.vantage.seen(indicator.id, unit)
        outcome = figure.outcome
        superseded = self._superseded(figure.observation)
        pace_ratio, gap_pp = _pace(yard, raw, verdict)
        outlook = None if verdict.reason == "reached_late" else LATER
        return Judgement(
            indicator=indicator,
            unit=unit,
            status=verdict.status,
            reason=verdict.reason,
            value=as_decimal(outcome.value) if isinstance(outcome, Quantity) else None,
            op=outcome.op if isinstance(outcome, Quantity) else "eq",
            numerator=figure.numerator,
            denominator=figure.denominator,
            period=figure.period,
            flag=figure.flag,
            observation=figure.observation,
            target_value=None if yard.limit.value is None else as_decimal(yard.limit.value),
            progress=None if raw is None else in_28_digits(clamped(raw)),
            progress_raw=None if raw is None else in_28_digits(raw),
            plan=None if yard.way is None else in_28_digits(yard.way.planned),
            pace_ratio=pace_ratio,
            gap_pp=gap_pp,
            forecast=outlook,
            needed_per_month=None if verdict.reason == "reached" else outlook,
            trend=LATER if _is_observed(indicator, figure) else self._trend(yard, figure, verdict, unit),
            light=LATER,
            freshness=_freshness(yard, case.newest),
            final=verdict.is_final,
            late=verdict.is_late,
            early=verdict.is_early,
            revised=superseded is not None,
            tiers=figure.tiers,
            missing_units=figure.missing_units,
            steps_done=figure.steps_done,
            why=LATER if verdict.why is None else verdict.why,
            arithmetic=LATER,
            steps_verified=stands.verified if stands is not None else (),
            series=series,
            counted=figure.counted,
            basis=yard,
            superseded=superseded,
            short=figure.short,
            bounds=None if figure.bounds is None else _amounts(*figure.bounds),
        )

    def _of_members(self, indicator: Indicator, members: Sequence[Judgement]) -> Judgement:
        """A group measure, or an indicator with units: the rollup of its members, beside the figure of the whole."""
        # Deferred: 0.1 ms, and most indicators have no members.
        from tui.model.members import rolled_up, silent

        yard = self.vantage.yardstick(indicator)
        figure = self.vantage.figure(indicator)
        verdict, raw = rolled_up(indicator, yard, members)
        whole = self._judgement(Case(yard, figure, figure, raw=raw), verdict, "")
        whole = whole._replace(pace_ratio=None, gap_pp=None, plan=None, forecast=None, needed_per_month=None)
        roster = self.vantage.members(indicator.units) if indicator.units else None
        if roster is None:
            return whole._replace(parts=tuple(members))
        names = roster.units
        missing = tuple(names[unit].name or unit if unit in names else unit for unit in silent(members))
        return whole._replace(parts=tuple(members), part_names=names, missing_units=missing)

    def _members(self, indicator: Indicator) -> list[Judgement]:
        known = self.vantage.framework.indicators
        if indicator.id in self._path:  # a circle, which the configuration refuses
            return []
        self._path.append(indicator.id)
        members = [self.series(known[each]) for each in indicator.members if each in known]
        self._path.pop()
        return members

    def _trend(self, yard: Yardstick, figure: Figure, verdict: Verdict, unit: str) -> Trend | None:
        """The trend of a calculated figure, against the one for the period before."""
        if verdict.reason == "away":
            return "away"
        outcome = figure.outcome
        if figure.period is None or not isinstance(outcome, Quantity) or outcome.op != "eq":
            return None
        before = self.vantage.before(yard.indicator, unit, figure.period)
        if before is None or not are_comparable(yard.indicator, before, figure.period):
            return None
        old = self.vantage.figure(yard.indicator, unit, before).outcome
        if not isinstance(old, Quantity) or old.op != "eq" or figure.flag == "B":
            return None
        return change_of(yard.indicator.epsilon, old.value, outcome.value)

    def _superseded(self, observation: Observation | None) -> Observation | None:
        """The newest earlier vintage of the figure that said something else."""
        if observation is None:
            return None
        earlier = self.vantage.history.vintages(observation.indicator, observation.unit, observation.period)[:-1]
        for vintage in reversed(earlier):
            try:
                if not vintage.says_same(observation):
                    return vintage
            except ArithmeticError:  # a signalling NaN equals nothing
                return vintage
        return None


def _raw(case: Case, verdict: Verdict) -> Number | None:
    """Progress as it is stated beside a status; none beside a status that says that there is nothing to state."""
    if verdict.status not in JUDGED:
        return None
    return ONE if verdict.reason == "empty" else case.raw


def _pace(yard: Yardstick, raw: Number | None, verdict: Verdict) -> tuple[Decimal | None, Decimal | None]:
    """Progress over plan, and points behind the plan; worked out from exact progress, rounded once to 28 digits."""
    if yard.way is None or raw is None or verdict.reason == "reached_late":
        return None, None
    try:
        gap = in_28_digits(times(minus(yard.way.planned, raw), HUNDRED))
        if verdict.pace_ratio is not None:
            return in_28_digits(verdict.pace_ratio), gap
        return (in_28_digits(over(raw, yard.way.planned)) if yard.way.planned else None), gap
    except ArithmeticError:
        return None, None


def _amounts(numerator: Quantity, denominator: Quantity) -> tuple[Amount, Amount]:
    return Amount(as_decimal(numerator.value), numerator.op), Amount(as_decimal(denominator.value), denominator.op)


def _is_observed(indicator: Indicator, figure: Figure) -> bool:
    seen = figure.observation
    return seen is None or (seen.indicator == indicator.id and seen.period == figure.period and figure.share is None)


def _freshness(yard: Yardstick, newest: Figure) -> Freshness:
    """How fresh the newest figure is; where there is none, how long the first one has been due."""
    if newest.period is not None:
        return freshness(yard.duty, newest.period.end)
    if newest.lack != "unreported" or yard.indicator.freq is None or yard.absence != "unreported":
        return "fresh"
    if yard.first_due is None:  # one has always been due
        return "stale"
    return "stale" if days_after(yard.first_due, yard.indicator.grace) < yard.day else "due"
