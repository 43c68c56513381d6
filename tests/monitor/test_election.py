"""One collector, many viewers: who collects, who takes over, who is told (M1, M2, M3; robustness 5, job 9)."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests.monitor.world import DASHBOARD, World, eventually, is_running, world
from tests.processes import line, python
from tui.errors import LockHeldError
from tui.store import open_store

COLLECTOR = """
import os, sys
from tui.config import load
from tui.errors import LockHeldError
from tui.monitor.collect import collect
try:
    sys.exit(collect(load(sys.argv[1], os.environ), sys.argv[2], os.environ))
except LockHeldError as error:
    print(error, file=sys.stderr)
    sys.exit(5)
"""


def value(made: World) -> str | None:
    """What the store says."""
    store = open_store(made.place)
    try:
        latest = store.history().latest("pufa.aides")
        return None if latest is None else str(latest.value)
    finally:
        store.close()


def holder(made: World) -> int:
    """The process that holds the lock; 0 when none does."""
    store = open_store(made.place)
    try:
        found = store.collector()
        return found.pid if found is not None and found.held else 0
    finally:
        store.close()


def see(dashboard: subprocess.Popen[str], wanted: str) -> None:
    """Read what a dashboard prints until it sees something."""
    while wanted not in line(dashboard):
        pass


def test_a_dashboard_starts_a_collector_that_ends_with_it(tmp_path: Path) -> None:
    """The first frame is drawn before; a change at the source arrives; kill -9 of the dashboard ends both."""
    with world(tmp_path) as made, python("-c", DASHBOARD, *made.arguments) as dashboard:
        assert line(dashboard) == "open"
        see(dashboard, "600 running True")
        collector = holder(made)
        assert is_running(collector)
        made.register.aides = 889
        see(dashboard, "889")
        dashboard.kill()
        eventually(lambda: not is_running(collector))
        assert holder(made) == 0


def test_many_dashboards_poll_once(tmp_path: Path) -> None:
    """Five of them see the same figure, the server sees one poll an interval (M1), and when the one whose collector
    it is is killed, the next takes over."""
    with world(tmp_path, every=1.0) as made, python("-c", DASHBOARD, *made.arguments) as first:
        see(first, "600 running True")
        others = [python("-c", DASHBOARD, *made.arguments) for _ in range(4)]
        dashboards = [other.__enter__() for other in others]
        try:
            for dashboard in dashboards:
                see(dashboard, "600 running False")
            begun = len(made.register.hits)
            made.register.aides = 700
            for dashboard in (first, *dashboards):
                see(dashboard, "700")
            eventually(lambda: len(made.register.hits) >= begun + 4)
            hits = made.register.hits[begun:]
            assert len(hits) - 1 <= (hits[-1] - hits[0]) / (0.9 * made.every) + 1
            before = holder(made)
            first.kill()
            eventually(lambda: holder(made) not in {0, before})
            made.register.aides = 701
            for dashboard in dashboards:
                see(dashboard, "701")
        finally:
            for other in others:
                other.__exit__(None, None, None)


def test_a_second_collector_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    """And ends with 5 (M2)."""
    with world(tmp_path) as made, python("-c", COLLECTOR, *made.arguments) as first:
        eventually(lambda: value(made) == "600")
        with python("-c", COLLECTOR, *made.arguments) as second:
            _, errors = second.communicate(timeout=20)
            assert second.returncode == 5
            assert f"pid={first.pid}" in errors


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["TERM", "INT"])
def test_a_signal_ends_a_collector_with_its_code(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """The lock is free, and when it ended can be read."""
    with world(tmp_path) as made, python("-c", COLLECTOR, *made.arguments) as collector:
        eventually(lambda: value(made) == "600")
        collector.send_signal(number)
        assert collector.wait(20) == code
        assert holder(made) == 0


def test_the_next_goes_on_where_a_killed_collector_was(tmp_path: Path) -> None:
    """It does not ask again what is not due."""
    with world(tmp_path, every=600) as made:
        with python("-c", COLLECTOR, *made.arguments) as collector:
            eventually(lambda: value(made) == "600")
        assert collector.returncode == -signal.SIGKILL
        made.register.aides = 700
        with python("-c", COLLECTOR, *made.arguments) as collector:
            eventually(lambda: holder(made) == collector.pid)
            collector.terminate()
            collector.wait(20)
        assert len(made.register.hits) == 1


def test_a_frozen_collector_is_seen_and_not_replaced(tmp_path: Path) -> None:
    """It holds the lock, gives no sign of life, and goes on when it wakes up (M3)."""
    with world(tmp_path) as made, python("-c", COLLECTOR, *made.arguments) as collector:
        eventually(lambda: value(made) == "600")
        collector.send_signal(signal.SIGSTOP)
        store = open_store(str(made.store), write=True)
        with pytest.raises(LockHeldError):
            store.lock()
        store.close()
        made.register.aides = 700
        collector.send_signal(signal.SIGCONT)
        eventually(lambda: value(made) == "700")


def test_a_collector_whose_lock_file_was_deleted_gives_way(tmp_path: Path) -> None:
    """The second one gets in; the first ends with 5, and never both of them write (M3)."""
    with world(tmp_path) as made, python("-c", COLLECTOR, *made.arguments) as first:
        eventually(lambda: holder(made) == first.pid)
        Path(f"{made.store}.lock").unlink()
        with python("-c", COLLECTOR, *made.arguments) as second:
            eventually(lambda: holder(made) == second.pid)
            assert first.wait(20) == 5
            assert second.poll() is None
