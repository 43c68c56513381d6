"""Which lines the list has, in which order: sections and series, grouped, sorted, folded and sifted; pure.

Nothing is made for a series before it is looked at: a section keeps its members, and where they stand is counted.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, Literal, get_args

from tui.model.snapshot import Assessment, GroupAssessment, Snapshot, Status
from tui.named import NamedTuple
from tui.views.sieve import NOTHING, Sieve, Texts, sieved, unit_name
from tui.words.statuses import CONTEXT

__all__ = [
    "GROUPINGS",
    "REPORT",
    "SORTS",
    "WORST",
    "WORST_FIRST",
    "Arrangement",
    "Entry",
    "Grouping",
    "Key",
    "Outline",
    "Section",
    "Sort",
    "outline",
]

Grouping = Literal["section", "owner", "status", "unit"]
"""Which heads the list has: sections of the report, owners, statuses, reporting units (districts, streets)."""

Sort = Literal["report", "worst", "gap", "name", "deadline"]
"""In which order members stand below their head, and, for the worst, heads among themselves."""

GROUPINGS: Final[tuple[Grouping, ...]] = get_args(Grouping)
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)


class Arrangement(NamedTuple):
    """How the list is laid out."""

    by: Grouping = "section"
    sort: Sort = "report"


REPORT: Final = Arrangement()
"""As the report has them."""
WORST: Final = Arrangement("status", "worst")
"""By status, the worst first."""

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
    CONTEXT,
)
"""Status codes in the order of the list "worst first": what calls for action stands before what is merely unknown,
although semantics.md gives the unknown the higher severity in a rollup."""

_PLACE: Final = {code: place for place, code in enumerate(WORST_FIRST)}

Key = tuple[str, ...]
"""What stays the same about a line when figures change: `("g", section, grouping)` or `("i", indicator, unit)`."""


class Section(NamedTuple):
    """The head of a part of the list."""

    id: str
    """A group's id, an owner, a status code or a unit's id; `""`: no group, no owner, the whole area."""
    group: GroupAssessment | None
    """`None` unless the part is a section of the report."""
    members: Sequence[Assessment]
    """Those that the sieve lets through."""
    total: int
    """How many there are without it."""
    folded: bool
    by: Grouping = "section"
    name: str = ""
    """Of a unit."""

    @property
    def key(self) -> Key:
        """Of its line."""
        return ("g", self.id, self.by)

    @property
    def mark(self) -> str:
        """By which it is remembered that it is folded."""
        return f"{self.by}:{self.id}"

    @property
    def counts(self) -> Mapping[str, int]:
        """Members by status code; those of a section of the report as the report counts them."""
        if self.group is not None:
            return self.group.counts
        return {} if self.by == "status" else Counter(member.status or CONTEXT for member in self.members)


class Entry(NamedTuple):
    """One entry of the list: the head of a section, or a series."""

    key: Key
    section: Section
    assessment: Assessment | None = None
    """`None`: it is the head."""


class Outline:
    """The list's entries, numbered from 0; a head takes one line, a series as many as it is asked for."""

    def __init__(self, sections: Sequence[Section], total: int) -> None:
        self.sections = tuple(sections)
        self.total = total
        """All series."""
        self.shown = sum(len(section.members) for section in self.sections)
        """Series that the sieve lets through, folded ones included."""
        sizes = (0 if section.folded else len(section.members) for section in self.sections)
        self._before = tuple(accumulate(sizes, initial=0))
        """Series that stand above the head of each section; the last is that of all."""

    def __len__(self) -> int:
        return len(self.sections) + self._before[-1]

    def __getitem__(self, place: int) -> Entry:
        if not 0 <= place < len(self):
            raise IndexError(place)
        part = self.part_of(place)
        section = self.sections[part]
        member = place - part - self._before[part] - 1
        if member < 0:
            return Entry(section.key, section)
        found = section.members[member]
        return Entry(("i", found.indicator.id, found.unit), section, found)

    def __iter__(self) -> Iterator[Entry]:
        return (self[place] for place in range(len(self)))

    def part_of(self, place: int) -> int:
        """The number of the section in which an entry stands."""
        return bisect_right(range(len(self.sections)), place, key=lambda part: part + self._before[part]) - 1

    def head_of(self, place: int) -> int:
        """The number of the head above an entry, or its own where it is one."""
        part = self.part_of(place)
        return part + self._before[part]

    def find(self, key: Key, likely: int = 0) -> int | None:
        """The number of an entry by its key.

        Args:
            key: Of the entry.
            likely: Where it stood last; it is found there at once, elsewhere by searching.
        """
        if 0 <= likely < len(self) and self[likely].key == key:
            return likely
        if key[:1] != ("i",):
            parts = (part for part, section in enumerate(self.sections) if section.key == key)
            return next((part + self._before[part] for part in parts), None)
        for part, section in enumerate(self.sections):
            if not section.folded:
                for member, found in enumerate(section.members):
                    if found.indicator.id == key[1] and found.unit == key[2]:
                        return part + self._before[part] + 1 + member
        return None

    # Entries as lines

    def lines(self, tall: int) -> int:
        """Lines of the whole list, where a series takes so many."""
        return len(self.sections) + tall * self._before[-1]

    def line_of(self, place: int, tall: int) -> int:
        """The first line of an entry."""
        part = self.part_of(place)
        before = self._before[part]
        member = place - part - before - 1
        return part + tall * before + (1 + tall * member if member >= 0 else 0)

    def at_line(self, line: int, tall: int) -> tuple[int, int]:
        """The entry that stands on a line, and which of its lines that is."""
        parts = range(len(self.sections))
        part = bisect_right(parts, line, key=lambda part: part + tall * self._before[part]) - 1
        below = line - part - tall * self._before[part]
        if below == 0:
            return part + self._before[part], 0
        member, which = divmod(below - 1, tall)
        return part + self._before[part] + 1 + member, which


def outline(
    snapshot: Snapshot,
    arrangement: Arrangement = REPORT,
    folded: frozenset[str] = frozenset(),
    sieve: Sieve = NOTHING,
    texts: Texts | None = None,
) -> Outline:
    """Lay out the list.

    Args:
        snapshot: What there is.
        arrangement: Grouped and sorted how.
        folded: Marks of the sections whose members are hidden.
        sieve: What is let through; a section without a hit is left out.
        texts: What is searched, where it was made before.
    """
    every = snapshot.assessments
    parts = _PARTS[arrangement.by](snapshot, every)
    totals = {part: len(members) for part, members in parts.items()}
    if not sieve.is_open:
        kept = sieved(every, sieve, texts or Texts(snapshot.framework))
        parts = {part: members for part, members in _PARTS[arrangement.by](snapshot, kept).items() if members}
    groups = {group.group.id: group for group in snapshot.groups} if arrangement.by == "section" else {}
    sections = [
        Section(
            part,
            groups.get(part),
            _sorted(members, arrangement.sort),
            totals[part],
            f"{arrangement.by}:{part}" in folded,
            arrangement.by,
            _unit_name(snapshot, part, members) if arrangement.by == "unit" else "",
        )
        for part, members in parts.items()
    ]
    if arrangement.sort == "worst" and arrangement.by != "status":
        sections.sort(key=_worst_member)
    return Outline(sections, len(every))


_Parts = dict[str, list[Assessment]]


def _by_section(snapshot: Snapshot, series: Iterable[Assessment]) -> _Parts:
    """One part a group, in file order; what has no group comes last."""
    members: _Parts = {group.group.id: [] for group in snapshot.groups}
    return _divided(series, lambda each: each.indicator.group, members)


def _by_owner(snapshot: Snapshot, series: Iterable[Assessment]) -> _Parts:
    """One part an owner, in the order in which the file names them; what nobody owns comes last."""
    members = _divided(series, lambda each: each.indicator.owner, {})
    if "" in members:
        members[""] = members.pop("")
    return members


def _by_status(snapshot: Snapshot, series: Iterable[Assessment]) -> _Parts:
    """One part a status, the worst first."""
    members = _divided(series, lambda each: each.status or CONTEXT, {})
    return {code: members[code] for code in sorted(members, key=_PLACE.__getitem__)}


def _by_unit(snapshot: Snapshot, series: Iterable[Assessment]) -> _Parts:
    """One part a reporting unit, the whole area first, then as the figures have them."""
    members = _divided(series, lambda each: each.unit, {"": []})
    return members if members[""] else {unit: inside for unit, inside in members.items() if unit}


def _divided(series: Iterable[Assessment], part_of: Callable[[Assessment], str], members: _Parts) -> _Parts:
    for each in series:
        part = part_of(each)
        if part in members:
            members[part].append(each)
        else:
            members[part] = [each]
    return members


_PARTS: Final[Mapping[Grouping, Callable[[Snapshot, Iterable[Assessment]], _Parts]]] = {
    "section": _by_section,
    "owner": _by_owner,
    "status": _by_status,
    "unit": _by_unit,
}


def _unit_name(snapshot: Snapshot, unit: str, members: Sequence[Assessment]) -> str:
    return unit_name(snapshot.framework, members[0].indicator, unit) if members else unit


def _sorted(members: Sequence[Assessment], sort: Sort) -> Sequence[Assessment]:
    return sorted(members, key=_SORTED[sort]) if sort in _SORTED else members


def _worst_member(section: Section) -> tuple[int, int]:
    """Sorts the section first whose worst member is the worst, then the one that has more of that kind."""
    places = [_PLACE[member.status or CONTEXT] for member in section.members]
    return (min(places), -places.count(min(places))) if places else (len(_PLACE), 0)


def _behind(assessment: Assessment) -> tuple[bool, object, bool, object]:
    """Sorts the series farthest behind its plan first; without a plan, the one with the least progress."""
    gap, progress = assessment.gap_pp, assessment.progress
    return gap is None, 0 if gap is None else -gap, progress is None, 0 if progress is None else progress


def _worst(assessment: Assessment) -> tuple[object, ...]:
    return _PLACE[assessment.status or CONTEXT], *_behind(assessment)


def _named(assessment: Assessment) -> tuple[bytes, str]:
    # The common characters stand in GB 18030 in the order in which they are read.
    return assessment.indicator.name.zh.casefold().encode("gb18030", "replace"), assessment.unit


def _due(assessment: Assessment) -> tuple[bool, str]:
    target = assessment.indicator.target
    day = target.deadline.isoformat() if target and target.deadline else ""
    return not day, day


_SORTED: Final[Mapping[Sort, Callable[[Assessment], tuple[object, ...]]]] = {
    "worst": _worst,
    "gap": _behind,
    "name": _named,
    "deadline": _due,
}
