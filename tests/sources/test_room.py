"""Large answers take turns in memory; small ones, and the time of those who wait, are not held up by that."""

import asyncio

import pytest

from tui.sources.room import Room

pytestmark = pytest.mark.anyio


async def test_small_answers_need_no_place() -> None:
    room = Room(0)
    async with asyncio.timeout(10) as deadline, room.share(deadline) as share:
        assert not share.grows(60_000)
        assert share.grows(10_000), "together they are large"


async def test_large_answers_wait_for_a_place_and_keep_it_to_the_end() -> None:
    room = Room(1)
    done: list[str] = []

    async def answer(name: str, leave: asyncio.Event) -> None:
        async with asyncio.timeout(10) as deadline, room.share(deadline) as share:
            if share.grows(70_000):
                await share.wait()
            assert not share.grows(70_000), "it has its place"
            done.append(name)
            await leave.wait()

    first, second = asyncio.Event(), asyncio.Event()
    tasks = [asyncio.create_task(answer("first", first)), asyncio.create_task(answer("second", second))]
    for _ in range(5):
        await asyncio.sleep(0)
    assert done == ["first"]
    first.set()
    second.set()
    await asyncio.gather(*tasks)
    assert done == ["first", "second"]


async def test_the_deadline_waits_too() -> None:
    """Waiting for our own memory is not the source's fault: what was left before is left afterwards."""
    room = Room(1)
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(10) as outer, room.share(outer) as holder:
        holder.grows(70_000)
        await holder.wait()
        async with asyncio.timeout(10) as deadline, room.share(deadline) as share:
            share.grows(70_000)
            waiting = asyncio.create_task(share.wait())
            await asyncio.sleep(0)
            assert deadline.when() is None
            await holder.__aexit__(None, None, None)
            await waiting
            when = deadline.when()
            assert when is not None
            assert 9 < when - loop.time() <= 10
        holder._has_place = False


async def test_who_gives_up_waiting_takes_no_place() -> None:
    room = Room(1)
    async with asyncio.timeout(10) as deadline, room.share(deadline) as holder:
        holder.grows(70_000)
        await holder.wait()

        async def waits() -> None:
            async with asyncio.timeout(10) as other, room.share(other) as share:
                share.grows(70_000)
                await share.wait()

        task = asyncio.create_task(waits())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with asyncio.timeout(10) as again, room.share(again) as share:
        share.grows(70_000)
        await share.wait()
