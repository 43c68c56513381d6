"""Large answers take turns in memory; small ones, and the time of those who wait, are not held up by that."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources.server import PATHS, Server
from tui.sources.room import Room

ROOT = Path(__file__).parents[2]
MEBIBYTE = 1 << 20

CHILD = """
import asyncio, re, sys
from pathlib import Path
from tests.sources.parts import NEVER, NOW, source
from tui.model.source import SourceMap
from tui.sources.readers import Readers

def peak():
    return int(re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())[1])

async def main():
    async with Readers({}) as readers:
        async def read(path):
            place = f"http://127.0.0.1:{sys.argv[1]}/{path}"
            declared = source(place, SourceMap("x.y", value="$.n", const={"period": "2022"}), kind="http", timeout=60.0)
            return len((await readers.read(declared, NEVER, NOW)).observations)
        await read("good")
        before = peak()
        assert await asyncio.gather(*(read("heavy") for _ in range(100))) == [1] * 100
        print(peak() - before)

asyncio.run(main())
"""


def test_a_hundred_large_answers_at_once_are_never_all_in_memory(web: Server) -> None:
    """R1: at most as many as there are places, each as its bytes and as what they are put together from."""
    body = b'{"n": 7, "pad": "' + b"x" * (4 * MEBIBYTE) + b'"}'
    PATHS["/heavy"] = lambda exchange: exchange.answer(body)
    try:
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(web.port)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    finally:
        del PATHS["/heavy"]
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) * 1024 < 16 * 2 * 5 * MEBIBYTE


@pytest.mark.anyio
async def test_small_answers_need_no_place() -> None:
    room = Room(0)
    async with asyncio.timeout(10) as deadline, room.share(deadline) as share:
        assert not share.grows(60_000)
        assert share.grows(10_000), "together they are large"


@pytest.mark.anyio
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


@pytest.mark.anyio
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


@pytest.mark.anyio
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
