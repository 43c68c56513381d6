"""Where an output goes: standard output, a file, or a folder in which it gets its own name."""

import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime

from tui.cli.parser import Parser
from tui.cli.streams import lost
from tui.errors import UsageError
from tui.exports import FILE_NAMES

__all__ = ["STDOUT", "dated", "is_folder", "place", "put", "refuse_terminal", "takes_output"]

STDOUT = "-"

_BINARY = ("xlsx", "docx")
_DIRECTIVES = "YymdHMSjGVu"
"""Parts of an instant that a name may hold, as `strftime` writes them: digits alone, the same in every locale."""


def takes_output(parser: Parser, help: str = "cli.diff.output") -> None:
    """Take where to write."""
    parser.options.add("-o", "--output", metavar="FILE", default=STDOUT, help=help)


def refuse_terminal(output: str, format: str) -> None:
    """What no text is would only upset a terminal.

    Raises:
        UsageError: It would go there.
    """
    if format in _BINARY and output == STDOUT and sys.stdout.isatty():
        raise UsageError("output.binary", format=format)


def is_folder(output: str) -> bool:
    """Whether an output names a folder, in which every format has a name of its own."""
    return output.endswith(os.sep)


def place(output: str, format: str, at: datetime) -> str:
    """The file that an output names.

    Args:
        output: `-`, a file, or a folder that ends with `/`; `%Y`, `%m`, `%d`, `%H` … stand for parts of `at`, and `%%`
            for a per cent sign.
        format: Whose file it is.
        at: The instant that was judged, in the framework's time zone, so that `--as-of` names the same file again.

    Raises:
        UsageError: A directive stands for nothing.
    """

    def filled(found: re.Match[str]) -> str:
        if found[1] == "%":
            return "%"
        if not found[1] or found[1] not in _DIRECTIVES:
            raise UsageError("cli.snapshot.directive", name=output, what=found[0], known=tuple(_DIRECTIVES))
        return at.strftime(found[0])

    named = re.sub("%(.?)", filled, output) if "%" in output else output
    return named + FILE_NAMES[format] if is_folder(named) else named


def dated(output: str, placed: str) -> Sequence[str]:
    """The folders of a file that parts of an instant named: they may be made, since nobody can make them before.

    Args:
        output: What was asked for.
        placed: The file that it names, as `place` gives it.

    Returns:
        Their paths, the outermost first.
    """
    if "%" not in output:
        return []
    named = placed.split(os.sep)
    return [
        os.sep.join(named[: number + 1])
        for number, part in enumerate(output.split(os.sep)[:-1])
        if "%" in part.replace("%%", "")
    ]


def put(path: str, pieces: Iterable[bytes], folders: Sequence[str] = ()) -> None:
    """Write the pieces, a file whole or not at all.

    Args:
        path: The file, or `-`.
        pieces: The bytes, in order.
        folders: Those of its path to make where they are missing, the outermost first.

    Raises:
        OutputError: Not written.
    """
    if path != STDOUT:
        # Deferred: 0.1 ms that a pipe does not owe.
        from tui.exports.output import write

        write(path, pieces, folders)
        return
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise lost(error) from error
