"""`zhibiao calendar`: deadlines, reports and steps by their day, what is late first; also for calendar programs."""

from tui.cli.called import units_called
from tui.cli.destination import put, takes_output
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.session import begin, judged
from tui.errors import UsageError
from tui.exports import EVERYTHING, Selection, choose
from tui.exports.duedates import FORMATS, render_due_dates
from tui.model.due import due_dates
from tui.words import Words

__all__ = ["declare", "run"]

_REMIND = (7,)
"""Days before a date on which a calendar program reminds of it, unless it is said otherwise."""
_MOST_DAYS = 366


def declare(parser: Parser) -> None:
    """Takes the format, where to write, and what to select."""
    add = parser.options.add
    add("--format", choices=FORMATS, default="text", help="cli.calendar.format")
    takes_output(parser)
    add("--id", metavar="ID", action="append", help="cli.snapshot.id")
    add("--group", metavar="GROUP", action="append", help="cli.snapshot.group", blank=True)
    add("--owner", metavar="OWNER", action="append", help="cli.snapshot.owner", blank=True)
    add("--unit", metavar="UNIT", action="append", help="cli.calendar.unit", blank=True)
    add("--remind", metavar="DAYS", action="append", convert=_days, help="cli.calendar.remind")


def run(options: Namespace, words: Words) -> Exit:
    """Write the dates.

    Raises:
        ConfigError: The configuration has problems.
        UsageError: Nothing is selected, or several units go by a name.
        StoreError: The history cannot be read.
        OutputError: The file was not written.
    """
    session = begin(options)
    units = units_called(options.unit, session.config.framework)
    selection = Selection(ids=tuple(options.id), groups=tuple(options.group), owners=tuple(options.owner), units=units)
    snapshot = choose(judged(session), selection)
    by_unit = any(units)
    # A reporting date belongs to no group and no indicator: a selection leaves it out.
    dues = due_dates(snapshot, by_unit=by_unit, yearly=selection == EVERYTHING)
    remind = tuple(options.remind) or _REMIND
    put(options.output, (render_due_dates(snapshot, dues, options.format, session.words, remind),))
    return Exit.OK


def _days(text: str) -> int:
    """Days before a date.

    Raises:
        UsageError: It is no number of them within a year.
    """
    if not text.isdecimal() or int(text) > _MOST_DAYS:
        raise UsageError("cli.calendar.remind_days", most=_MOST_DAYS, value=text)
    return int(text)
