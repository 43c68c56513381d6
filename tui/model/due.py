"""What is owed when: deadlines, closing reports, the next figure of each indicator, steps; a pure view of a snapshot.

Deadlines stand as the framework has them, rolled to a workday where a target says so. What is done is not owed: a past
deadline of a target that is met, a report that came, a step that is done. Nothing is owed by what is suspended or
does not apply. Of an indicator with units it is the whole that is owed, unless it is asked what each unit owes.
Reporting dates of the calendar come back every year, and only the next one is told: whether a report was made is not
known here.
"""

from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date
from typing import Literal

from tui.model.calendar import days_after, next_workday
from tui.model.freshness import first_report_due
from tui.model.indicator import Indicator, Step
from tui.model.period import Period
from tui.model.plan import start_of
from tui.model.snapshot import Assessment, Framework, Snapshot, Status, YearlyReport
from tui.named import NamedTuple

__all__ = ["Due", "DueKind", "due_dates"]

DueKind = Literal["deadline", "closing", "report", "step", "yearly"]

_EXCUSED = frozenset({Status.SUSPENDED, Status.NOT_APPLICABLE})
_COMPUTED = frozenset({"expr", "group"})
"""Measures of which nothing is reported."""


class Due(NamedTuple):
    """Something that is owed by a day."""

    day: date
    """The last day on which it is in time."""
    kind: DueKind
    indicator: Indicator
    is_late: bool
    """The day is over on the day that was judged."""
    days: int
    """From the day that was judged; below 0 when it is late."""
    period: Period | None = None
    """That a `report` is about."""
    step: Step | None = None
    unit: str = ""
    """Who owes it; `""`: the whole area."""


def due_dates(snapshot: Snapshot, *, by_unit: bool = False, yearly: bool = True) -> tuple[Due, ...]:
    """Everything that is owed: what is late first, each part by day, then in file order.

    Args:
        snapshot: Where it follows from.
        by_unit: What each unit owes of the indicators that have units, instead of what is owed as a whole.
        yearly: With the reporting dates of the calendar.
    """
    today = snapshot.as_of.date()
    chosen = (each for each in snapshot.assessments if bool(each.unit) is by_unit)
    found = [due._replace(unit=each.unit) for each in chosen for due in _owed(each, today)]
    if yearly and not by_unit:
        found += [due for report in snapshot.framework.reports for due in _yearly(report, snapshot.framework, today)]
    return tuple(sorted(found, key=lambda due: (not due.is_late, due.day)))


def _yearly(report: YearlyReport, framework: Framework, today: date) -> Iterator[Due]:
    """The next day of a report that comes back every year, rolled to a workday where it says so.

    One of the end of last year may have been rolled into this one; after the last year that there is, none comes.
    """
    for year in range(max(today.year - 1, MINYEAR), min(today.year + 1, MAXYEAR) + 1):
        day = date(year, report.month, report.day)
        if report.rolls:
            day = next_workday(day, framework.holidays, framework.workdays)
        if day >= today:
            about = Indicator(f"calendar.{report.id}", report.name, "", owner=report.owner)
            yield _due(day, "yearly", about, today)
            return


def _owed(found: Assessment, today: date) -> Iterator[Due]:
    if found.status in _EXCUSED:
        return
    indicator, target = found.indicator, found.indicator.target
    is_met = found.status == Status.MET
    if target is not None and target.deadline is not None and not (is_met and target.deadline < today):
        yield _due(target.deadline, "deadline", indicator, today)
    if target is not None and target.closing_report is not None and not is_met:
        yield _due(target.closing_report, "closing", indicator, today)
    yield from _report(found, today)
    for step in indicator.steps:
        due = step.due or (target.deadline if target else None)
        if due is not None and step.id not in found.steps_done and (step.required or due >= today):
            yield _due(due, "step", indicator, today, step=step)


def _report(found: Assessment, today: date) -> Iterator[Due]:
    """The figure that comes next: the one after the newest, or the first that is owed."""
    indicator, target = found.indicator, found.indicator.target
    if indicator.freq is None or indicator.measure in _COMPUTED:
        return
    try:
        period = _next_period(found, indicator.freq, today)
    except (ValueError, OverflowError):  # after the last year that there is
        return
    if target is not None and target.deadline is not None and period.start > target.deadline:
        return
    yield _due(days_after(period.end, indicator.report_lag), "report", indicator, today, period=period)


def _next_period(found: Assessment, freq: str, today: date) -> Period:
    """The period whose figure comes next.

    Raises:
        ValueError: There is none.
        OverflowError: There is none.
    """
    if found.period is not None:
        return Period.holding(freq, found.period.end).next
    indicator, target = found.indicator, found.indicator.target
    first = first_report_due(indicator, start_of(target) if target else None)
    ended = days_after(first if first is not None and first > today else today, -indicator.report_lag)
    return Period.holding(freq, days_after(ended, 1)).previous


def _due(
    day: date,
    kind: DueKind,
    indicator: Indicator,
    today: date,
    *,
    period: Period | None = None,
    step: Step | None = None,
) -> Due:
    return Due(day, kind, indicator, day < today, (day - today).days, period, step)
