"""The status of what is made of members: a `group` measure, or an indicator with a series per unit."""

from collections.abc import Sequence

from tui.errors import Message
from tui.model.indicator import Indicator
from tui.model.number import Number, over, times, total
from tui.model.snapshot import Assessment, Status
from tui.model.verdict import Verdict
from tui.model.yardstick import Yardstick

__all__ = ["rolled_up"]

_GREY = {Status.NO_DATA, Status.INVALID}
_IDLE = {Status.NOT_STARTED, Status.SUSPENDED, Status.NOT_APPLICABLE}


def rolled_up(indicator: Indicator, yard: Yardstick, members: Sequence[Assessment]) -> tuple[Verdict, Number | None]:
    """The verdict over members, and their weighted progress.

    Args:
        indicator: Says the rule, and what a missing member does.
        yard: Its yardstick.
        members: Their assessments.
    """
    if yard.suspension is not None:
        return Verdict(Status.SUSPENDED, "suspended"), None
    if yard.problem is not None:
        return Verdict(Status.INVALID, "config", why=yard.problem), None
    judged = [each for each in members if each.status and each.status not in _GREY | _IDLE]
    grey = sum(each.status in _GREY for each in members)
    statuses = {each.status for each in judged}
    raw = None
    if judged:
        weights = [each.indicator.weight for each in judged]
        progress = [each.progress for each in judged]
        if all(share is not None for share in progress) and any(weights):
            raw = over(
                total(
                    [times(weight, share) for weight, share in zip(weights, progress, strict=True) if share is not None]
                ),
                total(list(weights)),
            )
    why = Message("why.members", {"judged": len(judged), "total": len(members), "undetermined": grey})
    return Verdict(_status(statuses, grey, members), "members", why=why), raw


def _status(statuses: set[Status | None], grey: int, members: Sequence[Assessment]) -> Status:
    for worst in (Status.MISSED, Status.OFF_TRACK, Status.AT_RISK):
        if worst in statuses:
            return worst
    if statuses:
        if grey:
            return Status.AT_RISK
        return Status.MET if statuses == {Status.MET} else Status.ON_TRACK
    if grey or not members:
        return Status.NO_DATA
    idle = {each.status for each in members if each.status is not None}
    return next((each for each in (Status.NOT_STARTED, Status.SUSPENDED) if each in idle), Status.NOT_APPLICABLE)
