"""CSV is read strictly: every refusal names the row (F4)."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import SourceError
from tui.reading.table import Row, read_table


def test_rows_by_column_with_the_numbers_of_a_spreadsheet() -> None:
    table = read_table('unit , value\r\na,1\r\n\r\n"b\nb",\r\n,,\r\nc,"x ""y"""\r\n'.replace(",,", ","))
    assert table.header == ("unit", "value")
    assert table.rows == (
        Row(2, {"unit": "a", "value": "1"}),
        Row(4, {"unit": "b\nb", "value": ""}),
        Row(6, {"unit": "c", "value": 'x "y"'}),
    )


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert read_table("a,b\n").rows == ()


def test_a_declared_delimiter() -> None:
    assert read_table("a;b\n1;2,5\n", ";").rows[0].cells == {"a": "1", "b": "2,5"}


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("", "empty", {}),
        ("\n\n,\n", "empty", {}),
        ("a,b\n1,2\n3,\0\n", "nul", {"row": 3}),
        ('a,b\n1,2\n"3,4\n5,6\n', "unclosed", {"row": 3}),
        ('a,b\n1,"2"x\n', "quoting", {"row": 2}),
        ("a,b\n1,2\n3\n", "ragged", {"row": 3, "expected": 2, "found": 1}),
        ("a,b\n1,2,3\n", "ragged", {"row": 2, "expected": 2, "found": 3}),
        ("a,b,a \n1,2,3\n", "duplicate_column", {"row": 1, "column": "a"}),
        ("a;b\n1;2\n", "delimiter", {"declared": ",", "found": ";"}),
        ("a\tb\n1\t2\n", "delimiter", {"declared": ",", "found": "\\t"}),
        ("a,b\n1," + "x" * 140_000, "cell_too_long", {"row": 2, "limit": 131_072}),
        (",".join(f"c{n}" for n in range(1001)), "too_many_columns", {"limit": 1000}),
        ("a,b\n" + "1,2\n" * 100_001, "too_many_rows", {"limit": 100_000}),
    ],
    ids=lambda each: each if isinstance(each, str) and each.isidentifier() else "",
)
def test_what_is_refused_and_where(text: str, key: str, values: dict[str, object]) -> None:
    with pytest.raises(SourceError) as refused:
        read_table(text)
    assert refused.value.message == (f"source.csv.{key}", values)


@given(
    st.lists(st.tuples(st.text("ab ", max_size=3), st.text("ab ", max_size=3))),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(",;\t"),
    st.booleans(),
)
def test_what_is_not_quoted_reads_as_with_the_standard_reader(
    rows: list[tuple[str, str]], end: str, delimiter: str, ended: bool
) -> None:
    """The same rows and numbers, however lines end."""
    text = end.join(delimiter.join(row) for row in [("x", "y"), *rows]) + end * ended
    known = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1)
    found = [(row.number, list(row.cells.values())) for row in read_table(text, delimiter).rows]
    assert found == [(number, cells) for number, cells in known if any(cells)][1:]
