"""Samples in the Prometheus text format are a table: a row a sample, a column a label."""

import pytest

from tests.sources.parts import brief, map_text, refusal
from tui.errors import SourceError
from tui.model.source import SourceMap
from tui.sources.samples import read_samples

TEXT = r"""# HELP cases_total Cases by state.
# TYPE cases_total counter
cases_total{state="concluded",court="a"} 152 1678075200000
cases_total{state="revoked", court="b \"two\" \\ \n",} 2.2e+01
up 1
rate NaN
"""


def test_labels_are_columns_and_lines_are_rows() -> None:
    table = read_samples(TEXT)
    assert table.header == ("__name__", "__value__", "__timestamp__", "state", "court")
    assert [(row.number, *row.cells.values()) for row in table.rows] == [
        (3, "cases_total", "152", "2023-03-06T04:00:00+00:00", "concluded", "a"),
        (4, "cases_total", "22", "", "revoked", 'b "two" \\ \n'),
        (5, "up", "1", "", "", ""),
        (6, "rate", "NaN", "", "", ""),
    ]


def test_samples_are_figures() -> None:
    mapping = SourceMap(
        "fuyi.cases",
        value="__value__",
        unit="state",
        recorded="__timestamp__",
        where={"__name__": "cases_total"},
        const={"period": "2022"},
    )
    found = map_text(TEXT, "prom", mapping)
    assert [row[1:4] for row in brief(found.observations)] == [("concluded", "2022", "152"), ("revoked", "2022", "22")]


def test_not_a_number_is_none() -> None:
    mapping = SourceMap("x.y", value="__value__", where={"__name__": "rate"}, const={"period": "2022"})
    with pytest.raises(SourceError) as refused:
        map_text(TEXT, "prom", mapping)
    assert refusal(refused.value) == "row 6, column __value__: NaN is not a number"


def test_openmetrics_counts_seconds_and_says_where_it_ends() -> None:
    table = read_samples('a_total{x="{}"} 1 1678075200.5 # {trace="y"} 0.5\n# EOF\n')
    assert list(table.rows[0].cells.values()) == ["a_total", "1", "2023-03-06T04:00:00.500000+00:00", "{}"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("up 1\nup", "the samples stop before their end"),
        ("up 1\nup 2", "the samples stop before their end"),
        ("up 1\nup\n", "line 2: not a sample"),
        ("up one\n", "line 1: not a sample"),
        ("up 1_000\n", "line 1: not a sample"),
        ('up{a="b" 1\n', "line 1: not a sample"),
        ('up{a="1",a="2"} 1\n', "line 1: not a sample"),
        ('up{__name__="x"} 1\n', "line 1: not a sample"),
        ("up 1 yesterday\n", "line 1: not a sample"),
        ("up 1 99999999999999999999\n", "line 1: not a sample"),
        ("<html>\n", "line 1: not a sample"),
    ],
)
def test_what_is_no_sample_is_named_by_its_line(text: str, words: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_samples(text)
    assert refusal(refused.value) == words


def test_a_number_too_wide_to_write_out_stays_as_it_is() -> None:
    assert read_samples("up 1e300\n").rows[0].cells["__value__"] == "1e300"
