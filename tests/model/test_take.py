"""Snapshots: pure, exact, blind to the future, and as quick as what has changed."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.model import definitions
from tests.model.cases import at, day, framework, group, indicator, reach, roster, seen, step, target
from tui.errors import Message
from tui.model.observation import Record
from tui.model.roster import Roster, Unit
from tui.model.snapshot import Assessment, CheckDefinition, Snapshot, Status
from tui.model.take import retake, take
from tui.model.verdict import ROW_OF

NOW = at("2022-09-30")


def said(snapshot: Snapshot) -> list[dict[str, object]]:
    """All that the assessments say, read by name; `repr`, because not a number is not equal to itself."""
    names = [name for name in Assessment._fields if name != "basis"]
    return [{name: repr(getattr(each, name)) for name in names} for each in snapshot.assessments]


def leaves(value: Any, path: str = "snapshot") -> Iterator[tuple[str, object]]:
    """Every value inside a snapshot, with the way to it."""
    if isinstance(value, Assessment):
        for name in Assessment._fields:
            yield from leaves(getattr(value, name), f"{path}.{name}")
    elif hasattr(value, "_fields"):
        for name in value._fields:
            yield from leaves(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, f"{path}[{key!r}]")
    elif isinstance(value, tuple | list | frozenset):
        for number, each in enumerate(value):
            yield from leaves(each, f"{path}[{number}]")
    else:
        assert not is_dataclass(value), path
        yield path, value


@pytest.mark.parametrize("part", range(10))
def test_never_raises_and_every_status_has_its_reason(part: int) -> None:
    """Ten parts of a hundred and thirty frameworks with eight indicators: ten thousand configurations."""
    for seed in range(part * 130, part * 130 + 130):
        defined, figures = definitions.framework(seed), definitions.observations(seed, 30)
        snapshot = take(defined, Record(figures), NOW + timedelta(days=seed % 900 - 300))
        for each in snapshot.assessments:
            assert each.reason in {*ROW_OF, "members"}, seed
            assert (each.status is None) == (each.reason == "context"), seed
            assert each.why.key.startswith(("why.", "check.")), seed
            assert all(step.key.startswith("why.") for step in each.arithmetic), seed
            assert each.progress is None or 0 <= each.progress <= 1, seed
            assert (each.progress is None) == (each.progress_raw is None), seed
        assert sum(snapshot.counts.values()) == len(defined.indicators)
        if seed % 10 == 0:
            assert not [path for path, value in leaves(snapshot) if isinstance(value, float)], seed


@pytest.mark.parametrize("seed", range(40))
def test_pure(seed: int) -> None:
    """The same in, the same out, whatever the order in which figures arrived."""
    defined, figures = definitions.framework(seed), definitions.observations(seed, 30)
    once = {(each.indicator, each.unit, each.period, each.recorded): each for each in figures}.values()
    assert said(take(defined, Record(once), NOW)) == said(take(defined, Record(reversed(list(once))), NOW))


@pytest.mark.parametrize("asked", ["2022-03-01", "2022-09-30", "2023-01-01"])
def test_as_of_never_sees_the_future(asked: str) -> None:
    """What is recorded later, or is about a period that begins later, changes nothing."""
    now = at(asked)
    for seed in range(40):
        defined, figures = definitions.framework(seed), definitions.observations(seed, 40)
        past = [each for each in figures if each.recorded <= now and each.period.start <= now.date()]
        seen_then = take(defined, Record(figures, known_by=now), now, known_by=now)
        assert said(seen_then) == said(take(defined, Record(past), now, known_by=now)), seed


@pytest.mark.parametrize("seed", range(80))
def test_a_retake_is_a_take(seed: int) -> None:
    defined, figures = definitions.framework(seed), definitions.observations(seed, 30)
    news = definitions.observations(seed + 1000, 3)
    before = take(defined, Record(figures), NOW)
    record = Record([*figures, *news])
    again = retake(before, [(each.indicator, each.unit) for each in news], record, NOW)
    fresh = take(defined, record, NOW)
    assert said(again) == said(fresh)
    assert (again.counts, again.groups) == (fresh.counts, fresh.groups)


def test_a_retake_keeps_what_nothing_has_changed() -> None:
    first, second = indicator("first", target=target("< 30")), indicator("second", target=target("< 30"))
    third = indicator("third", measure="expr", expr="second * 2")
    defined = framework(first, second, third)
    figures = [seen(20, id="first"), seen(20, id="second")]
    before = take(defined, Record(figures), NOW)
    record = Record([*figures, seen(40, id="second", recorded="2022-09-01")])
    after = retake(before, [("second", "")], record, NOW)
    kept = [old is new for old, new in zip(before.assessments, after.assessments, strict=True)]
    assert kept == [True, False, False]


def test_a_retake_on_another_day_is_a_take() -> None:
    one = indicator(target=reach(">= 100", deadline="2022-12-31"))
    record = Record([seen(50, "2022-06-30")])
    before = take(framework(one), record, at("2022-06-30"))
    after = retake(before, [], record, at("2022-12-01"))
    assert [before.assessments[0].status, after.assessments[0].status] == ["on_track", "off_track"]


def test_the_day_of_the_file_is_judged_unless_another_was_asked_for() -> None:
    one = indicator(target=reach(">= 100", deadline="2022-12-31"))
    defined = framework(one)._replace(evaluate_on=day("2022-06-30"))
    record = Record([seen(50, "2022-06-30")])
    of_the_file = take(defined, record, at("2023-05-01"))
    assert (of_the_file.as_of, of_the_file.assessments[0].status) == (at("2022-06-30"), "on_track")
    asked = take(defined, record, at("2022-12-01"), known_by=at("2022-12-01"))
    assert (asked.as_of, asked.assessments[0].status) == (at("2022-12-01"), "off_track")


def test_an_instant_near_midnight_belongs_to_its_day_in_shanghai() -> None:
    one = indicator(target=reach(">= 100", deadline="2022-12-31"))
    record = Record([seen(10, "2022")])
    before, after = (take(framework(one), record, at("2022-12-31") + timedelta(seconds=more)) for more in (0, 1))
    assert [before.assessments[0].status, after.assessments[0].status] == ["off_track", "missed"]
    assert after.as_of.isoformat() == "2023-01-01T00:00:00+08:00"


def test_units_follow_their_indicator_and_the_group_counts_the_whole_once() -> None:
    one = indicator("rate", group="g", units="r", target=target("< 30"))
    other = indicator("other", group="g", target=target("< 30"))
    figures = [seen(20, id="rate", unit="a1"), seen(40, id="rate", unit="a2"), seen(20, id="other")]
    snapshot = take(framework(one, other, rosters=[roster("r", {"a": 2})], groups=[group("g")]), Record(figures), NOW)
    assert [(each.id, each.unit, each.status) for each in snapshot.assessments] == [
        ("rate", "", "off_track"),
        ("rate", "a1", "met"),
        ("rate", "a2", "off_track"),
        ("other", "", "met"),
    ]
    assert snapshot.groups[0].members == ("rate", "other")
    assert (snapshot.counts["met"], snapshot.counts["off_track"]) == (1, 1)
    assert snapshot.assessment("rate", "a2") is snapshot.assessments[2]


def test_a_total_does_not_prove_a_least_amount_for_each() -> None:
    """889 in total does not prove four in each of 222: who has less is named."""
    goal = reach(">= 10", deadline="2022-12-31", per_unit_min="4")
    one = indicator(units="r", accrual="cumulative", target=goal)
    figures = [seen(5, "2022", unit="a1"), seen(4, "2022", unit="a2"), seen(3, "2022", unit="a3")]
    snapshot = take(framework(one, rosters=[roster("r", {"a": 3})]), Record(figures), at("2022-12-31"))
    whole, *units = snapshot.assessments
    assert (whole.value, whole.status, whole.missing_units) == (Decimal(12), "on_track", ("a 3",))
    assert [unit.status for unit in units] == ["met", "met", "at_risk"]
    after = take(framework(one, rosters=[roster("r", {"a": 3})]), Record(figures), at("2023-01-01"))
    assert [each.status for each in after.assessments] == ["missed", "met", "met", "missed"]


def test_rates_of_many_units_are_pooled() -> None:
    """1/10 and 50/100 are 51/110, not the mean of 10 % and 50 %."""
    one = indicator(measure="ratio", unit_measure="PERCENT", units="r", target=target("< 60"))
    figures = [seen("1/10", unit="a1"), seen("50/100", unit="a2")]
    whole = take(framework(one, rosters=[roster("r", {"a": 2})]), Record(figures), NOW).assessments[0]
    assert (whole.numerator, whole.denominator, whole.status) == (Decimal(51), Decimal(110), "met")


def test_an_incomplete_sum_is_missing_unless_it_may_skip() -> None:
    figures = [seen(1, unit="a1"), seen(2, unit="a2")]
    for missing, value, flag in (("", None, ""), ("skip", Decimal(3), "E"), ("zero", Decimal(3), "E")):
        one = indicator(units="r", missing=missing)
        whole = take(framework(one, rosters=[roster("r", {"a": 3})]), Record(figures), NOW).assessments[0]
        assert (whole.value, whole.flag) == (value, flag)
    assert whole.counted == (2, 3)


def test_a_rule_calls_a_unit_what_its_roster_calls_it() -> None:
    """As every other sentence does; one that stands on no roster by its id."""
    one = indicator(units="r", unit_measure="CASES")
    known = Roster("r", (Unit("a1", "North Office"), Unit("a2", "")))
    figures = [seen(-3, unit=unit) for unit in ("a1", "a2", "stranger")]
    found = take(framework(one, rosters=[known]), Record(figures), NOW)
    names = {each.unit: each.why.values["name"] for each in found.checks if each.unit and each.result == "fail"}
    assert {unit: name.values["unit"] for unit, name in names.items() if isinstance(name, Message)} == {
        "a1": "North Office",
        "a2": "a2",
        "stranger": "stranger",
    }


def test_ranks_of_units_have_no_sum() -> None:
    one = indicator(units="r", unit_measure="RANK")
    figures = [seen(1, unit="a1"), seen(2, unit="a2")]
    whole = take(framework(one, rosters=[roster("r", {"a": 2})]), Record(figures), NOW).assessments[0]
    assert (whole.value, whole.status, whole.why.key) == (None, "no_data", "why.no_sum")


@pytest.mark.parametrize("later", ["2022-M10", "2023-M01", "2021-M01", ""])
def test_the_period_of_what_has_no_sum_is_the_newest_that_counts(later: str) -> None:
    """Whether all units' newest figures do, or one of them has not begun, or has reported nothing."""
    one = indicator(units="r", unit_measure="RANK", freq="M")
    figures = [seen(1, "2022-M08", unit="a1"), seen(2, "2022-M07", unit="a2"), seen(2, "2022-M08", unit="a2")]
    figures += [seen(3, later, unit="a3")] if later else []
    now = at("2022-09-15")
    whole = take(framework(one, rosters=[roster("r", {"a": 3})]), Record(figures), now).assessments[0]
    assert (whole.period and whole.period.text, whole.why.key) == ("2022-M08", "why.no_sum")


def test_a_group_measure_rolls_its_members_up() -> None:
    members = [indicator(f"m{n}", target=target("< 30")) for n in range(3)]
    whole = indicator("whole", measure="group", members=("m0", "m1", "m2"))
    defined = framework(whole, *members)
    for values, status in (
        ((20, 20, 20), Status.MET),
        ((20, 20, 40), Status.OFF_TRACK),
        ((20, 20, None), Status.AT_RISK),
        ((None, None, None), Status.NO_DATA),
    ):
        figures = [seen(value, id=f"m{n}") for n, value in enumerate(values)]
        found = take(defined, Record(figures), NOW).assessments[0]
        assert (found.status, found.reason) == (status, "members")


def test_a_group_measure_in_a_circle_ends() -> None:
    one = indicator("one", measure="group", members=("two",))
    two = indicator("two", measure="group", members=("one",))
    assert [each.status for each in take(framework(one, two), Record([]), NOW).assessments] == ["no_data"] * 2


CONCLUDED = CheckDefinition("outcomes", "revoked <= concluded")


def test_a_failing_check_makes_its_figures_invalid_and_the_last_good_value_stays() -> None:
    revoked, concluded = indicator("revoked", target=target("< 30")), indicator("concluded")
    other, rate = indicator("other"), indicator("rate", measure="ratio", numerator="revoked", denominator="concluded")
    defined = framework(revoked, concluded, other, rate)._replace(checks={"outcomes": CONCLUDED})
    figures = [
        seen(10, "2022-M08", id="revoked"),
        seen(100, "2022-M08", id="concluded"),
        seen(120, "2022-M09", id="revoked"),
        seen(110, "2022-M09", id="concluded"),
        seen(1, "2022-M09", id="other"),
    ]
    snapshot = take(defined, Record(figures), NOW)
    assert [(each.status, each.value) for each in snapshot.assessments] == [
        ("invalid", Decimal(10)),
        ("invalid", Decimal(100)),
        (None, Decimal(1)),
        ("invalid", Decimal("0.1")),
    ]
    assert snapshot.assessments[0].progress is None
    mended = Record([*figures, seen(12, "2022-M09", id="revoked", recorded="2022-09-20")])
    again = retake(snapshot, [("revoked", "")], mended, NOW)
    assert [each.status for each in again.assessments] == ["met", None, None, None]
    assert said(again) == said(take(defined, mended, NOW))


def test_the_last_good_value_may_be_an_earlier_vintage() -> None:
    one = indicator("count", unit_measure="PERSONS")
    figures = [seen(10, id="count", recorded="2022-09-01"), seen("10.5", id="count", recorded="2022-09-20")]
    found = take(framework(one), Record(figures), NOW).assessments[0]
    assert (found.status, found.reason, found.value) == ("invalid", "check", Decimal(10))


def test_without_an_earlier_value_the_bad_one_is_shown() -> None:
    found = take(framework(indicator("count", unit_measure="PERSONS")), Record([seen("10.5", id="count")]), NOW)
    assert (found.assessments[0].status, found.assessments[0].value) == ("invalid", Decimal("10.5"))


def test_a_warning_changes_no_status() -> None:
    one, other = indicator("revoked", target=target("< 30")), indicator("concluded")
    check = CONCLUDED._replace(severity="warn")
    defined = framework(one, other)._replace(checks={"outcomes": check})
    snapshot = take(defined, Record([seen(20, id="revoked"), seen(10, id="concluded")]), NOW)
    assert (snapshot.checks[0].result, snapshot.assessments[0].status) == ("fail", "met")


def test_late_steps_and_evidence() -> None:
    steps = (step("a", "2022-03-01", "2022-04-01"), step("b", "2022-03-01", "2022-02-01", evidence="order 7"))
    found = take(framework(indicator(measure="steps", steps=steps)), Record([]), NOW).assessments[0]
    assert (found.status, found.late, found.steps_done) == ("met", True, ("a", "b"))
    assert Message("why.step_claimed", {"steps": (steps[0].name,)}) in found.arithmetic


@pytest.mark.parametrize("wrong", ["nowhere", "x"])
def test_odd_ids_in_a_change_do_no_harm(wrong: str) -> None:
    record = Record([seen(50)])
    before = take(framework(indicator(target=target("< 60"))), record, NOW)
    assert said(retake(before, [(wrong, "z")], record, NOW)) == said(before)
