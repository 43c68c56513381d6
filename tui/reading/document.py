"""JSON (RFC 8259), read strictly: nothing that two readers could understand differently is taken.

The standard parser takes NaN, keeps the last of two equal keys, makes infinity of `1e400` and passes lone surrogates
on. Here each of these is refused with the path where it stands; the path is looked for only when something is wrong.
"""

import json
from decimal import Decimal
from typing import Final, NoReturn

from tui.errors import SourceError
from tui.named import NamedTuple
from tui.reading.text import clean

__all__ = ["parse_json", "path_text"]

_MAX_DEPTH: Final = 100
_MAX_INTEGER: Final = 2**53
"""Beyond it, readers that keep numbers as doubles see another number (RFC 8259 section 6)."""
_MAX_EXPONENT: Final = 308
"""Beyond it a double overflows."""
_LONGEST: Final = 400
"""Characters of the longest number that is looked at."""

Path = tuple[str | int, ...]


class _Refused(NamedTuple):
    """Stands in the document where something was refused, until the path to it is known."""

    key: str


def parse_json(text: str, *, ours: bool = False) -> object:
    """The document that a JSON text holds: `dict`, `list`, `str`, `int`, `Decimal`, `bool` or `None`.

    Args:
        text: The whole of it.
        ours: It is a snapshot, whose writer and readers keep every digit: integers beyond 2**53 are what they say.

    Raises:
        SourceError: Not JSON; or NaN, Infinity, a number no double can hold, an integer beyond 2**53, a key twice, a
            lone surrogate, or nesting deeper than 100; with the line or the path.
    """
    strict = _Strict(ours)
    try:
        document: object = json.loads(
            text,
            parse_float=strict.number,
            parse_int=strict.integer,
            parse_constant=strict.constant,
            object_pairs_hook=strict.members,
        )
    except json.JSONDecodeError as failed:
        raise SourceError("source.json.syntax", line=failed.lineno, column=failed.colno) from failed
    except RecursionError as failed:
        raise SourceError("source.json.too_deep", path="$", limit=_MAX_DEPTH) from failed
    surrogates = "\\ud" in text or "\\uD" in text
    if strict.refused or surrogates or _is_deep(document, text):
        _look_for_refused(document)
    return document


class _Strict:
    """What the standard parser calls for each number, constant and object."""

    def __init__(self, ours: bool) -> None:
        self._ours = ours
        self.refused = False

    def refuse(self, key: str) -> _Refused:
        self.refused = True
        return _Refused(key)

    def number(self, written: str) -> object:
        if len(written) <= _LONGEST:
            value = Decimal(written)
            if not value or -_MAX_EXPONENT <= value.adjusted() <= _MAX_EXPONENT:
                return value
        return self.refuse("source.json.number_range")

    def integer(self, written: str) -> object:
        if len(written) <= 17 and -_MAX_INTEGER <= (value := int(written)) <= _MAX_INTEGER:
            return value
        if self._ours and len(written) <= _MAX_EXPONENT:
            return int(written)
        return self.refuse("source.json.big_integer")

    def constant(self, _: str) -> object:
        return self.refuse("source.json.not_finite")

    def members(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            found[twice] = self.refuse("source.json.duplicate_key")
        return found


def path_text(path: Path) -> str:
    """A path as people write it: `data.items[3].rate`; `$` for the document itself."""
    said = ""
    for part in path:
        if isinstance(part, int):
            said += f"[{part}]"
        elif part.replace("-", "_").isidentifier():
            said += f".{part}"
        else:
            said += f"[{json.dumps(part, ensure_ascii=False)}]"
    return clean(said.removeprefix("."), 200) or "$"


def _is_deep(document: object, text: str) -> bool:
    """Whether anything is nested deeper than allowed; level by level, which is far cheaper than with paths."""
    if text.count("{") + text.count("[") <= _MAX_DEPTH:
        return False
    level = [document]
    for _ in range(_MAX_DEPTH):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent if isinstance(parent, list) else ())
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def _look_for_refused(document: object) -> None:
    """Raise for the first thing, in document order, that is refused."""
    left: list[tuple[Path, object]] = [((), document)]
    while left:
        path, value = left.pop()
        match value:
            case _Refused(key):
                _refuse(key, path)
            case str():
                _check_text(value, path)
            case dict() | list() if len(path) >= _MAX_DEPTH:
                _refuse("source.json.too_deep", path, limit=_MAX_DEPTH)
            case dict():
                for name in value:
                    _check_text(name, path)
                left.extend(((*path, name), value[name]) for name in reversed(value))
            case list():
                left.extend(((*path, number), value[number]) for number in reversed(range(len(value))))


def _check_text(text: str, path: Path) -> None:
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        _refuse("source.json.surrogate", path)


def _refuse(key: str, path: Path, **values: object) -> NoReturn:
    raise SourceError(key, path=path_text(path), **values)
