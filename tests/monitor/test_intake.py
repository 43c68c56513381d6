"""Reading side by side: few at a time, fewer per host, and no source hurt by another."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import pytest

from tests.monitor.parts import START, FakeReaders, answering, failing, hang, reading, source
from tui.errors import RetryableError
from tui.model.source import Reading, Source, SourceState, Validators
from tui.monitor.intake import Intake, Result, definition_of, host_of

pytestmark = pytest.mark.anyio


async def results_of(readers: FakeReaders, *sources: Source, concurrency: int = 16, per_host: int = 4) -> list[Result]:
    """What comes of reading sources once."""
    arrived = asyncio.Event()
    intake = Intake(readers, lambda: START, arrived, concurrency=concurrency, per_host=per_host)
    found: list[Result] = []
    for each in sources:
        intake.offer(each, None)
    while len(found) < len(sources):
        await arrived.wait()
        found += intake.collected()
    assert intake.busy == 0
    return found


async def yielding(source: Source, validators: Validators, now: datetime) -> Reading:
    """Answers after the others had a chance to begin."""
    for _ in range(5):
        await asyncio.sleep(0)
    return reading("1")


@pytest.mark.parametrize(
    ("place", "host"),
    [
        ("https://a.example/x?y=://z", "https://a.example"),
        ("https://li:secret@a.example:8443/x", "https://a.example:8443"),
        ("http://a.example", "http://a.example"),
        ("/srv/audit.csv", "file:audit"),
    ],
)
async def test_a_host_is_whom_a_source_burdens(place: str, host: str) -> None:
    """A file burdens nobody but itself."""
    assert host_of(source(place=place)) == host


@pytest.mark.parametrize(("hosts", "most"), [(1, 4), (2, 8), (100, 16)])
async def test_few_are_read_at_a_time_and_fewer_of_one_host(hosts: int, most: int) -> None:
    readers = FakeReaders(yielding)
    sources = [source(f"s{number}", place=f"https://h{number % hosts}.example/") for number in range(100)]
    assert len(await results_of(readers, *sources)) == 100
    assert readers.most == most


async def test_hosts_take_turns() -> None:
    """A host with a thousand sources does not keep one with a single source waiting."""
    readers = FakeReaders(yielding)
    many = [source(f"m{number}", place="https://many.example/") for number in range(100)]
    await results_of(readers, *many, source("single", place="https://single.example/"), concurrency=4)
    assert [name for name, _ in readers.asked].index("single") <= 8


async def test_a_source_that_hangs_hurts_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended when its time is over, though its reader does not end it."""
    monkeypatch.setattr("tui.monitor.intake._GRACE", 0.0)

    async def answer(source: Source, validators: Validators, now: datetime) -> Reading:
        return await (hang if source.id == "stuck" else yielding)(source, validators, now)

    stuck = source("stuck")._replace(timeout=0.05)
    found = {result.source.id: result for result in await results_of(FakeReaders(answer), stuck, source("well"))}
    assert found["well"].reading is not None
    error = found["stuck"].error
    assert error is not None
    assert error.key == "monitor.overtime"


async def first_results(intake: Intake, arrived: asyncio.Event, count: int) -> list[str]:
    """The sources that answered first."""
    found: list[str] = []
    while len(found) < count:
        await arrived.wait()
        found += [result.source.id for result in intake.collected()]
    return found


async def some_hang(source: Source, validators: Validators, now: datetime) -> Reading:
    """Answers at once, or never."""
    return await (hang if source.id.startswith("stuck") else yielding)(source, validators, now)


@pytest.mark.parametrize("hosts", [400, 10])
async def test_who_lets_us_wait_gives_its_turn_to_the_next(monkeypatch: pytest.MonkeyPatch, hosts: int) -> None:
    """A hundred that hang, on hosts of their own or beside others, and asked first: the others are answered."""
    monkeypatch.setattr("tui.monitor.intake._TURN", 0.001)
    arrived = asyncio.Event()
    intake = Intake(FakeReaders(some_hang), lambda: START, arrived)
    names = [("stuck" if number % 4 == 0 else "well") + str(number) for number in range(400)]
    for number, name in enumerate(names):
        intake.offer(source(name, place=f"https://h{number // 4 % hosts}.example/"), None)
    found = await asyncio.wait_for(first_results(intake, arrived, 300), 20)
    assert {name[:4] for name in found} == {"well"}
    assert intake.busy == 100
    await intake.close()


async def test_a_host_that_is_slow_to_everybody_is_asked_no_more_than_before() -> None:
    """Its own answers tell what is usual."""

    async def slow(source: Source, validators: Validators, now: datetime) -> Reading:
        await asyncio.sleep(0.12)
        return reading("1")

    readers = FakeReaders(slow)
    await results_of(readers, *(source(f"s{number}", place="https://slow.example/") for number in range(10)))
    assert readers.most == 4


async def test_so_many_wait_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting costs connections, of which there are not for ever more."""
    monkeypatch.setattr("tui.monitor.intake._TURN", 0.0)
    monkeypatch.setattr("tui.monitor.intake._WAITING", 20)
    enough = asyncio.Event()

    async def waits(source: Source, validators: Validators, now: datetime) -> Reading:
        if readers.running == 36:
            enough.set()
        return await hang(source, validators, now)

    readers = FakeReaders(waits)
    intake = Intake(readers, lambda: START, asyncio.Event())
    for number in range(100):
        intake.offer(source(f"stuck{number}", place=f"https://h{number}.example/"), None)
    await asyncio.wait_for(enough.wait(), 20)
    for _ in range(5):
        await asyncio.sleep(0.02)
    assert readers.most == 36
    assert intake.busy == 100
    await intake.close()


async def test_files_keep_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What reads them is busy all the time, and there are few threads."""
    monkeypatch.setattr("tui.monitor.intake._TURN", 0.0)
    readers = FakeReaders(some_hang)
    intake = Intake(readers, lambda: START, asyncio.Event())
    for number in range(40):
        intake.offer(source(f"stuck{number}"), None)
    for _ in range(5):
        await asyncio.sleep(0.02)
    assert readers.most == 16
    await intake.close()


@pytest.mark.parametrize(
    ("failure", "key"),
    [(failing("source.file.missing"), "source.file.missing"), (RecursionError("deep"), "monitor.unexpected")],
)
async def test_a_failure_is_a_result(failure: Exception, key: str) -> None:
    """Also a mistake of ours in a reader."""
    (found,) = await results_of(answering(failure), source())
    assert found.reading is None
    assert found.error is not None
    assert found.error.key == key


async def test_another_try_may_mend() -> None:
    """A source that asks for it gets it, and the result counts from the first try."""
    readers = answering(RetryableError("source.http.status", after=0.0, status=503), reading("1"))
    (found,) = await results_of(readers, source())
    assert found.reading is not None
    assert len(readers.asked) == 2


async def test_there_are_at_most_two_more_tries() -> None:
    readers = answering(RetryableError("source.http.status", after=0.0, status=503))
    (found,) = await results_of(readers, source())
    assert found.error is not None
    assert found.asked == 0.0
    assert len(readers.asked) == 3


async def test_what_asks_for_long_patience_waits_for_the_next_tick() -> None:
    readers = answering(RetryableError("source.http.status", after=3600.0, status=503))
    (found,) = await results_of(readers, source())
    assert found.asked == 3600.0
    assert len(readers.asked) == 1


async def test_retries_stay_rare_when_everything_fails() -> None:
    """A tenth of what is asked, and a few: a server that is down is not asked three times by everybody."""
    readers = answering(RetryableError("source.http.status", after=0.0, status=503))
    await results_of(readers, *(source(f"s{number}", place="https://down.example/") for number in range(200)))
    assert len(readers.asked) <= 200 + 23


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (lambda declared: declared, True),
        (lambda declared: declared._replace(line=99), True),
        (lambda declared: declared._replace(place="/srv/other.csv"), False),
        (lambda declared: declared._replace(missing=("-",)), False),
        (lambda declared: declared._replace(maps=(declared.maps[0]._replace(value="other"),)), False),
        (lambda declared: declared._replace(maps=(declared.maps[0]._replace(line=7),)), True),
        (lambda declared: declared._replace(maps=(declared.maps[0]._replace(where={"kind": "x"}),)), False),
    ],
)
async def test_unchanged_means_nothing_under_another_declaration(
    change: Callable[[Source], Source], kept: bool
) -> None:
    """An answer that was mapped otherwise must be read again, whatever its validators say."""
    validators = Validators(etag="e")
    state = SourceState("audit", validators=validators, definition=definition_of(source()))
    readers = answering(reading("1"))
    arrived = asyncio.Event()
    intake = Intake(readers, lambda: START, arrived)
    intake.offer(change(source()), state)
    await arrived.wait()
    assert readers.asked == [("audit", validators if kept else Validators())]


async def test_closing_ends_what_is_going_on() -> None:
    readers = FakeReaders(hang)
    intake = Intake(readers, lambda: START, asyncio.Event())
    for number in range(40):
        intake.offer(source(f"s{number}"), None)
    await asyncio.sleep(0)
    assert readers.running == 16
    await intake.close()
    assert (readers.running, intake.busy) == (0, 0)
    assert intake.collected() == []


async def test_what_takes_too_much_memory_fails_alone() -> None:
    """It is no mistake of ours, and what it held is free again for the others (R1)."""

    async def answer(source: Source, validators: Validators, now: datetime) -> Reading:
        if source.id == "huge":
            raise MemoryError
        return reading("1")

    found = await results_of(FakeReaders(answer), source("huge"), source("small"))
    told = {result.source.id: result.error for result in found}
    assert told["small"] is None
    assert told["huge"] is not None
    assert told["huge"].key == "monitor.no_memory"
