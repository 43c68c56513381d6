"""Text measured in terminal cells: a Chinese character takes two, an accent none.

Nearly all text here consists of characters whose width is never in doubt, so it is measured by their kind; anything
else (emoji, Tibetan, conjoining letters) is left to the `wcwidth` library. No function cuts through a wide character.

Some characters are "ambiguous" (UAX #11, East Asian Ambiguous): one cell in most terminals, two in those set up for
GBK. Everything here counts one; for the others `ascii_text` replaces them before anything is measured.
"""

import re
import unicodedata
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Final

__all__ = ["ascii_text", "cut", "pad", "visible", "width", "wrap"]

_ELLIPSIS: Final = "…"

_PLAIN = re.compile(
    # One cell: ASCII, Latin letters, dashes and quotes, operators, arrows, lines, blocks, shapes, braille, our symbols.
    r"[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2211\u2213-\u22ff\u2500-\u25fc\u2716-\u2718"
    r"\u2800-\u28ff✔‖"
    # Two cells: CJK punctuation, kana, ideographs, full forms.
    r"\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\uff01-\uff60]*"
)
"""Text whose every character is as wide as its East Asian Width property says."""

_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)

_NUMERALS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_ASCII: Final = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "‐": "-",
        "–": "-",
        "—": "-",
        "―": "-",
        "‖": "|",
        "…": "...",
        "‥": "..",
        "·": ".",
        "•": "*",
        "※": "*",
        "×": "x",
        "÷": "/",
        "±": "+/-",
        "≈": "~",
        "≠": "!=",
        "≤": "<=",
        "≥": ">=",
        "∞": "inf",
        "→": "->",
        "←": "<-",
        "↑": "^",
        "↓": "v",
        "°": "deg ",
        "℃": "degC",
        "‰": "/1000",
        "§": "S.",
        "№": "No.",
        "✔": "v",
        "✘": "x",
        "●": "+",
        "○": "o",
        "■": "#",
        "□": "_",
        "▲": "^",
        "△": "^",
        "▼": "v",
        "★": "*",
        "☆": "*",
        "█": "#",
        "░": ".",
        "▒": ":",
        "▓": "=",
        "━": "-",
        "─": "-",
        "│": "|",
        "┃": "|",
    }
    | {chr(0x2460 + n): f"({n + 1})" for n in range(20)}
    | {chr(0x2160 + n): numeral for n, numeral in enumerate(_NUMERALS)}
)


def visible(text: str) -> str:
    """Text without anything that moves a cursor, hides, reorders, or cannot be encoded.

    C0, DEL, C1, soft hyphens, zero-width and bidirectional controls, line separators and lone surrogates become U+FFFD;
    ESC becomes its picture. Data is cleaned where it enters; this is the last gate before a terminal.
    """
    # Unprintable is more than what is replaced, and differs between versions of Python: it only opens the slow door.
    return text if text.isprintable() else _CONTROL.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    return "␛" if found[0] == "\x1b" else "\ufffd"


def ascii_text(text: str) -> str:
    """Text without characters of doubtful width; measure it afterwards.

    The common ones become ASCII that looks like them, letters with accents lose these, and the rest become `?`.
    """
    if text.isascii():
        return text
    said = text.translate(_ASCII)
    return said if said.isascii() or not _is_doubtful(said) else "".join(map(_certain, said))


def _is_doubtful(text: str) -> bool:
    return any(unicodedata.east_asian_width(char) == "A" for char in text)


def _certain(char: str) -> str:
    if unicodedata.east_asian_width(char) != "A":
        return char
    base = unicodedata.normalize("NFKD", char)[:1]
    return base if base.isascii() else "" if unicodedata.combining(char) else "?"


def width(text: str) -> int:
    """Cells that a text takes in a terminal; it must be `visible`."""
    return len(text) if text.isascii() else _width(text)


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    if _PLAIN.fullmatch(text):
        return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return max(0, int(_wcwidth().wcswidth(text)))


def cut(text: str, cells: int, ellipsis: str = _ELLIPSIS) -> str:
    """As much of a text as fits, with an ellipsis where something was left out.

    Args:
        text: What to cut.
        cells: Room, at least 0.
        ellipsis: What says that there was more; `"..."` where `…` may be two cells wide.
    """
    if width(text) <= cells:
        return text
    if width(ellipsis) > cells:
        ellipsis = ""
    kept, _ = _split(text, cells - width(ellipsis))
    return kept + ellipsis


def pad(text: str, cells: int, *, right: bool = False, ellipsis: str = _ELLIPSIS) -> str:
    """A text in exactly so many cells: cut, or filled with spaces after it (before it, when `right`)."""
    text = cut(text, cells, ellipsis)
    space = " " * (cells - width(text))
    return space + text if right else text + space


def wrap(text: str, cells: int) -> list[str]:
    """A text in lines of at most so many cells, broken at spaces or between wide characters; never empty.

    Closing punctuation does not begin a line (GB/T 15834 forbids it) unless there is no room at all.
    """
    rest = text.strip()
    if not rest or width(rest) <= cells:
        return [rest]
    # By places in the whole and not by what is left of it: what is left of thousands of names is copied for every line.
    room, plain = max(cells, 2), bool(_PLAIN.fullmatch(rest))
    lines, at = [], 0
    while at < len(rest):
        end = _fitting(rest, at, room, plain=plain)
        if end < len(rest):
            end = _at_a_break(rest, at, end)
        lines.append(rest[at:end].rstrip())
        while end < len(rest) and rest[end].isspace():
            end += 1
        at = end
    return lines


def _fitting(text: str, at: int, cells: int, *, plain: bool) -> int:
    """Where the longest line ends that begins at a place and fits; it has one character at least."""
    used, end = 0, at
    window = text[at : at + 4 * cells + _MARKS]
    for piece in window if plain else _wcwidth().iter_graphemes(window):
        used += width(piece)
        if used > cells and end > at:
            break
        end += len(piece)
    return end


def _at_a_break(text: str, at: int, end: int) -> int:
    """The end of a line that begins at a place, moved back to where a line may end; as it is, when there is none."""
    for place in range(end, at, -1):
        before, follows = text[place - 1], text[place]
        if follows == " " or before == " ":
            return place
        if follows not in _NEVER_FIRST and before not in _NEVER_LAST and _is_wide(before + follows):
            return place
    return end


_MARKS: Final = 256
"""Characters without width that a line may have besides those that fill it."""
_NEVER_FIRST: Final = "，。、；：？！）》」』】〉〕”’％…—,.;:?!)]}%"
_NEVER_LAST: Final = "（《「『【〈〔“‘([{<≤≥≈"


def _is_wide(pair: str) -> bool:
    return any(unicodedata.east_asian_width(char) in "WF" for char in pair)


def _split(text: str, cells: int) -> tuple[str, str]:
    """The longest beginning that fits, and the rest."""
    used = at = 0
    plain = _PLAIN.fullmatch(text)
    for piece in text if plain else _wcwidth().iter_graphemes(text):
        used += width(piece)
        if used > cells:
            break
        at += len(piece)
    return text[:at], text[at:]


@lru_cache(maxsize=1)
def _wcwidth() -> ModuleType:
    # Deferred: 21 ms, for text that most systems of indicators never hold.
    return import_module("wcwidth")
