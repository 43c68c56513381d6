"""The collector at work, in this process, with readers that answer as told."""

import asyncio
import gc
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.monitor.parts import FakeReaders, answering, config, failing, hang, reading, source, values
from tui.config import Config
from tui.errors import LockHeldError, StoreError
from tui.model.period import Period
from tui.model.source import Reading, Source, Validators
from tui.monitor.collecting import Collecting, Event
from tui.store import Change, Store, Tick, open_store
from tui.store.lock import SqliteLock

pytestmark = pytest.mark.anyio

YEAR = Period.parse("2022")


def utc_now() -> datetime:
    return datetime.now(UTC)


class Trial:
    """A collector that is stopped as soon as something has come about."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.events: list[Event] = []
        self.clock: Callable[[], datetime] = utc_now

    async def run(self, config: Config, readers: FakeReaders, until: Callable[[], bool], *, once: bool = False) -> int:
        """Collect until a condition holds, which is looked at all the time."""
        reader, writer = os.pipe()
        loop = asyncio.get_running_loop()

        def look() -> None:
            if until():
                os.close(writer)
            else:
                timers[:] = [loop.call_later(0.005, look)]

        with self.store.lock(self.clock()) as lock:
            collecting = Collecting(config, self.store, lock, self.clock, self.events.append)
            timers: list[asyncio.Handle] = [loop.call_soon(look)]
            try:
                async with asyncio.timeout(20):
                    return await collecting.run(readers, once=once, until_closed=reader)
            finally:
                timers[0].cancel()
                os.close(reader)

    def told(self) -> list[str]:
        return [event.message.key for event in self.events]


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    store = open_store(str(tmp_path / "history.db"), write=True)
    yield Trial(store)
    store.close()


def counting() -> FakeReaders:
    """Every answer is one more than the last."""
    count = 0

    async def answer(source: Source, validators: Validators, now: datetime) -> Reading:
        nonlocal count
        count += 1
        return reading(str(count), retrieved=now)

    return FakeReaders(answer)


async def test_sources_are_polled_again_and_again(trial: Trial) -> None:
    """At once when they were never polled, then an interval apart; every new value is a vintage."""
    readers = counting()
    began = time.monotonic()
    code = await trial.run(config(source(every=0.4)), readers, lambda: len(readers.asked) >= 5)
    assert code == 0
    assert time.monotonic() - began >= 4 * 0.9 * 0.4
    assert values(trial.store.history().vintages("pufa.aides", "", YEAR))[:5] == ["1", "2", "3", "4", "5"]
    assert trial.told()[0] == "monitor.started"
    assert trial.told()[-1] == "monitor.stopped"


async def test_a_source_that_hangs_keeps_no_other_from_being_recorded(trial: Trial) -> None:
    """A tick does not wait for the slowest."""

    async def answer(source: Source, validators: Validators, now: datetime) -> Reading:
        return await hang(source, validators, now) if source.id == "stuck" else reading("7", retrieved=now)

    def recorded() -> bool:
        return trial.store.history().latest("pufa.aides") is not None

    assert await trial.run(config(source("stuck"), source("well")), FakeReaders(answer), recorded) == 0


async def test_results_that_come_together_share_a_transaction(trial: Trial) -> None:
    """Of a hundred sources that answer at once."""
    readers = answering(reading("1"))
    sources = [source(f"s{number}") for number in range(100)]
    before = trial.store.version()
    await trial.run(config(*sources), readers, lambda: len(trial.store.source_states()) == 100)
    assert trial.store.version() - before <= 5


async def test_once_asks_what_is_due_and_ends(trial: Trial) -> None:
    """The second time nothing is due."""
    readers = counting()
    for _ in range(2):
        assert await trial.run(config(source(every=900)), readers, lambda: False, once=True) == 0
    assert len(readers.asked) == 1


async def test_once_tells_by_its_code_that_a_source_failed(trial: Trial) -> None:
    assert await trial.run(config(source()), answering(failing()), lambda: False, once=True) == 3


async def test_only_changes_of_state_are_told(trial: Trial) -> None:
    """Not every failure is news, nor every success (R1)."""
    readers = answering(*[failing()] * 5, reading("1"))
    await trial.run(config(source(every=0.02, attempts=3)), readers, lambda: len(readers.asked) >= 8)
    told = [key for key in trial.told() if key.startswith("monitor.source")]
    assert told == ["monitor.source.soft", "monitor.source.failing", "monitor.source.ok"]


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)], ids=lambda each: str(each)
)
async def test_a_signal_ends_it_cleanly(trial: Trial, number: signal.Signals, code: int) -> None:
    """With 128 and its number; what was read is recorded, and the lock is free."""
    readers = counting()

    def recorded() -> bool:
        if trial.store.history().latest("pufa.aides") is not None:
            os.kill(os.getpid(), number)
        return False

    assert await trial.run(config(source(every=0.05)), readers, recorded) == code
    latest = trial.store.history().latest("pufa.aides")
    assert latest is not None
    assert str(latest.value) == str(len(readers.asked))
    found = trial.store.collector()
    assert found is not None
    assert found.held is False


async def test_a_hangup_that_is_ignored_from_the_start_stays_ignored(trial: Trial) -> None:
    """`nohup zhibiao collect` outlives its terminal."""
    readers = counting()
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def hung_up() -> bool:
        os.kill(os.getpid(), signal.SIGHUP)
        return len(readers.asked) >= 2

    try:
        assert await trial.run(config(source(every=0.05)), readers, hung_up) == 0
    finally:
        signal.signal(signal.SIGHUP, before)


async def test_thousands_of_sources_that_are_down_are_done_within_their_interval(trial: Trial) -> None:
    """One line each, when its state changes (R1)."""
    sources = [source(f"s{number}", every=60, place=f"https://h{number % 500}.example/") for number in range(3000)]
    began = time.monotonic()
    assert await trial.run(config(*sources), answering(failing()), lambda: False, once=True) == 3
    assert time.monotonic() - began < 60
    assert len(trial.store.source_states()) == 3000
    assert trial.told().count("monitor.source.soft") == 3000
    assert len(trial.events) == 3002


async def test_a_log_that_somebody_keeps_from_being_merged_is_reported(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, with its size (T8)."""
    monkeypatch.setattr(trial.store, "log_bytes", lambda: 70 * 1024 * 1024)
    readers = counting()
    await trial.run(config(source(every=0.05)), readers, lambda: len(readers.asked) >= 3)
    assert [event.message.values["megabytes"] for event in trial.events if event.message.key == "monitor.log_big"] == [
        70
    ]


async def test_the_loser_of_the_lock_stops(trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so by its error, and writes nothing more (M3)."""
    monkeypatch.setattr("tui.monitor.collecting.BEAT", 0.05)
    readers = counting()

    def lose() -> bool:
        if len(readers.asked) == 2:
            (tmp_path / "history.db.lock").unlink(missing_ok=True)
        return False

    with pytest.raises(LockHeldError):
        await trial.run(config(source(every=0.05)), readers, lose)


async def test_a_clock_set_back_stops_nothing_and_is_remembered(trial: Trial) -> None:
    """Polls go on by the monotonic clock, the newest value stays the newest (T10)."""
    readers = counting()
    trial.clock = lambda: utc_now() - timedelta(hours=1) * (len(readers.asked) >= 3)
    await trial.run(config(source(every=0.05)), readers, lambda: len(readers.asked) >= 6)
    latest = trial.store.history().latest("pufa.aides")
    assert latest is not None
    assert int(latest.value or 0) >= 6
    assert "monitor.clock_back" in trial.told()
    assert [gap.reason.key for gap in trial.store.gaps()] == ["monitor.clock_back"]


async def test_a_clock_that_jumps_ahead_makes_sources_due(trial: Trial) -> None:
    """As does a machine that slept."""
    readers = counting()
    trial.clock = lambda: utc_now() + timedelta(days=1) * (len(readers.asked) >= 1)
    assert await trial.run(config(source(every=80000)), readers, lambda: len(readers.asked) >= 2) == 0


async def test_the_history_is_written_again_by_itself(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it cannot be written polling goes on, and everybody can see why and since when (T2)."""
    monkeypatch.setattr("tui.monitor.backlog.MOST_TICKS", 1000)
    readers = counting()
    real = trial.store.record
    seen: list[object] = []

    def record(tick: Tick) -> tuple[Change, ...]:
        if 2 <= len(readers.asked) < 6:
            found = trial.store.collector()
            seen.append(found.trouble.key if found and found.trouble else None)
            raise StoreError("store.full", path="/x")
        return real(tick)

    monkeypatch.setattr(trial.store, "record", record)
    await trial.run(config(source(every=0.3)), readers, lambda: "monitor.resumed" in trial.told())
    kept = values(trial.store.history().vintages("pufa.aides", "", YEAR))
    assert kept == [str(number + 1) for number in range(len(kept))]
    assert len(kept) >= 6
    assert [key for key in trial.told() if key in {"monitor.unwritten", "monitor.resumed"}] == [
        "monitor.unwritten",
        "monitor.resumed",
    ]
    assert seen[-1] == "store.full"


async def test_a_tick_that_takes_long_costs_no_sign_of_life(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock's lease is shorter than what a hundred thousand figures may take."""
    monkeypatch.setattr("tui.monitor.collecting.BEAT", 0.02)
    real, beats = trial.store.record, []

    def record(tick: Tick) -> tuple[Change, ...]:
        first = trial.store.collector()
        for _ in range(2000):
            found = trial.store.collector()
            if first and found and found.heartbeat > first.heartbeat:
                beats.append(found.heartbeat)
                break
            time.sleep(0.005)
        return real(tick)

    monkeypatch.setattr(trial.store, "record", record)
    readers = counting()
    await trial.run(config(source(every=0.05)), readers, lambda: len(beats) >= 3)
    assert len(beats) >= 3


async def test_a_lock_that_is_lost_while_a_tick_is_written_is_told_once(
    trial: Trial, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The sign of life learns of it first; that writing fails as well is no news, and no traceback of asyncio's."""
    monkeypatch.setattr("tui.monitor.collecting.BEAT", 0.02)
    writing, learnt = threading.Event(), threading.Event()
    say = SqliteLock._say

    def said(lock: SqliteLock) -> None:
        if writing.is_set():
            learnt.set()
            raise LockHeldError("store.lock.lost", path="/x")
        say(lock)

    def record(tick: Tick) -> tuple[Change, ...]:
        writing.set()
        learnt.wait(10)
        raise LockHeldError("store.lock.lost", path="/x")

    monkeypatch.setattr(SqliteLock, "_say", said)
    monkeypatch.setattr(trial.store, "record", record)
    with pytest.raises(LockHeldError):
        await trial.run(config(source(every=0.05)), counting(), lambda: False)
    await asyncio.sleep(0)
    gc.collect()
    assert learnt.is_set()
    assert [entry.getMessage() for entry in caplog.records if entry.name == "asyncio"] == []
