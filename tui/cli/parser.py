"""The command line's grammar: argparse, speaking the reader's language."""

import argparse
import re
from collections.abc import Iterable, Sequence
from typing import NoReturn

from tui.errors import UsageError
from tui.words import Words

__all__ = ["Parser", "common", "overview"]

_SAID_BY_ARGPARSE = (
    (r"unrecognized arguments: (?P<what>.*)", "cli.unrecognized"),
    (r"the following arguments are required: (?P<what>.*)", "cli.required"),
    (r"argument (?P<what>.*?): expected .*argument.*", "cli.no_value"),
    (r"argument (?P<what>.*?): invalid choice: (?P<value>.*?) \(choose from (?P<choices>.*)\)", "cli.choice"),
    (r"argument (?P<what>.*?): invalid .*? value: (?P<value>.*)", "cli.bad_value"),
    (r"ambiguous option: (?P<what>.*?) could match (?P<choices>.*)", "cli.ambiguous"),
)
"""argparse's own sentences, and the keys of ours; it has no other interface to them."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in two columns, with the usage heading in the reader's language."""

    def __init__(self, prog: str, usage_heading: str) -> None:
        super().__init__(prog)
        self._usage_heading = usage_heading

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._usage_heading)


class Parser(argparse.ArgumentParser):
    """The parser of one verb; a mistake raises `UsageError` and prints nothing."""

    def __init__(self, verb: str, words: Words) -> None:
        super().__init__(
            prog=f"zhibiao {verb}",
            description=words.say(f"cli.{verb}.about"),
            add_help=False,
            allow_abbrev=False,
            formatter_class=lambda prog: _Formatter(prog, words.say("cli.usage_heading")),
        )
        self.arguments = self.add_argument_group(words.say("cli.arguments"))
        """Where a verb declares what it takes without a dash."""
        self.options = self.add_argument_group(words.say("cli.options"))
        """Where a verb declares its options."""

    def error(self, message: str) -> NoReturn:
        """Say in the reader's language what argparse found."""
        for pattern, key in _SAID_BY_ARGPARSE:
            found = re.fullmatch(pattern, message)
            if found:
                raise UsageError(key, **found.groupdict())
        raise UsageError("cli.usage", what=message)


def common(parser: Parser, words: Words) -> None:
    """Declare the options that every verb takes."""
    add = parser.options.add_argument
    add("-h", "--help", action="help", help=words.say("cli.option.help"))
    add("-c", "--config", metavar="FILE", help=words.say("cli.option.config"))
    add("--store", metavar="URL", help=words.say("cli.option.store"))
    add("--lang", choices=("auto", "zh", "en"), default="auto", help=words.say("cli.option.lang"))
    add("--as-of", metavar="DATE", help=words.say("cli.option.as_of"))
    add("-q", "--quiet", action="store_true", help=words.say("cli.option.quiet"))
    add("--color", choices=("auto", "always", "never"), default="auto", help=words.say("cli.option.color"))


def overview(verbs: Sequence[str], words: Words) -> str:
    """What `zhibiao --help` prints: what it is for, the verbs, where help on each is."""
    wide = max(len(verb) for verb in verbs)
    lines = [f"  {verb:<{wide}}  {words.say(f'cli.{verb}.about')}" for verb in verbs]
    return "\n".join((words.say("cli.overview"), "", *lines, "", words.say("cli.overview.more")))
