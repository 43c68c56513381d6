"""The line on which each key of a TOML document stands, found by a small scan of its tokens.

The parser gives no places for what it has read. This scan does, and is run only when there is something to tell
about a line. It trusts that the parser accepted the text; on anything else it stops and knows what it has met so
far, and never raises. It holds no grammar beyond strings, comments, brackets and keys.
"""

import re
from typing import Final

from tui.config.findings import Lines
from tui.config.shown import Path

__all__ = ["scan"]

_BLANK: Final = r"(?:[ \t\n]++|#[^\n]*+)*+"
_SPACE: Final = r"[ \t]*"
_STRING: Final = r"""'[^'\n]*+'|"(?:[^"\\\n]++|\\.)*+\""""
_KEY: Final = rf"[A-Za-z0-9_-]++|{_STRING}"
_SCALAR: Final = (
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'{3}(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    rf"|{_STRING}"
    r"|[^\s,\]}#\[{\"']++(?: [0-9][^\s,\]}#]*+)?"
)
"""Repetitions are possessive: a string without an end must not cost more than one that has it."""
_ESCAPE: Final = r'\\(?:[btnfre"\\]|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))'
_ESCAPED: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


def scan(text: str) -> Lines:
    """The lines of all keys of a TOML text, up to where it stops being TOML."""
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.document()
    return Lines(scanner.of, scanner.again)


class _Scanner:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.of: dict[Path, int] = {}
        self.again: tuple[Path, int, int] | None = None
        self._declared: dict[Path, int] = {}
        self._last: dict[Path, int] = {}
        """Last element of each array of tables."""
        self._line = 1
        self._counted = 0
        """Position up to which `_line` has counted."""
        self._blank = re.compile(_BLANK)
        self._space = re.compile(_SPACE)
        self._key = re.compile(_KEY)
        self._scalar = re.compile(_SCALAR)

    def document(self) -> None:
        """Take statement after statement, to the end or to what is no statement."""
        base: Path = ()
        while True:
            self._skip(self._blank)
            start = self.at
            if self._take("[["):
                base = self._array_header()
            elif self._take("["):
                base = self._header()
            elif start < len(self.text):
                self._pair(base)
            if self.at == start:
                return

    def _header(self) -> Path:
        path = self._resolved(self._keys())
        self._take("]")
        self._declare(path)
        return path

    def _array_header(self) -> Path:
        keys = self._keys()
        self._take("]]")
        path = (*self._resolved(keys[:-1]), *keys[-1:])
        self._note(path)
        self._last[path] = self._last.get(path, -1) + 1
        path = (*path, self._last[path])
        self._declare(path)
        return path

    def _pair(self, base: Path) -> None:
        keys = self._keys()
        path = (*base, *keys)
        if keys and self._take("="):
            self._declare(path)
            self._value(path)

    def _value(self, path: Path) -> None:
        """Take a value with all that is nested in it; without recursion, however deep it is."""
        around: list[tuple[Path, int | None]] = []
        here: Path | None = path
        while here is not None:
            self._skip(self._space)
            if self._take("["):
                around.append((here, 0))
            elif self._take("{"):
                around.append((here, None))
            elif not self._skip(self._scalar):
                return
            here = self._following(around)

    def _following(self, around: list[tuple[Path, int | None]]) -> Path | None:
        """The place of the next value inside the open brackets; `None` when all are closed, or the text ends."""
        while around:
            self._skip(self._blank)
            if self._take(","):
                continue
            if self._take("]") or self._take("}"):
                around.pop()
                continue
            if self.at >= len(self.text):
                return None
            path, place = around[-1]
            if place is None:
                keys = self._keys()
                if not keys or not self._take("="):
                    return None
                path = (*path, *keys)
                self._declare(path)
                return path
            around[-1] = (path, place + 1)
            self._note((*path, place))
            return (*path, place)
        return None

    def _keys(self) -> Path:
        """A dotted key, with blanks around it."""
        parts: list[str] = []
        while True:
            self._skip(self._space)
            start = self.at
            if not self._skip(self._key):
                break
            parts.append(_unquoted(self.text[start : self.at]))
            self._skip(self._space)
            if not self._take("."):
                break
        return tuple(parts)

    def _resolved(self, keys: Path) -> Path:
        """The path of a header's keys: one that goes through an array of tables means its last element."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self._last:
                path = (*path, self._last[path])
        return path

    def _declare(self, path: Path) -> None:
        """Note a key or header that may stand only once."""
        self._note(path)
        if path in self._declared:
            self.again = (path, self._declared[path], self._line)
        else:
            self._declared[path] = self._line

    def _note(self, path: Path) -> None:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        while path and path not in self.of:
            self.of[path] = self._line
            path = path[:-1]

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self.text, self.at)
        if found is None or found.end() == self.at:
            return False
        self.at = found.end()
        return True

    def _take(self, mark: str) -> bool:
        if self.text.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    inside = key[1:-1]
    if key[0] == "'" or "\\" not in inside:
        return inside
    return re.sub(_ESCAPE, _character, inside)


def _character(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    if digits is None:
        return _ESCAPED[escape[0][1]]
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else escape[0]
