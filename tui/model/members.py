"""The status of what is made of members: a `group` measure, or an indicator with a series per unit.

Section 7's rule gives a light; the status is the one that such a light has when an indicator shows it.
"""

from collections.abc import Sequence

from tui.model.indicator import Indicator
from tui.model.number import Number
from tui.model.rollup import IDLE, UNREPORTED, Rollup, roll
from tui.model.snapshot import Assessment, Status
from tui.model.verdict import Verdict
from tui.model.yardstick import Yardstick

__all__ = ["rolled_up", "silent"]


def rolled_up(indicator: Indicator, yard: Yardstick, members: Sequence[Assessment]) -> tuple[Verdict, Number | None]:
    """The verdict over members, and their weighted progress, 0 to 1.

    Args:
        indicator: Says the rule, and what an unreported member does.
        yard: Its yardstick.
        members: Their assessments.
    """
    if yard.suspension is not None:
        return Verdict(Status.SUSPENDED, "suspended"), None
    if yard.problem is not None:
        return Verdict(Status.INVALID, "config", why=yard.problem), None
    found = roll(members, indicator.rollup, missing=indicator.missing)
    statuses = {member.status for member in members if member.status is not None}
    return Verdict(_status(found, statuses), "members"), found.progress


def silent(members: Sequence[Assessment]) -> tuple[str, ...]:
    """Units that owe a figure and have not reported one."""
    return tuple(each.unit for each in members if each.status is Status.NO_DATA and each.reason in UNREPORTED)


def _status(found: Rollup, statuses: set[Status]) -> Status:
    match found.light:
        case "green":
            return Status.MET if statuses - IDLE == {Status.MET} else Status.ON_TRACK
        case "yellow":
            return Status.AT_RISK
        case "red":
            return Status.MISSED if Status.MISSED in statuses else Status.OFF_TRACK
    if not statuses or statuses - IDLE:
        return Status.NO_DATA
    return next((idle for idle in (Status.NOT_STARTED, Status.SUSPENDED) if idle in statuses), Status.NOT_APPLICABLE)
