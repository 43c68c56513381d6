"""Plain values as JSON on one line, for small documents; numbers keep their digits."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring

from tui.words.cells import visible

__all__ = ["json_lines", "json_text"]


def json_text(value: object) -> str:
    """A value as JSON: records of names, lists, texts, numbers, days, `True`, `False` and `None`."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case int():
            return str(value)
        case date():
            return f'"{value.isoformat()}"'
        case Mapping():
            return f"{{{', '.join(f'{json_text(str(name))}: {json_text(each)}' for name, each in value.items())}}}"
        case list() | tuple():
            return f"[{', '.join(map(json_text, value))}]"
        case _:
            quoted: str = encode_basestring(visible(str(value)))
            return quoted


def json_lines(values: list[object]) -> str:
    """A list with one item a line."""
    return "[" + ",".join(f"\n{json_text(value)}" for value in values) + "]"
