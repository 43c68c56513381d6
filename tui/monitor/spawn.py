"""Starts a collector process and ends it."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from typing import Final

__all__ = ["Child"]

_BOOT: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from tui.monitor.child import main; sys.exit(main(sys.argv[2:]))"
)
_TERM_AFTER: Final = 1.0
"""Seconds that a child has to end by itself."""

_KILL_AFTER: Final = 1.0
"""... and by SIGTERM."""


class Child:
    """A collector process that lives no longer than this one."""

    def __init__(self, config_path: str, store_url: str) -> None:
        """Start it.

        Args:
            config_path: Of indicators.toml, absolute.
            store_url: Of the store.

        Raises:
            OSError: No process could be started.
        """
        modules = json.dumps([os.path.abspath(entry) for entry in sys.path])
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _BOOT, modules, config_path],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the dashboard's terminal is not meant for it
        )
        if self._process.stdin is not None:
            # Not among the arguments, which every account can see: there may be a password in it.
            with suppress(OSError):
                self._process.stdin.write(os.fsencode(f"{store_url}\n"))
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
