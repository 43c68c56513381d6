"""Documents become figures as the maps say, whole or not at all, and every refusal names the place."""

from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from tests.sources.parts import NOW, brief, map_text, refusal
from tui.errors import SourceError
from tui.model.source import SourceMap

DOCUMENT = """
{"data": {"concluded": 152, "rate": 14.47, "month": "2022-12", "none": null, "empty": [], "text": "many",
          "items": [{"rate": 1}, {"rate": 2.5}, {"rate": null}]},
 "units": [{"id": "a", "covered": true, "year": 2022, "stats": {"rate": 14.47}},
           {"id": "b", "covered": false, "year": 2022, "stats": {"rate": 0.1}},
           {"id": "c", "covered": null, "year": 2022, "stats": {"rate": 99}}],
 "nobody": [], "as_of": "2023-02-01"}
"""

TABLE = """unit_id,kind,year,covered,flag,recorded,note
a,big-data,2022,1,,2023-01-19,first
b,big-data,2022,<30,P,,
c,,2022,,,,blank
d,big-data,2022,-,O,,withheld
"""

FIXED = {"period": "2022"}


def figure(value: str, **more: Any) -> SourceMap:
    return SourceMap(**{"indicator": "x.y", "value": value, "const": FIXED, **more})


def test_one_figure_of_a_document() -> None:
    found = map_text(DOCUMENT, "json", SourceMap("fuyi.concluded", value="$.data.concluded", period="$.data.month"))
    assert brief(found.observations) == [("fuyi.concluded", "", "2022-M12", "152", "A")]
    (seen,) = found.observations
    assert seen.recorded == NOW
    assert seen.provenance.locator == "$.data.concluded"
    assert seen.provenance.sha256 == sha256(DOCUMENT.encode()).hexdigest()
    assert seen.provenance.retrieved == NOW


def test_fractions_are_exact() -> None:
    (seen,) = map_text(DOCUMENT, "json", figure("$.data.rate")).observations
    assert seen.value == Decimal("14.47")


def test_a_row_is_read_by_member_document_and_row_paths() -> None:
    """A plain name is a member, `$` the whole document, `@` the row."""
    mapping = SourceMap(
        "x.y", rows="$.units[*]", unit="id", value="@.stats.rate", period="$.data.month", recorded="$.as_of"
    )
    found = map_text(DOCUMENT, "json", mapping)
    assert brief(found.observations) == [
        ("x.y", "a", "2022-M12", "14.47", "A"),
        ("x.y", "b", "2022-M12", "0.1", "A"),
        ("x.y", "c", "2022-M12", "99", "A"),
    ]
    assert found.observations[1].provenance.locator == "$.units[1].stats.rate"


def test_true_is_one_false_is_none_covered_and_null_says_nothing() -> None:
    mapping = SourceMap("x.y", rows="$.units", unit="id", value="covered", period="year")
    found = map_text(DOCUMENT, "json", mapping)
    assert brief(found.observations) == [("x.y", "a", "2022", "1", "A"), ("x.y", "b", "2022", "0", "A")]


def test_filters_compare_numbers_and_values_stay_exact() -> None:
    """RFC 9535 compares as doubles; the library alone would find nothing among Decimals."""
    above = figure("covered", rows="$.units[?@.stats.rate > 10]", unit="id", take="count")
    found = map_text(DOCUMENT, "json", above._replace(value=""))
    assert [row[1:4] for row in brief(found.observations)] == [("a", "2022", "1"), ("c", "2022", "1")]
    equal = figure("@.stats.rate", rows="$.units[?@.stats.rate == 0.1]", unit="id")
    (seen,) = map_text(DOCUMENT, "json", equal).observations
    assert seen.value == Decimal("0.1")


def test_rows_of_a_table_with_filter_flag_note_and_vintage() -> None:
    mapping = SourceMap(
        "audit.units",
        unit="unit_id",
        value="covered",
        period="year",
        flag="flag",
        recorded="recorded",
        note="note",
        where={"kind": "big-data"},
    )
    found = map_text(
        TABLE, "csv", mapping, missing=("", "-"), document="Report", publisher="Bureau", published="2023-03-06"
    )
    assert brief(found.observations) == [
        ("audit.units", "a", "2022", "1", "A"),
        ("audit.units", "b", "2022", "<30", "P"),
        ("audit.units", "d", "2022", None, "O"),
    ]
    first = found.observations[0]
    assert first.recorded == datetime(2023, 1, 18, 16, tzinfo=UTC), "the start of that day in Asia/Shanghai"
    assert first.provenance[:5] == ("s", "Report", "", "Bureau", "2023-03-06")
    assert (first.provenance.locator, first.provenance.note) == ("#2, covered", "first")


def test_a_blank_filter_matches_a_blank_cell() -> None:
    mapping = SourceMap("x.y", unit="unit_id", period="year", where={"kind": ""}, take="count")
    assert brief(map_text(TABLE, "csv", mapping).observations) == [("x.y", "c", "2022", "1", "A")]


def test_an_indicator_named_in_the_row() -> None:
    text = "indicator,value,numerator,denominator\nfuyi.revoked_rate,14.47,22,152\n"
    mapping = SourceMap(
        "", indicator_column="indicator", value="value", numerator="numerator", denominator="denominator", const=FIXED
    )
    (seen,) = map_text(text, "csv", mapping).observations
    assert (seen.indicator, seen.numerator, seen.denominator) == ("fuyi.revoked_rate", Decimal(22), Decimal(152))


def test_numerator_and_denominator_alone_are_a_figure() -> None:
    (seen,) = map_text(
        "n,d\n22,152\n", "csv", SourceMap("x.y", numerator="n", denominator="d", const=FIXED)
    ).observations
    assert (seen.value, seen.flag, seen.numerator, seen.denominator) == (None, "A", Decimal(22), Decimal(152))


@pytest.mark.parametrize(
    ("take", "figures"),
    [("last", ["3"]), ("count", ["3"]), ("sum", ["6.5"])],
)
def test_several_rows_become_one(take: Any, figures: list[str]) -> None:
    found = map_text("v\n1\n2.5\n\n3\n", "csv", figure("v", take=take))
    assert [row[3] for row in brief(found.observations)] == figures


def test_several_values_of_a_path_become_one() -> None:
    path = "$.data.items[0:2].rate"
    assert [row[3] for row in brief(map_text(DOCUMENT, "json", figure(path, take="sum")).observations)] == ["3.5"]
    path = "$.data.items[*].rate"
    assert [row[3] for row in brief(map_text(DOCUMENT, "json", figure(path, take="count")).observations)] == ["2"]
    assert [row[3] for row in brief(map_text(DOCUMENT, "json", figure(path, take="last")).observations)] == ["2.5"]


def test_a_sum_with_a_missing_member_is_missing() -> None:
    """semantics.md section 6: never a smaller sum."""
    found = map_text("v\n1\n-\n3\n", "csv", figure("v", take="sum"), missing=("", "-"))
    assert brief(found.observations) == [("x.y", "", "2022", None, "O")]


def test_sums_are_exact_beyond_the_usual_digits() -> None:
    big, small = "9" * 35, "0." + "0" * 20 + "1"
    (seen,) = map_text(f"v\n{big}\n{small}\n", "csv", figure("v", take="sum")).observations
    assert f"{seen.value:f}" == big + small[1:]


def test_a_count_of_nothing_is_zero_where_the_map_says_of_what() -> None:
    """The list is there, and empty; for any other take nothing is said."""
    counted = map_text(DOCUMENT, "json", figure("", rows="$.nobody[*]", take="count"))
    assert brief(counted.observations) == [("x.y", "", "2022", "0", "A")]
    assert map_text(DOCUMENT, "json", figure("n", rows="$.nobody[*]", take="sum")).observations == ()
    assert map_text(DOCUMENT, "json", figure("n", rows="$.nobody[*]")).observations == ()
    by_year = SourceMap("x.y", rows="$.nobody[*]", period="year", take="count")
    assert map_text(DOCUMENT, "json", by_year).observations == ()


def test_the_elements_of_an_array_are_rows_and_so_are_lines() -> None:
    rows = '[{"v": 1, "p": "2021"}, {"v": 2, "p": "2022"}]'
    mapping = SourceMap("x.y", value="v", period="p")
    assert [row[3] for row in brief(map_text(rows, "json", mapping).observations)] == ["1", "2"]
    lines = '{"v": 1, "p": "2021"}\n\n{"v": 2, "p": "2022"}\n'
    assert [row[3] for row in brief(map_text(lines, "jsonl", mapping).observations)] == ["1", "2"]


def test_toml_has_dates_and_exact_numbers() -> None:
    text = "v = 14.47\nyear = 2022\nday = 2023-01-19\n"
    (seen,) = map_text(text, "toml", SourceMap("x.y", value="v", period="year", recorded="day")).observations
    assert (seen.value, seen.recorded) == (Decimal("14.47"), datetime(2023, 1, 18, 16, tzinfo=UTC))


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2023-01-19", datetime(2023, 1, 18, 16, tzinfo=UTC)),
        ("2023-01-19 10:30", datetime(2023, 1, 19, 2, 30, tzinfo=UTC)),
        ("2023-01-19T10:30:00Z", datetime(2023, 1, 19, 10, 30, tzinfo=UTC)),
        ("2023-01-19T10:30:00+09:00", datetime(2023, 1, 19, 1, 30, tzinfo=UTC)),
        ("", NOW),
    ],
)
def test_when_a_figure_was_recorded(written: str, instant: datetime) -> None:
    """A plain date is the start of that local day; a time without an offset is local; nothing is now."""
    (seen,) = map_text(f"v,r\n1,{written}\n", "csv", figure("v", recorded="r")).observations
    assert seen.recorded == instant


def test_a_figure_from_the_future_is_flagged_and_recorded_now() -> None:
    """H14: more than five minutes ahead of our clock."""
    found = map_text(
        "v,r\n1,2023-03-06T04:05:00Z\n2,2023-03-06T04:05:01Z\n", "csv", figure("v", recorded="r", unit="v")
    )
    assert [(seen.flag, seen.recorded > NOW) for seen in found.observations] == [("A", True), ("V", False)]
    assert found.ahead


def test_the_same_figure_twice_is_one() -> None:
    assert len(map_text("v\n1\n1.0\n", "csv", figure("v")).observations) == 1


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        (figure("$.data.items[3].rate"), "data.items[3].rate: not found"),
        (figure("$.data.none"), "data.none: no value"),
        (figure("$.data.empty"), "data.empty: no value"),
        (figure("$.data.text"), "data.text: many is not a number"),
        (figure("$.data"), "data: {…} is not a number"),
        (figure("$.units"), "units: […] is not a number"),
        (figure("$.data.items[*].rate"), "data.items[*].rate: 3 values where one was mapped"),
        (figure("concluded"), "concluded: not found"),
        (figure("v", rows="$.nowhere[*]"), "nowhere[*]: not found"),
        (figure("v", rows="$.data.nowhere"), "data.nowhere: not found"),
        (figure("v", rows="$.data.items[7]"), "data.items[7]: not found"),
        (figure("@.stats.mean", rows="$.units[*]"), "units[0].stats.mean: not found"),
        (figure("mean", rows="$.units[*]"), "units[0].mean: not found"),
        (figure("v", rows="$.data.items[*].rate"), "data.items[0].rate: not an object with members"),
        (
            SourceMap("x.y", value="$.data.rate", period="$.data.text"),
            "data.text: many is not a period such as 2022, 2022-Q4 or 2022-M06",
        ),
        (figure("$.data.rate", recorded="$.data.text"), "data.text: many is not a date such as 2023-03-06"),
        (figure("$.data.rate", flag="$.data.text"), "data.text: many is not a flag, one letter from A to Z"),
        (
            SourceMap("", indicator_column="$.data.month", value="$.data.rate", const=FIXED),
            "data.month: 2022-12 is not an indicator's id",
        ),
        (figure("$.data["), "$.data[: no JSONPath from character 8 on"),
    ],
)
def test_what_a_document_lacks_is_named_by_its_path(mapping: SourceMap, words: str) -> None:
    """H12."""
    with pytest.raises(SourceError) as refused:
        map_text(DOCUMENT, "json", mapping)
    assert refusal(refused.value) == words


@pytest.mark.parametrize(
    ("text", "mapping", "words"),
    [
        ("v\n1\n#N/A\n", figure("v", unit="v"), "row 3, column v: #N/A is not a number"),
        ('v\n1\n"1,234"\n', figure("v", unit="v"), "row 3, column v: 1,234 is not a number"),
        ("v\n1e999\n", figure("v"), "row 2, column v: 1e999 is not a number"),
        (
            "v,p\n1,2022-13\n",
            SourceMap("x.y", value="v", period="p"),
            "row 2, column p: 2022-13 is not a period such as 2022, 2022-Q4 or 2022-M06",
        ),
        (
            "v,r\n1,19.1.2023\n",
            figure("v", recorded="r"),
            "row 2, column r: 19.1.2023 is not a date such as 2023-03-06",
        ),
        ("v,f\n1,AA\n", figure("v", flag="f"), "row 2, column f: AA is not a flag, one letter from A to Z"),
        ("v,w\n1,2\n", figure("value"), "there is no column value; the columns are v, w"),
        ("v,w\n1,2\n", figure("v", where={"kind": "x"}), "there is no column kind; the columns are v, w"),
        ("v\n1\n", figure("$.v"), "there is no column $.v; the columns are v"),
        ("v\n1\n", figure("v", rows="$[*]"), "$[*]: a path, but the answer is a table"),
        ("v\n1\n2\n", figure("v"), "x.y: row 2 and row 3 state different figures for 2022"),
        ("v\n1\n<2\n", figure("v", take="sum"), "row 3, column v: <2 is a bound and cannot be added up"),
        ("v,n,d\n1,<2,3\n", figure("v", numerator="n", denominator="d"), "row 2, column n: <2 is not a number"),
        ("v\n\x1b[2J\n", figure("v"), "row 2, column v: ␛[2J is not a number"),
    ],
)
def test_what_a_table_lacks_is_named_by_row_and_column(text: str, mapping: SourceMap, words: str) -> None:
    with pytest.raises(SourceError) as refused:
        map_text(text, "csv", mapping)
    assert refusal(refused.value) == words


def test_a_line_that_is_not_json_is_named() -> None:
    with pytest.raises(SourceError) as refused:
        map_text('{"v": 1}\n{"v": NaN}\n', "jsonl", figure("v"))
    assert refusal(refused.value) == "line 2: v: NaN or Infinity is not a number"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("v = ", "not TOML: line 1, column 5"),
        ("v = nan", "a number out of range, or nesting too deep"),
        ("v = " + "1" * 5000, "a number out of range, or nesting too deep"),
        ("v = " + "[" * 500 + "]" * 500, "a number out of range, or nesting too deep"),
    ],
)
def test_toml_is_read_strictly(text: str, words: str) -> None:
    with pytest.raises(SourceError) as refused:
        map_text(text, "toml", figure("v"))
    assert refusal(refused.value) == words


def test_declared_thousands_and_percent() -> None:
    found = map_text('v\n"1,234.5%"\n', "csv", figure("v"), thousands=",", percent=True)
    assert [row[3] for row in brief(found.observations)] == ["1234.5"]
