"""What is made up agrees with itself, says that it was made up, and ends at what the report published."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.demo.conftest import CORRECTED, MADE_UP
from tui.config import load
from tui.demo.declaration import PREFIX, declaration
from tui.demo.replay import REPORT, Replay
from tui.demo.script import Script, period_of
from tui.model.observation import Observation
from tui.model.snapshot import Snapshot

SIGN = re.compile("<=|>=|<|>|~")


def newest(replay: Replay, day: date) -> dict[tuple[str, str, str], str]:
    """By indicator, unit and period, the last vintage of a day."""
    rows = [row for source in replay.sources for row in replay.rows(source, day)]
    rows.sort(key=lambda row: row["recorded"])
    return {(row["indicator"], row["unit"], row["period"]): row["value"] for row in rows}


def test_the_last_step_is_what_the_report_published(
    replay: Replay, written: Script, figures: list[Observation]
) -> None:
    """Every figure of it, to the last digit and with its bound, and nothing before its publication."""
    before, after = (newest(replay, day) for day in (written.last - timedelta(days=1), written.last))
    assert len(figures) > 500
    for seen in figures:
        key = (seen.indicator, seen.unit, seen.period.text)
        assert key not in before
        value = after[key]
        assert SIGN.sub("", value) == ("" if seen.value is None else str(seen.value))
        sign = {"eq": "", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "approx": "~"}[seen.op]
        assert value.startswith(sign)
        assert bool(SIGN.match(value)) == (seen.op != "eq")


def test_the_reports_figures_have_their_document(replay: Replay, written: Script) -> None:
    rows = replay.rows(REPORT, written.last)
    assert rows
    assert all(row["document"] and MADE_UP not in row["document"] for row in rows)


def test_whatever_is_made_up_says_so(replay: Replay, written: Script) -> None:
    for source in replay.sources:
        if source != REPORT:
            rows = replay.rows(source, written.last)
            assert rows
            assert {row["document"] for row in rows} == {MADE_UP}


def test_nothing_is_known_before_its_day(replay: Replay, written: Script) -> None:
    day = written.first
    while day <= written.last:
        for source in replay.sources:
            assert all(row["recorded"][:10] <= day.isoformat() for row in replay.rows(source, day))
        day += timedelta(days=30)


def test_what_only_grows_never_falls(written: Script, report: Snapshot) -> None:
    """And ends no higher than what the report says."""
    for id, figures in written.months.items():
        assert len(figures) == 11
        assessment = report.assessment(id)
        assert assessment is not None
        if assessment.indicator.accrual == "cumulative":
            assert isinstance(assessment.value, Decimal)
            assert list(figures) == sorted(figures)
            assert figures[-1] <= assessment.value


def test_as_many_units_are_covered_as_are_counted(replay: Replay, written: Script) -> None:
    """At the end of every month, once its figures are put right."""
    for coverage, counts in written.coverages.items():
        department = written.department_of(coverage)
        assert department is not None
        rows = [row for row in replay.rows(department.id, written.last) if row["indicator"] == coverage]
        for month in range(1, 12):
            units = [row["unit"] for row in rows if row["period"] <= period_of(month, 2022).text]
            assert len(units) == len(set(units)) == sum(written.months[counted][month - 1] for counted in counts)


def test_a_correction_is_a_second_vintage(replay: Replay, written: Script) -> None:
    for each in written.corrections:
        department = written.department_of(each.indicator)
        assert department is not None
        period = period_of(each.month, 2022).text
        for day, values in ((each.on - timedelta(days=1), 1), (each.on, 2)):
            rows = [
                row
                for row in replay.rows(department.id, day)
                if (row["indicator"], row["period"]) == (each.indicator, period)
            ]
            assert len(rows) == values
            assert rows[0]["value"] == str(each.first)
            assert rows[-1]["note"] == (CORRECTED if values == 2 else "")


def test_a_late_department_delivers_all_of_it_at_once(replay: Replay, written: Script) -> None:
    (late,) = written.late
    months = {period_of(month, 2022).text for month in late.months}
    before, after = (
        {row["period"] for row in replay.rows(late.department, day)} for day in (late.on - timedelta(days=1), late.on)
    )
    assert not months & before
    assert months <= after


def test_every_failure_begins_and_ends(written: Script) -> None:
    assert {each.kind for each in written.failures} == {"silent", "error"}
    for each in written.failures:
        assert written.failing(each.department, each.since) == each.kind
        assert written.failing(each.department, each.until) is None
        assert written.first <= each.since < each.until < written.last


@pytest.mark.parametrize("seconds_a_day", [0.01, 0.82, 200.0])
def test_its_indicators_toml_is_in_order(
    written: Script, tmp_path: Path, seconds_a_day: float, report: Snapshot
) -> None:
    """The packaged sample's definitions, with sources of which all but one are called made up."""
    file = tmp_path / "indicators.toml"
    file.write_text(declaration(written, "http://127.0.0.1:9", seconds_a_day), encoding="utf-8")
    config = load(str(file), {"HOME": str(tmp_path)})
    assert list(config.framework.indicators) == list(report.framework.indicators)
    assert config.framework.checks == report.framework.checks
    assert config.framework.rosters == report.framework.rosters
    assert config.framework.evaluate_on is None
    assert "made up" in config.framework.title.en
    assert [id for id in config.sources if not id.startswith(PREFIX)] == [REPORT]
    assert all(source.timeout < source.every for source in config.sources.values())
    for id, indicator in config.framework.indicators.items():
        same = report.framework.indicators[id]
        assert indicator._replace(target=None, freq=None, report_lag=0, grace=0, accrual="level") == same._replace(
            target=None, freq=None, report_lag=0, grace=0, accrual="level"
        )
        assert indicator.target is None or indicator.target.example
        assert (indicator.target is None) == (same.target is None)


def test_a_row_is_plain_json(replay: Replay, written: Script) -> None:
    rows = replay.rows(REPORT, written.last)
    assert json.loads(json.dumps(rows)) == rows
