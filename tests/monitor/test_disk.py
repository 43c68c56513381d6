"""A collector on a disk that runs full, and has room again (T2)."""

import asyncio
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.monitor.parts import FakeReaders, config, reading, source
from tests.small_disk import fill, on_a_small_disk
from tui.model.period import Period
from tui.model.source import Reading, Source, Validators
from tui.monitor.collecting import Collecting
from tui.monitor.viewer import Viewer
from tui.store import open_store


def test_a_collector_goes_on_by_itself_once_there_is_room(tmp_path: Path) -> None:
    """Screens say since when and why the history is not written; nothing that was read meanwhile is lost."""
    on_a_small_disk(tmp_path / "disk", __name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """What happens there."""
    place = Path(sys.argv[1])
    declared = config(source(every=0.2))
    store = open_store(str(place / "history.db"), write=True)
    viewer = Viewer(declared, str(place / "history.db"), utc_now, collects=False)
    count = 0

    async def answer(source: Source, validators: Validators, now: datetime) -> Reading:
        nonlocal count
        count += 1
        return reading(*(f"{count}.{unit}" for unit in range(60)), retrieved=now)

    def troubled() -> bool:
        viewer.fresh()
        found = viewer.collection.trouble
        return found is not None and "store.full" in str(found.values["error"])

    async def trial() -> int:
        reader, writer = os.pipe()

        async def reached(condition: Callable[[], bool]) -> None:
            for _ in range(4000):
                if condition():
                    return
                await asyncio.sleep(0.005)
            raise AssertionError(f"never: {condition}, {viewer.collection}, {count}")

        async def steps() -> None:
            try:
                await reached(lambda: count >= 2)
                ballast = fill(place)
                await reached(troubled)
                ballast.unlink()
                await reached(lambda: not troubled() and viewer.collection.kind == "running")
            finally:
                os.close(writer)

        with store.lock() as lock:
            going = asyncio.create_task(steps())
            code = await Collecting(declared, store, lock, utc_now).run(FakeReaders(answer), until_closed=reader)
        await going
        return code

    assert asyncio.run(trial()) == 0
    kept = store.history().vintages("pufa.aides", "", Period.parse("2022"))
    assert [str(seen.value) for seen in kept] == [f"{number + 1}.0" for number in range(len(kept))]
    assert len(kept) == count
    assert store.gaps() == ()
    store.close()
