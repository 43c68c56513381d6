"""The report's own arithmetic, checked: what fits, what does not, what cannot be told."""

import pytest

from tests.sample.conftest import NOW
from tui.config import Config
from tui.model.snapshot import CheckResult, Snapshot
from tui.monitor import take_now
from tui.store import Store


@pytest.fixture(scope="module")
def snapshot(config: Config, store: Store) -> Snapshot:
    return take_now(config, store, lambda: NOW)


@pytest.fixture(scope="module")
def results(snapshot: Snapshot) -> dict[str, CheckResult]:
    return {found.check.id: found for found in snapshot.checks}


@pytest.mark.parametrize(
    ("check", "severity", "result"),
    [
        ("outcomes", "error", "pass"),
        ("concluded", "warn", "pass"),
        ("audit_tiers", "error", "pass"),
        ("service_tiers", "error", "pass"),
        ("pairing", "warn", "pass"),
        ("aides", "info", "pass"),
        ("satisfaction_streak", "warn", "fail"),
        ("safety_streak", "warn", "unknown"),
    ],
)
def test_the_files_checks(check: str, severity: str, result: str, results: dict[str, CheckResult]) -> None:
    """Six years in two reports running is a finding; three years with no report before is not known."""
    found = results[check]
    assert (found.check.severity, found.result) == (severity, result)


@pytest.mark.parametrize("rate", ["fuyi.revoked_rate", "fuyi.mediated_rate"])
def test_published_percentages_are_recomputed(rate: str, snapshot: Snapshot) -> None:
    """22/152 and 23/152 give what was printed; a check about the rate and its counts says so."""
    about = [found for found in snapshot.checks if rate in found.indicators]
    assert about
    assert {found.result for found in about} == {"pass"}


def test_the_two_bounds_are_complements(snapshot: Snapshot) -> None:
    """Less than 30 and more than 70 may add up to 100: nothing contradicts it."""
    pair = {"fuyi.litigated_rate", "fuyi.resolved_rate"}
    about = [found for found in snapshot.checks if pair <= set(found.indicators)]
    assert about
    assert "fail" not in {found.result for found in about}


def test_only_the_streak_fails(snapshot: Snapshot) -> None:
    """Nothing else in the report contradicts itself, and a warning makes no figure invalid."""
    assert [found.check.id for found in snapshot.checks if found.result == "fail"] == ["satisfaction_streak"]
    assert snapshot.counts["invalid"] == 0
