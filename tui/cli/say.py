"""Narration on stderr: errors and problems, one line each, with nothing in them that could move a cursor."""

import os
import sys

from tui.errors import ConfigError, Problem, SourceError, UsageError, ZhibiaoError
from tui.reading import clean
from tui.words import Words

__all__ = ["complain", "culprit", "narrate", "problem_line", "unread"]


def narrate(text: str) -> None:
    """A line on stderr."""
    print(clean(text), file=sys.stderr, flush=True)


def complain(error: ZhibiaoError, words: Words) -> None:
    """What went wrong; for a configuration every problem, then their number."""
    if isinstance(error, ConfigError):
        for problem in error.problems:
            narrate(problem_line(problem, words))
    narrate(f"zhibiao: {words.told(error.message)}")


def problem_line(problem: Problem, words: Words) -> str:
    """A problem as compilers write them: `file:line:column: key: what is wrong (nearest name)`."""
    place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part is not None)
    key = f"{problem.key}: " if problem.key else ""
    nearest = words.say("problem.nearest", name=problem.nearest) if problem.nearest else ""
    return f"{place}: {key}{words.told(problem.message)}{nearest}"


def unread(error: SourceError, name: str) -> UsageError:
    """What to say of a file that was named on the command line and cannot be read; its name is said once."""
    if "path" in error.message.values:
        return UsageError(error.message.key, **error.message.values)
    return UsageError("cli.unread", name=name, error=error.message)


def culprit(error: Exception) -> str:
    """The file and line of ours, or of a library, at which an error arose; never a value."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
