"""The collector that a dashboard starts: a process of its own, which ends with the dashboard.

It is started by `python -I`, so that neither the environment nor the current directory decides what code runs, with
exactly the module path of the process that starts it. Its standard input is a pipe, over which it is told its store,
and whose other end only the dashboard holds: when the dashboard ends, however it ends, the pipe is closed and the
collector stops.
"""

import os
import sys

from tui.config import load
from tui.errors import ConfigError, LockHeldError, ZhibiaoError
from tui.monitor.collect import collect

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Collect until standard input is closed.

    Args:
        arguments: Path of the configuration; the URL of the store is the first line of standard input.

    Returns:
        The exit code: 0 when the dashboard ended, 2 for the configuration, 4 for the store, 5 for the lock.
    """
    (path,) = arguments
    try:
        store = _line(sys.stdin.fileno())
        return collect(load(path, os.environ), store, os.environ, until_closed=sys.stdin.fileno())
    except LockHeldError:
        return 5
    except ConfigError:
        return 2
    except ZhibiaoError:
        return 4


def _line(descriptor: int) -> str:
    """The first line that comes, without what buffering would take of the rest."""
    data = b""
    while not data.endswith(b"\n"):
        byte = os.read(descriptor, 1)
        if not byte:
            break
        data += byte
    return os.fsdecode(data.rstrip(b"\n"))
