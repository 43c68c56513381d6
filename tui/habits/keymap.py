"""A person's own keys: `keys.toml` in the state directory; a command a line: `find = "ctrl+f"`, `order = ["o", "f6"]`.

What cannot be is refused with a sentence, and that command keeps the keys that it has: a dashboard with a mistyped
line in this file is one with the usual keys.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import tomli

from tui.errors import Message, ZhibiaoError
from tui.named import NamedTuple
from tui.reading import clean, decode, read_file

__all__ = ["Keymap", "read_keymap"]

_MOST: Final = 64 * 1024
_LONGEST: Final = 40


class Keymap(NamedTuple):
    """What stands in the file."""

    path: str = ""
    """The file, whether there is one or not; `""` for an account without a home directory."""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """As they are written, by command."""
    problems: tuple[Message, ...] = ()
    """What is wrong with the file itself."""


def read_keymap(path: str) -> Keymap:
    """The keys that a person wrote down; none where there is no file."""
    if not path:
        return Keymap()
    try:
        text, _ = decode(read_file(path, _MOST))
        written = tomli.loads(text)
    except ZhibiaoError as error:
        missing = error.message.key == "source.file.missing"
        return Keymap(path, problems=() if missing else (Message("keys.file", {"file": path, "error": error.message}),))
    except (ValueError, RecursionError) as error:
        said = clean(str(error))[:200]
        return Keymap(path, problems=(Message("keys.toml", {"file": path, "error": said}),))
    keys: dict[str, tuple[str, ...]] = {}
    problems: list[Message] = []
    for command, value in written.items():
        found = _keys(value)
        if found is None:
            problems.append(Message("keys.shape", {"command": clean(command)[:_LONGEST]}))
        else:
            keys[command] = found
    return Keymap(path, keys, tuple(problems))


def _keys(value: Any) -> tuple[str, ...] | None:
    """One key or several; `None` where it is something else."""
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not found or not all(isinstance(key, str) and key for key in found):
        return None
    return tuple(clean(key)[:_LONGEST] for key in found)
