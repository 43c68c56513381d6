"""`zhibiao snapshot`: all figures and how they stand, written once, for people or for scripts."""

import sys
from argparse import Namespace
from importlib import import_module

from tui.cli.exits import Exit
from tui.cli.parser import Parser
from tui.cli.say import narrate
from tui.cli.session import Session, begin, judged
from tui.exports import FORMATS, Selection, choose, render, write
from tui.model.snapshot import Snapshot, Status
from tui.words import Words

__all__ = ["declare", "run"]


def declare(parser: Parser, words: Words) -> None:
    """Takes the format, where to write, what to select, and what to fail on."""
    add = parser.options.add_argument
    statuses = tuple(status.value for status in Status)
    add("--format", choices=FORMATS, default="text", help=words.say("cli.snapshot.format"))
    add("-o", "--output", metavar="FILE", default="-", help=words.say("cli.snapshot.output"))
    add("--poll", action="store_true", help=words.say("cli.snapshot.poll"))
    add("--id", metavar="ID", action="append", default=[], help=words.say("cli.snapshot.id"))
    add("--group", metavar="GROUP", action="append", default=[], help=words.say("cli.snapshot.group"))
    add("--owner", metavar="OWNER", action="append", default=[], help=words.say("cli.snapshot.owner"))
    add(
        "--status",
        metavar="STATUS",
        choices=statuses,
        action="append",
        default=[],
        help=words.say("cli.snapshot.status"),
    )
    add("--width", metavar="COLUMNS", type=int, default=80, help=words.say("cli.snapshot.width"))
    add(
        "--fail-on",
        metavar="STATUS",
        choices=statuses,
        action="append",
        default=[],
        help=words.say("cli.snapshot.fail_on"),
    )


def run(options: Namespace, words: Words) -> Exit:
    """Take the snapshot, write it, and say by the exit code how it stands.

    Raises:
        ConfigError: The configuration has problems.
        UsageError: Nothing is selected.
        StoreError: The history cannot be read.
        OutputError: The file was not written.
    """
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
    )
    data = render(
        snapshot, options.format, session.words, select=selection, width=options.width, sample=session.config.is_sample
    )
    if options.output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write(options.output, data)
    return _verdict(snapshot, selection, options, session)


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
