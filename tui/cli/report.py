"""`zhibiao report TEMPLATE`: a text whose every figure is taken from the snapshot by its id."""

import os
from collections.abc import Mapping
from datetime import date
from importlib import import_module

from tui.cli.allowance import allowance
from tui.cli.destination import put, refuse_terminal, takes_output
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.say import unread
from tui.cli.session import Session, begin, now
from tui.errors import SourceError, UsageError
from tui.model.calendar import end_of_day
from tui.model.observation import History
from tui.model.snapshot import Snapshot
from tui.model.take import take
from tui.monitor.now import take_with_history
from tui.reading import decode, read_file
from tui.store import open_store
from tui.words import Words

__all__ = ["declare", "run"]

_MOST_BYTES = 4 * 1024 * 1024
_PACKAGED = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "sample")
"""Where the templates for the packaged sample lie."""
_TEMPLATES = {"md": "report.{}.md.j2", "html": "report.{}.html.j2", "docx": "report.{}.docx"}
"""Their names, by format and language."""
_TEXT = "txt"
_WORD = "docx"
_ENDINGS = {"markdown": "md", "htm": "html", "xhtml": "html"}
"""Formats by other endings of their files."""


def declare(parser: Parser) -> None:
    """Takes the template, what it is written in, and where to write."""
    parser.arguments.add("template", metavar="TEMPLATE", nargs="?", help="cli.report.template")
    add = parser.options.add
    add("--format", choices=(*_TEMPLATES, _TEXT), help="cli.report.format")
    takes_output(parser)
    add("--allow-missing", action="store_true", help="cli.report.allow_missing")


def run(options: Namespace, words: Words) -> Exit:
    """Write the report.

    Raises:
        ConfigError: The configuration has problems.
        UsageError: The template cannot be read or filled, takes more time or room than it may, or a figure that it
            names should not be published.
        StoreError: The history cannot be read.
        OutputError: The file was not written.
    """
    session = begin(options)
    words = session.words
    format = _format(options)
    _check_output(options, format)
    refuse_terminal(options.output, format)
    path, name = _template(options, format, words)
    data = _read(path, name)
    snapshot, history = _judged(session)

    def earlier(day: date) -> Snapshot:
        return _earlier(snapshot, history, day)

    how = {"allow_missing": options.allow_missing, "earlier": earlier}
    try:
        with allowance(name):
            written = _filled(format, snapshot, data, name, words, how)
    except UsageError as error:
        is_for_another = not options.template and not session.config.is_sample
        if is_for_another and error.message.key == "report.strange":
            raise UsageError("report.sample", name=name, config=session.config.path) from error
        raise
    put(options.output, (written,))
    return Exit.OK


def _filled(
    format: str, snapshot: Snapshot, template: bytes, name: str, words: Words, how: Mapping[str, object]
) -> bytes:
    # Deferred: the template engines are extras; help and completion do without them.
    if format == _WORD:
        document: bytes = import_module("tui.exports.docx").write_document(snapshot, template, name, words, **how)
        return document
    write_report = import_module("tui.exports.report").write_report
    medium = import_module("tui.exports.medium").MEDIA[format]
    text: str = write_report(snapshot, _decoded(template, name), name, words, medium, **how)
    return text.encode()


def _format(options: Namespace) -> str:
    """What was asked for, else what the template's name says, else what the output's name says."""
    if options.format is not None:
        return str(options.format)
    if options.template:
        endings = os.path.basename(options.template).lower().split(".")[:0:-1]
        known = (_ENDINGS.get(each, each) for each in endings)
        return next((each for each in known if each in _TEMPLATES), _TEXT)
    return _ending(options) or "md"


def _ending(options: Namespace) -> str:
    """The format that the output's name says, whether there is one or not; `""` where it says none."""
    ending = os.path.splitext(str(options.output))[1].lower().removeprefix(".")
    return _ENDINGS.get(ending, ending)


def _check_output(options: Namespace, format: str) -> None:
    """A Word document under another format's name, or the other way round, is a file that nothing opens.

    Raises:
        UsageError: It would be one.
    """
    ending = _ending(options)
    if ending in {*_TEMPLATES, _TEXT} and format != ending and _WORD in {format, ending}:
        raise UsageError("report.ending", format=format, output=options.output)


def _template(options: Namespace, format: str, words: Words) -> tuple[str, str]:
    """Where the template lies, and what to call it.

    Raises:
        UsageError: There is no packaged one of this format.
    """
    if options.template:
        return options.template, options.template
    if format not in _TEMPLATES:
        raise UsageError("report.no_packaged", format=format, formats=tuple(_TEMPLATES))
    name = _TEMPLATES[format].format(words.language)
    return os.path.join(_PACKAGED, name), name


def _judged(session: Session) -> tuple[Snapshot, History]:
    store = open_store(session.store)
    try:
        return take_with_history(session.config, store, now, session.as_of)
    finally:
        store.close()


def _earlier(snapshot: Snapshot, history: History, day: date) -> Snapshot:
    """The end of an earlier day, by what is known now."""
    framework = snapshot.framework
    return take(framework, history, end_of_day(day, framework.timezone), known_by=snapshot.as_of)


def _read(path: str, name: str) -> bytes:
    try:
        return read_file(path, _MOST_BYTES)
    except SourceError as error:
        raise unread(error, name) from error


def _decoded(data: bytes, name: str) -> str:
    try:
        return decode(data)[0]
    except SourceError as error:
        raise unread(error, name) from error
