"""One PostgreSQL, several hosts' worth of collectors and dashboards: one poll an interval (M1, M2, M3, T11)."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.monitor.test_election import COLLECTOR, holder, see, value
from tests.monitor.world import DASHBOARD, World, eventually, world
from tests.postgres import Server
from tests.processes import line, python


@pytest.fixture
def shared(tmp_path: Path, postgres: Server) -> Iterator[World]:
    """A world whose store is a database."""
    with world(tmp_path) as made:
        made.place = postgres.url(postgres.database())
        yield made


def test_a_collector_that_a_timer_starts_is_told_who_holds_the_lock(shared: World) -> None:
    """And ends with 5 (M2): only those that are to stay share the sources."""
    with python("-c", COLLECTOR, *shared.arguments) as first:
        eventually(lambda: value(shared) == "600")
        once = COLLECTOR.replace("os.environ))", "os.environ, once=True))")
        with python("-c", once, *shared.arguments) as second:
            _, errors = second.communicate(timeout=20)
            assert second.returncode == 5
            assert f"pid={first.pid}" in errors


def test_a_killed_collectors_sources_go_to_the_next(shared: World) -> None:
    """Six dashboards look on; any may start the next collector, one does, and the source is asked once an interval."""
    with ExitStack() as stack:
        dashboards = [stack.enter_context(python("-c", DASHBOARD, *shared.arguments)) for _ in range(6)]
        for dashboard in dashboards:
            see(dashboard, "600 running")
        first = holder(shared)
        shared.register.aides = 700
        for dashboard in dashboards:
            see(dashboard, "700")
        begun = len(shared.register.hits)
        eventually(lambda: len(shared.register.hits) >= begun + 3)
        hits = shared.register.hits[begun:]
        assert len(hits) - 1 <= (hits[-1] - hits[0]) / (0.9 * shared.every) + 1
        dashboards[0].kill()
        _kill(first)
        eventually(lambda: holder(shared) not in {0, first})
        shared.register.aides = 701
        for dashboard in dashboards[1:]:
            see(dashboard, "701")


def _kill(pid: int) -> None:
    """End a process that may have ended with its dashboard already."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def test_a_collector_outlives_a_restart_of_the_server(shared: World, postgres: Server) -> None:
    """Its connections are ended under it; it goes on, with the same lock and epoch."""
    with python("-c", COLLECTOR, *shared.arguments) as collector:
        eventually(lambda: value(shared) == "600")
        name = shared.place.partition("?")[0].rpartition("/")[2]
        postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        shared.register.aides = 700
        eventually(lambda: value(shared) == "700")
        eventually(lambda: holder(shared) == collector.pid)
        collector.terminate()
        assert collector.wait(20) == 143


TELLING = """
import os, sys
from tui.config import load
from tui.monitor.collect import collect
from tui.words import Words
words = Words("en")
def told(event):
    print(words.told(event.message), flush=True)
sys.exit(collect(load(sys.argv[1], os.environ), sys.argv[2], os.environ, on_event=told))
"""


def test_a_collector_tells_why_its_server_refuses_and_when_it_no_longer_does(shared: World, postgres: Server) -> None:
    """Once each, with what the server really says: nobody is sent to look for a fault of the network."""
    name = shared.place.partition("?")[0].rpartition("/")[2]
    with python("-c", TELLING, *shared.arguments) as collector:
        see(collector, "figures new or changed: 1")
        postgres.execute("ALTER TABLE zhibiao.collector RENAME TO away", database=name)
        place = f"postgresql://postgres@{postgres.folder}:{postgres.port}/{name}"
        see(collector, f"there is no history at {place}; after 4 s nothing is read until that has changed")
        postgres.execute("ALTER TABLE zhibiao.away RENAME TO collector", database=name)
        more = [line(collector)]
        while more[-1] != "the server of the history answers again as it should":
            more.append(line(collector))
        assert not [each for each in more if "nothing is read" in each], "it was told once"


def test_a_dashboard_says_what_it_sees(shared: World) -> None:
    with python("-c", COLLECTOR, *shared.arguments) as collector:
        eventually(lambda: value(shared) == "600")
        with python("-c", DASHBOARD, *shared.arguments) as dashboard:
            assert line(dashboard) == "open"
            see(dashboard, "600 running False")
            collector.terminate()
            collector.wait(20)
            see(dashboard, "True")
