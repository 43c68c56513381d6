"""Formats that a placeholder may carry.

`{x:.1}` a number with so many digits after the point, `{x:~1}` the same without its sign, `{x:%}` and `{x:%2}` a share
as a percentage, `{x:long}` a date or period in words, `{x:age}` seconds or a timedelta; `{x:status}`, `{x:reason}`,
`{x:freshness}`, `{x:light}`, `{x:state}`, `{x:flag}`, `{x:op}` the word for a code; `{x:errno}` why the operating
system refused.
"""

import errno
import os
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from tui.model.period import Period
from tui.words.dates import duration, long_date, period_text
from tui.words.numbers import NONE, rounded, share_text, written
from tui.words.voice import Voice

__all__ = ["formatted"]

_SIGNS = {"eq": "=", "ne": "≠", "lt": "<", "le": "≤", "gt": ">", "ge": "≥", "approx": "≈"}


def formatted(voice: Voice, value: object, form: str) -> str:
    """A value as a placeholder's format asks; `NONE` for `None`.

    Raises:
        ValueError: The value is of a kind that the format does not know, or there is no such format: a bug of ours.
    """
    if value is None:
        return NONE
    kind, rest = form[0], form[1:]
    if isinstance(value, (Decimal, int)) and kind in ".~%":
        return _number(Decimal(value), kind, rest)
    if form == "long" and isinstance(value, Period):
        return period_text(voice, value)
    if form == "long" and isinstance(value, date):
        return long_date(voice, value)
    if form == "age" and isinstance(value, int | float | timedelta):
        return duration(voice, value)
    if isinstance(value, str) and form.isalpha():
        return _word(voice, value, form)
    raise ValueError(f"{form} of {type(value).__name__}")


@lru_cache(maxsize=256)  # the same number stands in both languages, and a plan beside every unit
def _number(value: Decimal, kind: str, digits: str) -> str:
    if not value.is_finite() or kind == "%":
        return share_text(value, int(digits or 1))
    return written(rounded(value.copy_abs() if kind == "~" else value, int(digits)))


def _word(voice: Voice, code: str, form: str) -> str:
    if form == "op":
        return _SIGNS.get(code, code)
    if form == "errno":
        return _refusal(voice, code)
    return voice.texts("status").get(f"status.{'code' if form == 'status' else form}.{code}", code)


def _refusal(voice: Voice, symbol: str) -> str:
    """Why the operating system refused: in its own words where we have none, and what is no symbol as it is."""
    said = voice.texts("system").get(f"system.{symbol}")
    if said is None and isinstance(number := getattr(errno, symbol, None), int):
        return os.strerror(number)
    return said or symbol
