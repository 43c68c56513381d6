"""The shipped file, loaded and polled once, as a first run does it."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui.config import Config, load
from tui.monitor.poll import poll
from tui.sources.readers import Readers
from tui.store import Store, open_store

SAMPLE = Path(__file__).parent.parent.parent / "indicators.toml"
NOW = datetime(2099, 5, 20, 9, 30, tzinfo=UTC)
"""When the sample is polled: after any checkout, lest its files come from the future."""


@pytest.fixture(scope="session")
def config() -> Config:
    return load(str(SAMPLE), {"HOME": "/nonexistent"})


@pytest.fixture(scope="session")
def store(config: Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(str(tmp_path_factory.mktemp("sample") / "history.db"), write=True)

    async def once() -> None:
        async with Readers({}) as readers:
            await poll(config, opened, readers, NOW)

    asyncio.run(once())
    yield opened
    opened.close()
