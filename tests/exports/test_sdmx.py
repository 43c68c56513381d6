"""SDMX-CSV has the columns and codes that the standard asks for, and from them every id can be read back."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports import case
from tui.exports import render
from tui.exports.sdmx import COLUMNS, code
from tui.model.snapshot import Snapshot
from tui.words import Words


def rows(snapshot: Snapshot) -> dict[tuple[str, str], dict[str, str]]:
    """By indicator and unit."""
    text = render(snapshot, "sdmx-csv", Words("zh")).decode()
    header, *lines = csv.reader(StringIO(text, newline=""), strict=True)
    assert tuple(header) == COLUMNS
    found = [dict(zip(header, line, strict=True)) for line in lines]
    return {(row["INDICATOR"], row["REPORTING_UNIT"]): row for row in found}


def test_every_series_is_an_observation() -> None:
    """Dimensions are never empty and are codes; periods are SDMX reporting periods."""
    found = rows(case.snapshot())
    assert len(found) == len(case.assessments())
    for row in found.values():
        assert re.fullmatch("[A-Za-z0-9_@$-]+", row["INDICATOR"])
        assert re.fullmatch("[A-Za-z0-9_@$-]+", row["REPORTING_UNIT"])
        assert re.fullmatch(r"\d{4}(-S[12]|-Q[1-4]|-M\d\d|-W\d\d|-\d\d-\d\d)?", row["TIME_PERIOD"])
        assert row["FREQ"] in set("ASQMWD")
        assert (row["STRUCTURE"], row["ACTION"]) == ("dataflow", "I")


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("fuyi-revoked_rate", {"OBS_VALUE": "14.473684", "OBS_STATUS": "A", "NUMERATOR": "22", "TIME_PERIOD": "2022"}),
        ("fuyi-litigated", {"OBS_VALUE": "", "OBS_STATUS": "O", "BOUND_OP": "lt", "BOUND_VALUE": "30"}),
        ("gov-rank", {"OBS_VALUE": "", "OBS_STATUS": "P", "BOUND_OP": "le", "BOUND_VALUE": "10"}),
        ("audit-units", {"TIME_PERIOD": "2022-09-30", "FREQ": "D", "OBS_VALUE": "99.038462"}),
        ("pufa-trained", {"OBS_STATUS": "E", "UNIT_MULT": "4", "PROGRESS": "1", "PROGRESS_RAW": "1.00113"}),
        ("pufa-reviews", {"OBS_VALUE": "", "OBS_STATUS": "O", "ASSESSMENT": "no_data"}),
        ("yingsu-lost", {"PROGRESS_RAW": "-0.146497", "TARGET_OP": "le", "TARGET_VALUE": "15"}),
    ],
)
def test_what_is_said_of_a_figure(indicator: str, expected: dict[str, str]) -> None:
    """A bound is no value, and a missing value says that it is."""
    row = rows(case.snapshot())[indicator, "_T"]
    assert {name: row[name] for name in expected} == expected


@given(st.text())
def test_codes_can_be_read_back(text: str) -> None:
    """Any text becomes a code, and no two become the same."""
    made = code(text)
    assert re.fullmatch("[A-Za-z0-9_@$-]*", made)
    assert re.sub(r"\$([0-9A-F]+)\$|-", lambda found: chr(int(found[1], 16)) if found[1] else ".", made) == text


def test_no_unit_passes_for_the_total() -> None:
    assert code("_T") not in {"_T", code("$5F$T")}


def test_an_empty_snapshot_has_a_header() -> None:
    """Columns without rows."""
    assert rows(case.empty()) == {}
