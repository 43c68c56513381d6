"""Files as sources: read whole and only when they changed, refused at once where they cannot be figures (F1 to F5)."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.sources.parts import FIXTURES, NEVER, NOW, brief, read, refusal, said, source
from tui.errors import SourceError
from tui.model.source import Source, SourceMap, Validators
from tui.sources.file import Reader

MAP = SourceMap("x.y", unit="unit", value="value", const={"period": "2022"})


def written(path: Path, text: str | bytes, age: timedelta = timedelta(days=1)) -> Path:
    """A file that was last written so long before `NOW`."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    moment = (NOW - age).timestamp()
    os.utime(path, (moment, moment))
    return path


def failure(declared: Source) -> str:
    with pytest.raises(SourceError) as refused:
        read(declared)
    return refusal(refused.value)


def test_a_table_and_what_came_with_it(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "unit,value\na,1\n")
    reading = read(source(str(path), MAP))
    assert brief(reading.observations) == [("x.y", "a", "2022", "1", "A")]
    assert (reading.retrieved, reading.unchanged, reading.encoding, reading.size) == (NOW, False, "utf-8", 15)
    assert reading.observations[0].provenance.sha256 == reading.sha256
    assert reading.warning is None


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.csv", "unit,value\na,1\n")
    known = read(source(str(path), MAP)).validators

    def never(*_: object) -> int:
        raise AssertionError("opened")

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", never)
        again = read(source(str(path), MAP), known)
    assert again.unchanged
    assert again.observations == ()
    assert again.validators == known
    written(path, "unit,value\na,2\n")
    assert brief(read(source(str(path), MAP), known).observations) == [("x.y", "a", "2022", "2", "A")]


def test_a_file_written_just_now_is_read_once_more(tmp_path: Path) -> None:
    """It may be written again within the same tick of its clock, and show the same stamp."""
    path = written(tmp_path / "a.csv", "unit,value\na,1\n", timedelta(seconds=1))
    assert read(source(str(path), MAP)).validators == NEVER


def test_json_by_its_ending_or_as_declared(tmp_path: Path) -> None:
    mapping = SourceMap("x.y", value="$.n", const={"period": "2022"})
    by_ending = written(tmp_path / "a.json", '{"n": 1}')
    declared = written(tmp_path / "figures", '{"n": 2}')
    assert [row[3] for row in brief(read(source(str(by_ending), mapping)).observations)] == ["1"]
    assert [row[3] for row in brief(read(source(str(declared), mapping, format="json")).observations)] == ["2"]
    assert failure(source(str(declared), mapping)).endswith(
        "figures: neither its ending nor its content type tells the format; set format"
    )


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_what_spreadsheets_save_is_read_and_the_encoding_told(tmp_path: Path, codec: str) -> None:
    text = (FIXTURES / "units.csv").read_text(encoding="utf-8")
    unit, year, value = text.splitlines()[0].split(",")
    path = written(tmp_path / "a.csv", text.encode(codec))
    reading = read(source(str(path), SourceMap("x.y", unit=unit, period=year, value=value)))
    assert [row[1:4] for row in brief(reading.observations)] == [
        (text.splitlines()[number].split(",")[0], "2022", figure) for number, figure in ((1, "12"), (2, "5"))
    ]
    assert reading.encoding == {"utf-8-sig": "utf-8", "gbk": "gb18030"}.get(codec, codec)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 << 30)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.mkdir(), "not a regular file"),
        (os.mkfifo, "not a regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "not a regular file"),
        (lambda path: path.symlink_to(path), "its links lead in a circle"),
        (sparse, "larger than 5242880 bytes"),
    ],
    ids=["missing", "directory", "pipe", "device", "loop", "sparse"],
)
def test_what_is_no_file_of_figures_is_refused_at_once(
    tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    """F1; a second reading takes no more than 10 ms of this process, threads included."""
    path = tmp_path / "a.csv"
    make(path)
    declared = source(str(path), MAP)
    assert failure(declared) == f"{path}: {words}"
    before = time.process_time()
    with pytest.raises(SourceError):
        asyncio.run(Reader({}).read(declared, NEVER, NOW))
    assert time.process_time() - before < 0.01


def test_a_file_that_keeps_changing_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """F2: three tries, a second apart."""
    path = written(tmp_path / "a.csv", "unit,value\na,1\n")
    grown, pauses = 0, []
    real = os.read

    def growing(opened: int, size: int) -> bytes:
        nonlocal grown
        part = real(opened, size)
        if not part and grown < limit:
            grown += 1
            with path.open("ab") as file:
                file.write(b"b,2\n")
        return part

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(os, "read", growing)
    reader = Reader({}, pause=pause)
    limit = 3
    with pytest.raises(SourceError) as refused:
        asyncio.run(reader.read(source(str(path), MAP), NEVER, NOW))
    assert refusal(refused.value) == f"{path}: keeps changing while it is read"
    assert pauses == [1.0, 1.0]
    limit = 5
    reading = asyncio.run(
        reader.read(source(str(path), SourceMap("x.y", take="count", const={"period": "2022"})), NEVER, NOW)
    )
    assert brief(reading.observations) == [("x.y", "", "2022", "6", "A")], "the third try found it at rest"


def test_an_old_file_is_taken_and_called_stale(tmp_path: Path) -> None:
    """F3: also when it is unchanged."""
    path = written(tmp_path / "a.csv", "unit,value\na,1\n", timedelta(hours=2))
    declared = source(str(path), MAP, max_age=3600.0)
    reading = read(declared)
    assert len(reading.observations) == 1
    assert said(reading.warning) == "not written since 2023-03-06 10:00, longer ago than max_age allows"
    again = read(declared, reading.validators)
    assert again.unchanged
    assert again.warning == reading.warning
    assert read(source(str(path), MAP, max_age=7201.0)).warning is None


def test_a_file_from_the_future_is_taken_and_said(tmp_path: Path) -> None:
    """H14."""
    path = written(tmp_path / "a.csv", "unit,value\na,1\n", -timedelta(hours=1))
    assert said(read(source(str(path), MAP)).warning) == "its clock is ahead of ours: it says 2023-03-06 13:00"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"unit,value\na,1\nb,\0\n", "row 3: a NUL character"),
        (b'unit,value\na,1\n"b,2\n', "row 3: a quote is opened and never closed"),
        (b"unit,value\na,1\nb\n", "row 3: 1 cells where the header has 2"),
        (b"unit,value,unit\na,1,b\n", "row 1: the column unit stands twice in the header"),
        (b"unit;value\na;1\n", "the header is one column with “;” in it; the declared delimiter is “,”"),
        (b"", "the table is empty: it has no header"),
        (b"unit,value\na,1,234\n", "row 2: 3 cells where the header has 2"),
        (b'unit,value\na,"1,234"\n', "row 2, column value: 1,234 is not a number"),
        (b"unit,value\na,12.5%\n", "row 2, column value: 12.5% is not a number"),
        (b"unit,value\na,\xef\xbc\x91\xef\xbc\x92\n", "row 2, column value: \uff11\uff12 is not a number"),
        (b"unit,value\na,1_000\n", "row 2, column value: 1_000 is not a number"),
        (b"unit,value\na,nan\n", "row 2, column value: nan is not a number"),
        (b"unit,value\na,1e999\n", "row 2, column value: 1e999 is not a number"),
        (b"unit,value\na,#N/A\n", "row 2, column value: #N/A is not a number"),
        (b"unit,value\n\x81\xff,1\n", "not UTF-8 / GB18030 text: byte 11 cannot be read"),
    ],
)
def test_a_table_that_is_wrong_is_refused_whole(tmp_path: Path, data: bytes, words: str) -> None:
    """F4 and F5: the row is named, nothing is guessed."""
    path = written(tmp_path / "a.csv", data)
    assert failure(source(str(path), MAP)) == words


def test_a_file_on_a_drive_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread is stuck; the reading, and the end of the program, are not."""
    path = written(tmp_path / "a.csv", "unit,value\na,1\n")
    real, freed = os.stat, threading.Event()

    def stuck(place: object, *arguments: object, **options: object) -> os.stat_result:
        if place == str(path):
            freed.wait(60)
        return real(str(place))

    monkeypatch.setattr(os, "stat", stuck)
    before = time.monotonic()
    assert failure(source(str(path), MAP, timeout=0.1)) == f"{path}: not read within 0.1 s"
    assert time.monotonic() - before < 10
    freed.set()


def test_a_kind_that_cannot_be_read_fails_alone() -> None:
    assert failure(source("", MAP, kind="odd")) == "sources of type odd cannot be read by this version"
    assert failure(source("/a.xlsx", MAP)) == "/a.xlsx: no such file"


def test_validators_of_another_kind_do_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "unit,value\na,1\n")
    known = Validators('"etag"', "yesterday", "0" * 64)
    assert not read(source(str(path), MAP), known, now=datetime(2024, 1, 1, tzinfo=UTC)).unchanged
