"""Checklists: done, claimed, verified, due and overdue."""

from typing import Any

import pytest

from tests.model.cases import D, assessed, indicator, seen, step, target
from tui.model.indicator import Step
from tui.model.observation import Observation, Provenance
from tui.model.snapshot import Assessment

STEPS = (step("a", "2022-03-31"), step("b", "2022-06-30"), step("c", required=False))


def listed(figures: list[Observation], when: str, **keys: Any) -> Assessment:
    return assessed(indicator(measure="steps", steps=STEPS, **keys), figures, when)


@pytest.mark.parametrize(
    ("done", "when", "status", "late"),
    [
        ([], "2022-03-30", "on_track", False),
        ([], "2022-03-31", "at_risk", False),
        ([], "2022-04-01", "missed", False),
        (["a"], "2022-04-01", "on_track", False),
        (["a", "b"], "2022-05-31", "met", False),
        (["a", "b"], "2022-07-31", "met", False),
        (["a", "b", "c"], "2022-07-31", "met", False),
    ],
)
def test_a_checklist_over_time(done: list[str], when: str, status: str, late: bool) -> None:
    """An observation of a step's id with 1 says that it is done; the optional step decides nothing."""
    found = listed([seen(1, "2022-03-15", unit=id) for id in done], when)
    assert (found.status, found.late, found.steps_done) == (status, late, tuple(done))


def test_done_after_it_was_due_is_late() -> None:
    found = listed([seen(1, "2022-04-02", unit="a"), seen(1, "2022-06-30", unit="b")], "2022-07-31")
    assert (found.status, found.late, found.why.key) == ("met", True, "why.steps_done_required_late")


def test_a_step_is_not_done_before_its_day() -> None:
    later = indicator(measure="steps", steps=(step("a", "2022-12-31", "2022-11-20"),))
    assert [assessed(later, [], when).status for when in ("2022-11-19", "2022-11-20")] == ["on_track", "met"]


def test_a_step_that_is_under_way_is_not_done() -> None:
    assert listed([seen(0, "2022-03-15", unit="a"), seen("~1", "2022-03-15", unit="b")], "2022-03-20").steps_done == (
        "b",
    )


def test_a_period_that_runs_says_done_by_now() -> None:
    found = listed([seen(1, "2022", unit="a"), seen(1, "2022", unit="b")], "2022-03-20")
    assert (found.status, found.late) == ("met", False)


def test_evidence_verifies() -> None:
    proof = Provenance(evidence="minutes 7")
    claim = Provenance(document="the annual report")
    found = listed(
        [seen(1, "2022-01-15", unit="a", provenance=proof), seen(1, "2022-01-15", unit="b", provenance=claim)],
        "2022-02-01",
    )
    assert (found.steps_done, found.steps_verified) == (("a", "b"), ("a",))


def test_weights() -> None:
    heavy = indicator(measure="steps", steps=(step("a", done="2022-01-01", weight=D(3)), step("b", weight=D(1))))
    found = assessed(heavy, [], "2022-02-01")
    assert (found.progress, found.value, found.numerator, found.denominator) == (D("0.75"), D(75), D(3), D(4))


def test_weights_that_weigh_nothing_count_steps() -> None:
    odd = indicator(measure="steps", steps=(step("a", done="2022-01-01", weight=D(0)), step("b", weight=D(0))))
    assert assessed(odd, [], "2022-02-01").progress == D("0.5")


def test_a_deadline_stands_for_missing_due_dates() -> None:
    goal = target(">= 2", deadline="2022-12-31", warn_days=10)
    one = indicator(measure="steps", steps=(step("a"), step("b")), target=goal, unit_measure="STEPS")
    found = [assessed(one, [], when).status for when in ("2022-12-20", "2022-12-21", "2023-01-01")]
    assert found == ["on_track", "at_risk", "missed"]


def test_an_empty_checklist() -> None:
    assert assessed(indicator(measure="steps"), [], "2022-02-01").status == "not_applicable"


def test_overdue_steps_are_named() -> None:
    found = listed([], "2022-07-31")
    assert found.why.values["steps"] == (STEPS[0].name, STEPS[1].name)


@pytest.mark.parametrize(
    ("steps", "done", "key"),
    [
        (STEPS, ["a", "b"], "why.steps_done_required"),
        (STEPS, ["a", "b", "c"], "why.steps_done"),
        ((step("a", "2022-03-31"),), ["a"], "why.steps_done_one"),
        ((step("a", "2022-03-01"),), ["a"], "why.steps_done_one_late"),
    ],
)
def test_all_is_said_only_of_all(steps: tuple[Step, ...], done: list[str], key: str) -> None:
    """An optional step that is open is not done, though it decides nothing."""
    figures = [seen(1, "2022-03-15", unit=id) for id in done]
    found = assessed(indicator(measure="steps", steps=steps), figures, "2022-07-31")
    counts = {"done": len(done), "total": len(steps)}
    assert (found.status, found.why.key, found.why.values) == ("met", key, counts)
