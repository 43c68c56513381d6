"""A collector process that lives no longer than the one that started it."""

from pathlib import Path

import pytest

from tests.monitor.world import eventually, is_running, world
from tui.monitor.spawn import Child
from tui.store import open_store


def test_a_child_ends_when_it_is_told(tmp_path: Path) -> None:
    """By closing its standard input: cleanly, the lock let go, the end remembered."""
    with world(tmp_path) as made:
        child = Child(*made.arguments)
        store = open_store(str(made.store))
        eventually(lambda: (found := store.collector()) and found.held)
        assert child.exit_code is None
        child.stop()
        assert child.exit_code == 0
        found = store.collector()
        assert found is not None
        assert (found.pid, found.held) == (child.pid, False)
        store.close()


def test_a_child_that_does_not_listen_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It never outlives its dashboard."""
    monkeypatch.setattr(
        "tui.monitor.spawn._BOOT", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(99)"
    )
    monkeypatch.setattr("tui.monitor.spawn._TERM_AFTER", 0.2)
    monkeypatch.setattr("tui.monitor.spawn._KILL_AFTER", 0.2)
    child = Child("", "")
    child.stop()
    assert child.exit_code == -9
    assert not is_running(child.pid)


def code_of(child: Child) -> int:
    eventually(lambda: child.exit_code is not None)
    assert child.exit_code is not None
    child.stop()
    return child.exit_code


def test_the_exit_code_says_what_kept_it_from_collecting(tmp_path: Path) -> None:
    """2 the configuration, 4 the store, 5 the lock."""
    with world(tmp_path) as made:
        config, place = made.arguments
        (tmp_path / "bad.toml").write_text("schema = ")
        (tmp_path / "bad.db").write_text("no database")
        assert code_of(Child(str(tmp_path / "bad.toml"), place)) == 2
        assert code_of(Child(config, str(tmp_path / "bad.db"))) == 4
        store = open_store(place, write=True)
        with store.lock():
            assert code_of(Child(config, place)) == 5
        store.close()
