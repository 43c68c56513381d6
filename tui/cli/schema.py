"""`zhibiao schema`: what our data look like, for validators and editors."""

from tui.cli.destination import STDOUT, put
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.exports.schema import snapshot_schema
from tui.words import Words

__all__ = ["declare", "run"]


def declare(parser: Parser) -> None:
    """Takes what to describe."""
    add = parser.options.add
    add("--snapshot", action="store_true", required=True, help="cli.schema.snapshot")


def run(options: Namespace, words: Words) -> Exit:
    """Print the JSON Schema of the JSON snapshot.

    Raises:
        OutputError: It was not written.
    """
    put(STDOUT, (snapshot_schema(),))
    return Exit.OK
