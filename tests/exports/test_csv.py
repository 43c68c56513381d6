"""The long table opens in a spreadsheet and in a strict reader, and no text in it becomes a formula."""

import csv
from decimal import Decimal
from io import StringIO

import pytest

from tests.exports import case
from tui.exports import render, stream
from tui.exports.columns import COLUMNS, KEY
from tui.exports.csv import guarded
from tui.model.indicator import Indicator
from tui.model.phrase import Phrase
from tui.model.snapshot import Assessment, Snapshot
from tui.words import Words


def rows(snapshot: Snapshot, *, raw: bool = False) -> list[dict[str, str]]:
    """The table as a strict reader finds it."""
    text = render(snapshot, "csv", Words("zh"), raw=raw).decode("utf-8" if raw else "utf-8-sig")
    header, *lines = list(csv.reader(StringIO(text, newline=""), strict=True))
    assert header == [column.name for column in COLUMNS]
    return [dict(zip(header, line, strict=True)) for line in lines]


@pytest.mark.parametrize("raw", [False, True])
def test_every_series_has_its_row(raw: bool) -> None:
    """Same order as in the snapshot, as many cells as columns, a key that no two rows share."""
    found = rows(case.snapshot(), raw=raw)
    assert [row["id"] for row in found] == [each.id for each in case.assessments()]
    assert len({tuple(row[name] for name in KEY) for row in found}) == len(found)


def test_an_empty_snapshot_has_a_header() -> None:
    """A file without rows still says what its columns are."""
    assert rows(case.empty()) == []


def test_the_mark_is_for_spreadsheets_alone() -> None:
    """Excel needs it to read Chinese, machines stumble over it."""
    assert render(case.snapshot(), "csv", Words("zh")).startswith(b"\xef\xbb\xbfas_of,")
    assert render(case.snapshot(), "csv", Words("zh"), raw=True).startswith(b"as_of,")


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201", "\tx", "\rx", "\nx"]
)
def test_text_is_no_formula(text: str) -> None:
    """An apostrophe before what a spreadsheet would run, also where it is written in full-width characters."""
    assert guarded(text) == f"'{text}"
    indicator = Indicator("a", Phrase(text, text), owner=text)
    snapshot = case.empty()._replace(assessments=(Assessment(indicator, text, missing_units=(text,)),))
    (row,) = rows(snapshot)
    for name in ("unit", "name_zh", "name_en", "owner", "missing_units"):
        assert not row[name].startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n"))
    (row,) = rows(snapshot, raw=True)
    assert row["owner"].removeprefix("\ufffd") == text.lstrip("\t\r\n")


def test_cells_are_quoted_as_python_does() -> None:
    """The same bytes as from the standard library's writer, whatever stands in a text."""
    text = 'one, "two"'
    indicator = Indicator("a", Phrase(text, '"'), group=",", owner="plain", unit_measure="a;b", basis=" ")
    hostile = Assessment(indicator, '""', missing_units=("\r\n", "a,b"), flag="\n")
    snapshot = case.snapshot()._replace(assessments=(hostile, *case.assessments()))
    written = render(snapshot, "csv", Words("zh"), raw=True).decode()
    again = StringIO(newline="")
    csv.writer(again).writerows(csv.reader(StringIO(written, newline=""), strict=True))
    assert again.getvalue() == written
    assert rows(snapshot, raw=True)[0]["name_zh"] == text


def test_a_negative_number_stays_one() -> None:
    """The guard is for text."""
    (row,) = (row for row in rows(case.snapshot()) if row["id"] == "yingsu.lost")
    assert Decimal(row["progress_raw"]) == Decimal("-0.146497")


def test_nothing_steers_a_terminal() -> None:
    """`cat` of the file is harmless."""
    for raw in (False, True):
        text = render(case.snapshot(), "csv", Words("zh"), raw=raw).decode().removeprefix("\ufeff")
        assert all(char.isprintable() or char in "\r\n" for char in text)


def test_pieces_make_the_whole() -> None:
    """A large table is written piece by piece."""
    many = case.snapshot()._replace(assessments=case.assessments() * 100)
    pieces = list(stream(many, "csv", Words("zh")))
    assert len(pieces) > 2
    assert len(rows(many)) == 1400
