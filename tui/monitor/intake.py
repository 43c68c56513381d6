"""Reads sources side by side: few at a time, fewer at one host, each within its time, none hurt by another.

A source that asks for another try (`RetryableError`) gets at most two, without keeping a turn while it waits, and only
while retries stay rare: when everything fails at once, asking again only adds to the load.
"""

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple, Protocol

from tui import __version__
from tui.errors import Message, RetryableError, ZhibiaoError
from tui.model.source import Reading, Source, SourceState, Validators

__all__ = ["CONCURRENCY", "PER_HOST", "Intake", "Reads", "Result", "definition_of", "host_of"]

CONCURRENCY: Final = 16
"""Sources that are read at the same time."""

PER_HOST: Final = 4
"""... of one host."""

_RETRIES: Final = 2
_PATIENCE: Final = 30.0
"""Seconds that a retry within a tick may be away; what is to wait longer waits for the next tick."""
_GRACE: Final = 5.0
"""Seconds beyond its own deadline after which a reader that does not end is ended."""


class Reads(Protocol):
    """What reads a source; `tui.sources` has it."""

    async def read(self, source: Source, validators: Validators, now: datetime) -> Reading:
        """One whole answer, or a SourceError."""


class Result(NamedTuple):
    """What came of trying a source."""

    source: Source
    tried: datetime
    """When it was first asked, aware UTC."""
    latency: float
    """Seconds that the last try took."""
    reading: Reading | None = None
    """`None` after a failure."""
    error: Message | None = None
    """Why it failed."""
    asked: float | None = None
    """Seconds that the server asked to wait."""
    definition: str = ""
    """Digest of the declaration that was read."""


class _Job(NamedTuple):
    """A source in the queue."""

    source: Source
    validators: Validators
    definition: str
    tried: datetime | None = None
    """When it was first tried."""
    tries: int = 0


def host_of(source: Source) -> str:
    """Whose load a source is: the host of a URL; a file is only its own."""
    scheme, found, rest = source.place.partition("://")
    if not found:
        return f"{source.type}:{source.id}"
    return f"{scheme}://{rest.partition('/')[0].rpartition('@')[2]}"


def definition_of(source: Source) -> str:
    """Digest of everything that decides what is read from an answer: where it differs, "unchanged" says nothing."""
    maps = tuple(
        (*each._replace(line=0, where={}, const={}), *each.where.items(), *each.const.items()) for each in source.maps
    )
    plain = source._replace(line=0, maps=(), headers={})
    return sha256(repr((__version__, plain, sorted(source.headers), maps)).encode()).hexdigest()[:16]


class Intake:
    """The queue of sources to read, and what came of them."""

    def __init__(
        self,
        readers: Reads,
        clock: Callable[[], datetime],
        arrived: asyncio.Event,
        *,
        concurrency: int = CONCURRENCY,
        per_host: int = PER_HOST,
    ) -> None:
        """Begin with an empty queue, within a running event loop.

        Args:
            readers: What reads.
            clock: Gives the present, aware UTC.
            arrived: Set when there is a result to collect, cleared when all are collected.
            concurrency: Sources read at the same time.
            per_host: ... of one host.
        """
        self._readers = readers
        self._clock = clock
        self._concurrency = concurrency
        self._per_host = per_host
        self._queues: dict[str, deque[_Job]] = {}
        """Waiting jobs by host; hosts take turns in the order of the dictionary."""
        self._running: dict[asyncio.Task[Result | None], str] = {}
        self._at_host: dict[str, int] = {}
        self._timers: set[asyncio.TimerHandle] = set()
        self._budget = 3.0
        self._results: deque[Result] = deque()
        self._arrived = arrived

    @property
    def busy(self) -> int:
        """Sources in the queue, being read, or waiting for another try."""
        return len(self._running) + len(self._timers) + sum(map(len, self._queues.values()))

    def offer(self, source: Source, state: SourceState | None) -> None:
        """Put a source into the queue.

        Args:
            source: What to read.
            state: How it fared; its validators are used if they belong to this very declaration.
        """
        definition = definition_of(source)
        known = state is not None and state.definition == definition
        self._budget = min(self._budget + 0.1, 10.0)
        self._queue(_Job(source, state.validators if state is not None and known else Validators(), definition))

    def collected(self) -> list[Result]:
        """The results since the last call, oldest first."""
        self._arrived.clear()
        results = list(self._results)
        self._results.clear()
        return results

    async def close(self) -> None:
        """End everything that is still going on; no more results will come."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        self._queues.clear()
        tasks = list(self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _queue(self, job: _Job) -> None:
        self._queues.setdefault(host_of(job.source), deque()).append(job)
        self._start()

    def _start(self) -> None:
        """Begin to read while there are turns left; hosts take turns."""
        for host in list(self._queues):
            if len(self._running) >= self._concurrency:
                return
            queue = self._queues.pop(host)
            while queue and self._at_host.get(host, 0) < self._per_host and len(self._running) < self._concurrency:
                task = asyncio.get_running_loop().create_task(self._read(queue.popleft()))
                self._running[task] = host
                self._at_host[host] = self._at_host.get(host, 0) + 1
                task.add_done_callback(self._ended)
            if queue:
                self._queues[host] = queue

    def _ended(self, task: asyncio.Task[Result | None]) -> None:
        host = self._running.pop(task)
        self._at_host[host] -= 1
        if not self._at_host[host]:
            del self._at_host[host]
        if task.cancelled():
            return
        result = task.result()
        if result is not None:
            self._results.append(result)
            self._arrived.set()
        self._start()

    async def _read(self, job: _Job) -> Result | None:
        """One try; whatever happens becomes a result, or another try later."""
        now, started = self._clock(), time.monotonic()
        tried = job.tried or now
        job = job._replace(tried=tried, tries=job.tries + 1)
        reading, error, asked = None, None, None
        try:
            async with asyncio.timeout(job.source.timeout + _GRACE):
                reading = await self._readers.read(job.source, job.validators, now)
        except RetryableError as failure:
            error, asked = failure.message, failure.after
            if self._try_again(job, failure.after):
                return None
        except ZhibiaoError as failure:
            error = failure.message
        except TimeoutError:
            error = Message("monitor.overtime", {"seconds": f"{job.source.timeout:g}"})
        except Exception as failure:  # a mistake of ours in one reader must not end the others
            error = Message("monitor.unexpected", {"kind": type(failure).__name__})
        latency = time.monotonic() - started
        return Result(job.source, tried, latency, reading, error, asked, job.definition)

    def _try_again(self, job: _Job, after: float | None) -> bool:
        """Let a job wait for another try, if it may have one."""
        wait = random.uniform(0.1, 0.5 * 2.0**job.tries) if after is None else after
        if job.tries > _RETRIES or self._budget < 1 or wait > min(_PATIENCE, job.source.every):
            return False
        self._budget -= 1

        def again() -> None:
            self._timers.discard(timer)
            self._queue(job)

        timer = asyncio.get_running_loop().call_later(wait, again)
        self._timers.add(timer)
        return True
