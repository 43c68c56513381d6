"""`zhibiao record`: a figure by hand, or a table of them, with the document that each stands in.

All are recorded or none. What was recorded goes to stdout, as for `zhibiao poll`.
"""

import sys
from collections.abc import Sequence

from tui.cli.changes import change_lines
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.say import narrate, problem_line, unread
from tui.cli.session import Session, begin, now, refuse_day
from tui.errors import SourceError, StoreError, UsageError
from tui.monitor.entry import FIELDS, Entered, Entry, enter, name_of
from tui.reading import decode, read_file
from tui.reading.table import read_table
from tui.store import Store, open_store
from tui.words import Words

__all__ = ["declare", "run"]

_MOST = 5 * 1024 * 1024
"""Bytes of a table."""

_OPTIONS = ("period", "document", "section", "evidence", "unit", "flag", "published")


def declare(parser: Parser) -> None:
    """Takes the figure and where it stands, or a table of figures."""
    for name in ("indicator", "value"):
        parser.arguments.add(
            name,
            metavar={"indicator": "ID"}.get(name, name.upper()),
            nargs="?",
            default="",
            help=f"cli.record.{name}",
            blank=True,
        )
    add = parser.options.add
    for name in _OPTIONS:
        add(f"--{name}", metavar=name.upper(), default="", help=f"cli.record.{name}", blank=True)
    add("--note", "--reason", metavar="TEXT", dest="note", default="", help="cli.record.note", blank=True)
    add("--from", metavar="FILE", dest="table", help="cli.record.from")


def run(options: Namespace, words: Words) -> Exit:
    """Record, and print what is new.

    Raises:
        ConfigError: The configuration has problems.
        UsageError: A figure is not in order; nothing was recorded.
        StoreError: This account may not write the history, or it cannot be written.
    """
    refuse_day(options, "record")
    session = begin(options)
    words = session.words
    entries, place = _entries(options)
    store = _opened(session.store)
    try:
        if not store.keeps:
            raise UsageError("cli.record.nothing_kept")
        entered = enter(entries, session.config, store, now(), place)
    finally:
        store.close()
    _refuse(entered, words)
    _tell(entered, session, options)
    return Exit.OK


def _opened(url: str) -> Store:
    """The store, for writing.

    Raises:
        StoreError: It cannot be used; of an account that may only look at it, whose it is.
    """
    try:
        return open_store(url, write=True)
    except StoreError as error:
        key, values = error.message
        if key not in {"store.unwritable", "store.directory.unwritable"}:
            raise
        command = f"sudo -u {name_of(int(str(values['owner'])))} zhibiao record ..."
        raise StoreError("store.viewer", path=values["path"], uid=values["uid"], command=command) from None


def _entries(options: Namespace) -> tuple[Sequence[Entry], str]:
    """What was typed, and the table where it stands."""
    given = {name: getattr(options, name) for name in ("indicator", "value", *_OPTIONS, "note")}
    if options.table is None:
        if not options.indicator or not options.period:
            needed = {"ID VALUE": options.indicator, "--period": options.period, "--document": options.document}
            raise UsageError("cli.required", what=" ".join(name for name, given in needed.items() if not given))
        return (Entry(**given),), ""
    if options.indicator or options.value:
        raise UsageError("cli.record.either")
    # What the options say holds for every row that says nothing of its own.
    return _rows(options.table, given), options.table


def _rows(place: str, given: dict[str, str]) -> Sequence[Entry]:
    """The rows of a table.

    Raises:
        UsageError: It cannot be read, or has a column that no figure has.
    """
    try:
        data = sys.stdin.buffer.read(_MOST + 1) if place == "-" else read_file(place, _MOST)
        if len(data) > _MOST:
            raise UsageError("cli.record.too_long", limit=_MOST)
        table = read_table(decode(data)[0])
    except SourceError as error:
        raise unread(error, place) from None
    unknown = tuple(column for column in table.header if column not in FIELDS)
    if unknown or "indicator" not in table.header:
        raise UsageError("cli.record.columns", place=place, unknown=unknown or ("-",), known=FIELDS)
    return tuple(
        Entry(**{**given, **{name: cell for name, cell in row.cells.items() if cell}}, row=row.number)
        for row in table.rows
    )


def _refuse(entered: Entered, words: Words) -> None:
    """Say everything that is wrong; raise UsageError if anything is."""
    for problem in entered.problems:
        narrate(problem_line(problem, words) if problem.file else _option_line(problem_line(problem, words)))
    if entered.problems:
        raise UsageError("cli.record.refused", count=len(entered.problems))


def _option_line(line: str) -> str:
    """A problem of the command line itself has no file to stand at its head."""
    return line.removeprefix(": ")


def _tell(entered: Entered, session: Session, options: Namespace) -> None:
    for line in change_lines(entered.changes, session):
        print(line)
    if not options.quiet:
        if entered.repeated:
            narrate(session.words.say("cli.record.repeated", count=entered.repeated))
        for name in sorted({change.new.provenance.entered_by for change in entered.changes}):
            narrate(session.words.say("cli.record.done", count=len(entered.changes), name=name))
