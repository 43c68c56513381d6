"""`zhibiao calendar`: deadlines, reports and steps by their day, what is late first; also for calendar programs."""

from tui.cli.destination import STDOUT, put
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.session import begin, judged
from tui.exports import Selection, choose
from tui.exports.duedates import FORMATS, render_due_dates
from tui.model.due import due_dates
from tui.words import Words

__all__ = ["declare", "run"]


def declare(parser: Parser) -> None:
    """Takes the format, where to write, and what to select."""
    add = parser.options.add
    add("--format", choices=FORMATS, default="text", help="cli.calendar.format")
    add("-o", "--output", metavar="FILE", default=STDOUT, help="cli.diff.output")
    add("--id", metavar="ID", action="append", help="cli.snapshot.id")
    add("--group", metavar="GROUP", action="append", help="cli.snapshot.group")
    add("--owner", metavar="OWNER", action="append", help="cli.snapshot.owner")


def run(options: Namespace, words: Words) -> Exit:
    """Write the dates.

    Raises:
        ConfigError: The configuration has problems.
        UsageError: Nothing is selected.
        StoreError: The history cannot be read.
        OutputError: The file was not written.
    """
    session = begin(options)
    selection = Selection(ids=tuple(options.id), groups=tuple(options.group), owners=tuple(options.owner))
    snapshot = choose(judged(session), selection)
    put(options.output, (render_due_dates(snapshot, due_dates(snapshot), options.format, session.words),))
    return Exit.OK
