"""Everything that goes wrong for a reason that a person can act on.

    ZhibiaoError
    ├── UsageError          the command line asks for what cannot be
    ├── ConfigError         indicators.toml has problems; all of them are listed
    ├── SourceError         a source could not be read, or its answer cannot be believed
    │   └── RetryableError  ... and another try within the same tick may succeed
    ├── StoreError          the history cannot be opened, read or written
    │   └── StoreBusyError  ... at the moment; the next tick tries again
    ├── LockHeldError       another collector holds the store's lock
    ├── OutputError         a file could not be written; the old one is intact
    ├── ExpressionError     an expression cannot be read; declared in `tui.model.grammar`, with its position
    └── TerminalError       no usable terminal for the dashboard

An error carries a `Message`, never a sentence: `tui.words` says it in the reader's language.
Foreign exceptions are turned into one of these in the module that calls the library, and nowhere else.
"""

import errno
import os
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tui.named import NamedTuple

__all__ = [
    "ConfigError",
    "LockHeldError",
    "Message",
    "OutputError",
    "Problem",
    "RetryableError",
    "SourceError",
    "StoreBusyError",
    "StoreError",
    "TerminalError",
    "UsageError",
    "ZhibiaoError",
    "symbol",
    "symbol_said",
]


class Message(NamedTuple):
    """Something to tell a person, before a language is chosen."""

    key: str
    """Dotted key into `tui.words`; the part before the first dot names its module there."""
    values: Mapping[str, object] = MappingProxyType({})
    """What the sentence is about, by placeholder: `str`, `int`, `Decimal`, `date`, `Phrase`, or a tuple of these."""


class Problem(NamedTuple):
    """One thing wrong with indicators.toml, or with a file that it names."""

    file: str
    """The file as the user named it."""
    line: int | None
    """1-based; `None` when the whole file is meant."""
    column: int | None
    """1-based; `None` unless the parser named it."""
    key: str
    """Key path as it would be written in TOML, `""` for the file."""
    message: Message
    nearest: str | None = None
    """The valid name that comes nearest, when one is near."""


class ZhibiaoError(Exception):
    """The root: carries a message that `tui.words` can say."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.message = Message(key, values)

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value}" for name, value in self.message.values.items())
        return f"{self.message.key}({said})"


class UsageError(ZhibiaoError):
    """The command line asks for what cannot be."""


class ConfigError(ZhibiaoError):
    """The configuration has problems; `problems` lists all of them (at most 50), in file order."""

    def __init__(self, problems: Sequence[Problem], files: Sequence[str] = ()) -> None:
        super().__init__("problem.count", count=len(problems))
        self.problems = tuple(problems)
        self.files = tuple(files)
        """Absolute paths of the files that the configuration names and that were to be read, whether they exist or not:
        a change to one of them may end a problem."""


class SourceError(ZhibiaoError):
    """A source could not be read, or its answer cannot be believed; the next tick tries again."""


class RetryableError(SourceError):
    """A source failed in a way that another try within the same tick may mend (429, 502, 503, 504, reset)."""

    def __init__(self, key: str, *, after: float | None = None, **values: object) -> None:
        super().__init__(key, **values)
        self.after = after
        """Seconds to wait as the server asked (Retry-After), or `None`."""


class StoreError(ZhibiaoError):
    """The history cannot be opened, read or written; nothing was changed."""


class StoreBusyError(StoreError):
    """The history is locked at the moment; the next tick tries again."""


class LockHeldError(ZhibiaoError):
    """Another collector holds the store's lock."""


class OutputError(ZhibiaoError):
    """A file could not be written; what stood there before is intact."""


class TerminalError(ZhibiaoError):
    """There is no terminal that the dashboard can draw on."""


def symbol(error: BaseException) -> str:
    """Why the operating system refused, in a word that no language changes: `ENOSPC`; `{x:errno}` says it to people.

    Of an error that has no number: what it says itself, or its kind.
    """
    number = getattr(error, "errno", None)
    known = errno.errorcode.get(number) if isinstance(number, int) else None
    return known or getattr(error, "strerror", None) or str(error) or type(error).__name__


def symbol_said(said: str) -> str:
    """The same where a library has passed on the system's own sentence; any other sentence as it is."""
    return next((name for number, name in errno.errorcode.items() if os.strerror(number) == said), said)
