"""A small JSON file of a person's own: read without trust, replaced whole, never a reason to stop."""

import json
from typing import Any

from tui.errors import ZhibiaoError
from tui.keeping import keep
from tui.reading import read_file

__all__ = ["read_kept", "write_kept"]


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
    return path is not None and keep(path, text.encode())
