"""What a store says without being asked: who looks on waits to be told, where the store is PostgreSQL."""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.monitor.parts import config, source
from tests.monitor.world import eventually
from tests.postgres import Server, server
from tests.store.conftest import Open
from tests.store.figures import START, figure, moment
from tests.store.test_postgres import name_of
from tui.errors import StoreError
from tui.model.source import SourceState
from tui.monitor.viewer import Viewer
from tui.store import Store, Tick, open_store


@pytest.fixture
def watched(database: str) -> Iterator[Store]:
    """A store that somebody looks at, and has heard of everything up to now."""
    open_store(database, write=True).close()
    with closing(open_store(database)) as store:
        assert not store.is_quiet(), "who has just come must ask"
        assert store.is_quiet()
        yield store


@pytest.fixture
def writer(database: str, watched: Store) -> Iterator[Store]:
    with closing(open_store(database, write=True)) as store:
        yield store


def queries(postgres: Server, database: str) -> list[tuple[object, ...]]:
    """When each connection was last asked for anything, and what."""
    return postgres.execute(
        "SELECT pid, query_start, query FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
        f"AND datname = '{name_of(database)}' ORDER BY pid"
    )


def test_a_file_never_speaks(path: Path) -> None:
    """And nothing stands still because of it: it is asked once a second, which costs microseconds."""
    for url in (str(path), ":memory:"):
        with closing(open_store(url)) as store:
            assert not any(store.is_quiet() for _ in range(3))


def test_every_writer_tells(writer: Store, watched: Store) -> None:
    """Of figures, of how sources fare, of what was pruned; what adds nothing is no news."""
    seen = figure("1")
    for tick in (
        Tick(START, (seen,)),
        Tick(moment(1), (), (SourceState("audit", "file", "failing"),)),
        Tick(moment(2), (figure("2", moment(2)),)),
    ):
        writer.record(tick)
        eventually(lambda: not watched.is_quiet(), 5)
        assert watched.is_quiet()
    writer.record(Tick(moment(3), (figure("2", moment(3)),)))
    assert watched.is_quiet()
    assert writer.prune(moment(2), moment(4), "li") == 0
    writer.record(Tick(moment(5), (figure("3", moment(5)),)))
    eventually(lambda: not watched.is_quiet(), 5)


def test_who_begins_and_ends_to_collect_is_news_and_signs_of_life_are_none(writer: Store, watched: Store) -> None:
    lock = writer.lock(START)
    eventually(lambda: not watched.is_quiet(), 5)
    for number in range(1, 4):
        lock.beat(moment(number))
        assert watched.is_quiet()
    lock.release()
    eventually(lambda: not watched.is_quiet(), 5)


def test_an_idle_dashboard_asks_nothing(postgres: Server, database: str) -> None:
    """However often it looks, while signs of life come; what is recorded then is shown at the next look."""
    with closing(open_store(database, write=True)) as store, store.lock(START) as lock:
        viewer = Viewer(config(source()), database, lambda: datetime.now(UTC), collects=False)
        viewer.fresh()
        viewer.fresh()
        before = queries(postgres, database)
        for _ in range(50):
            assert viewer.fresh() is None
        assert queries(postgres, database) == before
        lock.beat(moment(1))
        asked = queries(postgres, database)
        for _ in range(50):
            assert viewer.fresh() is None
        assert queries(postgres, database) == asked
        store.record(Tick(moment(2), (figure("7", moment(2)),)))

        def value() -> str:
            viewer.fresh()
            return str(viewer.snapshot.assessments[0].value)

        eventually(lambda: value() == "7", 5)
        viewer.close()


def test_silence_is_asked_about_ever_less_often(watched: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A collector that was killed says nothing, nor does a wire that was cut."""
    now = [time.monotonic()]
    monkeypatch.setattr("tui.store.postgres.time.monotonic", lambda: now[0])
    asked = []
    for second in range(600):
        now[0] += 1
        if not watched.is_quiet():
            asked.append(second)
    assert asked[0] <= 8
    assert 8 <= len(asked) <= 14


def test_who_looks_on_does_not_storm_a_server_that_is_away(tmp_path: Path) -> None:
    """It tries again after half a second, then twice as long each time, and hears everything once it is back."""
    with server() as own:
        url = own.url(own.database())
        with closing(open_store(url, write=True)) as writer:
            writer.record(Tick(START, (figure("1"),)))
        with closing(open_store(url)) as store:
            store.is_quiet()
            own.stop(immediate=True)
            tries = 0
            for _ in range(200):
                if not store.is_quiet():
                    tries += 1
                    with pytest.raises(StoreError):
                        store.version()
            assert 1 <= tries <= 4
            own.start()
            eventually(lambda: not store.is_quiet(), 20)
            assert store.version() > 0
            assert not store.is_quiet(), "what was said meanwhile was not heard"
            assert store.is_quiet()


def test_the_contract_holds_for_every_store(opened: Open) -> None:
    """A store may be silent about what happened, never wrong: after a change it is not quiet until it was asked."""
    store, other = opened(), opened()
    store.is_quiet()
    other.record(Tick(START, (figure("1"),)))
    eventually(lambda: not store.is_quiet(), 5)
