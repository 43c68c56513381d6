"""What is wrong with a configuration, gathered while it is read, so that all of it is told at once.

Reading goes on after a finding; only what depends on the broken part is left out. Lines and nearest names cost
nothing until there is something to tell: they are looked for when the findings become problems.
"""

from collections.abc import Iterable
from typing import Final

from tui.config.shown import Path, key_text
from tui.errors import ConfigError, Message, Problem
from tui.named import NamedTuple

__all__ = ["MAX_PROBLEMS", "Findings", "Lines", "Wrong", "line_of", "scan"]

MAX_PROBLEMS: Final = 50
"""More are counted, not listed: whoever has fifty lines to mend looks again afterwards."""


class Wrong(Exception):
    """A value that cannot be taken; whoever knows its place turns it into a finding."""

    def __init__(self, key: str, *, near: Iterable[str] = (), wanted: str = "", **values: object) -> None:
        """Say what was expected.

        Args:
            key: Of a sentence in `tui.words`.
            near: The names that would be valid.
            wanted: The name that was written instead of one of them.
            values: What the sentence is about.
        """
        super().__init__(key)
        self.message = Message(key, values)
        self.near = near
        self.wanted = wanted


class _Finding(NamedTuple):
    path: Path
    message: Message
    near: Iterable[str] = ()
    wanted: str = ""
    file: str = ""
    """`""`: the configuration itself."""
    line: int | None = None
    """In `file`."""
    earlier: Path = ()
    """The place whose line the sentence calls `{first}`."""


class Findings:
    """All that was found wrong so far, in any order."""

    def __init__(self) -> None:
        self._found: list[_Finding] = []
        self.files: dict[str, str] = {}
        """Absolute path of every other file that was to be read, in file order, and its SHA-256; `""`: not read."""

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(
        self,
        path: Path,
        key: str,
        *,
        near: Iterable[str] = (),
        wanted: str = "",
        earlier: Path = (),
        **values: object,
    ) -> None:
        """Note what is wrong at a key.

        Args:
            path: The key's path; of something that is missing, the path of the table that lacks it.
            key: Of a sentence in `tui.words`.
            near: The names that would be valid; looked at only when there is something to tell.
            wanted: The name that was written instead of one of them.
            earlier: Another place that belongs to it; the sentence names its line as `{first}`.
            values: What the sentence is about.
        """
        self._found.append(_Finding(path, Message(key, values), near, wanted, earlier=earlier))

    def wrong(self, path: Path, wrong: Wrong) -> None:
        """Note a value that could not be taken."""
        self._found.append(_Finding(path, wrong.message, wrong.near, wrong.wanted))

    def say(self, path: Path, message: Message) -> None:
        """Note what another room found wrong with the value at a key."""
        self._found.append(_Finding(path, message))

    def elsewhere(
        self, file: str, line: int | None, message: Message, near: Iterable[str] = (), wanted: str = ""
    ) -> None:
        """Note what is wrong in another file, which the configuration names."""
        self._found.append(_Finding((), message, near, wanted, file, line))

    def error(self, file: str, text: str) -> ConfigError:
        """Everything found, as the error that stops the program: at most 50 problems, in file order.

        Args:
            file: The configuration as the user named it.
            text: Its text.
        """
        lines = scan(text)
        placed = [(finding, _line(finding, lines)) for finding in self._found]
        placed.sort(key=lambda pair: (pair[0].file, pair[1] or 0))
        told = placed if len(placed) <= MAX_PROBLEMS else placed[: MAX_PROBLEMS - 1]
        problems = [_problem(finding, line, file, lines) for finding, line in told]
        if len(told) < len(placed):
            left = Message("problem.more", {"count": len(placed) - len(told)})
            problems.append(Problem(file, None, None, "", left))
        return ConfigError(problems, tuple(self.files))


class Lines(NamedTuple):
    """Where the keys of a document stand."""

    of: dict[Path, int]
    """1-based line of every key, table and array element; a table that is opened again keeps its first line."""
    again: tuple[Path, int, int] | None
    """The last key or table header that stands twice: its path, the first line, the second line."""


def line_of(path: Path, lines: Lines) -> int | None:
    """The line of a key, or of the innermost table around it that is written down; `None` for the whole file."""
    for length in range(len(path), 0, -1):
        found = lines.of.get(path[:length])
        if found is not None:
            return found
    return None


def scan(text: str) -> Lines:
    """The lines of all keys of a TOML text, up to where it stops being TOML."""
    # Deferred: 0.2 ms, for files with problems alone.
    from tui.config import linemap

    return linemap.scan(text)


def _line(finding: _Finding, lines: Lines) -> int | None:
    return finding.line if finding.file else line_of(finding.path, lines)


def _problem(finding: _Finding, line: int | None, file: str, lines: Lines) -> Problem:
    # Deferred: 0.1 ms, likewise.
    from tui.nearest import nearest

    message = finding.message
    if finding.earlier:
        message = Message(message.key, {**message.values, "first": line_of(finding.earlier, lines)})
    return Problem(
        file=finding.file or file,
        line=line,
        column=None,
        key=key_text(finding.path),
        message=message,
        nearest=nearest(finding.wanted, finding.near) if finding.wanted else None,
    )
