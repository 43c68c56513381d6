"""Threads of our own for calls that block: name look-ups, and files that may lie on a dead network drive.

They are daemons, so that a call that never returns cannot delay the program's end, and they are not the event loop's
own few threads, where a dozen stuck calls would starve everything else.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

__all__ = ["Workers"]

T = TypeVar("T")


class _Job:
    """A call, and who waits for it."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self.call = call
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()

    def run(self) -> None:
        """Make the call, unless nobody waits any more, and hand over what came of it."""
        if self.future.cancelled():
            return
        outcome, failure = None, None
        try:
            outcome = self.call()
        except BaseException as raised:  # whatever it is belongs to whoever waits, not to this thread
            failure = raised
        # A loop that is closed takes no more calls: nobody waits any more.
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self._settle, outcome, failure)

    def _settle(self, outcome: Any, failure: BaseException | None) -> None:
        if self.future.done():
            return
        if failure is None:
            self.future.set_result(outcome)
        else:
            self.future.set_exception(failure)


class Workers:
    """A pool of daemon threads, each begun when it is first needed."""

    def __init__(self, name: str, most: int) -> None:
        """Begin with no thread.

        Args:
            name: Of the threads, for whoever looks at a stuck process.
            most: Threads at the same time.
        """
        self._name = name
        self._most = most
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._threads = 0
        self._free = 0
        """Threads that wait for a job, less the jobs that wait for a thread."""

    async def run(self, call: Callable[[], T]) -> T:
        """What a call returns or raises, made in a thread; when cancelled, the call itself goes on unheard."""
        job = _Job(call)
        with self._lock:
            self._free -= 1
            if self._free < 0 and self._threads < self._most:
                self._threads += 1
                self._free += 1
                threading.Thread(target=self._work, name=self._name, daemon=True).start()
        self._jobs.put(job)
        outcome: T = await job.future
        return outcome

    def close(self) -> None:
        """End the threads as they become free."""
        with self._lock:
            for _ in range(self._threads):
                self._jobs.put(None)
            self._threads = 0
            self._free = 0

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
            with self._lock:
                self._free += 1
