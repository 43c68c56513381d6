"""Every measurable statement of the report reads as the report has it, and no better."""

import csv
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from tests.sample.conftest import NOW
from tui.config import Config
from tui.model.snapshot import Snapshot, Status
from tui.monitor import take_now
from tui.monitor.poll import poll
from tui.sources.readers import Readers
from tui.store import Store

EXPECTED = Path(__file__).with_name("expected.csv")
"""What each indicator must say; `statement` is the number of the statement in the list of 41."""

ROWS = list(csv.DictReader(EXPECTED.read_text(encoding="utf-8").splitlines()))

KNOWN_BEFORE = {"honours.satisfaction_streak", "report.on_time"}
"""What another document, or the calendar, said before the report was published."""


@pytest.fixture(scope="module")
def snapshot(config: Config, store: Store) -> Snapshot:
    return take_now(config, store, lambda: NOW)


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def test_every_statement_is_an_indicator() -> None:
    """All 41 measurable statements of the report are there."""
    statements = {int(part) for row in ROWS for part in row["statement"].split()}
    assert statements == set(range(1, 42))


def test_nothing_else_is(snapshot: Snapshot) -> None:
    """The table of expectations and the file name the same indicators in the same order."""
    assert [found.id for found in snapshot.assessments] == [row["id"] for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_it_reads_as_published(row: dict[str, str], snapshot: Snapshot) -> None:
    """Value to the digits that were published, bound, counts, status and reason."""
    found = snapshot.assessment(row["id"])
    assert found is not None
    assert (found.status.value if found.status else "", found.reason) == (row["status"], row["reason"])
    value = number(row["value"])
    if value is None:
        assert found.value is None
        return
    assert found.value is not None
    assert found.value.quantize(value, ROUND_HALF_UP) == value
    assert found.op == row["op"]
    if row["numerator"]:
        assert (found.numerator, found.denominator) == (number(row["numerator"]), number(row["denominator"]))


@pytest.mark.parametrize(
    ("id", "tiers"),
    [("audit.units", [70, 138]), ("service.sites", [1, 18, 222]), ("services.pairing", [19, 19])],
)
def test_coverage_names_its_tiers(id: str, tiers: list[int], snapshot: Snapshot) -> None:
    """Every tier is counted by itself, and nobody is missing."""
    found = snapshot.assessment(id)
    assert found is not None
    assert [tier.applicable for tier in found.tiers] == tiers
    assert [tier.covered for tier in found.tiers] == tiers
    assert found.missing_units == ()


def test_both_bounds_stay_bounds(snapshot: Snapshot) -> None:
    """Less than 30 % and more than 70 % are neither 30 nor 70."""
    found = [snapshot.assessment(id) for id in ("fuyi.litigated_rate", "fuyi.resolved_rate", "honours.transparency")]
    assert [each.op for each in found if each] == ["lt", "gt", "le"]


def test_no_status_without_a_target(config: Config, snapshot: Snapshot) -> None:
    """A figure that nobody set a target for is context; a missing one says only that it is missing."""
    for found in snapshot.assessments:
        if found.indicator.target is None and found.indicator.measure != "steps":
            assert found.status in {None, Status.NO_DATA}
            assert found.status is None or found.value is None


def test_the_year_is_judged_in_its_own_time(snapshot: Snapshot) -> None:
    """However late it is polled, it is judged as on the day of publication, and nothing is stale by then."""
    assert snapshot.as_of.date() == date(2023, 3, 6)
    assert {found.freshness for found in snapshot.assessments} == {"fresh"}
    assert {state.state for state in snapshot.sources} == {"ok"}


def test_the_day_before_publication_nothing_was_known(config: Config, store: Store) -> None:
    """The rows carry the day of publication, so that the past does not know what came later."""
    before = take_now(config, store, lambda: NOW, date(2023, 3, 5))
    known = {found.id for found in before.assessments if found.observation is not None}
    assert known <= KNOWN_BEFORE
    after = take_now(config, store, lambda: NOW, date(2023, 3, 6))
    aides = after.assessment("pufa.aides")
    assert aides is not None
    assert aides.value == 889


def test_the_report_was_presented_and_published_in_time(config: Config, store: Store) -> None:
    """On the day of presentation the second date was still ahead."""
    found = take_now(config, store, lambda: NOW, date(2023, 1, 19)).assessment("report.on_time")
    assert found is not None
    assert (found.steps_done, found.status) == (("presented",), Status.ON_TRACK)


@pytest.mark.anyio
async def test_a_second_poll_changes_nothing(config: Config, store: Store) -> None:
    """The history holds each figure once, however often the files are read."""
    async with Readers({}) as readers:
        assert (await poll(config, store, readers, NOW + timedelta(hours=1))).changes == ()
