"""Writes what the screen shows as a snapshot, in every format that there is, and says where; loaded on demand.

The files stand in a new folder, so that none that exists is replaced; each is whole or not there. A format whose
library is not installed is named with the reason, and the others are written all the same.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from tui.errors import Message, OutputError, ZhibiaoError, symbol
from tui.exports import FILE_NAMES, FORMATS, stream
from tui.exports.output import write
from tui.model.snapshot import Snapshot
from tui.named import NamedTuple
from tui.views.line import Line, Span
from tui.views.look import Look
from tui.views.paper import Paper
from tui.words import Words

__all__ = ["Written", "write_all", "written_page"]

_MOST_FOLDERS: Final = 1000


class Written(NamedTuple):
    """What became of it."""

    folder: str
    """Absolute; there is none where nothing could be written."""
    files: tuple[tuple[str, int], ...]
    """Name and bytes of every file."""
    unwritten: tuple[tuple[str, Message], ...]
    """Formats that were not written, and why."""


def write_all(snapshot: Snapshot, words: Words, environ: Mapping[str, str], *, sample: bool = False) -> Written:
    """Write a snapshot in all formats.

    Args:
        snapshot: What the screen shows.
        words: The language of formats that speak one.
        environ: Says where state is kept, for a working directory that may not be written into.
        sample: The configuration is the packaged sample; the files say so.

    Raises:
        OutputError: No folder could be made.
    """
    folder = _new_folder(f"zhibiao-{snapshot.as_of:%Y-%m-%d}", environ)
    files: list[tuple[str, int]] = []
    unwritten: list[tuple[str, Message]] = []
    for format in FORMATS:
        path = os.path.join(folder, FILE_NAMES[format])
        try:
            write(path, stream(snapshot, format, words, sample=sample))
            files.append((FILE_NAMES[format], os.path.getsize(path)))
        except ZhibiaoError as error:
            unwritten.append((format, error.message))
        except OSError as error:  # it was there, and is gone again
            unwritten.append((format, Message("output.failed", {"path": path, "error": symbol(error)})))
    if not files:
        with suppress(OSError):
            os.rmdir(folder)
    return Written(folder, tuple(files), tuple(unwritten))


def _new_folder(name: str, environ: Mapping[str, str]) -> str:
    """A folder of that name, or with the first number behind it that is free: here, or where state is kept."""
    home = environ.get("XDG_STATE_HOME") or os.path.join(environ.get("HOME", ""), ".local", "state")
    kept = os.path.join(home, "zhibiao")
    problems: list[OSError] = []
    for base in (os.getcwd(), kept):
        try:
            os.makedirs(base, exist_ok=True)
            return _made(base, name)
        except OSError as error:
            problems.append(error)
    place = os.path.join(os.getcwd(), name)
    raise OutputError("output.failed", path=place, error=symbol(problems[0])) from problems[0]


def _made(base: str, name: str) -> str:
    for number in range(1, _MOST_FOLDERS):
        folder = os.path.join(base, name if number == 1 else f"{name}-{number}")
        try:
            os.mkdir(folder)
        except FileExistsError:
            continue
        return folder
    raise FileExistsError(name)


def written_page(written: Written | ZhibiaoError | None, look: Look, cells: int) -> list[Line]:
    """The page that says where; `None` while it is being written."""
    paper = Paper(look, cells)
    if written is None:
        paper.text(look.say("written.underway"), "dim")
        return paper.lines
    if isinstance(written, ZhibiaoError):
        paper.text(look.told(written.message), "red")
        return paper.lines
    if written.files:
        paper.heading(look.say("written.folder", count=len(written.files)))
        paper.text(written.folder, "strong")
        paper.blank()
        heads = [look.say(f"written.{name}") for name in ("file", "bytes")]
        paper.table(heads, [(Span(name), Span(f"{size:,}", "dim")) for name, size in written.files], 0)
    if written.unwritten:
        paper.heading(look.say("written.not", count=len(written.unwritten)))
        for format, why in written.unwritten:
            paper.field(format, look.told(why), "yellow")
    return paper.lines
