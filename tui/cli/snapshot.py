"""`zhibiao snapshot`: all figures and how they stand, written once, for people or for scripts."""

from collections.abc import Iterator
from importlib import import_module

from tui.cli.destination import dated, is_folder, place, put, refuse_terminal, takes_output
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.say import narrate
from tui.cli.session import Session, begin, judged
from tui.errors import UsageError
from tui.exports import FORMATS, Selection, choose, stream
from tui.exports.options import NARROWEST, Changes
from tui.exports.selection import CONTEXT
from tui.model.snapshot import Snapshot, Status
from tui.words import Words

__all__ = ["declare", "run"]


def declare(parser: Parser) -> None:
    """Takes the format, where to write, what to select, and what to fail on."""
    add = parser.options.add
    statuses = tuple(status.value for status in Status)
    add("--format", metavar="FORMAT", choices=FORMATS, action="append", help="cli.snapshot.format")
    takes_output(parser, "cli.snapshot.output")
    add("--raw", action="store_true", help="cli.snapshot.raw")
    add("--since", metavar="FILE|DATE", help="cli.snapshot.since")
    add("--poll", action="store_true", help="cli.snapshot.poll")
    add("--id", metavar="ID", action="append", help="cli.snapshot.id")
    add("--group", metavar="GROUP", action="append", help="cli.snapshot.group", blank=True)
    add("--unit", metavar="UNIT", action="append", help="cli.snapshot.unit", blank=True)
    add("--owner", metavar="OWNER", action="append", help="cli.snapshot.owner", blank=True)
    add(
        "--status",
        metavar="STATUS",
        choices=(*statuses, CONTEXT),
        action="append",
        help="cli.snapshot.status",
    )
    add("--width", metavar="COLUMNS", convert=_columns, default=80, help="cli.snapshot.width")
    add(
        "--fail-on",
        metavar="STATUS",
        choices=statuses,
        action="append",
        help="cli.snapshot.fail_on",
    )


def run(options: Namespace, words: Words) -> Exit:
    """Take the snapshot, write it, and say by the exit code how it stands.

    Raises:
        ConfigError: The configuration has problems.
        UsageError: Nothing is selected, several units go by a name, or several formats have one file.
        StoreError: The history cannot be read.
        OutputError: The file was not written.
    """
    formats = tuple(dict.fromkeys(options.format)) or ("text",)
    if len(formats) > 1 and not is_folder(options.output):
        raise UsageError("cli.snapshot.several", formats=formats)
    refuse_terminal(options.output, formats[0])
    session = begin(options)
    if options.poll:
        # Deferred: reading sources takes an event loop and an HTTP client, 60 ms that a plain snapshot does not owe.
        import_module("tui.cli.poll").read_once(session, options)
    snapshot = judged(session)
    selection = Selection(
        ids=tuple(options.id),
        groups=tuple(options.group),
        owners=tuple(options.owner),
        statuses=tuple(options.status),
        units=_units(options, session),
    )
    changes = None
    if options.since is not None:
        # Deferred: reading an earlier snapshot and telling what differs costs 3 ms that few runs owe.
        changes = import_module("tui.cli.sides").changes_since(options.since, snapshot, selection, session)
    # All are begun before the first is written: a format that cannot be made leaves no half of a set.
    for path, pieces in [_begun(format, snapshot, selection, options, session, changes) for format in formats]:
        put(path, pieces, dated(options.output, path))
    return _verdict(snapshot, selection, options, session)


def _columns(text: str) -> int:
    """Columns of a line.

    Raises:
        UsageError: It is no number of them, or too few.
    """
    if not text.isdecimal() or int(text) < NARROWEST:
        raise UsageError("cli.snapshot.narrow", least=NARROWEST, width=text)
    return int(text)


def _units(options: Namespace, session: Session) -> tuple[str, ...]:
    """The ids of the units that are meant."""
    if not options.unit:
        return ()
    # Deferred: names of units, which few runs select by.
    units: tuple[str, ...] = import_module("tui.cli.called").units_called(options.unit, session.config.framework)
    return units


def _begun(
    format: str,
    snapshot: Snapshot,
    selection: Selection,
    options: Namespace,
    session: Session,
    changes: Changes | None,
) -> tuple[str, Iterator[bytes]]:
    """Where a format goes, and its output."""
    pieces = stream(
        snapshot,
        format,
        session.words,
        select=selection,
        width=options.width,
        sample=session.config.is_sample,
        raw=options.raw,
        changes=changes,
    )
    return place(options.output, format, snapshot.as_of), pieces


def _verdict(snapshot: Snapshot, selection: Selection, options: Namespace, session: Session) -> Exit:
    """`CROSSED` before `SOURCE`: what was asked to fail on is the stronger statement."""
    words = session.words
    sources = Exit.OK if session.store == ":memory:" else _sources(snapshot, options, words)
    for status in options.fail_on:
        count = sum(found.status == status for found in choose(snapshot, selection).assessments)
        if count:
            narrate(words.say("cli.snapshot.crossed", count=count, status=status))
            return Exit.CROSSED
    return sources


def _sources(snapshot: Snapshot, options: Namespace, words: Words) -> Exit:
    """Whether every source was read, and the last reading of each succeeded."""
    never = tuple(state.id for state in snapshot.sources if state.last_attempt is None)
    failing = [state for state in snapshot.sources if state.error is not None]
    if never and not options.quiet:
        narrate(words.say("cli.snapshot.never_read", sources=never))
    for state in failing:
        if not options.quiet:
            narrate(words.say("cli.snapshot.failing", source=state.id, error=state.error))
    return Exit.SOURCE if never or failing else Exit.OK
