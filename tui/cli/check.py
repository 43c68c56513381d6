"""`zhibiao check`: how everything stands, for a monitoring system; everything on stdout, in the plugins' exit codes."""

import os

from tui.cli.parser import Namespace, Parser, common
from tui.cli.say import complain, culprit, problem_line
from tui.cli.session import begin, judged
from tui.cli.streams import settle
from tui.errors import ConfigError, OutputError, ZhibiaoError
from tui.exports import Selection, choose
from tui.exports.plugin import State, answer, first_line
from tui.words import Words, choose_language

__all__ = ["declare", "main", "run"]


def declare(parser: Parser) -> None:
    """Takes what to look at."""
    add = parser.options.add
    add("--id", metavar="ID", action="append", help="cli.snapshot.id")
    add("--group", metavar="GROUP", action="append", help="cli.snapshot.group", blank=True)


def run(options: Namespace, words: Words) -> State:
    """Print the check; of an indicator with units their rollup alone.

    Raises:
        ConfigError: The configuration has problems.
        UsageError: Nothing is selected.
        StoreError: The history cannot be read.
    """
    session = begin(options)
    selection = Selection(ids=tuple(options.id), groups=tuple(options.group), units=("",))
    found = answer(
        choose(judged(session), selection),
        session.words,
        whole=not (options.id or options.group),
        reads=session.store != ":memory:",
    )
    settle(found.text)
    return found.state


def main(arguments: list[str], words: Words) -> State:
    """The verb from its words to its exit code: whatever goes wrong is UNKNOWN, and said on stdout, if that can be."""
    try:
        state = _answered(arguments, words)
        settle()
    except OutputError as error:
        complain(error, words)
        return State.UNKNOWN
    return state


def _answered(arguments: list[str], words: Words) -> State:
    parser = Parser("check", words)
    common(parser)
    declare(parser)
    options: Namespace | None = None
    try:
        options = parser.parse(arguments)
        return run(options, words)
    except SystemExit:  # after the help
        return State.UNKNOWN
    except (BrokenPipeError, OutputError):
        raise
    except ZhibiaoError as error:
        if options is not None:  # the configuration may have said in which language
            words = Words(choose_language(options.lang, os.environ))
        print(first_line(State.UNKNOWN, words.told(error.message), words))
        if isinstance(error, ConfigError):
            for problem in error.problems:
                near = problem._replace(file=os.path.basename(problem.file))  # a line has no room for folders
                print(first_line(State.UNKNOWN, problem_line(near, words), words))
    except Exception as error:
        said = words.say("plugin.bug", kind=type(error).__name__, place=culprit(error))
        print(first_line(State.UNKNOWN, said, words))
    return State.UNKNOWN
