"""Files are read whole, within bounds, and never waited for (F1)."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.errors import RetryableError, SourceError
from tui.reading import digest, read_file, read_stamped, stamp


def test_the_bytes_and_their_stamp(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(b"a,b\n")
    data, seen = read_stamped(str(path), 4)
    assert data == read_file(str(path), 4) == b"a,b\n"
    assert seen == stamp(str(path))
    assert seen.size == 4
    path.write_bytes(b"a,b,c\n")
    assert stamp(str(path)).text != seen.text


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 << 30)


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda path: None, "missing"),
        (lambda path: path.mkdir(), "not_regular"),
        (os.mkfifo, "not_regular"),
        (lambda path: path.symlink_to("/dev/zero"), "not_regular"),
        (lambda path: path.symlink_to(path), "loop"),
        (sparse, "too_large"),
    ],
    ids=["missing", "directory", "pipe", "device", "loop", "sparse"],
)
def test_anything_else_is_refused_at_once(tmp_path: Path, make: Callable[[Path], None], key: str) -> None:
    """In CPU time under ten milliseconds, the bound of F1, and without waiting for anything."""
    path = tmp_path / "figures.csv"
    make(path)
    before = time.process_time()
    with pytest.raises(SourceError, match=rf"source\.file\.{key}"):
        read_file(str(path), 1000)
    assert time.process_time() - before < 0.01


def test_permission_is_asked_for_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal comes from the call itself."""
    path = tmp_path / "figures.csv"
    path.write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(SourceError, match=r"source\.file\.denied"):
        read_file(str(path), 10)


@pytest.mark.parametrize("path", ["", "nul\0", "x" * 5000, "/dev/null/x"])
def test_a_name_that_cannot_be_is_refused(path: str) -> None:
    with pytest.raises(SourceError, match=r"source\.file\."):
        read_file(path, 10)


def test_one_byte_too_many_is_too_many(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(b"x" * 11)
    with pytest.raises(SourceError) as refused:
        read_file(str(path), 10)
    assert refused.value.message == ("source.file.too_large", {"path": str(path), "limit": 10})


def test_a_file_that_grows_while_it_is_read_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(b"a,b\n")
    read = os.read

    def read_and_grow(opened: int, size: int) -> bytes:
        part = read(opened, size)
        if not part:
            with path.open("ab") as file:
                file.write(b"1,2\n")
        return part

    monkeypatch.setattr(os, "read", read_and_grow)
    with pytest.raises(RetryableError, match=r"source\.file\.changing"):
        read_file(str(path), 100)


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        with pytest.raises(SourceError):
            read_file(str(tmp_path), 10)
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("absent", [(), ("_sha2", "_sha256")], ids=["own", "OpenSSL"])
def test_a_digest_is_sha_256_wherever_it_comes_from(absent: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """The example of FIPS 180-4."""
    for name in absent:
        monkeypatch.setitem(sys.modules, name, None)
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
