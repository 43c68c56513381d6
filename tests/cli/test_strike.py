"""What a script sees when a system call fails under a verb: the right exit code, one line, and nothing lost (job 7)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT
from tests.strace import Struck, strike
from tui.cli.exits import Exit

POLLED = [
    (call, error, number)
    for call, error, numbers in (
        ("pwrite64", "ENOSPC", (9, 12, 17, 20)),
        ("pwrite64", "EIO", (10, 15)),
        ("fdatasync", "EIO", (1,)),
        ("pread64", "EIO", (1, 3)),
        ("openat", "EMFILE", (2, 3, 4)),
        ("mmap", "ENOMEM", (1,)),
    )
    for number in numbers
]
"""Calls on the store that a poll makes: those of the log's memory come first."""


@pytest.fixture
def store(small: Path) -> Path:
    """A store that was polled once."""
    place = small / "history.db"
    assert zhibiao(small, "poll").returncode == Exit.OK
    return place


def arguments(place: Path, *words: str) -> list[str]:
    """The command line of a verb."""
    return [
        "-m",
        "tui",
        *words,
        "-c",
        str(place / "indicators.toml"),
        "--store",
        str(place / "history.db"),
        "--lang",
        "en",
    ]


def zhibiao(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A verb that nothing happens to."""
    command = [sys.executable, *arguments(place, *words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def files(store: Path) -> list[Path]:
    """What SQLite keeps a store in."""
    return [store, Path(f"{store}-wal"), Path(f"{store}-shm")]


def is_told(done: Struck) -> bool:
    """Whether a failure was said in words."""
    return done.told.startswith("zhibiao: ") and "Traceback" not in done.told


@pytest.mark.parametrize(("call", "error", "number"), POLLED)
def test_a_poll_that_cannot_record_says_so(store: Path, call: str, error: str, number: int) -> None:
    """Exit code 4; the next poll records what this one could not."""
    (store.parent / "drop.csv").write_text("id,year,figure\naides,2022,13\nsites,2022,3\n", encoding="utf-8")
    done = strike(arguments(store.parent, "poll", "-q"), call, error, str(number), files(store))
    assert done.hits == 1
    assert done.code == Exit.STORE, done.told
    assert is_told(done)
    assert zhibiao(store.parent, "poll").returncode == Exit.OK
    assert "13" in zhibiao(store.parent, "history", "aides").stdout
    assert zhibiao(store.parent, "verify").returncode == Exit.OK


@pytest.mark.parametrize(("call", "error", "number"), [("pwrite64", "ENOSPC", 12), ("fdatasync", "EIO", 1)])
def test_a_figure_entered_by_hand_is_recorded_or_refused(store: Path, call: str, error: str, number: int) -> None:
    """Exit code 4, and it can be entered again."""
    entry = ("record", "aides", "14", "--period", "2022", "--document", "letter", "--reason", "recount")
    done = strike(arguments(store.parent, *entry), call, error, str(number), files(store))
    assert (done.code, done.hits) == (Exit.STORE, 1), done.told
    assert is_told(done)
    assert zhibiao(store.parent, *entry).returncode == Exit.OK
    assert zhibiao(store.parent, "history", "aides").stdout.count("letter") == 1


@pytest.mark.parametrize(
    ("call", "error"), [("write", "ENOSPC"), ("write", "EIO"), ("fsync", "EIO"), ("rename", "EIO"), ("rename", "EPERM")]
)
def test_a_file_that_cannot_be_written_leaves_the_old_one(store: Path, call: str, error: str) -> None:
    """Exit code 6, and no half of a file beside it."""
    target = store.parent / "out.json"
    target.write_text("old", encoding="utf-8")
    done = strike(arguments(store.parent, "snapshot", "--format", "json", "-o", str(target)), call, error, "1", ())
    assert (done.code, done.hits) == (Exit.OUTPUT, 1), done.told
    assert is_told(done)
    assert target.read_text(encoding="utf-8") == "old"
    assert [name for name in os.listdir(store.parent) if name.endswith(".tmp")] == []


@pytest.mark.parametrize(
    ("call", "error", "number"), [("openat", "EMFILE", 3), ("pread64", "EIO", 1), ("mmap", "ENOMEM", 1)]
)
def test_a_history_that_cannot_be_read_is_no_empty_one(store: Path, call: str, error: str, number: int) -> None:
    """A snapshot is not written at all: exit code 4."""
    done = strike(arguments(store.parent, "snapshot", "--format", "json"), call, error, str(number), files(store))
    assert (done.code, done.hits) == (Exit.STORE, 1), done.told
    assert is_told(done)
    assert done.said == ""
