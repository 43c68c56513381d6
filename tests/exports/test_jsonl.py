"""Lines of JSON hold what the JSON snapshot holds, a record each."""

import pytest

from tests.exports import case
from tests.exports.reread import document, exact
from tui.exports import Selection, render, stream
from tui.model.snapshot import Snapshot
from tui.words import Words

LISTS = {"indicators": "indicator", "groups": "group", "checks": "check", "sources": "source"}


@pytest.mark.parametrize("snapshot", [case.snapshot(), case.empty()], ids=["everything", "empty"])
def test_lines_make_the_document(snapshot: Snapshot) -> None:
    """Head first, then the records of each list in order, every name and digit as in the JSON form."""
    first, *records = map(exact, render(snapshot, "jsonl", Words("zh")).decode().splitlines())
    made = {name: value for name, value in first.items() if name != "record"}
    for name, kind in LISTS.items():
        made[name] = [
            {field: value for field, value in record.items() if field != "record"}
            for record in records
            if record["record"] == kind
        ]
    assert first["record"] == "snapshot"
    assert made == document(snapshot)
    assert [list(LISTS.values()).index(record["record"]) for record in records] == sorted(
        list(LISTS.values()).index(record["record"]) for record in records
    )


def test_a_line_ends_where_a_record_ends() -> None:
    """No text can break a line in two, whatever reader splits them."""
    data = render(case.snapshot(), "jsonl", Words("en"))
    assert data.endswith(b"}\n")
    assert len(data.decode().splitlines()) == data.count(b"\n")


def test_a_selection_is_named() -> None:
    """The first line says that it is a part."""
    first = exact(
        render(case.snapshot(), "jsonl", Words("en"), select=Selection(groups=("law",))).decode().split("\n")[0]
    )
    assert (first["selection"]["selected"], first["selection"]["of"]) == (5, 14)


def test_pieces_make_the_whole() -> None:
    """A large snapshot is never held as one text."""
    many = case.snapshot()._replace(assessments=case.assessments() * 100)
    assert len(list(stream(many, "jsonl", Words("zh")))) > 2
