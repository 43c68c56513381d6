"""`zhibiao demo`: a made-up year in a few minutes, on a dashboard with a server, a collector and a store of its own.

With `--plain` it is printed as lines, as `zhibiao watch --plain` prints, with the day of that year before each.
"""

import os
from contextlib import ExitStack, suppress
from importlib import import_module
from typing import Final

from tui.cli.parser import Namespace, Parser
from tui.cli.session import Session, day_of
from tui.cli.watch import declare_looks
from tui.config import load
from tui.demo import Stage, stage
from tui.errors import OutputError, UsageError, symbol
from tui.terminal import require_terminal
from tui.words import Words

__all__ = ["declare", "run"]

_MINUTES: Final = 5.0
_SHORTEST: Final = 0.05
_LONGEST: Final = 24 * 60.0


def _minutes(text: str) -> float:
    """How long the year takes.

    Raises:
        UsageError: It is no time that a year can pass in.
    """
    with suppress(ValueError):
        if _SHORTEST <= float(text) <= _LONGEST:
            return float(text)
    raise UsageError("cli.demo.minutes_taken", least=f"{_SHORTEST:g}", most=f"{_LONGEST:g}", value=text)


def declare(parser: Parser) -> None:
    """Takes how quickly the year passes, and how the dashboard looks."""
    parser.options.add("--minutes", metavar="N", default=_MINUTES, convert=_minutes, help="cli.demo.minutes")
    declare_looks(parser)
    parser.options.add("--plain", action="store_true", help="plain.help")


def run(options: Namespace, words: Words) -> int:
    """Show the demonstration until somebody ends it; nothing is left of it then. With `--as-of` it stands still.

    Returns:
        As `zhibiao watch`.

    Raises:
        TerminalError: There is no terminal to draw on.
        UsageError: A file or a store of one's own was asked for, or a day that is none of the year.
        OutputError: There is no room for its temporary directory.
    """
    for name, value in (("--config", options.config), ("--store", options.store)):
        if value is not None:
            raise UsageError("cli.demo.own", option=name)
    if not options.plain:
        require_terminal(os.environ)
    with ExitStack() as stack:
        try:
            made = stack.enter_context(stage(options.minutes * 60, day_of(options.as_of)))
        except OSError as error:
            raise OutputError("demo.no_room", reason=symbol(error)) from error
        session = Session(load(made.config, os.environ), words, made.store, None)
        return _printed(made, session, options) if options.plain else _drawn(made, session, options)


def _drawn(made: Stage, session: Session, options: Namespace) -> int:
    # Deferred: Textual costs ten times what every other verb does.
    app = import_module("tui.app")
    pace = 0.0 if made.year.stands else made.year.seconds_a_day
    code: int = app.run(
        session.config,
        session.store,
        session.words,
        theme=options.theme,
        ascii_only=options.ascii,
        demonstration=app.Demonstration(made.year.day, pace, made.year.last),
    )
    return code


def _printed(made: Stage, session: Session, options: Namespace) -> int:
    """Read every source, and say how it stands; then, unless it stands still, every change."""
    # Deferred: whoever opens the dashboard does without them.
    import_module("tui.cli.poll").read_once(session, Namespace({**vars(options), "quiet": True}))
    lines = import_module("tui.cli.plain")
    words, year = session.words, made.year
    pace = words.say("demo.still") if year.stands else words.say("demo.pace", seconds=f"{year.seconds_a_day:.2g}")
    notice = words.say("demo.notice", band=words.say("demo.band"), pace=pace)
    replayed = lines.Replayed(year.day, None if year.stands else year.last, notice)
    code: int = lines.follow(session, collects=True, replayed=replayed)
    return code
