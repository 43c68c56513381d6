"""Every source once: recorded together, each failing alone."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.monitor.parts import START, FakeReaders, answering, config, failing, moment, reading, source, values
from tui.errors import StoreError
from tui.model.source import Reading, Source, Validators
from tui.monitor.poll import Result, poll
from tui.store import Store, open_store

pytestmark = pytest.mark.anyio


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(str(tmp_path / "history.db"), write=True)
    yield store
    store.close()


async def test_what_changed_is_recorded_and_told(store: Store) -> None:
    """And polled again, nothing changed."""
    told: list[Result] = []
    polled = await poll(config(source()), store, answering(reading("600", "7")), moment(1), told.append)
    assert values([change.new for change in polled.changes]) == ["600", "7"]
    assert [change.old for change in polled.changes] == [None, None]
    assert [result.source.id for result in told] == ["audit"]
    (state,) = polled.states
    assert (state.state, state.rows, state.last_success, state.last_change) == ("ok", 2, moment(1), moment(1))
    assert store.source_states() == {"audit": state}
    again = await poll(config(source()), store, answering(reading("600", "7", retrieved=moment(2))), moment(2))
    assert again.changes == ()
    assert again.states[0].last_change == moment(1)


async def test_no_more_at_once_than_the_file_says(store: Store) -> None:
    """Of all, and of one host."""

    async def slow(declared: Source, validators: Validators, now: datetime) -> Reading:
        for _ in range(5):
            await asyncio.sleep(0)
        return reading()

    sources = [source(f"s{number}", place=f"https://h{number % 4}.example/") for number in range(12)]
    for at_once, per_host, most in ((3, 4, 3), (16, 1, 4)):
        readers = FakeReaders(slow)
        await poll(config(*sources)._replace(at_once=at_once, per_host=per_host), store, readers, moment(1))
        assert readers.most == most


async def test_one_transaction_for_all_sources(store: Store) -> None:
    """A viewer sees all of it or nothing."""
    seen = store.version()

    async def answer(source: Source, validators: Validators, now: object) -> Reading:
        assert store.version() == seen
        return reading("1" if source.id == "a" else "2", period="2021" if source.id == "a" else "2022")

    await poll(config(source("a"), source("b")), store, FakeReaders(answer), START)
    assert values(store.history().series("pufa.aides")) == ["1", "2"]


async def test_a_source_that_fails_touches_nothing_but_itself(store: Store) -> None:
    """Neither the others nor its own last good value."""
    await poll(config(source("a")), store, answering(reading("600")), START)

    async def answer(source: Source, validators: Validators, now: object) -> Reading:
        if source.id == "a":
            raise failing()
        return reading("7", period="2021")

    polled = await poll(config(source("a"), source("b")), store, FakeReaders(answer), moment(1))
    assert [state.state for state in polled.states] == ["soft", "ok"]
    assert values(store.history().series("pufa.aides")) == ["7", "600"]


async def test_the_next_poll_asks_whether_anything_changed(store: Store) -> None:
    """With the validators of the last answer."""
    readers = answering(reading("600", etag="v1"))
    await poll(config(source()), store, readers, START)
    await poll(config(source()), store, readers, moment(1))
    assert [validators.etag for _, validators in readers.asked] == ["", "v1"]


async def test_a_store_that_keeps_nothing_is_not_polled_for() -> None:
    readers = answering(reading("600"))
    polled = await poll(config(source()), open_store(":memory:"), readers, START)
    assert readers.asked == []
    assert [state.state for state in polled.states] == ["waiting"]
    assert polled.changes == ()


async def test_without_sources_there_is_nothing_to_do(store: Store) -> None:
    assert await poll(config(), store, answering(failing()), START) == ((), ())


async def test_a_store_that_cannot_be_written_is_an_error(tmp_path: Path, store: Store) -> None:
    reader = open_store(str(tmp_path / "history.db"))
    with pytest.raises(StoreError):
        await poll(config(source()), reader, answering(reading("1")), START)
    reader.close()
