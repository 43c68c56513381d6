"""A small JSON file of a person's own: read without trust, replaced whole, never a reason to stop."""

import json
import os
from contextlib import suppress
from typing import Any, Final

from tui.errors import ZhibiaoError
from tui.reading import read_file

__all__ = ["read_kept", "write_kept"]

_MODE: Final = 0o600
_FOLDER: Final = 0o700


def read_kept(path: str | None, most: int) -> dict[str, Any]:
    """The object that a file holds; empty where there is none, or none that can be believed.

    Args:
        path: The file; `None` for an account without a home directory.
        most: Bytes beyond which it is not read.
    """
    if not path:
        return {}
    try:
        found = json.loads(read_file(path, most))
    except (ZhibiaoError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def write_kept(path: str | None, text: str) -> bool:
    """Replace a file as a whole, so that it is never found half written.

    Returns:
        Whether it was: a home that cannot be written to keeps nothing, and that is all.
    """
    if not path:
        return False
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(path), mode=_FOLDER, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(temporary, flags, _MODE), "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        return False
    return True
