"""Reads sources side by side: few at a time, fewer at one host, each within its time, none hurt by another.

Who lets us wait gives its turn to the next: a source that hangs costs a connection until its deadline, and none of the
others' time. At its host it does so once the host has answered others sooner; a host that is slow to everybody is
asked no more than a few things at a time.

A source that asks for another try (`RetryableError`) gets at most two, without keeping a turn while it waits, and only
while retries stay rare: when everything fails at once, asking again only adds to the load.
"""

import asyncio
import random
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Final, Protocol

from tui import __version__
from tui.errors import Message, RetryableError, ZhibiaoError
from tui.model.source import Reading, Source, SourceState, Validators
from tui.named import NamedTuple

__all__ = ["CONCURRENCY", "PER_HOST", "Intake", "Reads", "Result", "definition_of", "host_of"]

CONCURRENCY: Final = 16
"""Sources that are read at the same time."""

PER_HOST: Final = 4
"""... of one host."""

_WAITING: Final = 240
"""Sources besides that may let us wait."""
_WAITING_AT_HOST: Final = 12
"""... of one host."""
_TURN: Final = 0.04
"""Seconds after which a source that has not answered counts as one that lets us wait."""
_LOOK: Final = 0.01
"""Seconds between two looks at who does."""
_USUAL: Final = 4.0
"""Times what its host's answers usually take, after which it does so at its host too."""

_WEB: Final = ("http://", "https://")

_RETRIES: Final = 2
_PATIENCE: Final = 30.0
"""Seconds that a retry within a tick may be away; what is to wait longer waits for the next tick."""
_GRACE: Final = 60.0
"""Seconds beyond its own deadline after which a reader that does not end is ended; what is large waits for its turn in
memory, and that time is not the source's."""


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


class _Running(NamedTuple):
    """A source that is being read."""

    host: "_Host"
    began: float
    """By the event loop's clock."""
    waits: bool
    """Whether it may let us wait: what comes over the network; files and databases keep threads busy."""


class _Host:
    """Whom several sources burden."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.queue: deque[_Job] = deque()
        self.running = 0
        """Sources that are being read."""
        self.late = 0
        """Those of them that let us wait though others were answered."""
        self.usual: float | None = None
        """Seconds that its answers take; `None` while there is none."""

    def has_turn(self, per_host: int) -> bool:
        """Whether another of its sources may be read."""
        return self.running - min(self.late, _WAITING_AT_HOST) < per_host

    def answered(self, seconds: float) -> None:
        """Take note of how long an answer took."""
        self.usual = seconds if self.usual is None else 0.8 * self.usual + 0.2 * seconds


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
        self._hosts: dict[str, _Host] = {}
        """Hosts with something to do."""
        self._queued: OrderedDict[str, _Host] = OrderedDict()
        """Those of which something waits, in the order in which they take turns."""
        self._running: dict[asyncio.Task[Result | None], _Running] = {}
        self._late: set[asyncio.Task[Result | None]] = set()
        """Those that let us wait."""
        self._late_at_host: set[asyncio.Task[Result | None]] = set()
        self._look: asyncio.TimerHandle | None = None
        self._timers: set[asyncio.TimerHandle] = set()
        self._budget = 3.0
        self._results: deque[Result] = deque()
        self._arrived = arrived

    def bound(self, concurrency: int, per_host: int) -> None:
        """Read so many sources at the same time from now on, and so many of one host."""
        self._concurrency = concurrency
        self._per_host = per_host

    @property
    def busy(self) -> int:
        """Sources in the queue, being read, or waiting for another try."""
        return len(self._running) + len(self._timers) + sum(len(host.queue) for host in self._queued.values())

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
        if self._look is not None:
            self._look.cancel()
        for host in self._queued.values():
            host.queue.clear()
        self._queued.clear()
        tasks = list(self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _queue(self, job: _Job) -> None:
        name = host_of(job.source)
        host = self._hosts.setdefault(name, _Host(name))
        host.queue.append(job)
        self._queued.setdefault(name, host)
        self._start()

    def _has_turn(self) -> bool:
        return len(self._running) - min(len(self._late), _WAITING) < self._concurrency

    def _start(self) -> None:
        """Begin to read while there are turns left; hosts take turns."""
        for _ in range(len(self._queued)):
            if not self._has_turn():
                return
            name, host = self._queued.popitem(last=False)
            while host.queue and host.has_turn(self._per_host) and self._has_turn():
                self._begin(host.queue.popleft(), host)
            if host.queue:
                self._queued[name] = host

    def _begin(self, job: _Job, host: _Host) -> None:
        loop = asyncio.get_running_loop()
        task = loop.create_task(self._read(job))
        self._running[task] = _Running(host, loop.time(), job.source.place[:8].lower().startswith(_WEB))
        host.running += 1
        task.add_done_callback(self._ended)
        if self._look is None:
            self._look = loop.call_later(_LOOK, self._look_around)

    def _look_around(self) -> None:
        """See who lets us wait, and let others begin."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        patient = False
        for task, running in self._running.items():
            waited = now - running.began
            if running.waits and waited >= _TURN:
                self._late.add(task)
                usual = running.host.usual
                if usual is not None and waited >= max(_TURN, _USUAL * usual) and task not in self._late_at_host:
                    self._late_at_host.add(task)
                    running.host.late += 1
            patient = patient or (running.waits and task not in self._late_at_host)
        self._look = loop.call_later(_LOOK, self._look_around) if patient else None
        self._start()

    def _ended(self, task: asyncio.Task[Result | None]) -> None:
        host, began, _ = self._running.pop(task)
        self._late.discard(task)
        host.running -= 1
        if task in self._late_at_host:
            self._late_at_host.discard(task)
            host.late -= 1
        if not host.running and not host.queue:
            self._hosts.pop(host.name, None)
        if task.cancelled():
            return
        result = task.result()
        if result is not None:
            if result.reading is not None:
                host.answered(asyncio.get_running_loop().time() - began)
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
        except MemoryError:  # what it held is free again
            error = Message("monitor.no_memory")
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
