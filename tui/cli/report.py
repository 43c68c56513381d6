"""`zhibiao report TEMPLATE`: a text whose every figure is taken from the snapshot by its id."""

import os
from importlib import import_module

from tui.cli.destination import STDOUT, put
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.session import begin, judged
from tui.errors import SourceError, UsageError
from tui.reading import decode, read_file
from tui.words import Words

__all__ = ["declare", "run"]

_MOST_BYTES = 4 * 1024 * 1024
_PACKAGED = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "sample")
"""Where the templates for the packaged sample lie."""


def declare(parser: Parser) -> None:
    """Takes the template, and where to write."""
    parser.arguments.add("template", metavar="TEMPLATE", nargs="?", help="cli.report.template")
    add = parser.options.add
    add("-o", "--output", metavar="FILE", default=STDOUT, help="cli.diff.output")
    add("--allow-missing", action="store_true", help="cli.report.allow_missing")


def run(options: Namespace, words: Words) -> Exit:
    """Write the report.

    Raises:
        ConfigError: The configuration has problems.
        UsageError: The template cannot be read or filled, or a figure that it names should not be published.
        StoreError: The history cannot be read.
        OutputError: The file was not written.
    """
    session = begin(options)
    words = session.words
    path = options.template or os.path.join(_PACKAGED, f"report.{words.language}.md.j2")
    name = options.template or os.path.basename(path)
    template = _read(path, name)
    # Deferred: the template engine is an extra; help and completion do without it.
    write_report = import_module("tui.exports.report").write_report
    text = write_report(judged(session), template, name, words, allow_missing=options.allow_missing)
    put(options.output, (text.encode(),))
    return Exit.OK


def _read(path: str, name: str) -> str:
    try:
        return decode(read_file(os.path.abspath(path), _MOST_BYTES))[0]
    except SourceError as error:
        raise UsageError("report.unreadable", name=name, error=error.message) from error
