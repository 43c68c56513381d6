"""`zhibiao validate`: every problem of the configuration at once, as compilers print them."""

import os

from tui import sources
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.say import narrate
from tui.cli.session import begin
from tui.errors import ConfigError
from tui.words import Words

__all__ = ["declare", "run"]


def declare(parser: Parser) -> None:
    """Takes the common options only."""


def run(options: Namespace, words: Words) -> Exit:
    """Load everything, look into what only a poll would use, and say that it is well.

    Raises:
        ConfigError: It is not.
    """
    session = begin(options)
    config = session.config
    deep = [
        problem
        for source in config.sources.values()
        for problem in sources.problems(source, config.path, reach=os.environ)
    ]
    if deep:
        raise ConfigError(deep)
    if not options.quiet:
        narrate(
            session.words.say(
                "cli.validate.well",
                path=os.path.relpath(config.path),
                indicators=len(config.framework.indicators),
                sources=len(config.sources),
                checks=len(config.framework.checks),
            )
        )
    return Exit.OK
