"""What a report may take of the machine, processor time and memory, while somebody else's template is filled.

The time is that of the process, in user and system mode, and a signal of the kernel says when it is over: no thread has
to run for that. Python sees it between two of its own operations. Should it be within a single one that does not end, a
second timer ends the process by `SIGVTALRM`, without a word.
"""

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tui.errors import UsageError
from tui.exports.bounds import Exceeded

__all__ = ["allowance"]

_SECONDS: Final = 60.0
"""Processor time; a report of a hundred thousand series takes a few seconds."""
_MEMORY: Final = 1024 * 1024 * 1024
"""Bytes of address space beside what the process has already."""
_AGAIN: Final = 1.0
"""Seconds of processor time until the signal comes once more, should a library have swallowed the first."""


@contextmanager
def allowance(name: str, seconds: float = _SECONDS, memory: int = _MEMORY, *, deaf: float = _SECONDS) -> Iterator[None]:
    """Bounds for what is done within the block, on the main thread; afterwards all is as it was.

    Args:
        name: What to call the template.
        seconds: Of processor time, more than 0.
        memory: Bytes beside those that are in use; where the system does not say how many these are, there is no bound.
        deaf: Seconds beyond, in user mode, after which the process is ended if it is still within the block.

    Raises:
        UsageError: The time or the memory was used up, and nothing within the block said so with a line.
    """
    is_over = False

    def stop(_number: int, _frame: object) -> None:
        if not is_over:  # what was on its way when the block ended comes too late
            raise Exceeded("report.time", seconds=f"{seconds:g}")

    before = signal.signal(signal.SIGPROF, stop)
    room = resource.getrlimit(resource.RLIMIT_AS)
    try:
        _take(room, memory)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds + deaf)
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        yield
    except Exceeded as error:
        raise UsageError(error.key, name=name, **error.values) from error
    except MemoryError as error:
        raise UsageError("report.memory", name=name) from error
    finally:
        is_over = True
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGPROF, before or signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, room)


def _take(room: tuple[int, int], memory: int) -> None:
    """Bound the memory, unless it is bound more closely already."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            most = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") + memory
    except (OSError, ValueError, IndexError):
        return
    _, hard = room
    if all(bound == resource.RLIM_INFINITY or most < bound for bound in room):
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
