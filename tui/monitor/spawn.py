"""Starts processes that live no longer than this one, a collector above all, and ends them."""

import json
import os
import subprocess
import sys
from collections.abc import Collection
from contextlib import suppress
from typing import Final

__all__ = ["Attendant", "Child"]

_BOOT: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from importlib import import_module; sys.exit(import_module(sys.argv[2]).main(sys.argv[3:]))"
)
_TERM_AFTER: Final = 1.0
"""Seconds that a child has to end by itself."""

_KILL_AFTER: Final = 1.0
"""... and by SIGTERM."""


class Attendant:
    """A process of ours whose standard input is a pipe that only this process holds: it ends when that is closed."""

    def __init__(self, module: str, arguments: Collection[str], told: str = "", keeps: Collection[int] = ()) -> None:
        """Start it.

        Args:
            module: Whose `main` it runs.
            arguments: What that is given; every account of the machine can see them.
            told: What it is told over the pipe, a line that nobody else sees.
            keeps: Descriptors that it has too, by the same numbers.

        Raises:
            OSError: No process could be started.
        """
        modules = json.dumps([os.path.abspath(entry) for entry in sys.path])
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _BOOT, modules, module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=tuple(keeps),
            start_new_session=True,  # Ctrl-C in the dashboard's terminal is not meant for it
        )
        if told and self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.write(os.fsencode(f"{told}\n"))
                self._process.stdin.flush()

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """`None` while it runs; negative where a signal ended it."""
        return self._process.poll()

    def stop(self) -> None:
        """Let it end: by closing the pipe, then by SIGTERM, then by SIGKILL."""
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        for wait, insist in ((_TERM_AFTER, self._process.terminate), (_KILL_AFTER, self._process.kill)):
            try:
                self._process.wait(wait)
            except subprocess.TimeoutExpired:
                insist()
            else:
                return
        self._process.wait()


class Child(Attendant):
    """A collector process that lives no longer than this one."""

    def __init__(self, config_path: str, store_url: str) -> None:
        """Start it.

        Args:
            config_path: Of indicators.toml, absolute.
            store_url: Of the store; told over the pipe, as there may be a password in it.

        Raises:
            OSError: No process could be started.
        """
        super().__init__("tui.monitor.child", (config_path,), store_url)
