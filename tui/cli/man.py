"""`zhibiao man`: the manual page, from the verbs' own declarations, for `man -l` and for packagers.

Written with the man(7) macros alone, which groff and mandoc both know. Text is text: a backslash, a dash, a point or a
quotation mark at the beginning of a line says nothing to the formatter.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tui import __version__
from tui.cli.completion import parsers
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser, Taken, common
from tui.cli.streams import settle
from tui.cli.usage import placeholder
from tui.words import Words
from tui.words.cells import visible

__all__ = ["declare", "run"]

_REVISED: Final = "2026-11-29"
"""When what the page says beside the declarations was last changed."""
_BETWEEN: Final = re.compile(
    "(?<=[\u3001-\u301f\u4e00-\u9fff\uff01-\uff5e])(?=[\u4e00-\u9fff\u201c\uff08])|(?<=[\u4e00-\u9fff])(?= ?[A-Za-z])"
)
"""Where a line of Chinese may end: between two characters, but not before a mark that closes something."""
_VARIABLES: Final = ("ZHIBIAO_CONFIG", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LANG", "NO_COLOR")
_FILES: Final = (
    "./indicators.toml",
    "$XDG_CONFIG_HOME/zhibiao/indicators.toml",
    "/etc/zhibiao/indicators.toml",
    "$XDG_STATE_HOME/zhibiao/",
)
_EXAMPLES: Final = (
    "zhibiao snapshot --poll -q --format json --fail-on missed -o figures.json",
    "zhibiao snapshot --format openmetrics -o /var/lib/prometheus/node-exporter/zhibiao.prom",
    "zhibiao check --group oversight",
    "zhibiao diff 2022-12-31 2023-03-06 --format md",
    "zhibiao report -o report.docx",
    "zhibiao man | man -l -",
)
_CODES: Final = ("0", "1", "2", "3", "4", "5", "6", "7", "70", "128 + n")


def declare(parser: Parser) -> None:
    """Takes nothing of its own."""


def run(options: Namespace, words: Words) -> Exit:
    """Print the page in the language that was asked for."""
    settle("".join(f"{line}\n" for line in _page(words)))
    return Exit.OK


def _page(words: Words) -> Iterator[str]:
    yield "'\\\" -*- coding: UTF-8 -*-"
    yield f'.TH ZHIBIAO 1 {_REVISED} "zhibiao {__version__}" "{_text(words.say("manual.title"))}"'
    # Lines of Chinese have no blanks to stretch, and names of options are not to be torn.
    yield from (".ad l", ".nh")
    yield from _section(words, "name")
    yield f"zhibiao \\- {_text(words.say('manual.about'))}"
    yield from _section(words, "synopsis")
    yield from ("\\fBzhibiao\\fP [\\fI" + _text(words.say("manual.verb")) + "\\fP] [" + _text("...") + "]",)
    yield from _section(words, "description")
    for number, said in enumerate(words.say("manual.description").split("\n")):
        if number:
            yield ".PP"
        yield _line(said)
    shared = Parser("", words)
    common(shared)
    yield from _section(words, "options")
    yield _line(words.say("manual.common"))
    yield from _taken(shared.options.taken, words)
    yield from _section(words, "verbs")
    known = {name for each in shared.options.taken for name in each.names}
    for parser in parsers(words):
        yield from _verb(parser, known, words)
    yield from _terms(words, "files", _FILES)
    yield from _terms(words, "environment", _VARIABLES)
    yield from _terms(words, "status", _CODES)
    yield from _section(words, "examples")
    for number, command in enumerate(_EXAMPLES):
        yield from (".TP", f"\\fB{_text(command)}\\fP", _line(words.say(f"manual.examples.{number}")))
    yield from _section(words, "see")
    yield "\\fBzhibiao\\fP \\fI" + _text(words.say("manual.verb")) + "\\fP \\fB" + _text("--help") + "\\fP"


def _section(words: Words, name: str) -> Iterator[str]:
    yield f".SH {_quoted(words.say(f'manual.section.{name}'))}"


def _terms(words: Words, name: str, terms: Sequence[str]) -> Iterator[str]:
    """What each of some words means."""
    yield from _section(words, name)
    for number, term in enumerate(terms):
        yield from (".TP", f"\\fB{_text(term)}\\fP", _line(words.say(f"manual.{name}.{number}")))


def _verb(parser: Parser, known: set[str], words: Words) -> Iterator[str]:
    """What a verb is for, and what it takes beside what every verb takes."""
    own = [each for each in parser.options.taken if each.names[0] not in known]
    places = "".join(f" \\fI{_text(_place(each))}\\fP" for each in parser.arguments.taken)
    yield f".SS {_quoted(f'zhibiao {parser.verb}')}{places.replace(' ', chr(92) + ' ')}"
    yield _line(words.say(f"cli.{parser.verb}.about"))
    yield from _taken([*parser.arguments.taken, *own], words)


def _place(taken: Taken) -> str:
    name = placeholder(taken)
    return {"1": name, "?": f"[{name}]", "*": f"[{name} ...]"}[taken.nargs]


def _taken(taken: Sequence[Taken], words: Words) -> Iterator[str]:
    for each in taken:
        shown = f" \\fI{_text(placeholder(each))}\\fP" if placeholder(each) else ""
        head = ", ".join(f"\\fB{_text(name)}\\fP" for name in each.names) if each.is_option else shown.lstrip()
        yield ".TP"
        yield head + shown if each.is_option else head
        yield _line(words.say(each.help))
        if each.choices and placeholder(each) != "|".join(each.choices):
            yield ".br"
            yield _line(", ".join(each.choices))


def _quoted(text: str) -> str:
    return f'"{_text(text)}"'


def _line(text: str) -> str:
    """A text as a line of its own, at whose beginning nothing is a request."""
    said = _text(text)
    return f"\\&{said}" if said[:1] in {".", "'"} else said


def _text(text: str) -> str:
    shown = visible(text).replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("^", "\\(ha")
    shown = re.sub(r"[`~']", lambda sign: {"`": "\\(ga", "~": "\\(ti", "'": "\\(aq"}[sign[0]], shown)
    return _BETWEEN.sub("\\\\:", shown)
