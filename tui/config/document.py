"""From the file's bytes to what the TOML parser gives, or one problem that says where and why not.

What is refused here: whatever is not a regular file of at most 10 MiB, not UTF-8, or not TOML 1.0. A byte-order
mark is accepted, because editors write one and the parser does not take it.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import tomli

from tui.config.findings import scan
from tui.config.shown import key_text
from tui.errors import ConfigError, Message, Problem, SourceError
from tui.reading import read_file

__all__ = ["MAX_BYTES", "bytes_of", "parse", "text_of"]

MAX_BYTES: Final = 10 * 1024 * 1024

_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
"""Byte-order marks of UTF-16, and of UTF-32 in one byte order."""

_SYNTAX: Final = (
    ("Invalid statement", "statement"),
    ("Invalid initial character for a key part", "statement"),
    ("Expected newline or end of document", "line_end"),
    ("Expected '=' after a key", "equals"),
    ("Expected ']' at the end", "header"),
    ("Expected ']]' at the end", "header"),
    ("Unclosed array", "array"),
    ("Unclosed inline table", "inline_table"),
    ("Unterminated string", "string"),
    ("Expected \"'", "string"),
    ("Unescaped", "escape"),
    ("Invalid hex value", "escape"),
    ("Escaped character is not", "escape"),
    ("Illegal character", "character"),
    ("Found invalid character", "character"),
    ("Invalid date or datetime", "date"),
    ("Invalid value", "value"),
    ("Cannot declare", "twice"),
    ("Cannot overwrite a value", "twice"),
    ("Cannot mutate immutable namespace", "twice"),
    ("Cannot redefine namespace", "twice"),
    ("Duplicate inline table key", "twice"),
)
"""How the parser's sentences begin, and ours."""

_IN_A_VALUE: Final = ("line_end", "array", "inline_table", "value")
"""What the parser says in the middle of a date or a time that it took for a number: there is no thirteenth month."""

_DATE: Final = re.compile(r"(?<=[=,\[\s])(\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d)?)?|\d\d:\d\d(:\d\d)?)(?![\w-])")
"""What is written like a date or a time."""


def bytes_of(path: str) -> bytes:
    """The bytes of the configuration.

    Raises:
        ConfigError: It is missing, forbidden, no regular file, larger than 10 MiB, or changes while it is read.
    """
    try:
        return read_file(path, MAX_BYTES)
    except SourceError as error:
        # The file stands at the head of the line already: our sentences do not repeat it.
        key = "problem." + error.message.key.removeprefix("source.")
        raise _one(path, Message(key, error.message.values)) from error


def text_of(data: bytes, path: str) -> str:
    """The text of the configuration, without a byte-order mark.

    Raises:
        ConfigError: It is empty, or not UTF-8; then the message says at which byte, and what it may be instead.
    """
    if data.startswith(_WIDE) or data[:64].count(0) > len(data[:64]) // 4:
        raise _one(path, Message("problem.encoding.utf16"))
    try:
        text = data.decode("utf-8").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _one(path, _not_utf8(data, error.start + 1), line) from error
    nul = text.find("\0")
    if nul >= 0:
        raise _one(path, Message("problem.encoding.nul"), text.count("\n", 0, nul) + 1)
    if not text.strip():
        raise _one(path, Message("problem.empty"))
    return text


def parse(text: str, path: str) -> dict[str, Any]:
    """What the text holds: tables as `dict`, decimal numbers as `Decimal`.

    Raises:
        ConfigError: It is not TOML 1.0; with the line and the column, and for a key that stands twice with both lines.
    """
    try:
        return tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        raise _syntax(error, path) from error
    except RecursionError as error:
        raise _one(path, Message("problem.toml.nesting"), _failing_line(text, RecursionError)) from error
    except (ValueError, InvalidOperation) as error:
        line = _failing_line(text, (ValueError, InvalidOperation))
        raise _one(path, Message("problem.toml.number"), line) from error


def _not_utf8(data: bytes, byte: int) -> Message:
    """What the text may be instead; bytes are counted from 1, as people count."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return Message("problem.encoding.unknown", {"byte": byte})
    return Message("problem.encoding.gbk", {"byte": byte})


def _syntax(error: tomli.TOMLDecodeError, path: str) -> ConfigError:
    said = error.msg
    ours = next((ours for theirs, ours in _SYNTAX if said.startswith(theirs)), "other")
    if ours == "twice":
        again = scan(error.doc[: error.pos]).again
        if again is not None:
            twice, first, line = again
            message = Message("problem.toml.twice_both", {"first": first})
            return ConfigError([Problem(path, line, None, key_text(twice), message)])
    start = _date_around(error.doc, error.pos) if ours in _IN_A_VALUE else None
    if start is not None:
        return ConfigError(
            [Problem(path, error.lineno, error.colno - error.pos + start, "", Message("problem.toml.date"))]
        )
    values: dict[str, object] = {}
    if ours == "character":
        code = ord(error.doc[error.pos : error.pos + 1] or "\0")
        values["code"] = f"U+{code:04X}"
    elif ours == "other":
        values["said"] = said
    return ConfigError([Problem(path, error.lineno, error.colno, "", Message(f"problem.toml.{ours}", values))])


def _date_around(text: str, position: int) -> int | None:
    """Where the date begins that a position is in, or right behind; `None`: it is in none."""
    line = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    for found in _DATE.finditer(text, line, end if end >= 0 else len(text)):
        if found.start() <= position <= found.end():
            return found.start()
    return None


def _failing_line(text: str, failures: type[Exception] | tuple[type[Exception], ...]) -> int:
    """The line at which the parser gives up, for failures to which it gives no place.

    It gives up at the same place whatever follows, and what ends earlier fails in another way or not at all: so the
    shortest beginning that fails like this is found by halving.
    """
    lines = text.split("\n")
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        try:
            tomli.loads("\n".join(lines[:middle]), parse_float=Decimal)
            low = middle
        except tomli.TOMLDecodeError:
            low = middle
        except failures:
            high = middle
    return high


def _one(path: str, message: Message, line: int | None = None) -> ConfigError:
    return ConfigError([Problem(path, line, None, "", message)])
