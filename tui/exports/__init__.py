"""A snapshot for others: as JSON for scripts, as text for people; one module a format.

Exports decide nothing: every figure, status and sentence is the snapshot's own. `render` gives the bytes whole,
`stream` in pieces, and `write` puts them into a file that is either the old one or the new one at every instant.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Final, Protocol, cast

from tui.errors import UsageError
from tui.exports.options import Options
from tui.exports.output import write
from tui.exports.selection import EVERYTHING, Selection, choose
from tui.model.snapshot import Snapshot
from tui.words import Words

__all__ = ["EVERYTHING", "FORMATS", "Options", "Selection", "choose", "render", "stream", "write"]

FORMATS: Final = ("text", "json")
"""Each is the module of that name in this package."""


class _Format(Protocol):
    def pieces(self, snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
        """The output, in order."""


def render(
    snapshot: Snapshot,
    format: str,
    words: Words,
    *,
    select: Selection = EVERYTHING,
    width: int = 80,
    ascii: bool = False,
    sample: bool = False,
) -> bytes:
    """A snapshot in a format, whole.

    Args:
        snapshot: What was found.
        format: One of `FORMATS`.
        words: The language of formats that speak one; `json` always speaks both.
        select: Which assessments; counts and groups then speak of these alone.
        width: Cells of a line, for formats that have lines.
        ascii: Draw with ASCII characters; data keeps its letters.
        sample: The configuration is the packaged sample; the output says so.

    Raises:
        UsageError: No such format, or nothing is selected.
    """
    return b"".join(stream(snapshot, format, words, select=select, width=width, ascii=ascii, sample=sample))


def stream(
    snapshot: Snapshot,
    format: str,
    words: Words,
    *,
    select: Selection = EVERYTHING,
    width: int = 80,
    ascii: bool = False,
    sample: bool = False,
) -> Iterator[bytes]:
    """The same bytes as `render`, in pieces of some hundred kilobytes; problems are raised before the first."""
    if format not in FORMATS:
        raise UsageError("output.format", format=format, formats=FORMATS)
    chosen = choose(snapshot, select)
    # Deferred: a format costs up to 2 ms, and a run needs one of them.
    module = cast("_Format", import_module(f"tui.exports.{format}"))
    options = Options(width, ascii, sample, select, len(snapshot.assessments))
    return module.pieces(chosen, words, options)
