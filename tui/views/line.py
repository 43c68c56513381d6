"""What stands on a line of the screen: spans of text with a role each; no colour, no terminal, no Textual.

A role says what a piece of text is (`"name"`, `"green"`, `"dim"`); `tui.views.paint` knows what it looks like in a
theme. Widths are terminal cells throughout.
"""

from collections.abc import Iterable

from tui.named import NamedTuple
from tui.words.cells import cut, width

__all__ = ["BLANK", "Line", "Span", "changed", "fit", "joined", "plain", "width_of"]


class Span(NamedTuple):
    """A piece of a line whose characters all look alike."""

    text: str
    role: str = "text"


Line = tuple[Span, ...]

BLANK: Line = ()


def width_of(line: Iterable[Span]) -> int:
    """Cells that a line takes."""
    return sum(width(span.text) for span in line)


def plain(line: Iterable[Span]) -> str:
    """The text of a line."""
    return "".join(span.text for span in line)


def joined(spans: Iterable[Span]) -> Line:
    """The same line in the fewest spans: equal neighbours become one, and spaces join what stands before them.

    Every span costs some 25 bytes of colour on the terminal line.
    """
    line: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if line and (span.role == line[-1].role or (not span.text.strip(" ") and not _shows_spaces(line[-1], span))):
            line[-1] = Span(line[-1].text + span.text, line[-1].role)
        else:
            line.append(span)
    return tuple(line)


def _shows_spaces(before: Span, after: Span) -> bool:
    """Roles that colour the background, where a space is not nothing."""
    return before.role.endswith("!") or after.role.endswith("!")


def fit(line: Iterable[Span], cells: int, ellipsis: str) -> Line:
    """A line in exactly so many cells: cut with an ellipsis, or filled with spaces."""
    kept: list[Span] = []
    room = cells
    for span in line:
        taken = width(span.text)
        if taken > room:
            text = cut(span.text, room, ellipsis)
            kept.append(Span(text, span.role))
            room -= width(text)
            break
        kept.append(span)
        room -= taken
    return joined((*kept, Span(" " * room)))


def changed(old: Line, new: Line) -> tuple[int, int] | None:
    """The columns in which two lines of the same width differ, as (first, one past the last).

    Inside a span only ASCII is told apart character by character, so that no wide character, and none of several code
    points, is ever torn; `None` when nothing differs.
    """
    if old == new:
        return None
    start = _common(old, new)
    end = width_of(new) - _common(old[::-1], new[::-1], step=-1)
    return (start, end) if start < end else (0, width_of(new))


def _common(one: Line, other: Line, step: int = 1) -> int:
    """Cells with which two lines begin alike; with a step of -1, whose spans are turned round, end alike."""
    cells = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            return cells + (_alike(left.text[::step], right.text[::step]) if left.role == right.role else 0)
        cells += width(left.text)
    return cells


def _alike(one: str, other: str) -> int:
    """ASCII characters with which two texts begin; what follows them may belong to the last, unless it is ASCII too."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right or not left.isascii():
            break
        count += 1
    follows = one[count : count + 1] + other[count : count + 1]
    return count if follows.isascii() else max(count - 1, 0)
