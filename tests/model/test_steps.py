"""Checklists: done, claimed, verified, due and overdue."""

from typing import Any

import pytest

from tests.model.cases import D, assessed, day, indicator, seen, step, target
from tui.errors import Message
from tui.model.indicator import Indicator, Step
from tui.model.observation import Observation, Provenance
from tui.model.snapshot import Assessment

STEPS = (step("a", "2022-03-31"), step("b", "2022-06-30"), step("c", required=False))


def listing(steps: tuple[Step, ...], **keys: Any) -> Indicator:
    return indicator(measure="steps", steps=steps, unit_measure="STEPS", **keys)


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


UNDATED = (step("a"), step("b"))
DATED = (step("a", "2022-03-31"), step("b"))
OPTIONAL = (step("a", "2022-03-31", required=False), step("b"))
TOLD = listing(DATED, is_sourced=True)
BEGUN, LATER = (target(">= 2", start=first) for first in ("2022-01-01", "2022-03-02"))
GREEN, GREY = ("on_track", "steps_ahead"), ("no_data", "unreported")
UNKNOWN: list[tuple[str, Indicator, list[Observation], str, str]] = [
    # what it is, the list, what was observed, status, reason
    ("no date, nobody spoke", listing(UNDATED), [], *GREY),
    ("no date, nothing required", listing((step("a", required=False),)), [], *GREY),
    ("only what is optional has a date", listing(OPTIONAL), [], *GREY),
    ("dates, kept in the file", listing(DATED), [], *GREEN),
    ("dates, a source tells", TOLD, [], *GREY),
    ("... of one step that it is done", TOLD, [seen(1, "2022-02", unit="b")], *GREEN),
    ("... of one step that it is not", TOLD, [seen(0, "2022-02", unit="b")], *GREEN),
    ("... of one step without a value", TOLD, [seen(None, "2022-02", unit="b", flag="O")], *GREY),
    ("... of what is no step", TOLD, [seen(1, "2022-02", unit="z")], *GREY),
    ("... later", TOLD, [seen(1, "2022-03-02", unit="b")], *GREY),
    ("the file gives a step as done", listing((step("a", done="2022-02-01"), step("b")), is_sourced=True), [], *GREEN),
    ("the file names evidence", listing((step("a", evidence="minutes 7"), step("b")), is_sourced=True), [], *GREEN),
    ("before its start", listing(UNDATED, target=LATER), [], "not_started", "before_start"),
    ("before the first report", listing(UNDATED, target=BEGUN, freq="Q"), [], "not_started", "awaiting"),
    ("after it", listing(UNDATED, target=BEGUN, freq="M"), [], *GREY),
    ("a deadline is a date", listing(UNDATED, target=target(">= 2", deadline="2022-12-31")), [], *GREEN),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "figures", "status", "reason"), [pytest.param(*row, id=name) for name, *row in UNKNOWN]
)
def test_a_list_of_which_nobody_has_spoken(
    one: Indicator, figures: list[Observation], status: str, reason: str
) -> None:
    """It is unknown, and has no figure, unless the file is where it is kept and says by when it is due."""
    found = assessed(one, figures, "2022-03-01")
    assert (found.status, found.reason) == (status, reason)
    is_known = reason.startswith("steps")
    assert (found.value is not None, found.progress is not None, found.numerator is not None) == (is_known,) * 3
    assert found.light == ("green" if is_known else "grey")


@pytest.mark.parametrize(
    ("figures", "status"), [([], "no_data"), ([seen(0, "2022-02", unit="b")], "missed")], ids=["unread", "read"]
)
def test_a_step_past_due_is_missed_only_of_a_list_that_is_known(figures: list[Observation], status: str) -> None:
    """While the source has given nothing it may long be done; silence about one step among others says it is not."""
    assert assessed(TOLD, figures, "2022-04-01").status == status


def test_an_unknown_list_says_so_in_a_sentence() -> None:
    found = assessed(listing(UNDATED), [], "2022-03-01")
    assert found.why == Message("why.unreported_steps", {"total": 2})
    assert assessed(
        listing(UNDATED, freq="M", target=target(">= 2", start="2022-01-01")), [], "2022-03-01"
    ).why == Message("why.unreported_since", {"due": day("2022-01-31")})


def test_what_follows_from_an_unknown_list_is_missing() -> None:
    twice = indicator("y", measure="expr", expr="x * 2")
    assert assessed(twice, [], "2022-03-01", listing(UNDATED)).reason == "unreported"


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
