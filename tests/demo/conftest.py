"""What the tests of the demonstration share."""

import asyncio
from datetime import UTC, datetime

import pytest

from tui.config import Config, load
from tui.config.place import sample
from tui.demo.child import published
from tui.demo.replay import Replay
from tui.demo.script import Script, script
from tui.model.observation import Observation, Record
from tui.model.snapshot import Snapshot
from tui.model.take import take

MADE_UP = "made up"
CORRECTED = "put right"


@pytest.fixture(scope="session")
def written() -> Script:
    """What is made up."""
    return script()


@pytest.fixture(scope="session")
def sampled() -> Config:
    """The packaged sample."""
    return load(sample(), {"HOME": "/nonexistent"})


@pytest.fixture(scope="session")
def figures(sampled: Config) -> list[Observation]:
    """What the report published."""
    return asyncio.run(published(sampled))


@pytest.fixture(scope="session")
def replay(written: Script, sampled: Config, figures: list[Observation]) -> Replay:
    """The year."""
    return Replay(written, sampled.framework, figures, MADE_UP, CORRECTED)


@pytest.fixture(scope="session")
def report(sampled: Config, figures: list[Observation]) -> Snapshot:
    """How the packaged sample stands with the report's figures."""
    record = Record([*figures, *sampled.framework.observations])
    return take(sampled.framework, record, datetime.now(UTC))
