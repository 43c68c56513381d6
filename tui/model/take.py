"""Snapshots: everything at one instant, and the next one from the last at the cost of what changed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Final

from tui.model.assess import Assessor
from tui.model.calendar import evaluation_instant
from tui.model.checks import invalid, rerun_checks, run_checks
from tui.model.dependency import dependants
from tui.model.indicator import Indicator
from tui.model.observation import History
from tui.model.rollup import count, roll_up
from tui.model.snapshot import Assessment, CheckResult, Framework, GroupAssessment, Snapshot
from tui.model.source import SourceState
from tui.model.vantage import Vantage

__all__ = ["retake", "take"]

_id: Final = attrgetter("id")


def take(
    framework: Framework,
    history: History,
    now: datetime,
    *,
    taken_at: datetime | None = None,
    known_by: datetime | None = None,
    sources: Sequence[SourceState] = (),
    seal: str | None = None,
) -> Snapshot:
    """Everything at one instant.

    Args:
        framework: All definitions.
        history: What is known; where `known_by` is given, already without later vintages.
        now: The instant, aware. The end of the framework's `evaluate_on` takes its place, unless `known_by` is given:
            a question about the past is answered in its own time.
        taken_at: The clock, for the record; `None` where the instant was asked for.
        known_by: The last vintage that the history shows.
        sources: How the sources fare.
        seal: The store's last seal.
    """
    instant = evaluation_instant(now, framework.timezone, framework.evaluate_on, known_by)
    vantage = Vantage(framework, history, instant)
    checks = run_checks(vantage)
    assessor = Assessor(vantage, invalid(checks))
    return _snapshot(assessor, checks, instant, taken_at=taken_at, known_by=known_by, sources=sources, seal=seal)


def retake(
    snapshot: Snapshot,
    changed: Collection[tuple[str, str]],
    history: History,
    now: datetime,
    *,
    taken_at: datetime | None = None,
    sources: Sequence[SourceState] | None = None,
    seal: str | None = None,
) -> Snapshot:
    """The snapshot after a few series changed: only they and what depends on them are assessed again.

    Gives the same as `take`, at the cost of the change; on another day than the snapshot's it is `take`.

    Args:
        snapshot: The last one.
        changed: Indicator and unit of every series that has a new observation.
        history: What is known now.
        now: The instant, aware.
        taken_at: The clock, for the record.
        sources: How the sources fare; `None`: as before.
        seal: The store's last seal.
    """
    framework, known_by = snapshot.framework, snapshot.known_by
    states = snapshot.sources if sources is None else sources
    instant = evaluation_instant(now, framework.timezone, framework.evaluate_on, known_by)
    if instant.date() != snapshot.as_of.date():
        return take(framework, history, now, taken_at=taken_at, known_by=known_by, sources=states, seal=seal)
    if not changed:
        return snapshot._replace(as_of=instant, taken_at=taken_at, sources=tuple(states), seal=seal)
    vantage = Vantage(framework, history, instant)
    checks = rerun_checks(vantage, snapshot.checks, *dependants(framework, changed))
    before, hits = invalid(snapshot.checks), invalid(checks)
    believed_anew = {key for key in {**before, **hits} if before.get(key) != hits.get(key)}
    whole, parts = dependants(framework, {*changed, *believed_anew})
    assessor = Assessor(vantage, hits)
    changed_in = {id for id, _ in parts}
    for id, series in groupby(snapshot.assessments, _id):
        if id not in whole and id not in changed_in:
            assessor.keep_all(list(series))
        elif id not in whole:
            for each in series:
                if (id, each.unit) not in parts:
                    assessor.keep(each)
    return _snapshot(assessor, checks, instant, taken_at=taken_at, known_by=known_by, sources=states, seal=seal)


def _snapshot(
    assessor: Assessor,
    checks: tuple[CheckResult, ...],
    instant: datetime,
    *,
    taken_at: datetime | None,
    known_by: datetime | None,
    sources: Sequence[SourceState],
    seal: str | None,
) -> Snapshot:
    framework = assessor.vantage.framework
    assessments: list[Assessment] = []
    for indicator in framework.indicators.values():
        assessments += _all_series(assessor, indicator)
    wholes = [each for each in assessments if not each.unit]
    return Snapshot(
        framework=framework,
        as_of=instant,
        taken_at=taken_at,
        known_by=known_by,
        counts=count(wholes),
        assessments=tuple(assessments),
        groups=_groups(framework, wholes),
        checks=checks,
        sources=tuple(sources),
        seal=seal,
    )


def _all_series(assessor: Assessor, indicator: Indicator) -> list[Assessment]:
    return [assessor.series(indicator), *assessor.units(indicator)]


def _groups(framework: Framework, assessments: Sequence[Assessment]) -> tuple[GroupAssessment, ...]:
    members: dict[str, list[Assessment]] = {group: [] for group in framework.groups}
    for each in assessments:
        if each.indicator.group in members:
            members[each.indicator.group].append(each)
    return tuple(roll_up(framework.groups[group], each) for group, each in members.items())
