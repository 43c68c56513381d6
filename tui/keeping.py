"""Files that the program keeps for a person, in that person's own folders: replaced whole, never a reason to stop."""

import os
from contextlib import suppress
from typing import Final

__all__ = ["keep"]

_MODE: Final = 0o600
"""Of a file."""
_FOLDER_MODE: Final = 0o700
"""Of the folders above it that are made."""


def keep(path: str, data: bytes) -> bool:
    """Replace a file as a whole, so that it is never found half written; nobody else may read it.

    Returns:
        Whether it was replaced: a home that cannot be written to keeps nothing, and that is all.
    """
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(path), mode=_FOLDER_MODE, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(temporary, flags, _MODE), "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        return False
    return True
