"""Checks: pass, fail, or cannot tell and why (semantics.md section 8); what they make invalid."""

from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.cases import at, framework, indicator, roster, said, seen
from tui.errors import Message
from tui.model.checks import invalid, rerun_checks, run_checks
from tui.model.dependency import dependants
from tui.model.indicator import Indicator
from tui.model.observation import Observation, Provenance, Record
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.model.snapshot import CheckDefinition, CheckResult, Severity
from tui.model.vantage import Vantage
from tui.words import Words

CASES = [
    indicator("received", unit_measure="CASES"),
    indicator("concluded", unit_measure="CASES"),
    indicator("revoked", unit_measure="CASES"),
    indicator("mediated", unit_measure="CASES"),
    indicator("litigated", unit_measure="PERCENT"),
    indicator("resolved", unit_measure="PERCENT", complement_of="litigated"),
    indicator("streak", unit_measure="YEARS"),
    indicator("rate", measure="ratio", numerator="revoked", denominator="concluded", unit_measure="PERCENT"),
]
READINGS = [
    seen("209", id="received"),
    seen("152", id="concluded"),
    seen("22", id="revoked"),
    seen("23", id="mediated"),
    seen("<30", id="litigated"),
    seen(">70", id="resolved"),
    seen("6", "2021", id="streak"),
    seen("6", "2022", id="streak"),
]


def checked(
    observations: Iterable[Observation],
    *indicators: Indicator,
    when: str = "2023-03-06",
    checks: dict[str, str] | None = None,
    severity: Severity = "error",
    **keys: object,
) -> dict[str, CheckResult]:
    """What the checks find, by id."""
    definitions = {name: CheckDefinition(name, text, severity) for name, text in (checks or {}).items()}
    frame = framework(*indicators, checks=definitions, **keys)
    return {found.check.id: found for found in run_checks(Vantage(frame, Record(observations), at(when)))}


def one(text: str, readings: Iterable[Observation] = READINGS, severity: Severity = "error") -> CheckResult:
    return checked(readings, *CASES, checks={"own": text}, severity=severity)["own"]


def words(found: CheckResult) -> str:
    return Words("en").told(found.why)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("revoked + mediated <= concluded", "pass"),
        ("concluded <= received", "pass"),
        ("received <= concluded", "fail"),
        ("concluded - mediated == 129", "pass"),
        ("round(revoked / concluded * 100, 2) == 14.47", "pass"),
        ("litigated < 30", "pass"),
        ("litigated < 25", "unknown"),
        ("litigated > 45", "fail"),
        ("resolved > litigated", "pass"),
        ("delta(streak) == 1", "fail"),
        ("prev(received) < received", "unknown"),
        ("nobody > 1", "unknown"),
        ("revoked / (received - 209) > 1", "unknown"),
        ("rate < 15", "pass"),
    ],
)
def test_what_a_check_gives(text: str, result: str) -> None:
    assert one(text).result == result


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("revoked < mediated", "holds: ", " (revoked.en: 22 cases, mediated.en: 23 cases)"),
        ("mediated < revoked", "does not hold: ", " (mediated.en: 23 cases, revoked.en: 22 cases)"),
        ("litigated < 25", "cannot be told from these bounds: ", " (litigated.en: <30 %)"),
        ("delta(streak) == 1", "does not hold: ", " (streak.en: 6 years, streak.en a period before: 6 years)"),
        ("prev(received) < received", "cannot be told: ", "; missing: received.en a period before"),
        ("nobody > 1", "cannot be told: ", "; missing: nobody"),
        ("1 / (revoked - 22) > 1", "cannot be told: ", " divides by zero (revoked.en: 22 cases)"),
    ],
)
def test_a_check_says_which_figures_entered_and_what_is_missing(text: str, before: str, after: str) -> None:
    assert words(one(text)) == f"{before}{text}{after}"


def test_the_figures_that_entered_are_named() -> None:
    assert one("revoked + mediated <= concluded").indicators == ("revoked", "mediated", "concluded")


def test_a_check_looks_at_one_period() -> None:
    """The newest for which every operand has a figure: never June's part against May's whole."""
    readings = [*READINGS, seen("210", "2023-M01", id="concluded")]
    assert one("revoked + mediated <= concluded", readings).result == "pass"
    late = checked(
        [seen("5", "2022-M05", id="a"), seen("9", "2022-M06", id="a"), seen("7", "2022-M05", id="b")],
        indicator("a"),
        indicator("b"),
        checks={"own": "a <= b"},
    )
    assert late["own"].result == "pass"


def test_only_an_error_on_the_newest_figure_makes_it_invalid() -> None:
    """An older figure that fails is history; a warning is said and changes nothing."""
    failing = one("received <= concluded")
    assert failing.hits == ("received", "concluded")
    assert set(invalid([failing])) == {("received", ""), ("concluded", "")}
    assert one("received <= concluded", severity="warn").hits == ()
    assert one("concluded <= received").hits == ()
    assert one("nobody > 1").hits == ()
    newer = one("received <= concluded", [*READINGS, seen("300", "2023-M01", id="concluded")])
    assert newer.hits == ("received",)


def test_sums_over_units() -> None:
    """70 first-level units and 138 second-level ones make a roster of 208."""
    units = roster("budget", {"first": 2, "second": 3})
    aides = indicator("aides", units="budget", unit_measure="PERSONS")
    readings = [seen("4", id="aides", unit=unit.id) for unit in units.units]
    whole = {"count": "count(aides) == 5", "sum": "sum(aides) == 20", "least": "min(aides) >= 4"}
    found = checked(readings, aides, rosters=[units], checks=whole)
    assert {name: found[name].result for name in whole} == dict.fromkeys(whole, "pass")
    assert words(found["sum"]) == "holds: sum(aides) == 20 (aides.en: 5 of 5 units reported)"
    found = checked(readings[1:], aides, rosters=[units], checks=whole)
    assert {name: found[name].result for name in whole} == {"count": "fail", "sum": "unknown", "least": "unknown"}
    assert (
        words(found["sum"]) == "cannot be told: sum(aides) == 20; units are missing (aides.en: 4 of 5 units reported)"
    )


def test_what_cannot_be_read_cannot_be_told() -> None:
    assert one("received <=").result == "unknown"
    assert one("received <=").why.key == "check.expression.unfinished"


def published(value: str, counts: str = "22/152", **keys: object) -> CheckResult | None:
    n, d = counts.split("/")
    rate = indicator("rate", measure="ratio", numerator="n", denominator="d", unit_measure="PERCENT", **keys)
    readings = [seen(value, id="rate"), seen(n, id="n"), seen(d, id="d")]
    return checked(readings, rate, indicator("n"), indicator("d")).get("published:rate")


@pytest.mark.parametrize(
    ("value", "counts", "result", "roundings"),
    [
        ("14.47", "22/152", "pass", "half_up half_even truncated"),
        ("15.13", "23/152", "pass", "half_up half_even truncated"),
        ("14.48", "22/152", "fail", ""),
        ("14.5", "22/152", "pass", "half_up half_even"),
        ("14", "22/152", "pass", "half_up half_even truncated"),
        ("92.71", "140/151", "pass", "truncated"),
        ("92.72", "140/151", "pass", "half_up half_even"),
        ("49.66", "75/151", "pass", "truncated"),
        ("50.99", "77/151", "pass", "half_up half_even truncated"),
        ("12.5", "1/8", "pass", "half_up half_even truncated"),
        ("13", "1/8", "pass", "half_up"),
        ("12", "1/8", "pass", "half_even truncated"),
        ("100", "12/12", "pass", "half_up half_even truncated"),
        ("100", "2208/2209", "pass", "half_up half_even"),
        ("<30", "22/152", "pass", ""),
        ("<30", "46/152", "fail", ""),
        (">70", "107/152", "pass", ""),
        ("~14", "22/152", "pass", ""),
        ("~16", "22/152", "fail", ""),
    ],
)
def test_a_published_percentage_is_what_its_counts_give(value: str, counts: str, result: str, roundings: str) -> None:
    """Half up, half to even or cut off: any of the three, and it is said which fit."""
    found = published(value, counts)
    assert found is not None
    assert found.result == result
    fitting = found.why.values.get("roundings", ())
    assert isinstance(fitting, tuple)
    assert [each.key for each in fitting] == [f"check.rounding.{name}" for name in roundings.split()]
    assert found.hits == ()


def test_a_published_percentage_without_its_counts() -> None:
    rate = indicator("rate", measure="ratio", numerator="n", denominator="d", unit_measure="PERCENT")
    found = checked([seen("100", id="rate")], rate, indicator("n"), indicator("d"))
    assert found["published:rate"].result == "unknown"
    assert words(found["published:rate"]) == "rate.en: 100 % was published without the counts that it comes from"
    assert published("5", "0/0") is None
    stated = seen("14.48", id="rate", numerator=READINGS[2].value, denominator=READINGS[1].value)
    for measure in ("ratio", "value"):
        found = checked([stated], rate._replace(measure=measure, numerator=None, denominator=None))
        assert words(found["published:rate"]) == "rate.en: 14.48 % was published, but 22/152 = 14.473684"


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [
        ("<30", ">70", "pass"),
        ("<=30", ">=70", "pass"),
        ("<30", ">=70", "unknown"),
        ("<30", ">60", "unknown"),
        ("<30", ">75", "unknown"),
        ("<30", "<70", "fail"),
        ("<30", "<=70", "fail"),
        ("<=30", "<=70", "unknown"),
        ("<30", "71", "pass"),
        ("<30", "70", "fail"),
        ("29.3", ">70", "pass"),
        ("30.7", "69.3", "pass"),
        ("30.7", "69.4", "pass"),
        ("30.7", "69.5", "fail"),
        ("30", "71", "pass"),
        ("30.00", "70.02", "fail"),
        ("~30", "70", "pass"),
        ("~30", "75", "fail"),
        (None, "70", "unknown"),
    ],
)
def test_complements_add_up(first: str | None, second: str, result: str) -> None:
    """Also as bounds; two figures may miss the whole by as much as both were rounded."""
    readings = [seen(first, id="litigated", flag="A" if first else "O"), seen(second, id="resolved")]
    found = checked(readings, *CASES)
    assert found["complement:resolved"].result == result
    assert found["complement:resolved"].indicators == ("resolved", "litigated")
    assert words(found["complement:resolved"])


def test_two_that_name_each_other_are_checked_once() -> None:
    pair = [
        indicator("a", complement_of="b", unit_measure="PERCENT"),
        indicator("b", complement_of="a", unit_measure="PERCENT"),
    ]
    assert list(checked([seen("30", id="a"), seen("70", id="b")], *pair)) == ["complement:a"]


def test_builtin_results_are_listed_when_they_fail() -> None:
    """A clean file lists none of them; each is named by rule, indicator and unit."""
    units = roster("sites", {"street": 2})
    several = [
        indicator("n", unit_measure="CASES"),
        indicator("d", unit_measure="CASES"),
        indicator("rate", measure="ratio", numerator="n", denominator="d", unit_measure="PERCENT"),
        indicator("aides", unit_measure="PERSONS", units="sites", accrual="cumulative"),
        indicator("place", unit_measure="RANK", field_size=11),
    ]
    clean = [seen("5", id="n"), seen("7", id="d"), seen("3", id="aides", unit="street1"), seen("4", id="place")]
    assert checked(clean, *several, rosters=[units]) == {}
    faulty = [
        seen("9", id="n"),
        seen("7", id="d"),
        seen("3.5", id="aides", unit="street1"),
        seen("3", "2022-M05", id="aides", unit="street2"),
        seen("2", "2022-M06", id="aides", unit="street2"),
        seen("2", id="aides", unit="stranger"),
        seen("12", id="place"),
    ]
    found = checked(faulty, *several, rosters=[units])
    assert list(found) == [
        "range:rate",
        "count:aides@street1",
        "cumulative:aides@street2",
        "units:aides",
        "place:place",
    ]
    assert {each.result for each in found.values()} == {"fail"}
    assert set(invalid(list(found.values()))) == {
        ("rate", ""),
        ("aides", "street1"),
        ("aides", "street2"),
        ("place", ""),
    }
    assert words(found["units:aides"]) == "aides.en: reported, but not on the roster sites: stranger"
    assert (
        words(found["count:aides@street1"])
        == "aides.en, street 1: 3.5 persons is no count; a count is whole and not negative"
    )


def test_figures_after_the_day_are_not_looked_at() -> None:
    readings = [seen("5", "2022", id="a"), seen("-1", "2023-M05", id="a")]
    assert checked(readings, indicator("a", unit_measure="CASES")) == {}
    assert list(checked(readings, indicator("a", unit_measure="CASES"), when="2023-05-02")) == ["count:a"]


def test_former_units_and_aliases_are_no_strangers() -> None:
    units = roster("sites", {"street": 2})
    old = units.units[0]._replace(id="old", valid_to=at("2020-12-31").date(), aliases=("older",))
    both = units._replace(units=(*units.units, old))
    readings = [seen("1", id="aides", unit=unit) for unit in ("street1", "old", "older")]
    assert checked(readings, indicator("aides", units="sites"), rosters=[both]) == {}


def test_every_result_can_be_said() -> None:
    """In both languages, with names, units and figures."""
    results = run_checks(
        Vantage(
            framework(*CASES, checks={"own": CheckDefinition("own", "revoked <= mediated", name=said("own"))}),
            Record(READINGS),
            at("2023-03-06"),
        )
    )
    for found in results:
        for language in ("zh", "en"):
            assert Words("zh" if language == "zh" else "en").told(found.why)
        assert isinstance(found.why, Message)
        assert found.check.name is None or isinstance(found.check.name, Phrase)


VALUES = st.sampled_from(["0", "3", "22", "22.5", "152", "-4", "<30", ">70", "~20", "14.47"])
CHANGES = st.lists(
    st.builds(
        lambda id, unit, period, value: seen(value, period, id=id, unit=unit),
        st.sampled_from([*(each.id for each in CASES), "rate", "aides", "aides"]),
        st.sampled_from(["", "", "street1", "street2", "stranger"]),
        st.sampled_from(["2021", "2022", "2022-M06"]),
        VALUES,
    ),
    max_size=6,
)


@settings(max_examples=150)
@given(CHANGES, CHANGES)
def test_after_a_change_the_same_is_found_as_from_the_start(
    start: list[Observation], change: list[Observation]
) -> None:
    """Only what the change reaches is looked at again, and nothing is overlooked."""
    checks = {
        "one": CheckDefinition("one", "revoked + mediated <= concluded"),
        "two": CheckDefinition("two", "delta(streak) == 1", "warn"),
        "three": CheckDefinition("three", "rate < 30", "info"),
        "four": CheckDefinition("four", "sum(aides) > count(aides)"),
    }
    aides = indicator("aides", units="sites", unit_measure="PERSONS", accrual="cumulative")
    frame = framework(*CASES, aides, checks=checks, rosters=[roster("sites", {"street": 2})])
    before = run_checks(Vantage(frame, Record(start), at("2023-03-06")))
    vantage = Vantage(frame, Record([*start, *change]), at("2023-03-06"))
    whole, parts = dependants(frame, {(each.indicator, each.unit) for each in change})
    assert rerun_checks(vantage, before, whole, parts) == run_checks(vantage)


ABSURD = [
    "NaN",
    "sNaN",
    "Infinity",
    "-Infinity",
    "1E+999999",
    "-1E+999999",
    "1E-999999",
    "1E+1000",
    "1E-1000",
    "9" * 60,
]
NUMBERS = st.sampled_from([*ABSURD, "0", "-0", "3", "22.5", "-4", "100"]).map(Decimal)
PUBLISHED = st.sampled_from(["", "2022-12-01", "9999-12-31", "0001-01-01", "x"])
ANYTHING = st.lists(
    st.builds(
        Observation,
        st.sampled_from([*(each.id for each in CASES), "aides"]),
        st.sampled_from(["", "street1", "stranger"]),
        st.sampled_from([Period.parse("2021"), Period.parse("2022"), Period.parse("2022-M06")]),
        NUMBERS | st.none(),
        st.sampled_from(["eq", "lt", "le", "gt", "ge", "approx"]),
        st.sampled_from("APBMOLQ"),
        NUMBERS | st.none(),
        NUMBERS | st.none(),
        provenance=st.builds(lambda day: Provenance(published=day, retrieved=at("2023-01-19")), PUBLISHED),
    ),
    max_size=10,
)


@settings(max_examples=200)
@given(ANYTHING, st.sampled_from(["PERSONS", "RANK"]), st.sampled_from([0, 4]))
def test_no_figures_raise_and_every_result_can_be_said(readings: list[Observation], unit: str, mult: int) -> None:
    aides = indicator("aides", units="sites", unit_measure=unit, unit_mult=mult, accrual="cumulative", field_size=11)
    own = ["sum(aides) * sum(aides) > count(aides)", "round(revoked / concluded, 3) == 1", "coalesce(rate, 1 / 0) == 1"]
    found = checked(
        readings, *CASES, aides, checks=dict(zip("abc", own, strict=True)), rosters=[roster("sites", {"street": 2})]
    )
    for each in found.values():
        assert words(each)
