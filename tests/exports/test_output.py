"""A file is the old one or the new one, whatever goes wrong, and nothing but a file is ever replaced."""

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.errors import OutputError
from tui.exports.output import write
from tui.words import LANGUAGES, Words


def key_of(path: str | Path, data: bytes | Iterator[bytes] = b"new") -> str:
    """The key of the error that writing ends in, said in both languages on the way."""
    with pytest.raises(OutputError) as caught:
        write(str(path), data)
    for language in LANGUAGES:
        assert Words(language).told(caught.value.message)
    return caught.value.message.key


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    """Bytes or pieces; nothing else is left in the folder."""
    target = tmp_path / "snapshot.json"
    write(str(target), b"first")
    assert target.read_bytes() == b"first"
    write(str(target), iter([b"sec", b"", b"ond"]))
    assert target.read_bytes() == b"second"
    assert names(tmp_path) == ["snapshot.json"]


def test_a_bare_name_is_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """cron jobs write into where they are."""
    monkeypatch.chdir(tmp_path)
    write("out.txt", b"x")
    assert names(tmp_path) == ["out.txt"]


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_the_mode_is_what_the_umask_says(tmp_path: Path, umask: int, mode: int) -> None:
    """A snapshot for a web server is readable when the administrator wants it so, and else not."""
    before = os.umask(umask)
    try:
        write(str(tmp_path / "x"), b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == mode


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """Whoever may place a link cannot make us write elsewhere."""
    (tmp_path / "precious").write_bytes(b"old")
    (tmp_path / "out").symlink_to("precious")
    (tmp_path / "dangling").symlink_to("nowhere")
    for name in ("out", "dangling"):
        write(str(tmp_path / name), b"new")
        assert not (tmp_path / name).is_symlink()
        assert (tmp_path / name).read_bytes() == b"new"
    assert (tmp_path / "precious").read_bytes() == b"old"
    assert not (tmp_path / "nowhere").exists()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """Folders, devices, pipes, and links to them stay what they are."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "to_folder").symlink_to("folder")
    (tmp_path / "null").symlink_to("/dev/null")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"")
    assert key_of(tmp_path / "folder") == "output.folder"
    assert key_of(tmp_path / "to_folder") == "output.folder"
    assert key_of(f"{tmp_path}/new/") == "output.folder"
    assert key_of(f"{tmp_path}/folder/") == "output.folder"
    assert key_of("") == "output.folder"
    assert key_of(tmp_path / "null") == "output.device"
    assert key_of("/dev/null") == "output.device"
    assert key_of("/dev/no-such-device") == "output.device"
    assert key_of(tmp_path / "pipe") == "output.device"
    assert key_of(tmp_path / "file" / "x") == "output.not_folder"
    assert key_of(tmp_path / "none" / "x") == "output.no_folder"
    assert key_of(tmp_path / ("x" * 300)) == "output.long_name"
    assert key_of(f"{tmp_path}/a\0b") == "output.name"
    assert names(tmp_path) == ["file", "folder", "null", "pipe", "to_folder"]


def test_a_named_folder_of_the_path_is_made_and_no_other(tmp_path: Path) -> None:
    """With the umask's mode; one that is there stays as it is; what is missing above it is told by its name."""
    target, year, month = tmp_path / "2027" / "01" / "out", tmp_path / "2027", tmp_path / "2027" / "01"
    before = os.umask(0o027)
    try:
        write(str(target), b"x", [str(year), str(month)])
    finally:
        os.umask(before)
    assert [stat.S_IMODE(each.stat().st_mode) for each in (year, month)] == [0o750, 0o750]
    write(str(target), b"y", [str(year), str(month)])
    assert target.read_bytes() == b"y"
    with pytest.raises(OutputError) as caught:
        write(str(tmp_path / "none" / "2027" / "out"), b"x", [str(tmp_path / "none" / "2027")])
    assert caught.value.message.key == "output.no_folder"
    assert caught.value.message.values["folder"] == str(tmp_path / "none")
    with pytest.raises(OutputError):
        write(str(tmp_path / "2028" / "fixed" / "out"), b"x", [str(tmp_path / "2028")])
    assert names(tmp_path) == ["2027", "2028"]
    assert names(tmp_path / "2028") == []


def test_what_stands_in_a_folders_place_is_told(tmp_path: Path) -> None:
    """A link to a folder is one, as in any path; one that leads nowhere is not, and nothing is made where it points."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "archive").mkdir()
    (tmp_path / "2027").symlink_to("archive")
    for name in ("file", "dangling"):
        with pytest.raises(OutputError) as caught:
            write(str(tmp_path / name / "out"), b"x", [str(tmp_path / name)])
        assert caught.value.message.key == "output.not_folder"
    assert not (tmp_path / "nowhere").exists()
    write(str(tmp_path / "2027" / "01" / "out"), b"x", [str(tmp_path / "2027"), str(tmp_path / "2027" / "01")])
    assert (tmp_path / "archive" / "01" / "out").read_bytes() == b"x"


def test_a_folder_that_another_run_makes_at_the_same_moment_is_as_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two cron jobs at midnight: whoever comes second finds it, with no moment between looking and making."""
    make = os.mkdir

    def other_was_faster(path: str) -> None:
        make(path)
        make(path)

    monkeypatch.setattr(os, "mkdir", other_was_faster)
    write(str(tmp_path / "2027" / "out"), b"x", [str(tmp_path / "2027")])
    assert (tmp_path / "2027" / "out").read_bytes() == b"x"


def test_long_and_strange_names_work(tmp_path: Path) -> None:
    """The temporary file's name fits even where the target's name takes all the room; any bytes are a name."""
    for name in ("x" * 255, "a b\n*", os.fsdecode(b"\xff\xfe" + b"\xe6\x8c" * 80)):
        write(str(tmp_path / name), b"x")
        assert (tmp_path / name).read_bytes() == b"x"


def test_an_error_among_the_pieces_keeps_the_old_file(tmp_path: Path) -> None:
    """What could not be finished is not begun: a bug or Ctrl-C half-way leaves neither a new file nor a trace."""

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    target = tmp_path / "out"
    target.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write(str(target), pieces())
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["out"]


def test_a_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    """The kernel itself refuses to write more; the program says so and the old file stands."""
    target = tmp_path / "out"
    target.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        key = key_of(target, iter([b"x" * 4096, b"y" * 100_000]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert key == "output.full"
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "output.full"),
        (errno.EDQUOT, "output.full"),
        (errno.EROFS, "output.denied"),
        (errno.EIO, "output.failed"),
    ],
)
def test_a_disk_that_fails_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str
) -> None:
    """A disk often fails only when bytes are forced to it."""

    def fails(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    target = tmp_path / "out"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fails)
    assert key_of(target) == key
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["out"]


def test_a_folder_that_is_not_confirmed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new file stands, but nobody may rely on it after a power cut; a file system without this duty is no fault."""
    force, failure = os.fsync, errno.EIO

    def fails(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(failure, os.strerror(failure))
        force(handle)

    monkeypatch.setattr(os, "fsync", fails)
    assert key_of(tmp_path / "out") == "output.unsettled"
    assert (tmp_path / "out").read_bytes() == b"new"
    failure = errno.EINVAL
    write(str(tmp_path / "out"), b"newer")
    assert (tmp_path / "out").read_bytes() == b"newer"


def test_bytes_are_forced_to_the_disk_before_the_name_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File, then name, then folder: in any other order a power cut can show an empty file."""
    events: list[str] = []
    force, rename = os.fsync, os.replace

    def forced(handle: int) -> None:
        events.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        force(handle)

    def renamed(source: str, target: str) -> None:
        events.append("name")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", forced)
    monkeypatch.setattr(os, "replace", renamed)
    write(str(tmp_path / "out"), b"x")
    assert events == ["file", "name", "folder"]


def test_old_leftovers_are_removed(tmp_path: Path) -> None:
    """A temporary file older than an hour belongs to a run that was killed; younger ones and others' stay."""
    for name, age in ((".out.1-a.tmp", 4000), (".out.2-b.tmp", 100), (".other.1-a.tmp", 4000), (".out.txt", 4000)):
        (tmp_path / name).write_bytes(b"")
        then = (tmp_path / name).stat().st_mtime - age
        os.utime(tmp_path / name, (then, then))
    (tmp_path / ".out.3-c.tmp").mkdir()
    write(str(tmp_path / "out"), b"x")
    assert names(tmp_path) == [".other.1-a.tmp", ".out.2-b.tmp", ".out.3-c.tmp", ".out.txt", "out"]


def test_kill_half_way_keeps_the_old_file(tmp_path: Path) -> None:
    """kill -9 between two pieces: the old file is whole, and the next run an hour later clears up."""
    target = tmp_path / "out"
    target.write_bytes(b"old")
    code = (
        "import sys; from tui.exports.output import write\n"
        "def pieces():\n"
        "    yield b'x' * 1_000_000\n"
        "    print('half', flush=True)\n"
        "    sys.stdin.read()\n"
        "write(sys.argv[1], pieces())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert target.read_bytes() == b"old"
    (left,) = [name for name in names(tmp_path) if name != "out"]
    then = (tmp_path / left).stat().st_mtime - 4000
    os.utime(tmp_path / left, (then, then))
    write(str(target), b"new")
    assert names(tmp_path) == ["out"]


def test_readers_never_see_a_part(tmp_path: Path) -> None:
    """While another process rewrites the file as fast as it can, every look finds one whole version."""
    target = tmp_path / "out"
    versions = [bytes([digit]) * 100_000 for digit in b"ab"]
    write(str(target), versions[0])
    code = (
        "import itertools, sys; from tui.exports.output import write\n"
        "print('ready', flush=True)\n"
        "for digit in itertools.cycle((b'a', b'b')): write(sys.argv[1], digit * 100_000)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(target)], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            assert all(target.read_bytes() in versions for _ in range(500))
        finally:
            process.kill()


def test_two_writers_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Overlapping cron jobs: the last one wins, whole."""
    target = tmp_path / "out"

    def pieces() -> Iterator[bytes]:
        yield b"slow"
        write(str(target), b"fast")
        assert target.read_bytes() == b"fast"
        yield b" and late"

    write(str(target), pieces())
    assert target.read_bytes() == b"slow and late"
    assert names(tmp_path) == ["out"]
