"""Viewers without permission to write read all, whatever became of the collector (T3, T4; robustness 5, job 8)."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import line, python
from tests.store.figures import START, figure
from tui.store import Store, Tick, open_store

AS_ROOT = os.geteuid() == 0

USERS = (64001, 64002, 64003) if AS_ROOT else (os.geteuid(),)
"""Without root the viewer is the same user, whose right to write in the directory is taken away."""

GROUP = 64010 if AS_ROOT else os.getegid()

PROGRAM = """
import os, sys
import tui.store.sqlite, tui.store.sqlite_writer
from tui.errors import StoreError
from tui.store import open_store
path, user, write = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "write"
group = int(sys.argv[4]) if len(sys.argv) > 4 else user
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(group, group, group)
    os.setresuid(user, user, user)
try:
    store = open_store(path, write=write)
except StoreError as error:
    print(error.message.key, error.message.values.get("uid"), flush=True)
    sys.exit()
print("may collect" if store.may_collect() else "may only read", flush=True)
for asked in sys.stdin:
    latest = store.history().latest("pufa.aides")
    print(latest and latest.value, store.version() > 0, store.collector().held, flush=True)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A store in a directory that everybody may list and only its owner write."""
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o755)
        directory = Path(above) / "shared"
        directory.mkdir()
        directory.chmod(0o755)
        yield directory / "history.db"
        directory.chmod(0o755)


def close(place: Path) -> None:
    """Take from the owner what others lack anyway."""
    if not AS_ROOT:
        place.parent.chmod(0o555)


def said(viewer: subprocess.Popen[str]) -> str:
    """What a viewer sees at this moment."""
    assert viewer.stdin is not None
    viewer.stdin.write("\n")
    viewer.stdin.flush()
    return line(viewer)


def begun(place: Path) -> Store:
    store = open_store(str(place), write=True)
    store.record(Tick(START, (figure("0"),)))
    return store


@pytest.mark.parametrize("user", USERS)
def test_others_read_while_the_collector_runs(place: Path, user: int) -> None:
    """And see what is recorded after they opened the store."""
    store = begun(place)
    with store.lock():
        close(place)
        with python("-c", PROGRAM, str(place), str(user), "read") as viewer:
            assert line(viewer) == "may only read"
            for number in range(1, 20):
                store.record(Tick(START, (figure(str(number)),)))
                assert said(viewer) == f"{number} True True"
    store.close()


@pytest.mark.parametrize("user", USERS)
def test_others_read_after_the_collector_ended(place: Path, user: int) -> None:
    """The connection for reading was closed last, so that the log's files stay: nobody else could make them."""
    store = begun(place)
    store.lock().release()
    store.close()
    close(place)
    with python("-c", PROGRAM, str(place), str(user), "read") as viewer:
        assert line(viewer) == "may only read"
        assert said(viewer) == "0 True False"


@pytest.mark.parametrize("user", USERS)
def test_others_read_after_the_collector_was_killed(place: Path, user: int) -> None:
    with python("-m", "tests.store.writer", str(place)) as writer:
        for _ in range(5):
            line(writer)
        writer.kill()
        writer.wait()
    store = open_store(str(place), write=True)
    store.record(Tick(START, (figure("0"),)))
    store.close()
    close(place)
    with python("-c", PROGRAM, str(place), str(user), "read") as viewer:
        assert line(viewer) == "may only read"
        assert said(viewer) == "0 True False"


def test_a_group_is_let_in_by_the_directory(place: Path) -> None:
    """Mode 2750: what the collector makes there belongs to the group, who reads it; nobody else gets in."""
    os.chown(place.parent, -1, GROUP)
    place.parent.chmod(0o2750)
    before = os.umask(0o077)
    try:
        store = begun(place)
        with store.lock():
            store.record(Tick(START, (figure("1"),)))
    finally:
        os.umask(before)
    for ending in ("", "-wal", "-shm", ".lock"):
        found = Path(f"{place}{ending}").stat()
        assert (found.st_gid, found.st_mode & 0o777) == (GROUP, 0o640), ending
    with python("-c", PROGRAM, str(place), str(USERS[-1]), "read", str(GROUP)) as viewer:
        assert line(viewer) == "may only read" if AS_ROOT else "may collect"
        assert said(viewer) == "1 True False"
    if AS_ROOT:
        with python("-c", PROGRAM, str(place), str(USERS[0]), "read") as stranger:
            assert line(stranger) == f"store.unreadable {USERS[0]}"
    store.close()


@pytest.mark.parametrize("user", USERS)
def test_a_directory_that_cannot_be_written_is_named_with_the_user(place: Path, user: int) -> None:
    """For a store that is there, and for one that is to be made."""
    close(place)
    with python("-c", PROGRAM, str(place), str(user), "write") as writer:
        assert line(writer) == f"store.directory.unwritable {user}"
    place.parent.chmod(0o755)
    begun(place).close()
    close(place)
    with python("-c", PROGRAM, str(place), str(user), "write") as writer:
        assert line(writer) == f"store.directory.unwritable {user}"


@pytest.mark.parametrize("user", USERS)
def test_a_file_that_cannot_be_written_or_read_is_named_with_the_user(place: Path, user: int) -> None:
    """The directory alone does not help."""
    begun(place).close()
    place.parent.chmod(0o777)
    place.chmod(0o444)
    with python("-c", PROGRAM, str(place), str(user), "write") as writer:
        assert line(writer) == f"store.unwritable {user}"
    place.chmod(0o000)
    for right in ("read", "write"):
        with python("-c", PROGRAM, str(place), str(user), right) as viewer:
            assert line(viewer) == f"store.unreadable {user}"
