"""The plan: the share of the way that should be done by a day (semantics.md section 5).

Shares are exact fractions, so that a value exactly on a cut is on the right side of it.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from tui.model.calendar import days_after, month_length
from tui.model.number import Number, as_fraction
from tui.model.target import Milestone, Target

__all__ = ["elapsed", "planned", "start_of"]


def start_of(target: Target) -> date | None:
    """First day of the way: as the target says, else the first day of its deadline's year; `None` without both."""
    if target.start is not None or target.deadline is None:
        return target.start
    return date(target.deadline.year, 1, 1)


def elapsed(start: date, deadline: date, day: date) -> Fraction:
    """Share of the way's days that are over at the end of a day, 0 to 1.

    Args:
        start: First day of the way.
        deadline: Last day, not before `start`.
        day: Any day.
    """
    days = (deadline - start).days + 1
    return Fraction(min(max((day - start).days + 1, 0), days), days)


def planned(target: Target, start: date, deadline: date, day: date, limit: Number) -> Fraction | None:
    """Share of the way that should be done at the end of a day, 0 to 1.

    Args:
        target: Says which plan.
        start: First day of the way.
        deadline: Last day, not before `start`.
        day: Any day; outside of the way the nearer end counts.
        limit: The value to be reached, for a plan that is given in values.

    Returns:
        `None` when the plan cannot be followed: shares that are not twelve or go nowhere, milestones of a way without
        length.
    """
    share = elapsed(start, deadline, day)
    match target.plan:
        case "linear":
            return share
        case "scurve":
            return 3 * share**2 - 2 * share**3
        case "seasonal":
            return _seasonal(target, start, deadline, day)
        case _:
            return _stepwise(target, start, deadline, day, as_fraction(limit))


def _seasonal(target: Target, start: date, deadline: date, day: date) -> Fraction | None:
    """The share by a year's cumulative monthly shares, whatever part of the year, or number of years, the way takes."""
    if len(target.shares) != 12:
        return None
    shares = [as_fraction(share) for share in target.shares]
    eve = _season(shares, days_after(start, -1))
    whole = _season(shares, deadline) - eve
    if whole <= 0:
        return None
    reached = min(max(day, days_after(start, -1)), deadline)
    return (_season(shares, reached) - eve) / whole


def _season(shares: Sequence[Fraction], day: date) -> Fraction:
    """Years' work done from year 0 to the end of a day: whole years, and this year's cumulative share."""
    before = shares[day.month - 2] if day.month > 1 else Fraction(0)
    return day.year * shares[11] + before + (shares[day.month - 1] - before) * Fraction(day.day, month_length(day))


def _stepwise(target: Target, start: date, deadline: date, day: date, limit: Fraction) -> Fraction | None:
    """The share by dated values, straight lines between them; the baseline on the eve, the target on the deadline."""
    base = as_fraction(target.baseline)
    if limit == base:
        return None
    eve = Milestone(days_after(start, -1), target.baseline)
    inner = sorted(stone for stone in target.milestones if start <= stone.date < deadline)
    shares = [(as_fraction(stone.value) - base) / (limit - base) for stone in (eve, *inner)]
    # A value behind the baseline asks for nothing yet, and one beyond the target for all of the way.
    whole = [min(max(share, Fraction(0)), Fraction(1)) for share in shares]
    points = [(stone.date, share) for stone, share in zip((eve, *inner), whole, strict=True)]
    points.append((deadline, Fraction(1)))
    if day <= points[0][0]:
        return Fraction(0)
    for (left, low), (right, high) in pairwise(points):
        if day <= right:
            return low + (high - low) * Fraction((day - left).days, max((right - left).days, 1))
    return Fraction(1)
