"""What is wrong with the history, in the words and with the exit codes that robustness.md asks for, verb by verb."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.test_verbs import run, small
from tui.cli import Exit
from tui.store import open_store

__all__ = ["small"]


@pytest.fixture
def store(small: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A history with one tick."""
    place = small / "history.db"
    assert run(capsys, "--store", str(place), "poll", "-q")[0] == Exit.OK
    return place


def garbage(place: Path) -> None:
    place.write_text("no database at all", encoding="utf-8")


def empty(place: Path) -> None:
    place.write_bytes(b"")


def cut(place: Path) -> None:
    place.write_bytes(place.read_bytes()[:3000])


def link(place: Path) -> None:
    place.unlink()
    place.symlink_to(place.with_name("nowhere.db"))


def newer(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA user_version = 9")


READING = ("snapshot", "verify", "store check", "history aides", "explain aides", "poll", "collect --once")


@pytest.mark.parametrize("verb", READING)
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (garbage, "{path} is not a SQLite database; it was left as it is"),
        (empty, "the store {path} is an empty file; restore a backup, or delete the file to begin a new history"),
        (cut, "the store {path} is damaged and was left as it is; restore a backup"),
        (link, "the store {path} is a link to {path.parent}/nowhere.db, which does not exist; nothing was created"),
    ],
    ids=["garbage", "empty", "cut", "link"],
)
def test_what_is_no_store_is_left_as_it_is(
    damage: Callable[[Path], None], said: str, verb: str, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every verb says the same and ends with 4; the file is as it was, and nothing is beside it (T5)."""
    for beside in ("-wal", "-shm"):
        Path(f"{store}{beside}").unlink(missing_ok=True)
    damage(store)
    before = store.read_bytes() if store.exists() else None
    code, out, err = run(capsys, "--store", str(store), "--lang", "en", *verb.split())
    assert (code, out) == (Exit.STORE, "")
    assert err == f"zhibiao: {said.format(path=store)}\n"
    assert (store.read_bytes() if store.exists() else None) == before
    assert not store.with_name("nowhere.db").exists()


@pytest.mark.parametrize("verb", READING)
def test_a_newer_store_is_told_with_both_versions(verb: str, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """T6."""
    with closing(sqlite3.connect(store)) as connection:
        (known,) = connection.execute("PRAGMA user_version").fetchone()
    newer(store)
    code, _, err = run(capsys, "--store", str(store), "--lang", "en", *verb.split())
    assert code == Exit.STORE
    assert err == f"zhibiao: the store {store} is version 9; this program knows versions up to {known}\n"


@pytest.mark.parametrize("verb", ["poll", "collect --once", "record aides 3 --period 2022 --document x"])
def test_a_missing_directory_is_told_with_the_command(
    verb: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """T3: a history must not begin anew because a disk was not mounted."""
    place = "/nonexistent/zhibiao/history.db"
    code, _, err = run(capsys, "--store", place, "--lang", "en", *verb.split())
    assert code == Exit.STORE
    directory = os.path.dirname(place)
    assert err == f"zhibiao: the store's directory {directory} does not exist; to make it: mkdir -p {directory}\n"


def test_a_second_collector_is_told_who_and_since_when(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """M2: by the clock of the place, whatever the machine's."""
    with closing(open_store(str(store), write=True)) as held, held.lock(datetime(2026, 3, 6, 2, 32, tzinfo=UTC)):
        told = {each: run(capsys, "--store", str(store), "--lang", each, "collect") for each in ("en", "zh")}
    assert {(code, out) for code, out, _ in told.values()} == {(Exit.LOCKED, "")}
    host, pid = os.uname().nodename, os.getpid()
    said = f"another collector is running: the lock is held by pid {pid} on {host} since 2026-03-06 10:32"
    assert told["en"][2] == f"zhibiao: {said}\n"
    assert all(part in told["zh"][2] for part in (host, str(pid), "2026-03-06 10:32"))


def test_an_edited_history_is_told_by_its_first_bad_seal(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """T12."""
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("UPDATE vintage SET value = 99")
        connection.commit()
    for verb in ("verify", "store check"):
        code, out, _ = run(capsys, "--store", str(store), "--lang", "en", *verb.split())
        assert code == Exit.CROSSED
        assert out.startswith("seal 1 (")
        assert ") does not fit: " in out


def test_who_looks_on_opens_without_a_collector(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """T4: a directory that cannot be written is no hindrance to reading; 0, as all is fresh."""
    store.parent.chmod(0o555)
    try:
        assert run(capsys, "--store", str(store), "snapshot", "-q")[0] == Exit.OK
    finally:
        store.parent.chmod(0o755)


@pytest.mark.parametrize("verb", ["history nosuch", "check --id nosuch"])
@pytest.mark.parametrize(("asked", "is_chinese"), [((), True), (("--lang", "en"), False)])
def test_what_fails_is_told_in_the_language_of_the_configuration(
    verb: str,
    asked: tuple[str, ...],
    is_chinese: bool,
    store: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As everything else is; `--lang` overrides it, and the locale counts only where neither says anything."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    config = store.with_name("indicators.toml")
    written = config.read_text(encoding="utf-8")
    config.write_text(written.replace("[dashboard]", '[dashboard]\nlanguage = "zh"', 1), encoding="utf-8")
    _, out, err = run(capsys, "--store", str(store), *verb.split(), *asked)
    assert any("\u4e00" <= character <= "\u9fff" for character in out + err) == is_chinese
