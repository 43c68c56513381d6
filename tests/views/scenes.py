"""The made-up district of the fixtures, on a day that never changes: what the tests of the screens show."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from tui.config import Config, load
from tui.errors import Message
from tui.model.observation import Observation, Record
from tui.model.snapshot import Snapshot
from tui.model.source import SourceState
from tui.model.take import take
from tui.monitor.viewer import Collection
from tui.views.look import Look
from tui.views.scene import Scene
from tui.words import Language, Words

FIXTURES = Path(__file__).parent / "fixtures"

NOW = datetime(2022, 10, 8, 2, 30, tzinfo=UTC)

SOURCES = (
    SourceState(
        "cases",
        "http",
        "failing",
        last_attempt=datetime(2022, 10, 8, 2, 15, tzinfo=UTC),
        last_success=datetime(2022, 10, 7, 23, 0, tzinfo=UTC),
        failures=4,
        error=Message("monitor.overtime", {"seconds": 10}),
        next_due=datetime(2022, 10, 8, 2, 45, tzinfo=UTC),
        latency=10.0,
        rows=5,
    ),
    SourceState(
        "drop",
        "file",
        "ok",
        last_attempt=datetime(2022, 10, 8, 2, 0, tzinfo=UTC),
        last_success=datetime(2022, 10, 8, 2, 0, tzinfo=UTC),
        last_change=datetime(2022, 9, 30, 8, 0, tzinfo=UTC),
        next_due=datetime(2022, 10, 8, 3, 0, tzinfo=UTC),
        latency=0.004,
        rows=12,
    ),
)

RUNNING = Collection("running", Message("monitor.collector.running", {"since": NOW, "pid": 1}), NOW)


def district() -> Config:
    """The made-up district's configuration."""
    return load(str(FIXTURES / "indicators.toml"), {"HOME": "/nonexistent"})


def snapshot(config: Config, more: Iterable[Observation] = ()) -> Snapshot:
    """How the district stands, with figures beside those of the file."""
    history = Record([*config.framework.observations, *more])
    return take(config.framework, history, NOW, taken_at=NOW, sources=SOURCES)


def scene(more: Iterable[Observation] = (), collection: Collection = RUNNING) -> Scene:
    """What the screens are about."""
    return Scene(snapshot(district(), more), collection, is_sample=True)


def look(language: Language = "en", *, ascii_only: bool = False) -> Look:
    """A language and its glyphs."""
    return Look(Words(language), ascii_only)
