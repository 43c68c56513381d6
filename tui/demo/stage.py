"""Sets the demonstration up and takes it down: a directory, a server's socket, the process that replays the year."""

import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from tui.demo.declaration import declaration
from tui.demo.script import script
from tui.demo.year import Year
from tui.errors import UsageError
from tui.monitor.spawn import Attendant
from tui.named import NamedTuple

__all__ = ["Stage", "stage"]

_WAITING: Final = 64
"""Questions that wait while the process that answers them is starting."""


class Stage(NamedTuple):
    """What a dashboard is shown the demonstration with."""

    config: str
    """Path of its indicators.toml."""
    store: str
    """Path of the store."""
    year: Year
    """Its clock."""


@contextmanager
def stage(seconds: float, stands: date | None = None) -> Iterator[Stage]:
    """The demonstration, from now until the block ends; nothing is left of it then.

    Should this process end before that, however it does, the process that replays the year notices, removes the
    directory and ends as well.

    Args:
        seconds: How long its year takes.
        stands: The day on which it stands still; `None`: the year passes.

    Raises:
        UsageError: The day is none of its year.
        OSError: There is no room for it, or no process to be had.
    """
    written = script()
    year = Year(written.first, written.last, time.monotonic(), seconds, stands)
    if stands and not written.first <= stands <= written.last:
        raise UsageError("demo.day", first=written.first, last=written.last)
    folder = tempfile.mkdtemp(prefix="zhibiao-demo-")
    try:
        with socket.create_server(("127.0.0.1", 0), backlog=_WAITING) as listening:
            url = f"http://127.0.0.1:{listening.getsockname()[1]}"
            config = os.path.join(folder, "indicators.toml")
            with open(config, "w", encoding="utf-8") as file:
                file.write(declaration(written, url, year.seconds_a_day))
            clock = (repr(year.began), repr(seconds), stands.isoformat() if stands else "")
            arguments = (str(listening.fileno()), *clock, folder)
            replaying = Attendant("tui.demo.child", arguments, keeps=(listening.fileno(),))
        try:
            yield Stage(config, os.path.join(folder, "history.db"), year)
        finally:
            replaying.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
