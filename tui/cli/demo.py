"""`zhibiao demo`: a made-up year in a few minutes, on a dashboard with a server, a collector and a store of its own."""

import os
from importlib import import_module
from typing import Final

from tui.cli.parser import Namespace, Parser
from tui.cli.session import day_of
from tui.cli.watch import declare_looks
from tui.config import load
from tui.demo import stage
from tui.errors import UsageError
from tui.terminal import require_terminal
from tui.words import Words

__all__ = ["declare", "run"]

_MINUTES: Final = 5.0
_SHORTEST: Final = 0.05
_LONGEST: Final = 24 * 60.0


def _minutes(text: str) -> float:
    """How long the year takes.

    Raises:
        ValueError: It is no time that a year can pass in.
    """
    minutes = float(text)
    if not _SHORTEST <= minutes <= _LONGEST:
        raise ValueError(text)
    return minutes


def declare(parser: Parser) -> None:
    """Takes how quickly the year passes, and how the dashboard looks."""
    parser.options.add("--minutes", metavar="N", default=_MINUTES, convert=_minutes, help="cli.demo.minutes")
    declare_looks(parser)


def run(options: Namespace, words: Words) -> int:
    """Show the demonstration until somebody ends it; nothing is left of it then. With `--as-of` it stands still.

    Returns:
        As `zhibiao watch`.

    Raises:
        TerminalError: There is no terminal to draw on.
        UsageError: A file or a store of one's own was asked for, or a day that is none of the year.
    """
    for name, value in (("--config", options.config), ("--store", options.store)):
        if value is not None:
            raise UsageError("cli.demo.own", option=name)
    require_terminal(os.environ)
    stands = day_of(options.as_of)
    with stage(options.minutes * 60, stands) as made:
        config = load(made.config, os.environ)
        # Deferred: Textual costs ten times what every other verb does.
        app = import_module("tui.app")
        code: int = app.run(
            config,
            made.store,
            words,
            theme=options.theme,
            ascii_only=options.ascii,
            demonstration=app.Demonstration(made.year.day, 0.0 if stands else made.year.seconds_a_day, made.year.last),
        )
    return code
