"""Where observations come from: documents fetched from outside, mapped to figures, each with its provenance.

An answer is taken whole or not at all, and an error never becomes a number. What can be said about a source without
reading it is public here and loads no client; whoever polls imports `tui.sources.readers`.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from tui.errors import Problem
from tui.model.source import Source

__all__ = ["load", "problems"]


def load(room: str) -> Any:
    """A module of this room, on first use."""
    # Deferred: the HTTP client costs 60 ms and JSONPath 25, and most runs need one of them or none.
    return import_module(f"tui.sources.{room}")


def problems(
    source: Source,
    file: str,
    environ: Mapping[str, str] | None = None,
    reach: Mapping[str, str] | None = None,
) -> list[Problem]:
    """What is wrong with a source's declaration, as far as only whoever polls it needs to know.

    Args:
        source: As the configuration gives it.
        file: The configuration as the user named it.
        environ: Where secrets are looked up; `None` asks only whether their names are well formed.
        reach: Ask databases too, with the secrets that are here; `None` reaches for nothing. One that cannot be
            reached, or whose secret is not here, is no problem of the declaration.
    """
    found: list[Problem] = load("declaration").problems(source, file, environ, reach)
    return found
