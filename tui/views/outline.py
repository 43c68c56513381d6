"""Which lines the list has, in which order: sections and series, folded, sorted and filtered; pure."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from tui.model.snapshot import Assessment, GroupAssessment, Snapshot, Status

__all__ = ["WORST_FIRST", "Entry", "Key", "Order", "Outline", "Section", "outline"]

Order = Literal["report", "worst"]
"""As the report has them, by group; or by status, the worst first."""

WORST_FIRST: Final[tuple[str, ...]] = (
    Status.MISSED,
    Status.OFF_TRACK,
    Status.INVALID,
    Status.AT_RISK,
    Status.NO_DATA,
    Status.NOT_STARTED,
    Status.SUSPENDED,
    Status.ON_TRACK,
    Status.MET,
    Status.NOT_APPLICABLE,
    "context",
)
"""Status codes in the order of the list "worst first": what calls for action stands before what is merely unknown,
although semantics.md gives the unknown the higher severity in a rollup."""

_PLACE: Final = {code: place for place, code in enumerate(WORST_FIRST)}

Key = tuple[str, ...]
"""What stays the same about a line when figures change: `("g", section)` or `("i", indicator, unit)`."""


class Section(NamedTuple):
    """The head of a part of the list."""

    id: str
    """A group's id, a status code, or `""` for indicators without a group."""
    group: GroupAssessment | None
    """`None` for a section by status and for indicators without a group."""
    members: tuple[Assessment, ...]
    """Those that the filter lets through."""
    total: int
    """How many there are without a filter."""
    folded: bool


class Entry(NamedTuple):
    """One line of the list: the head of a section, or a series."""

    key: Key
    section: Section | None = None
    assessment: Assessment | None = None


class Outline(NamedTuple):
    """The list's lines."""

    entries: tuple[Entry, ...]
    places: dict[Key, int]
    """The line number of every key."""
    shown: int
    """Series that the filter lets through, folded ones included."""
    total: int
    """All series."""


def outline(snapshot: Snapshot, order: Order, folded: frozenset[str], wanted: str) -> Outline:
    """Lay out the lines of the list.

    Args:
        snapshot: What there is.
        order: In which order.
        folded: Ids of the sections whose members are hidden.
        wanted: Words that must all occur, in any case, in a name, id, owner, tag or unit; one that begins with `!` must
            not occur.
    """
    parts = _by_group(snapshot) if order == "report" else _by_status(snapshot)
    terms = wanted.casefold().split()
    entries: list[Entry] = []
    shown = 0
    for part, group, members in parts:
        kept = tuple(member for member in members if _matches(member, terms)) if terms else tuple(members)
        if terms and not kept:
            continue
        shown += len(kept)
        section = Section(part, group, kept, len(members), part in folded)
        entries.append(Entry(("g", part), section=section))
        if not section.folded:
            entries.extend(Entry(("i", kept_one.id, kept_one.unit), assessment=kept_one) for kept_one in kept)
    places = {entry.key: place for place, entry in enumerate(entries)}
    return Outline(tuple(entries), places, shown, len(snapshot.assessments))


_Part = tuple[str, GroupAssessment | None, Sequence[Assessment]]


def _by_group(snapshot: Snapshot) -> Iterable[_Part]:
    """One part a group, in file order; what has no group comes last."""
    members: dict[str, list[Assessment]] = {group.group.id: [] for group in snapshot.groups}
    for assessment in snapshot.assessments:
        members.setdefault(assessment.indicator.group, []).append(assessment)
    heads = {group.group.id: group for group in snapshot.groups}
    for part, inside in members.items():
        if inside or part in heads:
            yield part, heads.get(part), inside


def _by_status(snapshot: Snapshot) -> Iterable[_Part]:
    """One part a status, the worst first; in it, what is farthest behind."""
    members: dict[str, list[Assessment]] = {}
    for assessment in snapshot.assessments:
        members.setdefault(assessment.status or "context", []).append(assessment)
    for part in sorted(members, key=lambda code: _PLACE[code]):
        yield part, None, sorted(members[part], key=_behind)


def _behind(assessment: Assessment) -> tuple[bool, object, bool, object]:
    """Sorts the series farthest behind its plan first; without a plan, the one with the least progress."""
    gap, progress = assessment.gap_pp, assessment.progress
    return gap is None, 0 if gap is None else -gap, progress is None, 0 if progress is None else progress


def _matches(assessment: Assessment, terms: Sequence[str]) -> bool:
    text = _searchable(assessment)
    return all(term[1:] not in text if term.startswith("!") and len(term) > 1 else term in text for term in terms)


def _searchable(assessment: Assessment) -> str:
    indicator = assessment.indicator
    return "\n".join((*indicator.name, indicator.id, indicator.owner, *indicator.tags, assessment.unit)).casefold()
