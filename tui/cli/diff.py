"""`zhibiao diff A B`: what changed between two JSON snapshots, or between two days of the history."""

import os
from datetime import date

from tui.cli.destination import STDOUT, put
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.session import begin, judged
from tui.errors import SourceError, UsageError
from tui.exports import stream
from tui.exports.comparison import compare
from tui.exports.differences import FORMATS, render_comparison
from tui.reading import decode, read_file
from tui.reading.document import parse_json
from tui.words import Words

__all__ = ["declare", "run"]

_MOST_BYTES = 256 * 1024 * 1024
_NOW = ""


def declare(parser: Parser) -> None:
    """Takes the two sides and the format."""
    add = parser.options.add
    parser.arguments.add("old", metavar="A", nargs="?", help="cli.diff.old")
    parser.arguments.add("new", metavar="B", nargs="?", help="cli.diff.new")
    add("--from", metavar="DATE", help="cli.diff.from", dest="since")
    add("--to", metavar="DATE", help="cli.diff.to", dest="until")
    add("--format", choices=FORMATS, default="text", help="cli.diff.format")
    add("-o", "--output", metavar="FILE", default=STDOUT, help="cli.diff.output")


def run(options: Namespace, words: Words) -> Exit:
    """Write what changed.

    Returns:
        1 if anything did, 0 if nothing did.

    Raises:
        UsageError: A side is missing, cannot be read, or is no snapshot.
        ConfigError: A day was asked for, and the configuration has problems.
        StoreError: A day was asked for, and the history cannot be read.
        OutputError: The file was not written.
    """
    sides = _sides(options)
    old, new = (_day(side, options) if _is_day(side) else _file(side) for side in sides)
    found = compare(old, new, sides)
    put(options.output, (render_comparison(found, options.format, words),))
    return Exit.OK if found.is_same else Exit.CROSSED


def _sides(options: Namespace) -> tuple[str, str]:
    """What is compared; the second is the present where only a first was given."""
    positional = options.old is not None
    if positional is (options.since is not None) or (positional and options.until is not None):
        raise UsageError("diff.either")
    if positional:
        return options.old, options.new or _NOW
    return options.since, options.until or _NOW


def _is_day(side: str) -> bool:
    """Whether a side is a day of the history, or the present; a file of that name can be written `./2023-03-06`."""
    try:
        return side == _NOW or bool(date.fromisoformat(side))
    except ValueError:
        return False


def _day(side: str, options: Namespace) -> object:
    """The snapshot of a day, as its JSON reads."""
    session = begin(options)
    if side != _NOW:
        session = session._replace(as_of=date.fromisoformat(side))
    pieces = stream(judged(session), "json", session.words, sample=session.config.is_sample)
    return parse_json(b"".join(pieces).decode())


def _file(side: str) -> object:
    """A snapshot that somebody kept.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        return parse_json(decode(read_file(os.path.abspath(side), _MOST_BYTES))[0])
    except SourceError as error:
        raise UsageError("diff.unreadable", name=side, error=error.message) from error
