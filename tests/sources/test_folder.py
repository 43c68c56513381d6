"""A pattern stands for many files, one a unit: together one answer, in an order that is declared."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.sources.parts import NOW, brief, read, refusal, source
from tui.errors import SourceError
from tui.model.source import Source, SourceMap

BY_STAR = SourceMap("x.y", unit="*", value="value", const={"period": "2022"})
PLAIN = SourceMap("x.y", value="value", const={"period": "2022"})


def written(path: Path, text: str, hours: int = 24) -> None:
    path.write_text(text, encoding="utf-8")
    moment = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(path, (moment, moment))


def folder(path: Path, mapping: SourceMap = BY_STAR, pattern: str = "*.csv", **fields: Any) -> Source:
    return source(str(path / pattern), mapping, **fields)


def failure(declared: Source) -> str:
    with pytest.raises(SourceError) as refused:
        read(declared)
    return refusal(refused.value)


def test_a_file_a_unit(tmp_path: Path) -> None:
    """The star is the unit; hidden files and lock files of office programs are none."""
    for name, figure in (("b", 2), ("a", 1), (".hidden", 8), ("~$a", 9)):
        written(tmp_path / f"{name}.csv", f"value\n{figure}\n")
    written(tmp_path / "other.txt", "value\n7\n")
    reading = read(folder(tmp_path))
    assert [row[1:4] for row in brief(reading.observations)] == [("a", "2022", "1"), ("b", "2022", "2")]
    assert [seen.provenance.locator for seen in reading.observations] == ["a.csv #2, value", "b.csv #2, value"]
    first, second = (seen.provenance.sha256 for seen in reading.observations)
    assert len({first, second, reading.sha256}) == 3


def test_the_star_may_stand_anywhere(tmp_path: Path) -> None:
    written(tmp_path / "v1-north-2022.csv", "value\n1\n")
    assert [row[1] for row in brief(read(folder(tmp_path, pattern="v?-*-2022.csv")).observations)] == ["north"]


def test_nothing_is_read_until_a_file_changes_comes_or_goes(tmp_path: Path) -> None:
    written(tmp_path / "a.csv", "value\n1\n")
    written(tmp_path / "b.csv", "value\n2\n")
    known = read(folder(tmp_path)).validators
    assert read(folder(tmp_path), known).unchanged
    written(tmp_path / "c.csv", "value\n3\n")
    assert not read(folder(tmp_path), known).unchanged
    (tmp_path / "c.csv").unlink()
    assert read(folder(tmp_path), known).unchanged
    (tmp_path / "b.csv").unlink()
    assert not read(folder(tmp_path), known).unchanged
    written(tmp_path / "b.csv", "value\n4\n")
    assert not read(folder(tmp_path), known).unchanged


def test_sums_go_over_all_files(tmp_path: Path) -> None:
    written(tmp_path / "a.csv", "value\n1\n")
    written(tmp_path / "b.csv", "value\n2\n")
    together = PLAIN._replace(take="sum")
    assert [row[3] for row in brief(read(folder(tmp_path, together)).observations)] == ["3"]


def test_files_that_disagree_need_a_declared_order(tmp_path: Path) -> None:
    """By name, or by when each was written, the last one counts; without either they must agree."""
    written(tmp_path / "a.csv", "value\n1\n", hours=1)
    written(tmp_path / "b.csv", "value\n2\n", hours=2)
    assert failure(folder(tmp_path, PLAIN)) == ("x.y: a.csv: row 2 and b.csv: row 2 state different figures for 2022")
    assert [row[3] for row in brief(read(folder(tmp_path, PLAIN, order="name")).observations)] == ["2"]
    assert [row[3] for row in brief(read(folder(tmp_path, PLAIN, order="modified")).observations)] == ["1"]
    written(tmp_path / "b.csv", "value\n2\n3\n", hours=2)
    assert failure(folder(tmp_path, PLAIN, order="name")) == (
        "x.y: b.csv: row 2 and b.csv: row 3 state different figures for 2022"
    )


def test_one_bad_file_is_named_and_nothing_is_taken(tmp_path: Path) -> None:
    written(tmp_path / "a.csv", "value\n1\n")
    written(tmp_path / "b.csv", "value\nmany\n")
    assert failure(folder(tmp_path)) == "b.csv: row 2, column value: many is not a number"
    written(tmp_path / "b.csv", "value,\n1\n")
    assert failure(folder(tmp_path)) == "b.csv: row 2: 1 cells where the header has 2"
    written(tmp_path / "b.csv", "other\n1\n")
    assert failure(folder(tmp_path)) == "b.csv: there is no column value; the columns are other"
    os.mkfifo(tmp_path / "c.csv")
    assert failure(folder(tmp_path)) == f"{tmp_path / 'c.csv'}: not a regular file"


def test_no_file_is_no_answer(tmp_path: Path) -> None:
    assert failure(folder(tmp_path)) == f"{tmp_path}/*.csv: no file matches"
    assert failure(folder(tmp_path / "nowhere")) == f"{tmp_path}/nowhere/*.csv: no file matches"


def test_files_are_bounded_each_and_together(tmp_path: Path) -> None:
    for number in range(21):
        written(tmp_path / f"{number:02}.csv", "value\n1\n" + "\n" * 92)
    assert read(folder(tmp_path, PLAIN, max_bytes=105)).observations
    assert failure(folder(tmp_path, PLAIN, max_bytes=100)) == f"{tmp_path}/*.csv: together larger than 2000 bytes"
    for number in (19, 20):
        (tmp_path / f"{number}.csv").unlink()
    assert failure(folder(tmp_path, PLAIN, max_bytes=99)).endswith("00.csv: larger than 99 bytes")


def test_a_name_that_is_no_text_is_shown_harmlessly(tmp_path: Path) -> None:
    written(tmp_path / os.fsdecode(b"a\xff\x1b[2J.csv"), "value\n1\n")
    (seen,) = read(folder(tmp_path)).observations
    assert seen.unit.isprintable()
    assert seen.provenance.locator.isprintable()
