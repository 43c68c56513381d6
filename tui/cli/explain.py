"""`zhibiao explain ID`: why an indicator stands as it does, step by step."""

from importlib import import_module

from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.session import begin, judged
from tui.errors import UsageError
from tui.words import Words

__all__ = ["declare", "run"]


def declare(parser: Parser) -> None:
    """Takes the indicator's id."""
    parser.arguments.add("id", metavar="ID", help="cli.explain.id")


def run(options: Namespace, words: Words) -> Exit:
    """Print the sentence and the arithmetic of every series of the indicator.

    Raises:
        UsageError: There is no such indicator.
    """
    session = begin(options)
    words = session.words
    if options.id not in session.config.framework.indicators:
        # Deferred: difflib is dear, and a right id needs none.
        near = import_module("difflib").get_close_matches(options.id, session.config.framework.indicators, 1)
        raise UsageError(
            "cli.explain.unknown", id=options.id, nearest=words.say("cli.nearest", name=near[0]) if near else ""
        )
    series = [found for found in judged(session).assessments if found.id == options.id]
    for assessment in series:
        title = assessment.indicator.name.said(words.language)
        print(f"{title} ({assessment.unit})" if assessment.unit else title)
        print(words.told(assessment.why))
        for step in assessment.arithmetic:
            print(f"  {words.told(step)}")
    return Exit.OK
