"""A person's own keys on the table of commands: what can be is taken, what cannot is refused with a sentence; pure."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from textual.keys import Keys, _character_to_key

from tui.errors import Message
from tui.views.commands import Command, Table

__all__ = ["key_of", "with_keys"]

_HELD: Final = ("ctrl+", "shift+", "alt+")
_TAKEN: Final = {"ctrl+c": "interrupt", "ctrl+q": "quit"}
"""Keys that must always end it, whatever else is changed."""
_KEPT: Final = frozenset({"interrupt"})


def with_keys(table: Table, wanted: Mapping[str, tuple[str, ...]]) -> tuple[Table, tuple[Message, ...]]:
    """The table with somebody's own keys, and why some of them were refused.

    Two commands collide where one key would mean both at the same place; the one that stands in the file gives way,
    and keeps the keys that it had.

    Args:
        table: The commands with their usual keys.
        wanted: Keys as a person writes them (`f`, `?`, `ctrl+f`, `f6`), by the command's id.
    """
    usual = {command.id: command for command in table}
    accepted: dict[str, Command] = {}
    refused: list[Message] = []
    for name, written in wanted.items():
        known = usual.get(name)
        if known is None or name in _KEPT:
            refused.append(Message("keys.unknown", {"command": name}))
            continue
        keys = [key_of(key) for key in written]
        bad = next((text for text, key in zip(written, keys, strict=True) if key is None), None)
        if bad is not None:
            refused.append(Message("keys.no_key", {"command": name, "key": bad}))
        else:
            accepted[name] = known._replace(keys=tuple(dict.fromkeys(key for key in keys if key)))
    # Who gives way gets its usual keys back, which another one may have taken meanwhile.
    while clash := _clash(accepted, {**usual, **accepted}.values()):
        name, key, other = clash
        refused.append(Message("keys.taken", {"command": name, "key": key, "other": other}))
        del accepted[name]
    return tuple(accepted.get(command.id, command) for command in table), tuple(refused)


def _clash(accepted: Mapping[str, Command], every: Iterable[Command]) -> tuple[str, str, str] | None:
    """A command of the file one of whose keys means another command as well: its id, the key, the other's id."""
    commands = list(every)
    for command in accepted.values():
        for key in command.keys:
            if _TAKEN.get(key, command.id) != command.id:
                return command.id, key, _TAKEN[key]
            for other in commands:
                meet = other.scope == command.scope or "everywhere" in (other.scope, command.scope)
                if other.id != command.id and meet and key in other.keys:
                    return command.id, key, other.id
    return None


def key_of(written: str) -> str | None:
    """A key as Textual calls it; `None` for what is no key."""
    if len(written) == 1:
        return _character_to_key(written) if written.isprintable() and written != "," else None
    name = written.lower()
    for held in _HELD:
        if name.startswith(held):
            rest = key_of(name[len(held) :])
            return held + rest if rest else None
    return name if name in _names() else None


@lru_cache(1)
def _names() -> frozenset[str]:
    """What Textual calls keys that are no characters, and characters by their names."""
    signs = (_character_to_key(chr(code)) for code in range(0x21, 0x7F))
    return frozenset({key.value for key in Keys if "<" not in key.value} | {"enter", "space"} | set(signs))
