"""`verify` and `store` as an administrator uses them: what they print, what they leave, how they end."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tui.cli import Exit
from tui.store import open_store


@pytest.fixture
def polled(small: Path, run: Run) -> Path:
    """A history of two ticks."""
    run("poll", "-q", "--store", "h.db")
    (small / "drop.csv").write_text("id,year,figure\naides,2022,9\nsites,2022,3\n", encoding="utf-8")
    run("poll", "-q", "--store", "h.db")
    return small


def seal() -> str:
    with closing(open_store(os.path.abspath("h.db"))) as store:
        found = store.seal()
    assert found is not None
    return found


def forge(statement: str) -> None:
    with closing(sqlite3.connect("h.db", isolation_level=None)) as connection:
        connection.execute(statement)


def test_verify_says_what_is_proven(polled: Path, run: Run) -> None:
    code, out, err = run("verify", "--store", "h.db")
    first, second, third = out.splitlines()
    assert (code, err) == (Exit.OK, "")
    assert first == "seals that fit: 2; figures as they were sealed: 3"
    assert second.startswith("sealed from 20")
    assert third == f"last seal: {seal()}"
    assert not run("verify", "--store", "h.db", language="zh")[1].isascii()


def test_verify_names_the_first_bad_seal_and_ends_with_1(polled: Path, run: Run) -> None:
    forge("UPDATE vintage SET value = '10' WHERE id = 3")
    code, out, err = run("verify", "--store", "h.db")
    assert (code, err) == (Exit.CROSSED, "")
    assert out.splitlines()[0] == "seals that fit: 1; figures as they were sealed: 2"
    assert out.splitlines()[-1].startswith("seal 2 (20")
    assert "does not fit" in out


def test_a_seal_from_an_old_snapshot_is_asked_for(polled: Path, run: Run) -> None:
    code, out, _ = run("verify", "--store", "h.db", "--seal", seal())
    assert (code, out.splitlines()[-1]) == (
        Exit.OK,
        "the seal that was given is that of tick 2: up to there nothing was cut off or made anew",
    )
    code, out, _ = run("verify", "--store", "h.db", "--seal", "0123456789abcdef")
    assert code == Exit.CROSSED
    assert "no seal 0123456789abcdef is in the history" in out
    assert run("verify", "--store", "h.db", "--seal", "12")[0] == Exit.USAGE


def test_a_history_that_is_not_there_proves_nothing_and_is_not_made(small: Path, run: Run) -> None:
    """A mistyped path must not pass for a sound history."""
    for verb in (("verify",), ("store", "check")):
        assert run(*verb, "--store", "h.db") == (Exit.STORE, "there is nothing in the history yet\n", "")
    assert not (small / "h.db").exists()


def test_check_looks_at_the_database_too(polled: Path, run: Run) -> None:
    """A damaged file is 4, a changed history 1."""
    assert run("store", "check", "--store", "h.db")[0] == Exit.OK
    forge("UPDATE vintage SET value = '10' WHERE id = 3")
    assert run("store", "check", "--store", "h.db")[0] == Exit.CROSSED
    with closing(sqlite3.connect("h.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray((polled / "h.db").read_bytes())
    data[4096 * 2 : 4096 * 9] = b"\xa5" * (4096 * 7)
    (polled / "h.db").write_bytes(data)
    code, _, err = run("store", "check", "--store", "h.db")
    assert code == Exit.STORE
    assert "damaged" in err


def test_a_backup_is_whole_while_somebody_writes(polled: Path, run: Run) -> None:
    """It holds what stands in the log, has the same seal, and never takes the place of a file."""
    with closing(open_store(os.path.abspath("h.db"), write=True)):
        code, out, err = run("store", "backup", "copy.db", "--store", "h.db")
        assert (code, err) == (Exit.OK, "wrote copy.db, opened it and found it the same\n")
        assert out.splitlines()[-1] == f"last seal: {seal()}"
    before = (polled / "copy.db").read_bytes()
    code, _, err = run("store", "backup", "copy.db", "--store", "h.db")
    assert (code, (polled / "copy.db").read_bytes()) == (Exit.OUTPUT, before)
    assert sorted(name for name in os.listdir() if name.startswith("copy")) == ["copy.db"]
    assert (
        run("snapshot", "--format", "json", "--store", "copy.db", "--as-of", "2099-01-01", "-q")[1]
        == (run("snapshot", "--format", "json", "--store", "h.db", "--as-of", "2099-01-01", "-q")[1])
    )


def test_a_backup_that_cannot_be_written_leaves_nothing(polled: Path, run: Run) -> None:
    code, _, err = run("store", "backup", "nowhere/copy.db", "--store", "h.db")
    assert code == Exit.OUTPUT
    assert "nowhere/copy.db could not be written: there is no such file or folder" in err


@pytest.mark.parametrize("words", [("backup", "copy.db", "--store", "typo.db"), ("copy", "typo.db", "copy.db")])
def test_a_history_that_is_not_there_has_no_copy(polled: Path, run: Run, words: tuple[str, ...]) -> None:
    """A mistyped path passes for nothing, and leaves nothing."""
    code, out, err = run("store", *words)
    assert (code, out) == (Exit.STORE, "")
    assert f"there is no history at {polled / 'typo.db'}" in err
    assert not list(polled.glob("copy.db*"))


def test_a_copy_is_the_same_history(polled: Path, run: Run) -> None:
    """Into an empty store only."""
    code, out, _ = run("store", "copy", "h.db", "other.db")
    assert (code, out.splitlines()[-1]) == (Exit.OK, f"last seal: {seal()}")
    with closing(open_store(os.path.abspath("h.db"))) as one, closing(open_store(os.path.abspath("other.db"))) as other:
        assert one.entries("aides") == other.entries("aides")
        assert one.source_states() == other.source_states()
    code, _, err = run("store", "copy", "h.db", "other.db")
    assert code == Exit.STORE
    assert "holds a history already" in err


def test_a_copy_can_be_written_on(polled: Path, run: Run) -> None:
    run("store", "copy", "h.db", "other.db")
    (polled / "drop.csv").write_text("id,year,figure\naides,2022,7\nsites,2022,3\n", encoding="utf-8")
    assert run("poll", "-q", "--store", "other.db")[:2] == (Exit.OK, "aides 2022: 9 persons -> 7 persons\n")
    assert run("verify", "--store", "other.db")[0] == Exit.OK


def test_pruning_says_how_much_went(polled: Path, run: Run) -> None:
    """Nothing of today; a day that is to come is a mistake."""
    assert run("store", "prune", "--before", "2020-01-01", "--store", "h.db") == (
        Exit.OK,
        "",
        "figures dropped that were replaced before 2020-01-01: 0\n",
    )
    assert run("store", "prune", "--before", "2999-01-01", "--store", "h.db")[0] == Exit.USAGE
    assert run("store", "prune", "--before", "soon", "--store", "h.db")[0] == Exit.USAGE
    assert run("store", "prune", "--store", "h.db")[0] == Exit.USAGE


@pytest.mark.parametrize(
    "arguments", [("check", "x"), ("backup",), ("copy", "a"), ("copy", ":memory:", "b.db"), ("burn",)], ids=" ".join
)
def test_what_is_not_said_clearly_is_not_done(arguments: tuple[str, ...], polled: Path, run: Run) -> None:
    code, out, _ = run("store", *arguments, "--store", "h.db")
    assert (code, out) == (Exit.USAGE, "")
