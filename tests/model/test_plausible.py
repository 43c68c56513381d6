"""What a single reading cannot be (semantics.md section 8)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.model.cases import indicator, seen
from tui.model.observation import Provenance
from tui.model.plausible import Fault, faults


def found(series: list[str], values: dict[str, object], **keys: Any) -> list[str]:
    """Rules that the last reading breaks; `2022-06 = 12` is a reading."""
    readings = []
    for text in series:
        period, _, value = text.partition(" = ")
        readings.append(seen(value, period, **keys))
    return [fault.rule for fault in faults(indicator("x", **values), readings, "Asia/Shanghai")]


@pytest.mark.parametrize(
    ("value", "mult", "rule"),
    [
        ("0", 0, ""),
        ("889", 0, ""),
        ("889.0", 0, ""),
        ("1E+3", 0, ""),
        ("-1", 0, "count"),
        ("889.5", 0, "count"),
        ("3.2", 4, ""),
        ("3.00005", 4, "count"),
        ("<-1", 0, "count"),
        ("<0", 0, "count"),
        ("<=0", 0, ""),
        ("<4.5", 0, ""),
        (">-1", 0, ""),
        ("~3.5", 0, ""),
        ("~-3", 0, "count"),
    ],
)
def test_a_count_is_whole_and_not_negative(value: str, mult: int, rule: str) -> None:
    assert found([f"2022 = {value}"], {"unit_measure": "CASES", "unit_mult": mult}) == ([rule] if rule else [])


def test_of_other_units_nothing_is_assumed() -> None:
    for unit in ("PERCENT", "SCORE", "CNY", "HECTARES", ""):
        assert found(["2022 = -3.7"], {"unit_measure": unit}) == []


@pytest.mark.parametrize(
    ("value", "size", "rule"),
    [
        ("1", None, ""),
        ("0", None, "rank"),
        ("2.5", None, "rank"),
        ("-1", 11, "place"),
        ("11", 11, ""),
        ("12", 11, "place"),
        ("<=10", 11, ""),
        ("<=10", 5, ""),
        ("<1", 11, "place"),
        ("<=1", 11, ""),
        (">=11", 11, ""),
        (">11", 11, "place"),
        (">=12", 11, "place"),
        (">12", None, ""),
        ("~4", 11, ""),
    ],
)
def test_a_rank_lies_between_1_and_the_field(value: str, size: int | None, rule: str) -> None:
    expected = [rule] if rule else []
    assert found([f"2022 = {value}"], {"unit_measure": "RANK", "field_size": size}) == expected


@pytest.mark.parametrize(
    ("value", "keys", "rule"),
    [
        ("22/152", {}, ""),
        ("0/0", {}, ""),
        ("152/152", {}, ""),
        ("153/152", {}, "range"),
        ("153/152", {"allow_over": True}, ""),
        ("-1/152", {}, "range"),
        ("-1/152", {"allow_over": True}, "range"),
        ("-3/-2", {}, "range"),
    ],
)
def test_a_part_lies_between_0_and_its_whole(value: str, keys: dict[str, object], rule: str) -> None:
    assert found([f"2022 = {value}"], keys) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("series", "fails"),
    [
        (["2022-M05 = 10", "2022-M06 = 10"], False),
        (["2022-M05 = 10", "2022-M06 = 9"], True),
        (["2022-M04 = 12", "2022-M05 = 9", "2022-M06 = 10"], True),
        (["2021-M12 = 90", "2022-M01 = 3"], False),
        (["2022-Q1 = 30", "2022-M04 = 10"], False),
        (["2022-M05 = >10", "2022-M06 = 9"], True),
        (["2022-M05 = <20", "2022-M06 = 9"], False),
        (["2022-M05 = ~20", "2022-M06 = 9"], False),
        (["2022-M05 = 10", "2022-M06 = <9"], False),
        (["2022-M05 = 10"], False),
    ],
)
def test_a_cumulative_figure_does_not_fall_within_its_year(series: list[str], fails: bool) -> None:
    assert found(series, {"accrual": "cumulative"}) == (["cumulative"] if fails else [])
    assert found(series, {"accrual": "level"}) == []


def test_unless_a_revision_says_why_or_the_series_is_broken() -> None:
    falling = ["2022-M05 = 10", "2022-M06 = 9"]
    assert found(falling, {"accrual": "cumulative"}, provenance=Provenance(note="two cases were counted twice")) == []
    assert found(falling, {"accrual": "cumulative"}, flag="B") == []


@pytest.mark.parametrize(
    ("period", "published", "retrieved", "rules"),
    [
        ("2022", "2023-01-19", "2023-03-06", []),
        ("2022", "2022-12-31", "2022-12-31", []),
        ("2022", "2022-12-30", "2023-03-06", ["dates"]),
        ("2022", "2023-03-07", "2023-03-06", ["retrieved"]),
        ("2022", "2022-10-01", "2022-09-01", ["dates", "retrieved"]),
        ("2022", "2022-10-01T08:00", None, ["dates"]),
        ("2022", "spring", "2023-03-06", []),
        ("2022", "", "2021-03-06", []),
    ],
)
def test_a_period_ends_then_is_published_then_retrieved(
    period: str, published: str, retrieved: str | None, rules: list[str]
) -> None:
    when = datetime.fromisoformat(f"{retrieved}T04:00:00+00:00") if retrieved else None
    provenance = Provenance(published=published, retrieved=when)
    reading = seen("5", period, provenance=provenance)
    broken = faults(indicator("x"), [reading], "Asia/Shanghai")
    assert [fault.rule for fault in broken] == rules
    assert {fault.severity for fault in broken} <= {"warn"}


def test_the_day_of_retrieval_is_local() -> None:
    """Late in the evening in London it is the next morning in Shanghai."""
    when = datetime(2023, 3, 5, 18, 0, tzinfo=UTC)
    reading = seen("5", provenance=Provenance(published="2023-03-06", retrieved=when))
    assert faults(indicator("x"), [reading], "Asia/Shanghai") == []
    assert [fault.rule for fault in faults(indicator("x"), [reading], "UTC")] == ["retrieved"]


def test_a_fault_names_the_figure() -> None:
    [fault] = faults(indicator("x", unit_measure="CASES"), [seen("2.5", unit="u7")], "Asia/Shanghai")
    assert isinstance(fault, Fault)
    assert fault.severity == "error"
    assert fault.why.key == "check.builtin.count"
    name = fault.why.values["name"]
    assert getattr(name, "key", "") == "check.of_unit"


@pytest.mark.parametrize("absurd", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+999999", "1E-999999"])
@pytest.mark.parametrize("unit", ["CASES", "RANK", "PERCENT"])
def test_no_number_raises(absurd: str, unit: str) -> None:
    values = {"unit_measure": unit, "unit_mult": 4, "field_size": 11, "accrual": "cumulative"}
    assert isinstance(found([f"2022-M05 = {absurd}", f"2022-M06 = {absurd}"], values), list)
    assert isinstance(found([f"2022-M05 = {absurd}", "2022-M06 = 1"], values), list)
    assert isinstance(found([f"2022 = {absurd}/{absurd}"], values), list)
