"""The decision table: which status a figure has, and the row that decided (semantics.md section 5).

`TABLE` is that table, in its order; the first row that has something to say decides. Every status carries the reason
code of its row, and `ROW_OF` leads from the code back to the row.
"""

from collections.abc import Callable, Mapping
from datetime import date

from tui.errors import Message
from tui.model.calendar import years_between
from tui.model.case import Case, satisfied
from tui.model.growth import growth_ratio, reaches
from tui.model.number import ZERO, Number, as_fraction, is_less, minus
from tui.model.period import Period
from tui.model.snapshot import Status
from tui.model.target import Target
from tui.model.value import Quantity
from tui.model.yardstick import RATIO_CUTS, Way, eve
from tui.named import NamedTuple

__all__ = ["ROW_OF", "TABLE", "Verdict", "decided"]


class Verdict(NamedTuple):
    """What the table answers."""

    status: Status | None
    reason: str
    is_final: bool = False
    is_late: bool = False
    is_early: bool = False
    pace_ratio: Number | None = None
    """Where it is not progress over plan: observed over required growth."""
    why: Message | None = None
    """The sentence, where the reason's own does not say enough."""


def decided(case: Case) -> Verdict:
    """The verdict of the first row that has something to say."""
    for row in TABLE:
        verdict = row(case)
        if verdict is not None:
            return verdict
    return Verdict(Status.INVALID, "config", why=Message("why.config_target"))


def _no_duty(case: Case) -> Verdict | None:
    return Verdict(Status.NOT_APPLICABLE, "no_duty") if case.figure.lack == "no_duty" else None


def _suspended(case: Case) -> Verdict | None:
    return Verdict(Status.SUSPENDED, "suspended") if case.yard.suspension else None


def _badly_defined(case: Case) -> Verdict | None:
    if case.yard.problem is not None:
        return Verdict(Status.INVALID, "config", why=case.yard.problem)
    return Verdict(Status.INVALID, "config", why=case.figure.why) if case.figure.lack == "config" else None


def _before_start(case: Case) -> Verdict | None:
    unseen = case.figure.lack == "unreported" and case.yard.absence == "before_start"
    return Verdict(Status.NOT_STARTED, "before_start") if unseen else None


def _awaiting(case: Case) -> Verdict | None:
    unseen = case.figure.lack == "unreported" and case.yard.absence == "awaiting"
    return Verdict(Status.NOT_STARTED, "awaiting") if unseen else None


def _without_figure(case: Case) -> Verdict | None:
    if case.figure.lack in {"unreported", "source", "withheld"}:
        return Verdict(Status.NO_DATA, case.figure.lack, why=case.figure.why)
    period = case.newest.period
    if period is not None and period.end < case.yard.duty.expired:
        return Verdict(Status.NO_DATA, "expired")
    return None


def _inconsistent(case: Case) -> Verdict | None:
    return Verdict(Status.INVALID, "check", why=case.figure.why) if case.figure.lack == "check" else None


def _empty(case: Case) -> Verdict | None:
    if case.figure.lack != "empty":
        return None
    return Verdict(Status(case.yard.indicator.empty), "empty")


def _undefined(case: Case) -> Verdict | None:
    if case.figure.lack in {"division", "number"}:
        return Verdict(Status.INVALID, "division", why=Message("why.number") if case.figure.lack == "number" else None)
    return None


def _without_target(case: Case) -> Verdict | None:
    if case.yard.target is None and case.stands is None:
        return Verdict(None, "context")
    return None


def _censored(case: Case) -> Verdict | None:
    if case.figure.lack in {"censored", "few"}:
        return Verdict(Status.NO_DATA, case.figure.lack)
    if case.satisfied is None or _is_pace_open(case):
        return Verdict(Status.NO_DATA, "censored")
    return None


def _is_pace_open(case: Case) -> bool:
    """Whether a bound leaves open how far behind the plan a figure is.

    A bound that rules the target out is a bound from above on progress: even at its best the figure is that far.
    """
    way, outcome = case.yard.way, case.figure.outcome
    if way is None or case.raw is None or case.satisfied or way.stage == "over" or way.is_early:
        return False
    if not isinstance(outcome, Quantity) or outcome.op in {"eq", "approx"}:
        return False
    return not is_less(case.raw, way.yellow)


def _steps_done(case: Case) -> Verdict | None:
    if case.stands is None or not case.satisfied:
        return None
    return Verdict(Status.MET, "steps_done", is_final=True, is_late=bool(case.stands.late))


def _steps_open(case: Case) -> Verdict | None:
    if case.stands is None:
        return None
    if case.stands.overdue:
        steps = tuple(step.name for step in case.stands.overdue)
        return Verdict(Status.MISSED, "steps_overdue", why=Message("why.steps_overdue", {"steps": steps}))
    if case.stands.soon:
        steps = tuple(step.name for step in case.stands.soon)
        return Verdict(Status.AT_RISK, "steps_due", why=Message("why.steps_due", {"steps": steps}))
    if case.yard.absence == "before_start":
        return Verdict(Status.NOT_STARTED, "steps_before_start")
    return Verdict(Status.ON_TRACK, "steps_ahead")


def _held(case: Case) -> Verdict | None:
    if case.yard.way is not None or not case.satisfied or _is_near_limit(case):
        return None
    return Verdict(Status.MET, "held", is_final=_is_closed(case))


def _near_limit(case: Case) -> Verdict | None:
    if case.yard.way is not None or not case.satisfied:
        return None
    return Verdict(Status.AT_RISK, "near_limit", is_final=_is_closed(case))


def _not_held(case: Case) -> Verdict | None:
    if case.yard.way is not None:
        return None
    if _is_closed(case):
        return Verdict(Status.MISSED, "broken", is_final=True)
    return Verdict(Status.OFF_TRACK, "not_held")


def _reached(case: Case) -> Verdict | None:
    way = case.yard.way
    if way is None:
        return None
    if case.satisfied and not _is_after(case.figure.period, way.deadline):
        return Verdict(Status.MET, "reached", is_final=way.stage == "over")
    later = case.satisfied or (case.newest is not case.figure and satisfied(case.yard, case.newest))
    return Verdict(Status.MET, "reached_late", is_final=True, is_late=True) if later else None


def _closing(case: Case) -> Verdict | None:
    way = case.yard.way
    if way is None or way.stage != "closing":
        return None
    return _away(case) or _paced(case, way, "closing")


def _missed(case: Case) -> Verdict | None:
    over = case.yard.way is not None and case.yard.way.stage == "over"
    return Verdict(Status.MISSED, "deadline", is_final=True) if over else None


def _away(case: Case) -> Verdict | None:
    return Verdict(Status.OFF_TRACK, "away") if case.raw is not None and is_less(case.raw, ZERO) else None


def _early(case: Case) -> Verdict | None:
    early = case.yard.way is not None and case.yard.way.is_early
    return Verdict(Status.ON_TRACK, "early", is_early=True) if early else None


def _by_ratio(case: Case) -> Verdict | None:
    way, target = case.yard.way, case.yard.target
    if way is None or target is None or target.pace == "gap":
        return None
    return _paced(case, way, "growth" if target.pace == "growth" else "pace")


def _by_gap(case: Case) -> Verdict | None:
    return _paced(case, case.yard.way, "gap") if case.yard.way is not None else None


def _paced(case: Case, way: Way, reason: str) -> Verdict:
    target, raw = case.yard.target, case.raw if case.raw is not None else ZERO
    if target is not None and target.pace == "growth":
        return _grown(case, way, reason)
    green = is_less(way.green, raw) if way.is_strict else not is_less(raw, way.green)
    if green:
        return Verdict(Status.ON_TRACK, reason)
    return Verdict(Status.OFF_TRACK if is_less(raw, way.yellow) else Status.AT_RISK, reason)


def _grown(case: Case, way: Way, reason: str) -> Verdict:
    """Pace by observed over required growth; a figure of the base's own time has not grown yet."""
    since = eve(way)
    years = years_between(since, case.figure.period.end if case.figure.period else case.yard.day)
    if years <= 0 or not isinstance(case.figure.outcome, Quantity):
        return Verdict(Status.NO_DATA, "unreported", why=Message("why.growth_needs", {"since": since}))
    ratio = growth_ratio(
        as_fraction(way.baseline),
        as_fraction(case.figure.outcome.value),
        as_fraction(way.limit),
        years,
        years_between(since, way.deadline),
        rises=_rises(case.yard.target, way),
    )
    if reaches(ratio, RATIO_CUTS[0]):
        return Verdict(Status.ON_TRACK, reason, pace_ratio=ratio)
    behind = Status.AT_RISK if reaches(ratio, RATIO_CUTS[1]) else Status.OFF_TRACK
    return Verdict(behind, reason, pace_ratio=ratio)


def _rises(target: Target | None, way: Way) -> bool:
    """Whether larger values are better; for a band or a single value, whether the way goes up."""
    if target is None or target.op in {"eq", "between"}:
        return is_less(way.baseline, way.limit)
    return target.op in {"ge", "gt"}


def _is_near_limit(case: Case) -> bool:
    """Whether a satisfied limit is nearer than the margin of warning; of a bound, the end that is nearer counts."""
    target, limit, outcome = case.yard.target, case.yard.limit, case.figure.outcome
    if target is None or not target.warn_margin or not isinstance(outcome, Quantity):
        return False
    margins = []
    low = limit.low if target.op == "between" else limit.value if target.op in {"ge", "gt"} else None
    high = limit.high if target.op == "between" else limit.value if target.op in {"le", "lt"} else None
    if low is not None:
        margins.append(minus(outcome.value, low))
    if high is not None:
        margins.append(minus(high, outcome.value))
    return any(is_less(margin, target.warn_margin) for margin in margins)


def _is_closed(case: Case) -> bool:
    """Whether nothing more can come for what a hold target was judged on: its deadline, or its figure's own period.

    A reading of a single day stands for the period in which a figure is owed, or for its year.
    """
    target, period = case.yard.target, case.figure.period
    if target is not None and target.deadline is not None:
        return case.yard.is_closed
    if period is None:
        return False
    if period.freq == "D":
        period = Period.holding(case.yard.indicator.freq or "A", period.end)
    return period.end < case.yard.day


def _is_after(period: Period | None, deadline: date) -> bool:
    return period is not None and period.end > deadline


TABLE: tuple[Callable[[Case], Verdict | None], ...] = (
    _no_duty,
    _suspended,
    _badly_defined,
    _before_start,
    _awaiting,
    _without_figure,
    _inconsistent,
    _empty,
    _undefined,
    _without_target,
    _censored,
    _steps_done,
    _steps_open,
    _held,
    _near_limit,
    _not_held,
    _reached,
    _closing,
    _missed,
    _away,
    _early,
    _by_ratio,
    _by_gap,
)
"""The 23 rows, in the order of semantics.md section 5."""

ROW_OF: Mapping[str, int] = {
    "no_duty": 1,
    "suspended": 2,
    "config": 3,
    "before_start": 4,
    "awaiting": 5,
    "unreported": 6,
    "expired": 6,
    "source": 6,
    "withheld": 6,
    "check": 7,
    "empty": 8,
    "division": 9,
    "context": 10,
    "censored": 11,
    "few": 11,
    "steps_done": 12,
    "steps_overdue": 13,
    "steps_due": 13,
    "steps_ahead": 13,
    "steps_before_start": 13,
    "held": 14,
    "near_limit": 15,
    "not_held": 16,
    "broken": 16,
    "reached": 17,
    "reached_late": 17,
    "closing": 18,
    "deadline": 19,
    "away": 20,
    "early": 21,
    "pace": 22,
    "growth": 22,
    "gap": 23,
}
"""Row of the table by reason code; `members` (section 7) is not in it."""
