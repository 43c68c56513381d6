"""Why members together are as they are: the rule, who decides, who is undetermined, and the arithmetic of a mean."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from tui.errors import Message
from tui.model.indicator import RollupRule
from tui.model.judgement import light_of
from tui.model.number import Number, as_decimal, is_less, times, total
from tui.model.rollup import CUTS, GREY, Judged, Rollup, by_lights, done_of, judged_of, mean, tally
from tui.model.snapshot import Assessment
from tui.model.why import who
from tui.named import NamedTuple

__all__ = ["sentence", "steps"]

_RECKONED = 12
"""Members that a reckoning lists; of hundreds, the sum alone is given."""


class _Found(NamedTuple):
    """A rollup, done again for its explanation."""

    rule: RollupRule
    rolled: Rollup
    judged: list[tuple[Assessment, Judged]]
    grey: list[Assessment]
    attained: Number | None
    """Mean of what the members count; `None` for the rule `worst`."""


def sentence(whole: Assessment) -> Message:
    """The rule, and the members that decided by it."""
    found = _found(whole)
    told = _decision(whole, found)
    if not found.grey or not found.judged:
        return told
    key = "why.members_capped" if _is_capped(found) else "why.members_grey"
    return Message(key, {"rule": told, "members": who(found.grey, partial(_name, whole))})


def steps(whole: Assessment) -> Iterator[Message]:
    """How many members can be judged, what each counts, and the mean or score that this gives."""
    found = _found(whole)
    counts = {"judged": len(found.judged), "total": len(whole.parts), "undetermined": len(found.grey)}
    yield Message("why.members", counts)
    if found.attained is not None:
        yield from _mean_of(whole, found)
    if found.grey:
        members = who(found.grey, partial(_name, whole))
        yield Message("why.step_grey", {"count": len(found.grey), "members": members})


def _found(whole: Assessment) -> _Found:
    rule, missing = whole.indicator.rollup, whole.indicator.missing
    judged = judged_of(whole.parts, rule, missing)
    counted = {id(member) for member, _ in judged}
    grey = [member for member in whole.parts if member.status in GREY and id(member) not in counted]
    if rule == "worst":
        return _Found(rule, by_lights(whole.parts, judged), judged, grey, None)
    attained = mean([(each.weight, each.attained) for _, each in judged])
    return _Found(rule, tally(whole.parts, judged, rule), judged, grey, attained)


def _decision(whole: Assessment, found: _Found) -> Message:
    rolled, total_of = found.rolled, {"total": len(whole.parts)}
    if rolled.vetoed_by:
        vetoed = (each for each in whole.parts if each.id in rolled.vetoed_by and each.status is not None)
        return Message("why.vetoed", {"members": who(list(dict.fromkeys(_name(whole, each) for each in vetoed)))})
    if not found.judged:
        return Message("why.members_open", {**total_of, "undetermined": len(found.grey)})
    counts = {**total_of, "judged": len(found.judged)}
    if found.rule == "score":
        if rolled.score is None:
            return Message("why.members_no_score", {"valid": _decimal(rolled.valid)})
        return Message("why.members_score", {**counts, "score": as_decimal(rolled.score)})
    if found.attained is not None:
        return Message("why.members_mean", {**counts, "attained": as_decimal(found.attained)})
    for light in ("red", "yellow"):
        worst = [member for member, each in found.judged if each.light == light]
        if worst:
            return Message("why.members_worst", {**total_of, "members": who(worst, partial(_standing, whole))})
    return Message("why.members_well", counts)


def _is_capped(found: _Found) -> bool:
    """Whether the undetermined alone keep it from green."""
    if found.rolled.vetoed_by or found.rolled.light != "yellow":
        return False
    if found.attained is None:
        return all(each.light == "green" for _, each in found.judged)
    return not is_less(found.attained, CUTS[0])


def _mean_of(whole: Assessment, found: _Found) -> Iterator[Message]:
    if len(found.judged) <= _RECKONED:
        for member, each in islice(found.judged, _RECKONED):
            values: dict[str, object] = {"weight": each.weight, "counts": as_decimal(each.attained)}
            values["progress"] = done_of(member)
            yield Message("why.step_member", {"member": _name(whole, member), **values})
    weights = total([each.weight for _, each in found.judged])
    summed = total([times(each.weight, each.attained) for _, each in found.judged])
    values = {"sum": as_decimal(summed), "weights": as_decimal(weights), "attained": _decimal(found.attained)}
    yield Message("why.step_mean", {**values, "green": CUTS[0], "yellow": CUTS[1]})
    if found.rolled.score is not None:
        points = [(each.weight, done) for member, each in found.judged if (done := done_of(member)) is not None]
        values = {
            "sum": as_decimal(total([times(weight, progress) for weight, progress in points])),
            "weights": as_decimal(total([weight for weight, _ in points])),
            "score": as_decimal(found.rolled.score),
        }
        yield Message("why.step_score", values)


def _standing(whole: Assessment, member: Assessment) -> Message:
    """A member and its status; one that is green but stale counts as yellow."""
    stale = member.freshness == "stale" and light_of(member.status, "fresh") == "green"
    values = {"member": _name(whole, member), "status": str(member.status)}
    return Message("why.member_stale" if stale else "why.member_stands", values)


def _name(whole: Assessment, member: Assessment) -> object:
    unit = whole.part_names.get(member.unit) if whole.part_names and member.unit else None
    return (unit.name or unit.id) if unit else member.unit or member.indicator.name


def _decimal(number: Number | None) -> object:
    return None if number is None else as_decimal(number)
