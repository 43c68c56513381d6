"""Coverage: which units of a roster are covered, tier by tier, and who is missing (semantics.md sections 2 and 4).

The percentage is derived from the roster, never typed.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from tui.model.figure import Figure, lacking
from tui.model.number import ONE, Number, is_less, is_sane, over, times
from tui.model.observation import Observation
from tui.model.roster import Roster, Unit
from tui.model.snapshot import TierCount
from tui.model.target import Target
from tui.model.value import Quantity
from tui.model.yardstick import Limit, meets
from tui.named import NamedTuple

__all__ = ["Members", "covered", "members_on"]


class Members(NamedTuple):
    """A roster as it counts on a day."""

    units: Mapping[str, Unit]
    """By id, in roster order."""
    order: tuple[str, ...]
    """Unit ids, in roster order."""
    ids: Mapping[str, str]
    """Unit id by id and by every alias."""


_MOST_REMEMBERED = 64
_remembered: dict[int, tuple[Roster, date, Members]] = {}
"""Rosters as they counted when last asked for: a dashboard asks about the same day again and again."""


def members_on(roster: Roster, day: date) -> Members:
    """The units of a roster that count on a day; of two versions of a unit the later one in the file counts."""
    known = _remembered.get(id(roster))
    if known is not None and known[0] is roster and known[1] == day:
        return known[2]
    units = {unit.id: unit for unit in roster.valid(day)}
    ids = {alias: unit.id for unit in units.values() for alias in unit.aliases}
    ids.update(zip(units, units, strict=True))
    members = Members(units, tuple(units), ids)
    if len(_remembered) >= _MOST_REMEMBERED:
        _remembered.clear()
    _remembered[id(roster)] = roster, day, members
    return members


def covered(
    members: Members,
    newest: Mapping[str, Observation],
    *,
    scale: Number,
    minimum: Decimal | None,
    target: Target | None,
    limit: Limit,
) -> Figure:
    """The figure of a coverage.

    Args:
        members: The roster on the day.
        newest: Newest usable observation by unit id; a unit with flag M has no duty and leaves the denominator.
        scale: 100 for percent; 0 to give the count of covered units instead of a share.
        minimum: What a unit must have to be covered; `None`: 1.
        target: Every tier must satisfy it, not only the whole.
        limit: The target's limit.
    """
    if members.units and not newest:
        return lacking("unreported")
    least = ONE if minimum is None or not is_sane(minimum) else minimum
    tiers: dict[str, list[int]] = {}
    missing = []
    for unit in members.units.values():
        observation = newest.get(unit.id)
        if observation is not None and observation.flag == "M":
            continue
        tier = tiers.get(unit.level) or tiers.setdefault(unit.level, [0, 0])
        tier[1] += 1
        if observation is not None and _reaches(observation, least):
            tier[0] += 1
        else:
            missing.append(unit.name or unit.id)
    counts = tuple(TierCount(level, done, applicable) for level, (done, applicable) in tiers.items())
    done, applicable = sum(count.covered for count in counts), sum(count.applicable for count in counts)
    newest_of_all = _newest(newest.values())
    if not applicable:
        return lacking("no_duty")._replace(observation=newest_of_all)
    share = over(Decimal(done), Decimal(applicable))
    return Figure(
        Quantity("eq", times(share, scale) if scale else Decimal(done)),
        period=newest_of_all.period if newest_of_all else None,
        observation=newest_of_all,
        numerator=Decimal(done),
        denominator=Decimal(applicable),
        share=share,
        is_whole=_satisfies_by_tier(counts, scale, target, limit),
        tiers=counts,
        missing_units=tuple(missing),
    )


def _reaches(observation: Observation, least: Decimal) -> bool:
    value = observation.value
    if value is None or observation.flag in {"L", "H", "O", "Q"} or not is_sane(value):
        return False
    return observation.op not in {"lt", "le"} and not is_less(value, least)


def _newest(observations: Iterable[Observation]) -> Observation | None:
    return max(observations, key=lambda seen: (seen.period, seen.recorded, seen.unit), default=None)


def _satisfies_by_tier(
    counts: tuple[TierCount, ...], scale: Number, target: Target | None, limit: Limit
) -> bool | None:
    if target is None or not scale or len(counts) < 2:
        return None
    shares = (times(over(Decimal(count.covered), Decimal(count.applicable)), scale) for count in counts)
    return all(meets(Quantity("eq", share), target, limit) for share in shares)
