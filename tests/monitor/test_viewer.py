"""What a dashboard sees of the store and of who collects."""

import errno
import itertools
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.monitor.parts import START, config, moment, reading, source
from tui.config import Config
from tui.errors import Message, StoreError
from tui.model.source import SourceState
from tui.monitor import now
from tui.monitor.viewer import Viewer
from tui.store import Store, Tick, open_store


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(str(tmp_path / "history.db"), write=True)
    yield store
    store.close()


@pytest.fixture
def viewer(tmp_path: Path, store: Store, clock: Clock) -> Iterator[Viewer]:
    """A dashboard that looks on, and starts nothing."""
    viewer = Viewer(config(source()), str(tmp_path / "history.db"), clock, collects=False)
    yield viewer
    viewer.close()


def shown(viewer: Viewer) -> str:
    assessment = viewer.snapshot.assessment("pufa.aides")
    assert assessment is not None
    return str(assessment.value)


def test_a_dashboard_opens_before_anything_was_collected(tmp_path: Path, clock: Clock) -> None:
    """And makes no file."""
    viewer = Viewer(config(source()), str(tmp_path / "none.db"), clock, collects=False)
    assert shown(viewer) == "None"
    assert viewer.collection.kind == "never"
    assert viewer.fresh() is None
    assert list(tmp_path.iterdir()) == []
    viewer.close()


def test_nothing_is_assessed_while_nothing_happens(viewer: Viewer, store: Store) -> None:
    """Asking costs microseconds; a collector's signs of life are no news."""
    before = viewer.snapshot
    with store.lock(START) as lock:
        for _ in range(5):
            assert viewer.fresh() is None
            lock.beat(moment(0.1))
    assert viewer.snapshot is before


def test_what_was_recorded_is_seen_at_the_next_look(viewer: Viewer, store: Store) -> None:
    store.record(Tick(START, reading("600").observations))
    assert viewer.fresh() is viewer.snapshot
    assert shown(viewer) == "600"
    assert viewer.fresh() is None


def test_how_a_source_fares_is_news_too(viewer: Viewer, store: Store) -> None:
    store.record(Tick(START, (), (SourceState("audit", "file", "failing", failures=3),)))
    snapshot = viewer.fresh()
    assert snapshot is not None
    assert snapshot.sources[0].state == "failing"


def test_time_alone_may_change_a_status(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a minute everything is judged again."""
    assert viewer.fresh() is None
    monkeypatch.setattr("tui.monitor.viewer._MINUTE", 0.0)
    assert viewer.fresh() is not None


def test_a_day_that_was_asked_for_stands_still(
    tmp_path: Path, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.monitor.viewer._MINUTE", 0.0)
    viewer = Viewer(config(source()), str(tmp_path / "history.db"), clock, as_of=START.date(), collects=False)
    assert viewer.fresh() is None
    viewer.close()


def test_another_day_is_judged_by_what_was_known_then(viewer: Viewer, store: Store) -> None:
    """And the present again; what cannot be read leaves the screen as it is."""
    store.record(Tick(START, reading("600").observations))
    later = START + timedelta(days=1)
    store.record(Tick(later, reading("889", retrieved=later).observations))
    viewer.fresh()
    assert shown(viewer) == "889"
    then = viewer.at(START.date())
    assert then is not None
    assert [str(seen.value) for seen in then.assessments] == ["600"]
    assert shown(viewer) == "889", "what is shown stays"
    viewer.travel(START.date())
    assert shown(viewer) == "600"
    assert viewer.as_of == START.date()
    assert viewer.snapshot.known_by is not None
    assert viewer.fresh() is None
    viewer.travel(None)
    assert shown(viewer) == "889"
    assert viewer.snapshot.known_by is None


def test_a_store_that_cannot_be_read_keeps_the_day(
    viewer: Viewer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StoreError("store.full", path="/x")

    before = viewer.snapshot
    monkeypatch.setattr("tui.monitor.viewer.take_with_history", broken)
    viewer.travel(START.date())
    assert viewer.at(START.date()) is None
    assert (viewer.snapshot, viewer.as_of) == (before, None)
    assert viewer.collection.trouble is not None


def test_the_detail_screen_reads_every_vintage(viewer: Viewer, store: Store) -> None:
    """From the very history that the snapshot was taken from."""
    store.record(Tick(START, reading("600").observations))
    store.record(Tick(moment(1), reading("889", retrieved=moment(1)).observations))
    viewer.fresh()
    period = reading("1").observations[0].period
    assert [str(seen.value) for seen in viewer.history.vintages("pufa.aides", "", period)] == ["600", "889"]


def test_a_collector_is_running_silent_or_stopped(viewer: Viewer, store: Store, clock: Clock) -> None:
    """Three missing signs of life make it silent; when it ended is said in the framework's time zone."""
    lock = store.lock(START)
    lock.beat(moment(1))
    steps = []
    for seconds in (60, 74, 75, 700):
        clock.now = START + timedelta(seconds=seconds)
        viewer.fresh()
        steps.append((seconds, viewer.collection.kind, viewer.collection.said.values.get("intervals")))
    assert steps == [(60, "running", None), (74, "running", None), (75, "silent", 3), (700, "silent", 128)]
    lock.release()
    viewer.fresh()
    assert viewer.collection.kind == "stopped"
    assert viewer.collection.since == moment(1)
    assert f"{viewer.collection.since:%H:%M}" == "10:33"


def test_a_history_that_cannot_be_written_is_said_on_every_screen(viewer: Viewer, store: Store) -> None:
    """Since when and why (T2)."""
    full = Message("store.full", {"path": "/x"})
    with store.lock(START) as lock:
        lock.beat(moment(1), full, START)
        viewer.fresh()
        trouble = viewer.collection.trouble
        assert trouble is not None
        assert trouble.key == "monitor.collector.unwritten"
        assert trouble.values["error"] == full
        lock.beat(moment(2))
        viewer.fresh()
        assert viewer.collection.trouble is None


def test_a_store_that_breaks_leaves_the_last_snapshot(viewer: Viewer, store: Store, tmp_path: Path) -> None:
    """And says what happened."""
    store.record(Tick(START, reading("600").observations))
    viewer.fresh()
    broken = tmp_path / "broken"
    broken.write_text("no database at all")
    broken.replace(tmp_path / "history.db")
    assert viewer.fresh() is None
    assert shown(viewer) == "600"
    assert viewer.collection.trouble is not None
    assert viewer.collection.trouble.key == "store.not_a_database"


@pytest.mark.parametrize(
    ("declared", "store_url"),
    [(config(), "history.db"), (config(source()), ":memory:")],
    ids=["no sources", "no store"],
)
def test_where_there_is_nothing_to_collect_none_is_missed(
    tmp_path: Path, clock: Clock, declared: Config, store_url: str
) -> None:
    url = store_url if store_url == ":memory:" else str(tmp_path / store_url)
    viewer = Viewer(declared, url, clock)
    viewer.fresh()
    assert viewer.collection.kind == "none"
    viewer.close()


def test_a_collector_that_cannot_start_is_tried_ever_less_often(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a configuration that has gone, for instance: no storm of processes."""
    started: list[float] = []
    now = [0.0]

    class Stillborn:
        pid = -1
        exit_code = 2

        def __init__(self, path: str, url: str) -> None:
            started.append(now[0])

        def stop(self) -> None: ...

    monkeypatch.setattr("tui.monitor.viewer.Child", Stillborn)
    monkeypatch.setattr("tui.monitor.viewer.time.monotonic", lambda: now[0])
    viewer = Viewer(config(source()), str(tmp_path / "history.db"), clock)
    for second in range(600):
        now[0] = float(second)
        viewer.fresh()
    assert viewer.collection.trouble == Message("monitor.collector.ended", {"code": 2}), "and it is said why"
    assert started[0] == 0
    assert len(started) < 18
    assert max(later - earlier for earlier, later in itertools.pairwise(started)) >= 60
    viewer.close()


def test_a_calendar_of_its_own_says_which_day_is_the_present(tmp_path: Path, store: Store, clock: Clock) -> None:
    """As of a demonstration: the day moves on though nothing is recorded, and the past stays the past."""
    days = [date(2022, 9, 30), date(2022, 10, 1)]
    place = str(tmp_path / "history.db")
    viewer = Viewer(config(source()), place, clock, collects=False, calendar=lambda: days[0])
    assert viewer.snapshot.as_of.date() == days[0]
    assert viewer.fresh() is None
    del days[0]
    found = viewer.fresh()
    assert found is not None
    assert found.as_of.date() == days[0]
    viewer.travel(date(2022, 5, 1))
    assert viewer.snapshot.as_of.date() == date(2022, 5, 1)
    assert viewer.fresh() is None
    viewer.close()


def test_a_dashboard_of_very_many_series_opens_before_they_are_read(
    tmp_path: Path, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds none, which is not the same as that there is no data; the first look at the store reads them."""
    store.record(Tick(START, reading("600").observations))
    monkeypatch.setattr(now, "_LARGE", 0)
    viewer = Viewer(config(source()), str(tmp_path / "history.db"), clock, collects=False)
    try:
        assert viewer.is_unread
        assert viewer.snapshot.assessments == ()
        assert not any(viewer.snapshot.counts.values())
        assert "pufa.aides" in viewer.snapshot.framework.indicators
        assert viewer.fresh() is not None
        assert not viewer.is_unread
        assert viewer.snapshot.assessment("pufa.aides") is not None
        assert viewer.fresh() is None
    finally:
        viewer.close()


def test_why_no_collector_can_be_started_is_said(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    """No process is to be had, or the history may not be written; as long as nobody else collects."""

    class Refused:
        def __init__(self, path: str, url: str) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tui.monitor.viewer.Child", Refused)
    viewer = Viewer(config(source()), str(tmp_path / "history.db"), clock)
    viewer.fresh()
    assert viewer.collection.trouble == Message("monitor.collector.no_process", {"error": "EACCES"})
    with store.lock(START):
        viewer.fresh()
        assert viewer.collection.trouble is None, "somebody else collects"
    viewer.close()
    viewer = Viewer(config(source()), str(tmp_path / "history.db"), clock)
    monkeypatch.setattr(viewer._store, "may_collect", lambda: False)  # root may write everywhere
    viewer.fresh()
    assert viewer.collection.trouble == Message("monitor.collector.may_not")
    viewer.close()
