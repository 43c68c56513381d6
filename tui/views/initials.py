"""The initials of Chinese text as a keyboard types them: `xzfy` for an administrative reconsideration.

Many characters are read in several ways; each stands for all of its initials, so that whoever searches need not know
which one a dictionary prefers. The readings are pypinyin's, an extra (`zhibiao[pinyin]`): without it nothing is found
this way, and everything else is. It is loaded with the first letter of a filter and never before: 40 ms and 13 MB.
Its dictionary of phrases is left out (100 ms and 45 MB more), which only says which reading is the usual one.
"""

import os
import re
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Final

__all__ = ["can_type", "initials", "is_known", "matches"]

_SETTINGS: Final = {"PYPINYIN_NO_PHRASES": "1", "PYPINYIN_NO_DICT_COPY": "1"}
_AN_END: Final = ";"
_A_SIGN: Final = ","
_LONGEST: Final = 40
"""Letters; nobody types more of a name, and each makes the pattern slower to compile."""


def can_type(term: str) -> bool:
    """Whether a word of a filter may be meant as initials: letters and digits of a keyboard alone."""
    return len(term) <= _LONGEST and term.isascii() and term.isalnum()


def is_known() -> bool:
    """Whether there is a dictionary to ask."""
    return _dictionary() is not None


def initials(*texts: str) -> str:
    """How the signs of some texts begin, as `matches` reads it; `""` where nothing Chinese stands in them."""
    if all(text.isascii() for text in texts) or _dictionary() is None:
        return ""
    return _AN_END.join("".join(map(_sign, text.casefold())) for text in texts if not text.isascii())


def matches(term: str, written: str) -> bool:
    """Whether consecutive signs of one text begin with the letters of a word.

    Args:
        term: One for which `can_type` holds, in lower case.
        written: What `initials` gave.
    """
    return bool(written) and _pattern(term).search(written) is not None


@lru_cache(64)
def _pattern(term: str) -> re.Pattern[str]:
    return re.compile("".join(f"[^,;]*{letter}[^,;]*," for letter in term))


@lru_cache(8192)
def _sign(sign: str) -> str:
    """What one character may begin with; nothing of it remains where it begins with no letter or digit."""
    if sign.isascii():
        return sign + _A_SIGN if sign.isalnum() else ""
    known = _dictionary()
    if known is None or not sign.isalpha():
        return ""
    readings: list[str] = known.pinyin(sign, style=known.Style.FIRST_LETTER, heteronym=True, errors="ignore")[:1]
    letters = "".join(sorted({letter for reading in readings for letter in reading if letter.isascii()}))
    return letters + _A_SIGN if letters else ""


@lru_cache(1)
def _dictionary() -> ModuleType | None:
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    try:
        # Deferred: see above.
        return import_module("pypinyin")
    except ModuleNotFoundError:
        return None
