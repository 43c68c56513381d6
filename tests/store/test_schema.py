"""Versions of the store: a newer one is refused, an older one is migrated by a writer, whole or not at all (T6)."""

import sqlite3
from pathlib import Path

import pytest

from tests.store.figures import START, figure
from tui.errors import StoreError
from tui.store import Tick, open_store, schema
from tui.store.schema import MIGRATIONS, migrate
from tui.store.sqlite import VERSION


@pytest.fixture
def kept(path: Path) -> Path:
    """A store with one figure."""
    store = open_store(str(path), write=True)
    store.record(Tick(START, (figure("889"),)))
    store.close()
    return path


def version(path: Path, to: int | None = None) -> int:
    connection = sqlite3.connect(path, isolation_level=None)
    if to is not None:
        connection.execute(f"PRAGMA user_version = {to}")
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return found


def test_the_program_reads_what_it_writes(kept: Path) -> None:
    assert version(kept) == VERSION == len(MIGRATIONS)


@pytest.mark.parametrize("write", [False, True], ids=["reading", "writing"])
def test_a_newer_store_is_refused_and_left_alone(kept: Path, write: bool) -> None:
    """Both versions are named."""
    version(kept, VERSION + 2)
    with pytest.raises(StoreError) as caught:
        open_store(str(kept), write=write)
    assert caught.value.message.key == "store.newer"
    assert (caught.value.message.values["found"], caught.value.message.values["known"]) == (VERSION + 2, VERSION)
    assert version(kept) == VERSION + 2


def test_a_reader_never_migrates(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says who does."""
    monkeypatch.setattr("tui.store.sqlite.VERSION", VERSION + 1)
    with pytest.raises(StoreError) as caught:
        open_store(str(kept))
    assert caught.value.message.key == "store.older"
    assert version(kept) == VERSION


def test_a_writer_migrates_and_leaves_a_copy_of_what_was(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy is a whole store of the version before."""
    monkeypatch.setattr("tui.store.sqlite.VERSION", VERSION + 1)
    monkeypatch.setattr(
        "tui.store.sqlite_writer.MIGRATIONS",
        (*MIGRATIONS, ("ALTER TABLE gap ADD COLUMN note TEXT NOT NULL DEFAULT ''",)),
    )
    store = open_store(str(kept), write=True)
    latest = store.history().latest("pufa.aides")
    assert latest is not None
    assert str(latest.value) == "889"
    store.close()
    assert version(kept) == VERSION + 1
    monkeypatch.undo()
    before = open_store(f"{kept}.v{VERSION}")
    latest = before.history().latest("pufa.aides")
    assert latest is not None
    assert str(latest.value) == "889"
    before.close()


def test_a_migration_that_fails_changes_nothing(kept: Path) -> None:
    connection = sqlite3.connect(kept, isolation_level=None)
    steps = (*MIGRATIONS, ("ALTER TABLE gap ADD COLUMN note TEXT", "ALTER TABLE nowhere ADD COLUMN note TEXT"))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, str(kept), steps)
    columns = [row[1] for row in connection.execute("PRAGMA table_info (gap)")]
    connection.close()
    assert "note" not in columns
    assert version(kept) == VERSION


def test_two_that_create_at_once_end_up_with_one_store(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slower one finds the other's file, and uses it."""
    create = schema.create

    def slowly(place: str, mode: int, application: int) -> None:
        other = open_store(place, write=True)
        other.record(Tick(START, (figure("1"),)))
        other.close()
        create(place, mode, application)

    calls = iter([slowly, create])
    monkeypatch.setattr("tui.store.sqlite_writer.create", lambda *arguments: next(calls)(*arguments))
    store = open_store(str(path), write=True)
    assert store.history().latest("pufa.aides") is not None
    store.close()
    assert sorted(each.name for each in path.parent.iterdir()) == ["history.db", "history.db-shm", "history.db-wal"]
