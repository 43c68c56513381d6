"""kill -9 in the middle of writing: nothing acknowledged is lost, nothing is half-written (T1)."""

import random
import sqlite3
import time
from pathlib import Path

from tests.processes import line, python
from tests.store.writer import SERIES, tick_of
from tui.store import open_store

KILLS = 24


def killed_writer(path: Path, acknowledgements: int, rest: float) -> int:
    """Run a writer, kill it some time after so many acknowledgements, and give the last tick that it acknowledged."""
    with python("-m", "tests.store.writer", str(path)) as writer:
        acknowledged = 0
        for _ in range(acknowledgements):
            acknowledged = int(line(writer))
        until = time.perf_counter() + rest
        while time.perf_counter() < until:  # a transaction takes about a millisecond: hit any part of it
            pass
        writer.kill()
        assert writer.stdout is not None
        for more in writer.stdout:
            if more.endswith("\n"):
                acknowledged = int(more)
    return acknowledged


def whole_ticks(path: Path) -> int:
    """How many ticks there are, each with all of its rows and its seal."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        sizes = connection.execute("SELECT count(*) FROM vintage GROUP BY tick").fetchall()
    finally:
        connection.close()
    store = open_store(str(path))
    proof = store.verify()
    store.close()
    assert proof.breach is None
    assert sizes == [(SERIES,)] * proof.ticks
    return proof.ticks


def test_a_killed_collector_loses_nothing_that_it_acknowledged(path: Path) -> None:
    """Killed again and again at any moment, the history stays whole, and the next one goes on at once."""
    chance = random.Random(7)
    for _ in range(KILLS):
        acknowledged = killed_writer(path, chance.randint(1, 12), chance.random() * 0.004)
        began = time.perf_counter()
        store = open_store(str(path), write=True)
        assert time.perf_counter() - began < 1
        recorded = store.source_states()["audit"].rows
        assert acknowledged <= recorded <= acknowledged + 1
        history = store.history()
        assert {
            str(seen.value) for unit in history.units("pufa.aides") if (seen := history.latest("pufa.aides", unit))
        } == {str(recorded)}
        assert store.record(tick_of(recorded)) == ()
        with store.lock():
            pass
        store.close()
    assert whole_ticks(path) == recorded
