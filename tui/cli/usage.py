"""Help: all verbs, or one with what it is for and what it takes; measured in cells, so that Chinese lines fit."""

import shutil
from collections.abc import Iterator, Sequence
from typing import Final

from tui.cli.parser import Parser, Taken
from tui.words import Words
from tui.words.cells import pad, width, wrap

__all__ = ["overview", "page", "placeholder"]

_WIDEST: Final = 100
"""Cells of a line that is still easy to read."""
_NARROWEST: Final = 50
_INDENT: Final = 26
"""Cells before an explanation."""
_COUNTS: Final = {"1": "{}", "?": "[{}]", "*": "[{} ...]"}


def overview(verbs: Sequence[str], words: Words) -> str:
    """What `zhibiao --help` prints: what it is for, the verbs, where help on each is."""
    room = _room()
    indent = max(map(len, verbs)) + 4
    lines = [*_wrapped(words.say("cli.overview"), room), ""]
    for verb in verbs:
        first, *others = wrap(words.say(f"cli.{verb}.about"), room - indent)
        lines += [f"  {verb}".ljust(indent) + first, *(" " * indent + each for each in others)]
    return "\n".join((*lines, "", *_wrapped(words.say("cli.overview.more"), room)))


def _wrapped(text: str, room: int) -> Iterator[str]:
    for line in text.split("\n"):
        yield from wrap(line, room)


def page(parser: Parser, words: Words) -> str:
    """The page of a verb."""
    room = _room()
    lines = [*_usage(parser, words, room), "", *wrap(words.say(f"cli.{parser.verb}.about"), room)]
    for heading, taken in (("cli.arguments", parser.arguments.taken), ("cli.options", parser.options.taken)):
        if taken:
            lines += ["", words.say(heading), *(line for each in taken for line in _entry(each, words, room))]
    return "\n".join(lines)


def _room() -> int:
    """Cells of a line: as wide as the terminal, but easy to read."""
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)


def _usage(parser: Parser, words: Words, room: int) -> Iterator[str]:
    line = words.say("cli.usage_heading") + f"zhibiao {parser.verb}"
    indent = width(line)
    parts = [f"[{f'{each.names[0]} {placeholder(each)}'.rstrip()}]" for each in parser.options.taken]
    for part in (*parts, *(_COUNTS[each.nargs].format(placeholder(each)) for each in parser.arguments.taken)):
        if width(line) + 1 + width(part) > room:
            yield line
            line = " " * indent
        line += f" {part}"
    yield line


def placeholder(taken: Taken) -> str:
    """What stands for the value: a few choices themselves, else a name."""
    if taken.action in {"store_true", "help"}:
        return ""
    choices = "|".join(taken.choices)
    return taken.metavar or (choices if 0 < len(choices) < _INDENT else taken.dest.upper())


def _entry(taken: Taken, words: Words, room: int) -> Iterator[str]:
    shown = placeholder(taken)
    head = f"  {', '.join(taken.names)} {shown}".rstrip() if taken.is_option else f"  {shown}"
    lines = wrap(words.say(taken.help), room - _INDENT)
    if shown == taken.dest.upper() and taken.choices:
        lines += wrap(", ".join(taken.choices), room - _INDENT)
    if width(head) > _INDENT - 2:
        yield head
        head = ""
    for line in lines:
        yield pad(head, _INDENT) + line
        head = ""
