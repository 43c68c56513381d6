"""`zhibiao diff A B`: what changed between two JSON snapshots, or between two days of the history."""

from tui.cli.destination import put, takes_output
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.session import begin
from tui.cli.sides import NOW, document, is_day, kept
from tui.errors import UsageError
from tui.exports.comparison import compare
from tui.exports.differences import FORMATS, render_comparison
from tui.words import Words

__all__ = ["declare", "run"]


def declare(parser: Parser) -> None:
    """Takes the two sides and the format."""
    add = parser.options.add
    parser.arguments.add("old", metavar="A", nargs="?", help="cli.diff.old")
    parser.arguments.add("new", metavar="B", nargs="?", help="cli.diff.new")
    add("--from", metavar="DATE", help="cli.diff.from", dest="since")
    add("--to", metavar="DATE", help="cli.diff.to", dest="until")
    add("--format", choices=FORMATS, default="text", help="cli.diff.format")
    takes_output(parser)


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
    old, new = (document(side, begin(options)) if is_day(side) else kept(side) for side in sides)
    found = compare(old, new, sides)
    put(options.output, (render_comparison(found, options.format, words),))
    return Exit.OK if found.is_same else Exit.CROSSED


def _sides(options: Namespace) -> tuple[str, str]:
    """What is compared; the second is the present where only a first was given."""
    positional = options.old is not None
    if positional is (options.since is not None) or (positional and options.until is not None):
        raise UsageError("diff.either")
    if positional:
        return options.old, options.new or NOW
    return options.since, options.until or NOW
