"""Rollups: what a group's members say together (semantics.md section 7).

The count vector comes first, it hides nothing. Then the rule: the worst light, a weighted mean, or weighted points. A
member that is grey caps the group at yellow, whatever the others say, and is counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from tui.model.indicator import Group, RollupRule
from tui.model.judgement import light_of
from tui.model.number import HUNDRED, ONE, ZERO, Number, as_decimal, is_less, over, times, total
from tui.model.snapshot import Assessment, GroupAssessment, Light, Status
from tui.named import NamedTuple

__all__ = [
    "CUTS",
    "GREY",
    "IDLE",
    "UNREPORTED",
    "Judged",
    "Rollup",
    "by_lights",
    "count",
    "done_of",
    "judged_of",
    "mean",
    "roll",
    "roll_up",
    "tally",
]

CUTS = (Decimal("0.95"), Decimal("0.60"))
"""From which mean on a group is green, and yellow; the cuts of Open SDG, as for a single pace."""

GREY = frozenset({Status.NO_DATA, Status.INVALID})
"""Undetermined: something is owed, and nothing can be said."""

IDLE = frozenset({Status.NOT_STARTED, Status.SUSPENDED, Status.NOT_APPLICABLE})
"""Nothing is owed now: neither judged nor undetermined."""

UNREPORTED = frozenset({"unreported", "expired"})
"""Reasons of a `no_data` that `missing = "zero"` turns into nothing done."""

_FAILED = frozenset({Status.OFF_TRACK, Status.MISSED, Status.INVALID})
"""What a member with a veto must not be."""

_BANDS: Mapping[Light, tuple[Decimal, Decimal]] = {
    "green": (ONE, ONE),
    "yellow": (CUTS[1], CUTS[0] - Decimal("0.01")),
    "red": (ZERO, CUTS[1] - Decimal("0.01")),
}
"""What a member of each light counts, at least and at most, towards a mean's light.

Its progress alone would not do: in June a member that is on track has come half of its way. The bands make a group of
one show its member's light.
"""

_MIN_VALID = Decimal("0.70")

_SEVERITY: Mapping[Light, int] = {"green": 0, "yellow": 1, "red": 2}


class Rollup(NamedTuple):
    """What members say together."""

    light: Light
    progress: Number | None = None
    """Weighted mean of the judged members' progress, 0 to 1; `None` where none is judged."""
    score: Number | None = None
    """Weighted points of 100, for the rule `score`; `None` below the least valid weight."""
    valid: Number | None = None
    """Weight of the judged members over that of all that owe something, 0 to 1; `None` where nothing is owed."""
    undetermined: int = 0
    """Members that are grey: no data or invalid."""
    vetoed_by: tuple[str, ...] = ()
    """Ids of the members whose veto makes the group red."""


class Judged(NamedTuple):
    """What a member counts."""

    weight: Decimal
    light: Light
    attained: Number
    """Share of what should be done by now, 0 to 1, within the band of its light."""


def roll_up(group: Group, assessments: Iterable[Assessment]) -> GroupAssessment:
    """A group's members, counted and rolled up.

    Args:
        group: Says the rule, the least valid weight, and what an unreported member does.
        assessments: Those of the group's indicators for the whole area, in file order.
    """
    members = tuple(assessments)
    found = roll(members, group.rollup, group.min_valid, group.missing)
    return GroupAssessment(
        group=group,
        counts=count(members),
        light=found.light,
        progress=None if found.progress is None else as_decimal(found.progress),
        undetermined=found.undetermined,
        members=tuple(member.id for member in members),
        score=None if found.score is None else as_decimal(found.score),
        valid=None if found.valid is None else as_decimal(found.valid),
        vetoed_by=found.vetoed_by,
    )


def roll(
    members: Sequence[Assessment],
    rule: RollupRule = "worst",
    min_valid: Decimal = _MIN_VALID,
    missing: Literal["", "skip", "zero"] = "",
) -> Rollup:
    """What members say together.

    Args:
        members: Their assessments; those without a status say nothing.
        rule: How their lights become one.
        min_valid: Share of the weight that must be judged before a score is given, 0 to 1.
        missing: With `"zero"` a member that was not reported has achieved nothing; else it is undetermined.
    """
    return tally(members, judged_of(members, rule, missing), rule, min_valid)


def tally(
    members: Sequence[Assessment],
    judged: Sequence[tuple[Assessment, Judged]],
    rule: RollupRule,
    min_valid: Decimal = _MIN_VALID,
) -> Rollup:
    """What members say together, of whom it is known already what each counts."""
    owing = _owing(members)
    owed = total([member.indicator.weight for member in owing])
    found = by_lights(members, judged)._replace(
        progress=mean([(each.weight, done) for member, each in judged if (done := done_of(member)) is not None]),
        valid=over(total([each.weight for _, each in judged]), owed) if owed else None,
    )
    if rule == "worst" or not owing:
        return found
    if rule == "score" and found.progress is not None and found.valid is not None:
        found = found._replace(score=None if is_less(found.valid, min_valid) else times(found.progress, HUNDRED))
    return found._replace(light=_light(found, rule, judged))


def by_lights(members: Sequence[Assessment], judged: Sequence[tuple[Assessment, Judged]]) -> Rollup:
    """What members say by the rule `worst`, which looks at lights alone: no progress is worked out."""
    owing = _owing(members)
    found = Rollup(
        light="none",
        undetermined=len(owing) - len(judged),
        vetoed_by=tuple(member.id for member in owing if member.indicator.veto and member.status in _FAILED),
    )
    if not owing:
        is_waiting = any(member.status in {Status.NOT_STARTED, Status.SUSPENDED} for member in members)
        return found._replace(light="grey" if is_waiting else "none")
    return found._replace(light=_light(found, "worst", judged))


def judged_of(members: Sequence[Assessment], rule: RollupRule, missing: str) -> list[tuple[Assessment, Judged]]:
    """The members that count, each with what it counts."""
    found: list[tuple[Assessment, Judged]] = []
    known: dict[int, Judged | None] = {}
    for member in members:
        common = member.common if rule == "worst" else None  # a light is the same for all that have it in common
        if common is None:
            judged = _judged(member, rule, missing)
        elif id(common) in known:
            judged = known[id(common)]
        else:
            judged = known[id(common)] = _judged(member, rule, missing)
        if judged is not None:
            found.append((member, judged))
    return found


def done_of(member: Assessment) -> Decimal | None:
    """Progress of a member that counts, 0 to 1; one that is grey has achieved nothing."""
    return ZERO if member.status in GREY else member.progress


def mean(parts: Sequence[tuple[Decimal, Number]]) -> Number | None:
    """The weighted mean, weights renormalised over those that are there."""
    weights = total([weight for weight, _ in parts])
    return over(total([times(weight, number) for weight, number in parts]), weights) if weights else None


def count(assessments: Iterable[Assessment]) -> Mapping[str, int]:
    """The count vector: assessments by status code, every code present, and `context` for those without a target."""
    counts = dict.fromkeys((*map(str, Status), "context"), 0)
    for each in assessments:
        counts["context" if each.status is None else each.status] += 1
    return counts


def _owing(members: Iterable[Assessment]) -> list[Assessment]:
    return [member for member in members if member.status is not None and member.status not in IDLE]


def _is_nothing(member: Assessment, missing: str) -> bool:
    """Whether a member is taken to have achieved nothing because it was not reported."""
    return missing == "zero" and member.status is Status.NO_DATA and member.reason in UNREPORTED


def _judged(member: Assessment, rule: RollupRule, missing: str) -> Judged | None:
    """What a member counts; `None` where it does not."""
    if member.status is None or member.status in IDLE:
        return None
    weight = member.indicator.weight
    if member.status in GREY:
        return Judged(weight, "red", ZERO) if _is_nothing(member, missing) else None
    light = light_of(member.status, member.freshness)
    low, high = _BANDS[light]
    if rule == "worst":  # the light alone decides, and pace is dear to work out ten thousand times
        return Judged(weight, light, low)
    pace = member.pace_ratio
    attained = member.progress if pace is None else pace
    if attained is None or is_less(high, attained):
        attained = high
    return Judged(weight, light, low if is_less(attained, low) else attained)


def _light(found: Rollup, rule: RollupRule, judged: Sequence[tuple[Assessment, Judged]]) -> Light:
    if found.vetoed_by:
        return "red"
    if not judged or (rule == "score" and found.score is None):
        return "grey"
    attained = None if rule == "worst" else mean([(each.weight, each.attained) for _, each in judged])
    if attained is None:
        light = max({each.light for _, each in judged}, key=_SEVERITY.__getitem__)
    else:
        light = "red" if is_less(attained, CUTS[1]) else "yellow" if is_less(attained, CUTS[0]) else "green"
    return "yellow" if light == "green" and found.undetermined else light
