"""Where a SQLite store may stand, and what is never overwritten, repaired or made anew (T3, T5, T7)."""

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.figures import START, figure
from tui.errors import StoreError
from tui.store import Tick, open_store
from tui.store.place import network_file_system

MOUNTS = Path(__file__).parent / "mountinfo.txt"


def refusal(path: Path | str, *, write: bool) -> str:
    """The key of the error with which a store is refused."""
    with pytest.raises(StoreError) as caught:
        open_store(str(path), write=write)
    return caught.value.message.key


def foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (a)")
    connection.close()


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "store.empty"),
    "text": (lambda path: path.write_text("indicators, values\n" * 100), "store.not_a_database"),
    "short": (lambda path: path.write_bytes(b"SQLi"), "store.not_a_database"),
    "header alone": (lambda path: path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000), "store.not_a_database"),
    "another program's": (foreign_database, "store.foreign"),
}


@pytest.mark.parametrize("write", [False, True], ids=["reading", "writing"])
@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_store_of_ours_is_left_as_it_is(path: Path, kind: str, write: bool) -> None:
    """Not a byte of it changes, and nothing appears beside it."""
    make, key = BROKEN[kind]
    make(path)
    before = path.read_bytes()
    assert refusal(path, write=write) == key
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("write", [False, True], ids=["reading", "writing"])
def test_a_directory_or_a_pipe_is_no_store(path: Path, write: bool) -> None:
    path.mkdir()
    assert refusal(path, write=write) == "store.not_a_file"
    path.rmdir()
    os.mkfifo(path)
    assert refusal(path, write=write) == "store.not_a_file"


@pytest.mark.parametrize("write", [False, True], ids=["reading", "writing"])
def test_a_link_into_nothing_creates_nothing(path: Path, tmp_path: Path, write: bool) -> None:
    """SQLite itself would create what the link points to."""
    path.symlink_to(tmp_path / "elsewhere.db")
    assert refusal(path, write=write) == "store.dangling"
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_link_into_a_missing_directory_makes_none(path: Path, home: Path) -> None:
    path.symlink_to(home / "gone" / "history.db")
    assert refusal(path, write=True) == "store.dangling"
    assert not (home / "gone").exists()


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "what?.db", "#1.db", "file:x?mode=rwc.db", "\u6307\u6807.db"])
def test_any_name_is_a_name(tmp_path: Path, name: str) -> None:
    """Nothing in a path is read as a part of a URL."""
    place = tmp_path / name
    store = open_store(str(place), write=True)
    store.record(Tick(START, (figure("1"),)))
    store.close()
    reader = open_store(str(place))
    assert reader.history().latest("pufa.aides") is not None
    reader.close()
    assert {each.name for each in tmp_path.iterdir()} == {name, f"{name}-wal", f"{name}-shm"}


def test_a_link_to_a_store_is_that_store(path: Path, tmp_path: Path) -> None:
    """Both names lead to one file and to one lock."""
    store = open_store(str(path), write=True)
    link = tmp_path / "other" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    other = open_store(str(link), write=True)
    with store.lock():
        found = other.collector()
        assert found is not None
        assert found.held
    other.close()
    store.close()
    assert [each.name for each in link.parent.iterdir()] == ["link.db"]


def test_a_damaged_store_is_said_to_be_damaged(path: Path) -> None:
    """Cut off in the middle: no figure is invented, no page is repaired."""
    store = open_store(str(path), write=True)
    for number in range(50):
        store.record(Tick(START, tuple(figure(str(number), unit=f"{number}-{each}") for each in range(40))))
    store.close()
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").unlink()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError) as caught, closing(open_store(str(path))) as store:
        store.history()
    assert caught.value.message.key in {"store.damaged", "store.not_a_database"}
    assert path.read_bytes() == whole[: len(whole) // 2]


def test_a_missing_store_reads_as_an_empty_one(path: Path) -> None:
    """A first snapshot needs no poll before; nothing is created, and what a collector makes later is seen."""
    store = open_store(str(path))
    assert store.version() == 0
    assert store.history().latest("pufa.aides") is None
    assert store.source_states() == {}
    assert store.collector() is None
    assert list(path.parent.iterdir()) == []
    writer = open_store(str(path), write=True)
    writer.record(Tick(START, (figure("1"),)))
    assert store.version() != 0
    assert store.history().latest("pufa.aides") is not None
    store.close()
    writer.close()


def test_a_store_put_in_the_place_of_another_is_read_anew(path: Path, tmp_path: Path) -> None:
    """A restored backup, for instance."""
    for value, place in (("1", path), ("2", tmp_path / "backup.db")):
        writer = open_store(str(place), write=True)
        writer.record(Tick(START, (figure(value),)))
        writer.close()
    store = open_store(str(path))
    store.version()
    os.replace(tmp_path / "backup.db", path)
    for ending in ("-wal", "-shm"):
        os.replace(f"{tmp_path / 'backup.db'}{ending}", f"{path}{ending}")
    latest = store.history().latest("pufa.aides")
    assert latest is not None
    assert str(latest.value) == "2"
    store.close()


def test_a_disk_that_is_mounted_read_only_is_named_with_what_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not the permissions that are wrong (T3)."""
    real = os.statvfs

    class ReadOnly:
        f_flag = os.ST_RDONLY

    monkeypatch.setattr(os, "statvfs", lambda place: ReadOnly() if str(place) == str(tmp_path) else real(place))
    monkeypatch.setattr(os.path, "ismount", lambda place: str(place) == str(tmp_path))
    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path / "history.db"), write=True)
    assert caught.value.message.key == "store.directory.read_only"
    assert caught.value.message.values["command"] == f"mount -o remount,rw {tmp_path}"


def test_a_missing_directory_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    """A history must not begin anew because a disk was not mounted."""
    place = tmp_path / "not mounted" / "history.db"
    with pytest.raises(StoreError) as caught:
        open_store(str(place), write=True)
    assert caught.value.message.key == "store.directory.missing"
    assert caught.value.message.values["command"] == f"mkdir -p '{place.parent}'"
    assert not place.parent.exists()


def test_directories_below_home_are_made_for_the_user_alone(home: Path) -> None:
    """The store's usual place needs no preparation."""
    place = home / "state" / "zhibiao" / "history.db"
    open_store(str(place), write=True).close()
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("directory", "file"),
    [(0o700, 0o600), (0o750, 0o640), (0o2770, 0o660), (0o755, 0o644), (0o711, 0o600), (0o777, 0o664)],
    ids=lambda mode: f"{mode:o}",
)
def test_who_may_list_the_directory_may_read(tmp_path: Path, directory: int, file: int) -> None:
    """Whatever the umask: it would lock out the viewers that the administrator has let in."""
    place = tmp_path / "shared"
    place.mkdir()
    place.chmod(directory)
    umask = os.umask(0o077)
    try:
        store = open_store(str(place / "history.db"), write=True)
        with store.lock():
            store.record(Tick(START, (figure("1"),)))
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in place.iterdir()}
        store.close()
    finally:
        os.umask(umask)
    assert modes == dict.fromkeys(["history.db", "history.db-shm", "history.db-wal", "history.db.lock"], file)


@pytest.mark.parametrize(
    ("device", "kind"),
    [((0, 50), "nfs4"), ((0, 51), "cifs"), ((0, 52), "fuse.sshfs"), ((0, 53), ""), ((8, 1), ""), ((9, 9), "")],
)
def test_network_file_systems_are_known(device: tuple[int, int], kind: str) -> None:
    """By the kernel's own list of mounts; local ones, among them NTFS by FUSE on a block device, are fit."""
    with MOUNTS.open(encoding="utf-8") as mounts:
        assert network_file_system(mounts, os.makedev(*device)) == kind


@pytest.mark.parametrize("write", [False, True], ids=["reading", "writing"])
def test_a_network_file_system_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, write: bool
) -> None:
    """With the hint to use PostgreSQL (T7)."""
    open_store(str(path), write=True).close()
    device = path.stat().st_dev
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"40 30 {os.major(device)}:{os.minor(device)} / /srv rw,relatime - nfs4 server:/srv rw\n")
    monkeypatch.setattr("tui.store.place._MOUNTS", str(mounts))
    assert refusal(path, write=write) == "store.network"


def test_a_url_names_a_file_or_is_refused(path: Path) -> None:
    for slashes in ("sqlite://", "sqlite:///"):
        open_store(f"{slashes}{path}", write=True).close()
        assert path.exists()
    assert refusal("mysql://server/db", write=False) == "store.kind"
