"""The valid name that comes nearest to a mistyped one.

A dozen lines of edit distance instead of `difflib`, whose import costs more than reading a whole configuration.
"""

from collections.abc import Iterable
from typing import Final

from tui.errors import Message

__all__ = ["nearest", "nearest_said"]

_MANY: Final = 2_000
"""Of more names than this only those with the same beginning or end are compared."""

_SHORTEST: Final = 4
"""Characters that a name must have to be recognised inside a longer one."""


def nearest(wanted: str, names: Iterable[str]) -> str | None:
    """The name that was probably meant, or `None` when none is near.

    A name is near when a third of its characters, at least one, were mistyped, left out, added or swapped; or when
    one of the two contains the other. Of two equally near the earlier counts.
    """
    typed = _plain(wanted[:80])
    known = [name for name in names if name != wanted]
    if len(known) > _MANY:
        known = [name for name in known if _plain(name[:3]) == typed[:3] or _plain(name[-3:]) == typed[-3:]][:_MANY]
    best: tuple[int, str] | None = None
    for name in known:
        valid = _plain(name)
        allowed = max(1, min(len(typed), len(valid)) // 3)
        if abs(len(typed) - len(valid)) <= allowed:
            apart = _distance(typed, valid)
            if apart <= allowed and len(valid) > 1 and (best is None or apart < best[0]):
                best = (apart, name)
    if best is None:
        return next((name for name in known if _holds(typed, _plain(name))), None)
    return best[1]


def nearest_said(wanted: str, names: Iterable[str]) -> Message | str:
    """The same, to be said behind what is wrong; `""` when none is near."""
    found = nearest(wanted, names)
    return Message("problem.nearest", {"name": found}) if found else ""


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def _holds(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and short in long


def _distance(one: str, other: str) -> int:
    """Edits from one text to the other; a swap of neighbours is one edit (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
