"""The collector at work: asks every source when it is due, records what is new, until it is told to stop.

It depends on nothing that it watches: a source that hangs, a disk that is full, a clock that jumps leave it running. It
prints nothing; what happens is told to a callback, once for every change of a state and not at every try.
"""

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, suppress
from datetime import datetime, timedelta
from typing import Final

from tui.config import Config
from tui.errors import LockHeldError, Message, StoreError
from tui.model.source import SourceState, Validators
from tui.monitor.admission import admitted
from tui.monitor.agenda import Agenda
from tui.monitor.backlog import Backlog
from tui.monitor.intake import Intake, Reads, Result
from tui.monitor.notify import Notifier
from tui.monitor.reload import LOOK, Watch
from tui.monitor.schedule import BEAT, seconds_until_due
from tui.monitor.tick import tick_of
from tui.named import NamedTuple
from tui.store import Change, Lock, Store, with_changes

__all__ = ["Collecting", "Event"]

_PAUSE: Final = 0.25
"""Seconds between transactions: results that come closer together share one."""

_JUMP: Final = 1.0
"""Seconds by which the clock may part from the monotonic one before it counts as set anew."""

_BIG_LOG: Final = 64 * 1024 * 1024
"""Bytes of the store's log from which on somebody reads for too long."""

_BEATS_A_LEASE: Final = 5
"""Signs of life of which all but one may be lost."""

_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Event(NamedTuple):
    """Something that happened, for a log."""

    at: datetime
    """Aware UTC."""
    message: Message


class Collecting:
    """One run of the collector."""

    def __init__(
        self,
        config: Config,
        store: Store,
        lock: Lock,
        clock: Callable[[], datetime],
        on_event: Callable[[Event], None] | None = None,
        *,
        notifier: Notifier | None = None,
        watch: Watch | None = None,
    ) -> None:
        """Get ready.

        Args:
            config: Which sources.
            store: Open for writing.
            lock: Of that store.
            clock: Gives the present, aware UTC.
            on_event: Told of what happens.
            notifier: The way to the service manager.
            watch: The eye on the configuration's file; `None` keeps it as it is.
        """
        self._notifier = notifier or Notifier({})
        self._watch = watch
        self._looked = time.monotonic()
        self._framework = config.framework
        self._bounds = config.at_once, config.per_host
        self._sources = dict(config.sources)
        self._store = store
        self._lock = lock
        self._clock = clock
        self._on_event = on_event
        self._states: dict[str, SourceState] = {}
        self._backlog = Backlog(store)
        self._agenda = Agenda()
        self._epoch = lock.epoch
        self._trouble = ("", "")
        """What was last told of the lock, and for which reason; `""`: all is well."""
        self._mine: frozenset[str] = frozenset()
        """The sources that this collector reads, and no other."""
        self._urgent: set[str] = set()
        """Sources that are new or declared otherwise."""
        self._reading: set[str] = set()
        self._unwritten: set[str] = set()
        """Sources that were read, and are not recorded yet."""
        self._writing = ThreadPoolExecutor(1, "record")
        """Waits for the disk, while sources are read on."""
        self._tending = ThreadPoolExecutor(1, "tend")
        """... and for the lock's server."""
        self._failed = False
        self._stopped = asyncio.Event()
        self._wake = asyncio.Event()
        """Set when there is a result to record, or the end has come."""
        self._code = 0
        self._pace = min(BEAT, lock.lease / _BEATS_A_LEASE)
        self._beaten = self._written = float("-inf")
        self._clock_was = (clock(), time.monotonic())
        self._log_is_big = False

    async def run(
        self, opening: AbstractAsyncContextManager[Reads], *, once: bool = False, until_closed: int | None = None
    ) -> int:
        """Collect until a signal comes, or `until_closed` is closed, or, with `once`, all that was due is recorded.

        Returns:
            The exit code.

        Raises:
            LockHeldError: Another process has taken over.
        """
        loop = asyncio.get_running_loop()
        # What was ignored from the start, as nohup does with SIGHUP, is to be ignored.
        signals = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
        for number in signals:
            loop.add_signal_handler(number, self._stop, 128 + number)
        if until_closed is not None:
            loop.add_reader(until_closed, self._other_end, until_closed)
        try:
            self._states = self._store.source_states()
            self._tell("monitor.started", sources=len(self._sources), epoch=self._lock.epoch)
            self._notifier.ready()
            async with opening as readers:
                intake = Intake(readers, self._clock, self._wake)
                try:
                    await self._collect(intake, once=once)
                finally:
                    self._notifier.stopping()
                    await intake.close()
                    await self._record(intake.collected())
            self._tell("monitor.stopped")
            return self._code or (3 if once and (self._failed or len(self._backlog)) else 0)
        finally:
            for number in signals:
                loop.remove_signal_handler(number)
            if until_closed is not None:
                loop.remove_reader(until_closed)
            self._writing.shutdown()
            self._tending.shutdown()

    async def _collect(self, intake: Intake, *, once: bool) -> None:
        while not self._stopped.is_set():
            self._watch_the_clock()
            if not once:
                await self._watch_the_file()
            await self._tend()
            self._offer(intake)
            if self._wake.is_set() or self._is_behind():
                await self._record(intake.collected())
            if once and not intake.busy and not self._wake.is_set():
                return
            await self._sleep()

    def _offer(self, intake: Intake) -> None:
        """Have the sources read that are due, while nobody else may do so."""
        intake.bound(*self._bounds)
        for source in self._agenda.due(time.monotonic()) if self._lock.is_sure else ():
            self._urgent.discard(source)
            self._reading.add(source)
            intake.offer(self._sources[source], self._states.get(source))

    def _plan(self, sources: Iterable[str]) -> None:
        """Enter sources into the agenda as their states say."""
        now, ticks = self._clock(), time.monotonic()
        for source in sources:
            known = self._states.get(source)
            wait = 0.0 if source in self._urgent else seconds_until_due(self._sources[source], known, now)
            self._agenda.put(source, ticks + wait)

    def _plan_anew(self) -> None:
        """Enter all sources that are ours, but for those that are being read: these are entered when they are done."""
        self._agenda.clear()
        self._plan(self._mine - self._reading)

    async def _sleep(self) -> None:
        """Until there is something to do: a result, a source that is due, a sign of life, the end."""
        now = time.monotonic()
        event, until = self._wake, self._beaten + self._pace
        if self._lock.is_sure:
            until = min(until, self._agenda.next)
        if self._watch is not None:
            until = min(until, self._looked + LOOK)
        if now < self._written + _PAUSE:
            event, until = self._stopped, self._written + _PAUSE
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, until - now)):
                await event.wait()

    def _stop(self, code: int) -> None:
        self._code = code
        self._stopped.set()
        self._wake.set()

    def _other_end(self, descriptor: int) -> None:
        """Something came, or the other end was closed: only that matters."""
        if not os.read(descriptor, 4096):
            self._stop(0)

    async def _tend(self) -> None:
        """Give a sign of life, and learn which sources are ours; raises LockHeldError where the lock was lost."""
        if time.monotonic() < self._beaten + self._pace:
            return
        mine = await self._tended()
        self._notifier.alive()
        self._tell_of_the_lock()
        if self._lock.epoch != self._epoch:
            self._begin_anew()
            self._tell("monitor.rejoined", epoch=self._epoch)
        if mine != self._mine:
            await self._share(mine)

    def _tell_of_the_lock(self) -> None:
        """Tell, once, that its server is away or refuses something, and why; or that it does so no longer."""
        trouble = self._lock.trouble
        told = ("", "")
        if trouble is not None:
            told = ("monitor.cut" if self._lock.is_cut else "monitor.mute", trouble.key)
        if told == self._trouble:
            return
        self._trouble = told
        if trouble is None:
            self._tell("monitor.reached")
        elif self._lock.is_cut:
            self._tell("monitor.cut", error=trouble, seconds=int(self._lock.lease))
        else:
            self._tell("monitor.mute", error=trouble)

    async def _tended(self) -> frozenset[str]:
        """The sources that are ours, after a sign of life."""
        self._beaten = time.monotonic()
        remark = None if self._watch is None else self._watch.remark
        said = (self._clock(), self._backlog.trouble, self._backlog.trouble_since, remark)
        busy = self._reading | self._unwritten

        def tended() -> frozenset[str]:
            self._lock.beat(*said)
            return self._lock.share(self._sources, busy)

        return await asyncio.get_running_loop().run_in_executor(self._tending, tended)

    async def _share(self, mine: frozenset[str]) -> None:
        """Go on with other sources; how those fare that are new to us, the history says."""
        gained = mine - self._mine
        if self._lock.shares and gained:
            try:
                states = await asyncio.get_running_loop().run_in_executor(self._writing, self._store.source_states)
            except StoreError:  # asked again at the next sign of life
                return
            self._states |= {source: states[source] for source in gained if source in states}
        is_news = self._lock.shares and len(mine) != len(self._mine)
        self._mine = mine
        self._plan_anew()
        if is_news:
            self._tell("monitor.share", count=len(mine), sources=len(self._sources))

    def _begin_anew(self) -> None:
        """The lock was lost, and others have read what was not recorded yet: forget it."""
        self._epoch, self._mine = self._lock.epoch, frozenset[str]()
        self._backlog = Backlog(self._store)
        self._unwritten.clear()
        self._agenda.clear()
        self._beaten = float("-inf")

    def _is_behind(self) -> bool:
        """Whether it is time to try again what could not be recorded."""
        return bool(len(self._backlog)) and time.monotonic() >= self._written + BEAT

    def _watch_the_clock(self) -> None:
        """Notice a clock that was set: back is remembered as a gap, ahead, as after sleep, makes sources due."""
        now, ticks = self._clock(), time.monotonic()
        was, ticks_were = self._clock_was
        expected = was + timedelta(seconds=ticks - ticks_were)
        self._clock_was = (now, ticks)
        jump = (now - expected).total_seconds()
        if jump < -_JUMP:
            self._backlog.clock_set_back(expected, now)
            self._tell("monitor.clock_back", since=expected, until=now)
        elif jump > _JUMP:
            self._plan_anew()

    async def _watch_the_file(self) -> None:
        """Take a changed configuration, or say that it is refused."""
        watch, now = self._watch, time.monotonic()
        if watch is None or now < self._looked + LOOK:
            return
        self._looked = now
        before = watch.remark
        if watch.has_settled():
            config = await asyncio.get_running_loop().run_in_executor(None, watch.judged, self._clock())
            if config is not None:
                self._exchange(config)
        if watch.remark != before:
            self._beaten = float("-inf")
            if watch.remark is not None and self._on_event is not None:
                self._on_event(Event(self._clock(), watch.remark))

    def _exchange(self, config: Config) -> None:
        """Go on with another configuration: what is new or declared otherwise is asked at once."""
        old, self._sources = self._sources, dict(config.sources)
        self._bounds = config.at_once, config.per_host
        self._framework = config.framework
        self._urgent |= {name for name, source in self._sources.items() if old.get(name) != source}
        self._mine &= self._sources.keys()
        self._plan_anew()
        self._beaten = float("-inf")
        self._tell("monitor.config_taken", sources=len(self._sources))

    async def _record(self, results: list[Result]) -> None:
        """Turn results into a tick, and record it with what waits."""
        self._written = time.monotonic()
        at = self._clock()
        before = self._states
        self._reading -= {result.source.id for result in results}
        results = [result for result in results if result.source.id in self._mine]
        if results:
            self._unwritten |= {result.source.id for result in results}
            tick = tick_of([admitted(result, self._framework) for result in results], before, at)
            self._states = before | {state.id: state for state in tick.states}
            for source in self._backlog.add(tick):
                self._states[source] = self._states[source]._replace(validators=Validators(), definition="")
            self._plan([result.source.id for result in results])
            self._tell_states(before, tick.states)
        if len(self._backlog):
            trouble = self._backlog.trouble
            try:
                changes = await self._written_down(at)
            except LockHeldError:
                if not self._lock.shares:
                    raise
                self._begin_anew()
                return
            self._remember(changes, at)
            self._tell_trouble(trouble)
        if not len(self._backlog):
            self._unwritten.clear()

    async def _written_down(self, at: datetime) -> tuple[Change, ...]:
        """What the history took of the backlog; signs of life go on meanwhile, however long it takes."""
        write = asyncio.get_running_loop().run_in_executor(self._writing, self._backlog.write, at)
        try:
            while not (await asyncio.wait({write}, timeout=self._pace))[0]:
                await self._tended()
                self._beaten = float("-inf")  # what it learnt is heeded before anything is read
        except LockHeldError:
            await asyncio.wait({write})
            write.exception()  # most likely the same; asyncio would print it, with a traceback
            raise
        return write.result()

    def _remember(self, changes: tuple[Change, ...], at: datetime) -> None:
        if changes:
            self._states |= {state.id: state for state in with_changes(self._states.values(), changes, at)}
            self._tell("monitor.changed", count=len(changes))

    def _tell(self, key: str, **values: object) -> None:
        if self._on_event is not None:
            self._on_event(Event(self._clock(), Message(key, values)))

    def _tell_states(self, before: dict[str, SourceState], after: tuple[SourceState, ...]) -> None:
        """Tell of the sources that fare otherwise than before; that one answers at first is no news."""
        for state in after:
            known = before.get(state.id)
            self._failed = self._failed or state.state != "ok"
            if state.state == (known.state if known else "waiting") or (state.state == "ok" and known is None):
                continue
            self._tell(f"monitor.source.{state.state}", source=state.id, error=state.error or "")

    def _tell_trouble(self, before: Message | None) -> None:
        """Tell when the history can no longer be written, or can again, and pass it on to the screens at once."""
        trouble = self._backlog.trouble
        if (before is None) != (trouble is None):
            self._beaten = float("-inf")
            if trouble is None:
                self._tell("monitor.resumed")
            else:
                self._tell("monitor.unwritten", error=trouble)
        big = self._store.log_bytes() > _BIG_LOG
        if big and not self._log_is_big:
            self._tell("monitor.log_big", megabytes=self._store.log_bytes() // (1024 * 1024))
        self._log_is_big = big
