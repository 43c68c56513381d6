"""The command line: verbs and exit codes; the only place that prints.

stdout is data, stderr is narration. A verb is a module of this package with `declare(parser)` and
`run(options, words) -> Exit`; only the one that was asked for is loaded.
"""

import os
import sys
from importlib import import_module

from tui import __version__
from tui.cli.exits import Exit, exit_of
from tui.cli.parser import Parser, common
from tui.cli.say import complain, culprit
from tui.cli.streams import settle
from tui.errors import UsageError, ZhibiaoError
from tui.words import LANGUAGES, Words, choose_language

__all__ = ["VERBS", "Exit", "main"]

VERBS = (
    "watch",
    "demo",
    "snapshot",
    "check",
    "diff",
    "calendar",
    "report",
    "explain",
    "poll",
    "collect",
    "record",
    "history",
    "verify",
    "store",
    "validate",
    "init",
    "schema",
    "completion",
    "man",
)
"""In the order of `--help`."""

_PLUGIN = "check"
"""The verb that has exit codes of its own, also for its help and for every mistake."""

_TAKES_VALUE = frozenset({"-c", "--config", "--store", "--lang", "--as-of", "--color", "--theme", "--alert"})
"""Options that may stand before the verb, or without the verb `watch`, and are followed by a value."""


def main(arguments: list[str] | None = None) -> int:
    """Run a verb.

    Args:
        arguments: Without the program's name; `None` takes the process's.

    Returns:
        An `Exit`, or 128 + n when signal n ended the verb.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    words = Words(choose_language(_language(arguments), os.environ))
    try:
        try:
            return _run(arguments, words)
        finally:
            settle()
    except ZhibiaoError as error:
        return _failed(error, words)
    except SystemExit as ended:  # a help page
        return int(ended.code or 0)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): no message, and none from the interpreter's last flush either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13
    except Exception as error:
        _confess(error, words)
        return Exit.BUG


def _run(arguments: list[str], words: Words) -> int:
    verb, rest = _split(arguments)
    if verb is None:
        if any(flag in rest for flag in ("-h", "--help")):
            # Deferred: text that is measured in cells, which only help and tables need.
            print(import_module("tui.cli.usage").overview(VERBS, words))
            return Exit.OK
        if any(flag in rest for flag in ("-V", "--version")):
            print(f"zhibiao {__version__}")
            return Exit.OK
        verb = "watch"
    elif verb not in VERBS:
        # Deferred: edit distance, for who mistyped something.
        nearest = import_module("tui.nearest").nearest_said(verb, VERBS)
        raise UsageError("cli.unknown_verb", verb=verb, verbs=VERBS, nearest=nearest)
    # Deferred: each verb loads its own rooms, and the dashboard's cost ten times a script's.
    module = import_module(f"tui.cli.{verb}")
    if verb == _PLUGIN:
        return int(module.main(rest, words))
    parser = Parser(verb, words)
    common(parser)
    module.declare(parser)
    options = parser.parse(rest)
    try:
        return int(module.run(options, words))
    except ZhibiaoError as error:
        # By now the configuration may have said in which language.
        return _failed(error, Words(choose_language(options.lang, os.environ)))


def _failed(error: ZhibiaoError, words: Words) -> Exit:
    complain(error, words)
    return exit_of(error)


def _split(arguments: list[str]) -> tuple[str | None, list[str]]:
    """The verb, and everything else in order."""
    skip = False
    for place, argument in enumerate(arguments):
        if skip:
            skip = False
        elif argument in _TAKES_VALUE:
            skip = True
        elif not argument.startswith("-"):
            return argument, arguments[:place] + arguments[place + 1 :]
    return None, arguments


def _language(arguments: list[str]) -> str:
    """What `--lang` says, before anything is parsed: help and errors are said in it too."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            asked = value if equals else "".join(arguments[place + 1 : place + 2])
            return asked if asked in LANGUAGES else "auto"
    return "auto"


def _confess(error: Exception, words: Words) -> None:
    """One line about a mistake of ours: what and where, never a traceback, never a value."""
    print(f"zhibiao: {words.say('cli.bug', kind=type(error).__name__, place=culprit(error))}", file=sys.stderr)
