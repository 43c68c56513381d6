"""What was probably meant by a name that there is not."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from tui.errors import Message

__all__ = ["near"]

_MANY: Final = 2_000
"""Of more names than this only those with the same beginning or end are compared."""


def near(wanted: str, names: Iterable[str]) -> Message | str:
    """The name that comes nearest, said behind what is wrong; `""` where none is near."""
    known = list(names)
    if len(known) > _MANY:
        known = [name for name in known if name[:3] == wanted[:3] or name[-3:] == wanted[-3:]][:_MANY]
    found = get_close_matches(wanted, known, 1)
    return Message("cli.nearest", {"name": found[0]}) if found else ""
