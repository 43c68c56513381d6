"""`zhibiao explain ID`: why an indicator stands as it does, step by step."""

from tui.cli.called import indicator_called
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.session import begin, judged
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
    wanted = indicator_called(options.id, session.config.framework).id
    series = [found for found in judged(session).assessments if found.id == wanted]
    for assessment in series:
        title = assessment.indicator.name.said(words.language)
        print(f"{title} ({assessment.unit})" if assessment.unit else title)
        print(words.told(assessment.why))
        for step in assessment.arithmetic:
            print(f"  {words.told(step)}")
    return Exit.OK
