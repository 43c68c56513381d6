"""The process that replays the year: it lives no longer than the dashboard, and leaves nothing behind.

Its standard input is a pipe whose other end only the dashboard holds. When that is closed, however the dashboard ended,
the server stops and the temporary directory with the store is removed.
"""

import asyncio
import os
import shutil
import socket
import sys
import time
from datetime import UTC, date, datetime
from typing import Final

from tui.config import Config, load
from tui.config.place import sample
from tui.demo.declaration import bilingual
from tui.demo.replay import Replay
from tui.demo.script import script
from tui.demo.server import Server
from tui.demo.year import Year
from tui.model.observation import Observation
from tui.model.source import Validators
from tui.sources.readers import Readers

__all__ = ["main", "published"]

_TRIES: Final = 50
_PAUSE: Final = 0.1
"""Seconds between two tries to remove the directory, in which a collector may still be ending."""


def main(arguments: list[str]) -> int:
    """Replay until standard input is closed.

    Args:
        arguments: The descriptor of a listening socket; when the year began, how many seconds it takes, on which day
            it stands still if it does; and the directory to remove.
    """
    descriptor, began, seconds, stands, folder = arguments
    try:
        written = script()
        still = date.fromisoformat(stands) if stands else None
        year = Year(written.first, written.last, float(began), float(seconds), still)
        sampled = load(sample(), {"HOME": folder})
        figures = asyncio.run(published(sampled))
        replay = Replay(written, sampled.framework, figures, bilingual("demo.document"), bilingual("demo.corrected"))
        server = Server(socket.socket(fileno=int(descriptor)), written, replay, year.day)
        while os.read(sys.stdin.fileno(), 4096):
            pass
        server.close()
    finally:
        _remove(folder)
    return 0


async def published(sampled: Config) -> list[Observation]:
    """The figures of the packaged sample, read as any source is read."""
    now = datetime.now(UTC)
    async with Readers({}) as readers:
        return [
            seen
            for source in sampled.sources.values()
            for seen in (await readers.read(source, Validators(), now)).observations
        ]


def _remove(folder: str) -> None:
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            return
        time.sleep(_PAUSE)
