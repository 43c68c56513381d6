"""Ranges alert on just those figures that have the status, strict bounds and all; what is not known is `U`."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.ranges import alerts
from tui.config import load
from tui.exports.perfdata import perfdata, ranges
from tui.model.snapshot import Assessment
from tui.monitor import take_now
from tui.store import open_store

DEFINITION = """
schema = 1
[dashboard]
title = "T"
evaluate_on = 2022-07-02
[indicators.it]
name = "It"
unit = "{unit}"
{more}
target = {{ {target} }}
{figure}
"""
FIGURE = """
[[observations]]
indicator = "it"
period = "{period}"
value = {value}
"""
AT = datetime(2022, 7, 2, tzinfo=UTC)


def judged(
    folder: Path, target: str, value: str, *, unit: str = "POINTS", more: str = "", period: str = "2022-06-30"
) -> Assessment:
    """One indicator, as on 2 July 2022: half of the year is over."""
    figure = FIGURE.format(period=period, value=value) if value else ""
    path = folder / "indicators.toml"
    path.write_text(DEFINITION.format(target=target, figure=figure, unit=unit, more=more), encoding="utf-8")
    config = load(str(path), {"HOME": str(folder)})
    found = take_now(config, open_store(":memory:"), lambda: AT).assessment("it")
    assert found is not None
    return found


HOLD = [
    ('op = "ge", value = 10', "", "10:"),
    ('op = "gt", value = 10', "", "@~:10"),
    ('op = "le", value = 10', "", "~:10"),
    ('op = "lt", value = 10', "", "@10:"),
    ('op = "eq", value = 10', "", "10:10"),
    ('op = "between", low = 8, high = 10', "", "8:10"),
    ('op = "ge", value = 10, warn_margin = 2', "12:", "10:"),
    ('op = "lt", value = 10, warn_margin = 1.5', "~:8.5", "@10:"),
    ('op = "between", low = 8, high = 12, warn_margin = 1', "9:11", "8:12"),
]


@pytest.mark.parametrize(("target", "warning", "alarm"), HOLD)
@pytest.mark.parametrize("value", ["7", "8", "8.5", "8.6", "9", "10", "10.5", "11", "12", "13"])
def test_a_range_says_what_the_status_says(target: str, warning: str, alarm: str, value: str, tmp_path: Path) -> None:
    """Outside the alarm's range it is far behind, outside the warning's at risk, at every end and beside it."""
    found = judged(tmp_path, target, value)
    assert ranges(found) == (warning, alarm)
    expected = "off_track" if alerts(alarm, value) else "at_risk" if alerts(warning, value) else "met"
    assert found.status == expected


REACH = [
    ('op = "ge", value = 100, mode = "reach", deadline = 2022-12-31', "47.630137:", "30.082192:"),
    ('op = "ge", value = 100, mode = "reach", deadline = 2022-12-31, pace = "gap"', "@~:40.136986", "20.136986:"),
    ('op = "le", value = 0, baseline = 100, mode = "reach", deadline = 2022-12-31', "~:52.369863", "~:69.917808"),
]


@pytest.mark.parametrize(("target", "warning", "alarm"), REACH)
@pytest.mark.parametrize("value", ["0", "15", "25", "35", "45", "48", "52.3", "60", "75", "99"])
def test_on_the_way_the_ranges_are_those_of_the_day(
    target: str, warning: str, alarm: str, value: str, tmp_path: Path
) -> None:
    found = judged(tmp_path, target, value)
    assert ranges(found) == (warning, alarm)
    is_met = (value == "0") is target.startswith('op = "le"') and value == "0"
    expected = "off_track" if alerts(alarm, value) else "at_risk" if alerts(warning, value) else "on_track"
    assert found.status == ("met" if is_met else expected)


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ('op = "ge", value = 100, mode = "reach", start = 2022-06-30, deadline = 2032-12-31', "1"),
        ('op = "ge", value = 100, mode = "reach", deadline = 2022-12-31, pace = "growth", baseline = 10', "11"),
        ('op = "ge", value = 10', ""),
    ],
)
def test_where_the_figure_alone_does_not_decide_there_is_no_range(target: str, value: str, tmp_path: Path) -> None:
    assert ranges(judged(tmp_path, target, value)) == ("", "")


def test_after_the_deadline_only_the_target_counts(tmp_path: Path) -> None:
    found = judged(tmp_path, 'op = "ge", value = 100, mode = "reach", deadline = 2022-06-30', "99")
    assert (found.status, ranges(found)) == ("missed", ("", "100:"))


@pytest.mark.parametrize(
    ("value", "unit", "more", "said"),
    [
        ("12", "POINTS", "", "'it'=12;;10:"),
        ("12.50", "PERCENT", "", "'it'=12.50%;;10:"),
        ("-3", "POINTS", "", "'it'=-3;;10:"),
        ('"<30"', "PERCENT", "", "'it'=U"),
        ("", "POINTS", "", "'it'=U"),
        ("12", "POINTS", 'freq = "M"\nreport_lag = "1d"', "'it'=U;;10:"),
    ],
)
def test_a_series_is_a_quoted_label_and_a_plain_number(
    value: str, unit: str, more: str, said: str, tmp_path: Path
) -> None:
    """A bound, nothing, and a stale figure are undetermined; per cent is the only unit that the guidelines have."""
    period = "2022-03-31" if more else "2022-06-30"
    assert perfdata(judged(tmp_path, 'op = "ge", value = 10', value, unit=unit, more=more, period=period)) == said


def test_a_label_cannot_break_out_of_its_quotes(tmp_path: Path) -> None:
    found = judged(tmp_path, 'op = "ge", value = 10', "12")._replace(unit="a'b=c|d\n")
    assert perfdata(found).startswith("'it[a''b_c_d\ufffd]'=12")


def test_the_reader_of_ranges_knows_the_guidelines_examples() -> None:
    """From the table of the guidelines: what alerts on 10, on -1, on 15."""
    examples = {"10": "-1 15", "10:": "-1", "~:10": "15", "10:20": "-1", "@10:20": "10 15"}
    for written, expected in examples.items():
        assert [value for value in ("-1", "10", "15") if alerts(written, value)] == expected.split()
    assert not alerts("", Decimal(3))
