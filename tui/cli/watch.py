"""`zhibiao` and `zhibiao watch`: the dashboard."""

import os
from importlib import import_module

from tui.cli.parser import Namespace, Parser
from tui.cli.session import begin
from tui.terminal import require_terminal
from tui.words import Words

__all__ = ["declare", "declare_looks", "run"]

_THEMES = ("auto", "dark", "light", "contrast", "safe", "ansi", "mono")

_ALERTS = ("off", "bell", "notify")


def declare(parser: Parser) -> None:
    """Takes how the dashboard looks and what it may do."""
    declare_looks(parser)
    add = parser.options.add
    add("--read-only", action="store_true", help="cli.watch.read_only")
    add("--alert", choices=_ALERTS, default="", help="cli.watch.alert")
    add("--plain", action="store_true", help="plain.help")


def declare_looks(parser: Parser) -> None:
    """Take how a dashboard looks."""
    add = parser.options.add
    add("--theme", choices=_THEMES, default="auto", help="cli.watch.theme")
    add("--ascii", action="store_true", help="cli.watch.ascii")


def run(options: Namespace, words: Words) -> int:
    """Open the dashboard, or print it as lines.

    Returns:
        The exit code: 0 after `q`, 128 + n after signal n, 70 after a mistake of ours.

    Raises:
        TerminalError: There is no terminal to draw on; before anything is read.
        ConfigError: The configuration has problems.
    """
    if options.plain:
        # Deferred: whoever opens the dashboard does without it.
        lines = import_module("tui.cli.plain")
        ended: int = lines.follow(begin(options), collects=not options.read_only)
        return ended
    require_terminal(os.environ)
    session = begin(options)
    # Deferred: Textual costs ten times what every other verb does.
    app = import_module("tui.app")
    code: int = app.run(
        session.config,
        session.store,
        session.words,
        as_of=session.as_of,
        theme=options.theme,
        ascii_only=options.ascii,
        read_only=options.read_only,
        alert=options.alert,
        language_asked=options.lang != "auto",
    )
    return code
