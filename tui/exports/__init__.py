"""A snapshot for others: for scripts, spreadsheets, monitoring systems, web pages and people; one module a family.

Exports decide nothing: every figure, status and sentence is the snapshot's own. `render` gives the bytes whole,
`stream` in pieces, and `tui.exports.output` puts them into a file that is the old one or the new one at every instant.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Final, Protocol, cast

from tui.errors import UsageError
from tui.exports.options import Changes, Options
from tui.exports.selection import EVERYTHING, Selection, choose
from tui.model.snapshot import Snapshot
from tui.words import Words

__all__ = ["EVERYTHING", "FILE_NAMES", "FORMATS", "TELLING", "Options", "Selection", "choose", "render", "stream"]

_FORMATS: Final = {
    "text": ("text", "snapshot.txt"),
    "json": ("json", "snapshot.json"),
    "jsonl": ("jsonl", "snapshot.jsonl"),
    "csv": ("csv", "snapshot.csv"),
    "datapackage": ("descriptor", "datapackage.json"),
    "csvw": ("descriptor", "snapshot.csv-metadata.json"),
    "sdmx-csv": ("sdmx", "snapshot.sdmx.csv"),
    "xlsx": ("xlsx", "snapshot.xlsx"),
    "openmetrics": ("openmetrics", "zhibiao.prom"),
    "md": ("md", "snapshot.md"),
    "html": ("html", "snapshot.html"),
    "svg": ("svg", "snapshot.svg"),
    "badge": ("badge", "badge.json"),
    "badge-svg": ("badge", "badge.svg"),
}
"""The module of this package that writes a format, and the name of its file in a folder; descriptors name that file."""

FORMATS: Final = tuple(_FORMATS)
FILE_NAMES: Final = {format: name for format, (_, name) in _FORMATS.items()}
"""By format: the name that its file gets where only a folder was named."""

TELLING: Final = ("text", "json", "jsonl", "xlsx", "md", "html")
"""The formats in which there is room for what changed since an earlier snapshot."""


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
    raw: bool = False,
    changes: Changes | None = None,
) -> bytes:
    """A snapshot in a format, whole.

    Args:
        snapshot: What was found.
        format: One of `FORMATS`.
        words: The language of formats that speak one; data formats such as `json` speak both.
        select: Which assessments; counts and groups then speak of these alone.
        width: Cells of a line, for formats that have lines.
        ascii: Draw with ASCII characters; data keeps its letters.
        sample: The configuration is the packaged sample; the output says so.
        raw: For machines: no mark and no guard for spreadsheets in a CSV.
        changes: What differs from an earlier snapshot, for the formats of `TELLING`.

    Raises:
        UsageError: No such format, nothing is selected, the format has no room for changes, or a library that it needs
            is not installed.
    """
    pieces = stream(
        snapshot, format, words, select=select, width=width, ascii=ascii, sample=sample, raw=raw, changes=changes
    )
    return b"".join(pieces)


def stream(
    snapshot: Snapshot,
    format: str,
    words: Words,
    *,
    select: Selection = EVERYTHING,
    width: int = 80,
    ascii: bool = False,
    sample: bool = False,
    raw: bool = False,
    changes: Changes | None = None,
) -> Iterator[bytes]:
    """The same bytes as `render`, in pieces of some hundred kilobytes; problems are raised before the first."""
    if format not in _FORMATS:
        raise UsageError("output.format", format=format, formats=FORMATS)
    if changes is not None and format not in TELLING:
        raise UsageError("output.since", format=format, formats=TELLING)
    chosen = choose(snapshot, select)
    # Deferred: a format costs up to 2 ms, and a run needs one of them.
    module = cast("_Format", import_module(f"tui.exports.{_FORMATS[format][0]}"))
    options = Options(width, ascii, sample, select, len(snapshot.assessments), raw, format, changes)
    return module.pieces(chosen, words, options)
