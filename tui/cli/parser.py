"""The command line's grammar: what a verb takes, and what was written.

Not argparse: it costs 3 ms of every start, its sentences are English, and its help counts Chinese characters as one
cell each. What is understood is the same: `--name value`, `--name=value`, `-n value`, `-nvalue`, `-qv`; options stand
anywhere, `--` ends them, names are never abbreviated.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, Literal, cast

from tui.errors import UsageError
from tui.named import NamedTuple
from tui.words import Words

__all__ = ["Namespace", "Parser", "Taken", "common"]


class Namespace:
    """What was written, or the default, by name."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


class Taken(NamedTuple):
    """An option or argument that a verb takes."""

    names: tuple[str, ...]
    """With their dashes; of an argument its own name alone."""
    dest: str
    """Its attribute of the `Namespace`."""
    help: str
    """Key of the sentence that explains it."""
    action: Literal["store", "store_true", "append", "help"]
    metavar: str
    """What stands for the value in the help; `""`: the choices."""
    choices: tuple[str, ...]
    """Empty where any value is taken."""
    default: object
    convert: Callable[[str], object] | None
    """Makes something else of the text, or raises ValueError."""
    nargs: Literal["1", "?", "*"]
    """How many values of an argument: one, at most one, any number."""
    required: bool
    """An option that may not be left out."""
    blank: bool
    """Whether nothing is a value too; else it is what a script's unset variable made of it."""

    @property
    def is_option(self) -> bool:
        """Whether it begins with a dash."""
        return self.names[0].startswith("-")

    @property
    def label(self) -> str:
        """What a complaint calls it."""
        return "/".join(self.names) if self.is_option else self.metavar or self.dest

    def value(self, written: str) -> object:
        """The value that a text stands for.

        Raises:
            UsageError: It may not be that.
        """
        if not written and not self.blank:
            raise UsageError("cli.no_value" if self.is_option else "cli.required", what=self.label)
        if self.choices and written not in self.choices:
            raise UsageError("cli.choice", what=self.label, value=written, choices=self.choices)
        try:
            return self.convert(written) if self.convert else written
        except ValueError:
            raise UsageError("cli.bad_value", what=self.label, value=written) from None


class _Group:
    """Where a verb declares options, or arguments."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []

    def add(
        self,
        *names: str,
        help: str,
        action: Literal["store", "store_true", "append", "help"] = "store",
        metavar: str = "",
        dest: str = "",
        choices: Sequence[str] = (),
        default: object = None,
        convert: Callable[[str], object] | None = None,
        nargs: Literal["1", "?", "*"] = "1",
        required: bool = False,
        blank: bool = False,
    ) -> None:
        """Declare one; the fields of `Taken` say what is what."""
        dest = dest or names[-1].lstrip("-").replace("-", "_")
        default = {"store_true": False, "append": ()}.get(action, default)
        taken = Taken(
            names, dest, help, action, metavar, tuple(choices), default, convert, nargs, required, blank=blank
        )
        self.taken.append(taken)


class Parser:
    """The parser of one verb; a mistake raises `UsageError` and prints nothing."""

    def __init__(self, verb: str, words: Words) -> None:
        self.verb = verb
        self.words = words
        self.arguments = _Group()
        """Where a verb declares what it takes without a dash."""
        self.options = _Group()
        """Where a verb declares its options."""

    def parse(self, arguments: Sequence[str]) -> Namespace:
        """What was written.

        Raises:
            UsageError: It is not what the verb takes.
            SystemExit: Help was asked for, and printed.
        """
        values = {each.dest: each.default for each in (*self.options.taken, *self.arguments.taken)}
        known = {name: each for each in self.options.taken for name in each.names}
        left = list(reversed(arguments))
        plain: list[str] = []
        strange: list[str] = []
        while left:
            word = left.pop()
            if word == "--":
                plain += reversed(left)
                break
            if not _is_dashed(word):
                plain.append(word)
            elif not self._take(word, left, known, values):
                strange.append(word)
        surplus = self._place(plain, values)
        if strange or surplus:
            nearest = _nearest(strange[0], known) if strange else ""
            raise UsageError("cli.unrecognized", what=" ".join((*strange, *surplus)), nearest=nearest)
        return Namespace(values)

    def _take(self, word: str, left: list[str], known: dict[str, Taken], values: dict[str, Any]) -> bool:
        """Take an option, with its value from the words that are left; whether there is such an option."""
        name, equals, written = word.partition("=")
        if not word.startswith("--") and name not in known:
            name, equals, written = word[:2], word[2:3], word[2:]
        option = known.get(name)
        if option is None:
            return False
        if option.action in {"store_true", "help"}:
            if equals and word.startswith("--"):
                raise UsageError("cli.bad_value", what=option.label, value=written)
            if equals:
                left.append(f"-{written}")
            if option.action == "help":
                self._explain()
            values[option.dest] = True
            return True
        if not equals:
            if not left or _is_dashed(left[-1]):
                raise UsageError("cli.no_value", what=option.label)
            written = left.pop()
        value = option.value(written)
        values[option.dest] = (*values[option.dest], value) if option.action == "append" else value
        return True

    def _place(self, plain: list[str], values: dict[str, Any]) -> list[str]:
        """Give the arguments their values, in order; what is left over."""
        missing = [each.label for each in self.options.taken if each.required and values[each.dest] == each.default]
        for each in self.arguments.taken:
            if each.nargs == "*":
                values[each.dest] = [each.value(written) for written in plain]
                plain = []
            elif plain:
                values[each.dest] = each.value(plain.pop(0))
            elif each.nargs == "1":
                missing.append(each.label)
        if missing:
            raise UsageError("cli.required", what=", ".join(missing))
        return plain

    def _explain(self) -> None:
        # Deferred: text that is measured in cells, which only help and tables need.
        page = cast("str", import_module("tui.cli.usage").page(self, self.words))
        print(page)
        sys.exit(0)


def _nearest(strange: str, known: Iterable[str]) -> object:
    """The option that was probably meant by one that there is not; a single letter may have meant any."""
    # Deferred: edit distance, for who mistyped something.
    said = import_module("tui.nearest").nearest_said
    return said(strange.partition("=")[0], (name for name in known if name.startswith("--")))


def _is_dashed(word: str) -> bool:
    """Whether a word is an option rather than a value; `-` and a negative number are values."""
    return word.startswith("-") and not word[1:].replace(".", "", 1).isdigit() and word != "-" and " " not in word


def common(parser: Parser) -> None:
    """Declare the options that every verb takes."""
    add = parser.options.add
    add("-h", "--help", action="help", help="cli.option.help")
    add("-c", "--config", metavar="FILE", help="cli.option.config")
    add("--store", metavar="URL", help="cli.option.store")
    add("--lang", choices=("auto", "zh", "en"), default="auto", help="cli.option.lang")
    add("--as-of", metavar="DATE", help="cli.option.as_of")
    add("-q", "--quiet", action="store_true", help="cli.option.quiet")
    add("--color", choices=("auto", "always", "never"), default="auto", help="cli.option.color")
