"""Secrets in headers: named in the configuration, resolved when used, never shown.

`${NAME}` stands in the environment; `${file:/path}` is the content of a file that nobody but its owner may read.
"""

import os
import re
from collections.abc import Callable, Mapping
from typing import Final

from tui.errors import SourceError
from tui.reading import clean, read_file, stamp

__all__ = ["Secret", "check_private", "references", "resolve"]

_REFERENCE: Final = re.compile(r"\$\{(?:(?P<name>[A-Za-z_][A-Za-z0-9_]*)|file:(?P<path>[^}]+))\}")
_LARGEST: Final = 64 * 1024
"""Bytes of the longest secret file."""


class Secret:
    """A text that shows itself to nobody who does not ask for it by name."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __format__(self, form: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def reveal(self) -> str:
        """The text itself: for the one place that sends it."""
        return self._text


def references(template: str) -> list[str]:
    """What a text refers to: names of variables, and `file:` with a path."""
    return [found["name"] or f"file:{found['path']}" for found in _REFERENCE.finditer(template)]


def resolve(template: str, environ: Mapping[str, str], written: Callable[[str], str] = str) -> Secret:
    """A text with its references filled in.

    Args:
        template: The text.
        environ: Where names are looked up.
        written: How a secret is written where the references stand, such as percent-encoded in an address.

    Raises:
        SourceError: A secret is missing, empty, holds what a header cannot, or lies in a file that others may read.
    """
    return Secret(_REFERENCE.sub(lambda found: written(_value(found, environ)), template))


def check_private(path: str) -> None:
    """See that a file is a regular one that nobody but its owner may read.

    Raises:
        SourceError: It is not.
    """
    stamp(path)
    if os.stat(path).st_mode & 0o077:
        raise SourceError("source.secret.exposed", path=clean(path, 200))


def _value(found: re.Match[str], environ: Mapping[str, str]) -> str:
    name, path = found["name"], found["path"]
    if name:
        value = environ.get(name, "")
        if not value:
            raise SourceError("source.secret.missing", name=name)
    else:
        name = clean(path, 200)
        value = _content(path)
        if not value:
            raise SourceError("source.secret.empty", path=name)
    if not (value.isascii() and value.isprintable()):
        raise SourceError("source.secret.characters", name=name)
    return value


def _content(path: str) -> str:
    """The text of a secret file, without the line end at its end."""
    check_private(path)
    return read_file(path, _LARGEST).decode("utf-8", "replace").rstrip("\r\n")
