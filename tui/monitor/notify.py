"""What a service manager is told over the socket that it names (sd_notify(3)): ready, alive, stopping.

A datagram of `NAME=VALUE` lines; no library is needed, and where nobody listens nothing is said.
"""

import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

__all__ = ["Notifier"]

_ALIVE: Final = "WATCHDOG=1"


class Notifier:
    """The way to the service manager; without one, every call does nothing."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Find the socket.

        Args:
            environ: `NOTIFY_SOCKET` names it, with `@` for an abstract one; `WATCHDOG_USEC` says that signs of life are
                waited for, of the process `WATCHDOG_PID` alone where that is set.
        """
        place = environ.get("NOTIFY_SOCKET", "")
        self._address = "\0" + place[1:] if place.startswith("@") else place
        awaited = environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        self._is_watched = bool(environ.get("WATCHDOG_USEC")) and awaited

    def ready(self) -> None:
        """The lock is held, and the sources are asked when they are due."""
        self._say("READY=1")

    def alive(self) -> None:
        """Another turn of the loop is done; where this stops, the service is started anew."""
        if self._is_watched:
            self._say(_ALIVE)

    def stopping(self) -> None:
        """The end was asked for, and what was read is still being recorded."""
        self._say("STOPPING=1")

    def _say(self, text: str) -> None:
        if not self._address:
            return
        # The manager may be gone or busy: nothing that is collected depends on it.
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as way:
            way.setblocking(False)
            way.sendto(text.encode(), self._address)
