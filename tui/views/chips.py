"""The counts above the list, which are chips as well: each lets through its status alone when it is chosen; pure."""

from collections.abc import Collection, Mapping

from tui.views.line import Line, Span, width_of
from tui.views.look import Look
from tui.views.outline import WORST_FIRST
from tui.views.panel import LIGHT_OF
from tui.words.cells import width
from tui.words.statuses import SYMBOLS

__all__ = ["chip_at", "chips"]

_BETWEEN = Span("  ")


def chips(counts: Mapping[str, int], look: Look, cells: int, chosen: Collection[str] = ()) -> Line:
    """With words for as many as there is room for, the worst first, and with symbols for all.

    Args:
        counts: By status code.
        look: Language and glyphs.
        cells: Room.
        chosen: Statuses that alone are let through; they stand in brackets, and the others step back.
    """
    spans: list[Span] = []
    for _, chip in _chips(counts, look, cells, chosen):
        spans += [chip, _BETWEEN]
    return tuple(spans[:-1])


def chip_at(counts: Mapping[str, int], look: Look, cells: int, chosen: Collection[str], place: int) -> str | None:
    """The status whose chip stands at a cell of the line."""
    left = 0
    for code, chip in _chips(counts, look, cells, chosen):
        right = left + width(chip.text)
        if left <= place < right:
            return code
        left = right + width_of((_BETWEEN,))
    return None


def _chips(counts: Mapping[str, int], look: Look, cells: int, chosen: Collection[str]) -> list[tuple[str, Span]]:
    present = [code for code in SYMBOLS if counts.get(code) or code in chosen]
    room = cells - sum(width(_said(code, counts, look, chosen, "")) + 2 for code in present) + 2
    words: dict[str, str] = {}
    for code in WORST_FIRST:
        if code in present:
            room -= width(look.word("code", code)) + 1
            if room < 0:
                break
            words[code] = f" {look.word('code', code)}"
    return [
        (code, Span(_said(code, counts, look, chosen, words.get(code, "")), _role(code, chosen))) for code in present
    ]


def _said(code: str, counts: Mapping[str, int], look: Look, chosen: Collection[str], word: str) -> str:
    said = f"{look.symbol(code)}{word} {counts.get(code, 0)}"
    return f"[{said}]" if code in chosen else said


def _role(code: str, chosen: Collection[str]) -> str:
    return LIGHT_OF[code] if code in chosen or not chosen else "dim"
