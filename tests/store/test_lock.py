"""One collector, also when the holder is killed, frozen, or its lock's file is deleted (M2, M3; robustness 3.3)."""

import os
import signal
from pathlib import Path

import pytest

from tests.processes import line, python
from tests.store.figures import START, figure, moment
from tui.errors import LockHeldError
from tui.store import Tick, open_store


def test_a_killed_holder_lets_go_at_once(path: Path) -> None:
    """The next one takes over without waiting for anything to expire."""
    with python("-m", "tests.store.writer", str(path)) as writer:
        line(writer)
        store = open_store(str(path), write=True)
        with pytest.raises(LockHeldError) as caught:
            store.lock()
        assert caught.value.message.values["pid"] == writer.pid
        writer.kill()
        writer.wait()
        with store.lock():
            pass
        store.close()


def test_a_frozen_holder_keeps_the_lock_and_falls_silent(path: Path) -> None:
    """Nobody takes over from a process that may wake up again; that it gives no sign of life can be seen."""
    with python("-m", "tests.store.writer", str(path)) as writer:
        line(writer)
        writer.send_signal(signal.SIGSTOP)
        store = open_store(str(path), write=True)
        with pytest.raises(LockHeldError):
            store.lock()
        found = store.collector()
        assert found is not None
        assert (found.pid, found.held) == (writer.pid, True)
        writer.send_signal(signal.SIGCONT)
        store.close()


def test_the_loser_of_a_deleted_lock_file_stops(path: Path) -> None:
    """Deleting the file lets a second one in: the first notices at its next beat, and can write nothing before."""
    first, second = open_store(str(path), write=True), open_store(str(path), write=True)
    lost = first.lock(START)
    Path(f"{path}.lock").unlink()
    won = second.lock(moment(1))
    assert won.epoch > lost.epoch
    with pytest.raises(LockHeldError) as caught:
        lost.beat(moment(2))
    assert caught.value.message.key == "store.lock.lost"
    with pytest.raises(LockHeldError):
        first.record(Tick(moment(2), (figure("1", moment(2)),)))
    assert second.history().latest("pufa.aides") is None
    lost.release()
    found = second.collector()
    assert found is not None
    assert (found.epoch, found.held) == (won.epoch, True)
    second.record(Tick(moment(3), (figure("2", moment(3)),)))
    second.close()
    first.close()


def test_deleting_the_lock_file_alone_is_noticed(path: Path) -> None:
    """Before anybody else comes."""
    store = open_store(str(path), write=True)
    lock = store.lock(START)
    os.unlink(f"{path}.lock")
    with pytest.raises(LockHeldError):
        lock.beat(moment(1))
    store.close()


def test_viewers_that_look_do_not_keep_a_collector_out(path: Path) -> None:
    """Asking who collects shares the lock for a moment; whoever wants it waits that moment out."""
    open_store(str(path), write=True).close()
    asking = (
        "import sys; from tui.store import open_store; store = open_store(sys.argv[1])\n"
        "while True:\n    store.collector()\n    print(flush=True)"
    )
    with python("-c", asking, str(path)) as viewer:
        store = open_store(str(path), write=True)
        store.lock().release()
        for _ in range(50):
            line(viewer)
            store.lock().release()
        store.close()


def test_who_writes_without_the_lock_may(path: Path) -> None:
    """A figure recorded by hand needs no lock, also while a collector runs."""
    collector, hand = open_store(str(path), write=True), open_store(str(path), write=True)
    with collector.lock(START):
        assert hand.record(Tick(moment(1), (figure("1", moment(1)),)))
        assert collector.record(Tick(moment(2), (figure("2", moment(2)),)))
    hand.close()
    collector.close()


def test_a_garbled_lock_file_says_nothing(path: Path) -> None:
    """The store itself still knows who collected last."""
    store = open_store(str(path), write=True)
    store.lock(START).release()
    Path(f"{path}.lock").write_bytes(b"\xff{]" * 40)
    found = store.collector()
    assert found is not None
    assert (found.since, found.held) == (START, False)
    with store.lock(moment(1)):
        pass
    store.close()
