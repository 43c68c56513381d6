"""How keys and values of the file appear in a message: short, harmless, and as they would be written in TOML."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from tui.reading import clean

__all__ = ["Path", "key_text", "shown"]

Path = tuple[str | int, ...]
"""Keys and, for the elements of arrays, their places counted from 0."""

_LONGEST: Final = 60
"""Characters of a value in a message; enough to find it again."""

_BARE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def key_text(path: Sequence[str | int]) -> str:
    """A path as it would be written in TOML; elements of arrays are counted from 1: `observations[2].value`."""
    said = ""
    for part in path:
        if isinstance(part, int):
            said += f"[{part + 1}]"
        elif part and _BARE.issuperset(part):
            said += f".{part}"
        else:
            said += f".{_quoted(part)}"
    return said.removeprefix(".")


def shown(value: object) -> str:
    """A value of the file, cut to what a line can bear."""
    match value:
        case str():
            return _quoted(value)
        case bool():
            return "true" if value else "false"
        case int():
            # Not str(): it refuses thousands of digits, and hexadecimal ones may come in any number.
            return str(value) if value.bit_length() < 128 else f"{value:#x}"[:20] + "\N{HORIZONTAL ELLIPSIS}"
        case Decimal():
            return clean(str(value), _LONGEST)
        case date() | datetime() | time():
            return value.isoformat()
        case dict():
            return "{\N{HORIZONTAL ELLIPSIS}}"
        case _:
            return "[\N{HORIZONTAL ELLIPSIS}]"


def _quoted(text: str) -> str:
    inside = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "\N{HORIZONTAL ELLIPSIS}"
    inside = inside.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else _escaped(each) for each in inside) + '"'


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
