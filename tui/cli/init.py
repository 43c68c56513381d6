"""`zhibiao init`: a commented indicators.toml to begin with; an existing file is never touched."""

import os

from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.say import narrate
from tui.config.starter import starter
from tui.errors import OutputError, symbol
from tui.words import Words, choose_language

__all__ = ["declare", "run"]


def declare(parser: Parser) -> None:
    """Takes the file to write."""
    parser.arguments.add("file", metavar="FILE", nargs="?", default="indicators.toml", help="cli.init.file")


def run(options: Namespace, words: Words) -> Exit:
    """Write the starter.

    Raises:
        OutputError: The file exists, or cannot be written.
    """
    text = starter(choose_language(options.lang, os.environ))
    try:
        # "x": made by us or not at all, whoever else is writing.
        with open(options.file, "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise OutputError("cli.init.exists", path=options.file) from None
    except OSError as error:
        raise OutputError("cli.init.not_written", path=options.file, reason=symbol(error)) from None
    if not options.quiet:
        narrate(words.say("cli.init.written", path=options.file))
    return Exit.OK
