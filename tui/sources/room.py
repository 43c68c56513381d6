"""Room for large answers: a few may be in memory at the same time, small ones as many as come.

Many sources may be waited for at once, since waiting costs nothing; what they send does. An answer that grows large
takes one of a few places, and keeps it until its figures were read; who finds none waits, and that time is not the
source's (robustness R1: memory is bounded by the number of places).
"""

import asyncio
from types import TracebackType
from typing import Final, Self

__all__ = ["Room", "Share"]

_SMALL: Final = 64 * 1024
"""Bytes of an answer that needs no place."""


class Room:
    """The places."""

    def __init__(self, places: int) -> None:
        """Begin with all of them free."""
        self._places = asyncio.Semaphore(places)

    def share(self, deadline: asyncio.Timeout) -> "Share":
        """For one answer, which has to come within a deadline; an async context manager."""
        return Share(self._places, deadline)


class Share:
    """What one answer takes of the room."""

    def __init__(self, places: asyncio.Semaphore, deadline: asyncio.Timeout) -> None:
        self._places = places
        self._deadline = deadline
        self._size = 0
        self._has_place = False

    def grows(self, size: int) -> bool:
        """Take note of more bytes; whether the answer has become large and has no place yet."""
        self._size += size
        return self._size > _SMALL and not self._has_place

    async def wait(self) -> None:
        """Wait for a place; the deadline waits too."""
        loop = asyncio.get_running_loop()
        left = (self._deadline.when() or loop.time()) - loop.time()
        self._deadline.reschedule(None)
        await self._places.acquire()
        self._has_place = True
        self._deadline.reschedule(loop.time() + left)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._has_place:
            self._places.release()
