"""A bar of progress, drawn from characters, with the place where the plan says it should be today."""

from decimal import ROUND_FLOOR, Decimal

from tui.views.line import Line, Span, joined
from tui.views.look import Glyphs

__all__ = ["bar"]


def bar(progress: Decimal | None, plan: Decimal | None, cells: int, role: str, glyphs: Glyphs) -> Line:
    """A bar in exactly so many cells.

    It is full only of the whole and empty only of nothing: what lies between shows at least the least part of a
    cell, and leaves at least one.

    Args:
        progress: Share that is reached, 0 to 1; `None` where none can be stated.
        plan: Share that should be reached today, 0 to 1; no mark where it is `None`, or the whole.
        cells: At least 1.
        role: Of the part that is reached.
        glyphs: What to draw with.
    """
    if progress is None:
        return (Span(glyphs.unknown * cells, "rest"),)
    filled = _filled(progress, cells, glyphs)
    drawn = [Span(sign, role) for sign in filled] + [Span(glyphs.rest, "rest")] * (cells - len(filled))
    if plan is not None and plan < 1:
        place = min(int(plan * cells), cells - 1)
        drawn[place] = Span(glyphs.mark, "mark")
    return joined(drawn)


def _filled(progress: Decimal, cells: int, glyphs: Glyphs) -> str:
    """The part that is reached, as text."""
    parts = len(glyphs.partial) + 1
    whole = cells * parts
    reached = int((progress * whole).to_integral_value(ROUND_FLOOR))
    if 0 < progress < 1:
        reached = min(max(reached, 1), whole - 1)
    full, rest = divmod(reached, parts)
    return glyphs.filled * full + (glyphs.partial[rest - 1] if rest else "")
