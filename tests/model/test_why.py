"""Reasons and reckonings say what is so, also of bounds, floors and members."""

from typing import Any

import pytest

from tests.model.cases import D, assessed, indicator, reach, seen, target
from tui.model.indicator import Indicator
from tui.model.observation import Observation
from tui.model.roster import Roster, Unit
from tui.model.snapshot import Assessment
from tui.words import Words, figures

PLACES = Roster("r", (Unit("u1", "One"), Unit("u2", "Two"), Unit("u3", "Three")))
ENGLISH = Words("en")


def spread(one: Indicator, *values: str | int) -> Assessment:
    figures = [seen(value, unit=f"u{number}") for number, value in enumerate(values, 1)]
    return assessed(one, figures, "2022-12-31", rosters=[PLACES])


def reckoned(found: Assessment) -> list[str]:
    return [ENGLISH.told(step) for step in found.arithmetic]


def test_a_whole_that_suffices_while_units_do_not() -> None:
    one = indicator(units="r", accrual="cumulative", target=target(">= 12", per_unit_min="4"))
    found = spread(one, 9, 4, 3)
    assert ENGLISH.told(found.why) == "16 in all meets the target ≥12; below the 4 that each must have: Three (3)"
    assert "each must have at least 4; below that (1): Three (3)" in reckoned(found)


def test_a_whole_that_fails_like_its_units() -> None:
    one = indicator(units="r", accrual="cumulative", missing="skip", target=target(">= 120", per_unit_min="4"))
    found = spread(one, 9, 3)
    assert ENGLISH.told(found.why) == (
        "12 does not meet the target ≥120; below the 4 that each must have: Two (3), Three (no figure)"
    )


def ratio(n: str | int, d: str | int, **keys: Any) -> tuple[Indicator, list[Observation], tuple[Indicator, ...]]:
    one = indicator(measure="ratio", numerator="n", denominator="d", unit_measure="PERCENT", **keys)
    return one, [seen(n, id="n"), seen(d, id="d")], (indicator("n"), indicator("d"))


@pytest.mark.parametrize(
    ("one", "figures", "others", "sentence"),
    [
        (
            *ratio(152, "<300", allow_over=True, target=target(">= 20")),
            "only a bound was published (152 ÷ <300), which does not decide against ≥20 %",
        ),
        (
            indicator(measure="expr", expr="n / d", target=target(">= 20")),
            [seen(152, id="n"), seen("<300", id="d")],
            (indicator("n"), indicator("d")),
            "figures that it follows from were published only as bounds or approximately, which does not decide "
            "against ≥20",
        ),
        (
            indicator(target=target(">= 20")),
            [seen("<30")],
            (),
            "only a bound was published (<30), which does not decide against ≥20",
        ),
        (
            indicator(target=target(">= 20")),
            [seen("~20")],
            (),
            "only an approximate figure was published (≈20), which does not decide against ≥20",
        ),
        (
            indicator(target=reach(">= 100", start="2022-01-01", deadline="2023-12-31")),
            [seen("<90")],
            (),
            "only a bound was published (<90), which leaves open how far the plan is; target ≥100",
        ),
    ],
)
def test_what_leaves_a_target_open(
    one: Indicator, figures: list[Observation], others: tuple[Indicator, ...], sentence: str
) -> None:
    found = assessed(one, figures, "2022-12-31", *others)
    assert (found.reason, ENGLISH.told(found.why)) == ("censored", sentence)


def test_a_bound_stays_one_in_its_quotient() -> None:
    """`<30` of 152 is no 30 of 152: the plain numerator is empty, every text writes the operator."""
    one, published, others = ratio("<30", 152, target=target("<= 20"))
    found = assessed(one, published, "2022-12-31", *others)
    assert (found.status, found.numerator, found.denominator) == ("met", None, D(152))
    assert reckoned(found)[0] == "<30 ÷ 152 = <19.74 %"
    assert figures.figure(ENGLISH, found) == "<30/152 <19.74 %"


def test_pooled_bounds_stay_bounds() -> None:
    one = indicator(measure="ratio", numerator="n", denominator="d", units="r", unit_measure="PERCENT")
    parts = [seen(value, id=id, unit=f"u{number}") for number in (1, 2, 3) for id, value in (("n", "<3"), ("d", 10))]
    operands = [indicator(id, units="r") for id in ("n", "d")]
    found = assessed(one, parts, "2022-12-31", *operands, rosters=[PLACES])
    assert figures.figure(ENGLISH, found) == "<9/30 <30 %"


@pytest.mark.parametrize(
    ("value", "when", "why", "progress"),
    [
        ("<300", "2022-10-31", "at most 33.7 % is: at least", "at most 33.75 %"),
        (">900", "2022-10-31", "reaches the target", "at least 101.24 %"),
        ("<300", "2022-01-31", "at most 33.7 % is done", "at most 33.75 %"),
    ],
)
def test_progress_of_a_bound_is_one(value: str, when: str, why: str, progress: str) -> None:
    goal = reach(">= 889", start="2022-01-01", deadline="2022-12-31", min_elapsed="0.1")
    found = assessed(indicator(target=goal), [seen(value, "2022-01-31")], when)
    assert why in ENGLISH.told(found.why)
    assert any(f"{value} ÷ 889 = {progress}" in step for step in reckoned(found))
    assert (figures.progress(found)[0] in "≤≥", figures.gap_points(found)) == (True, "")


def rolled(rule: str, *members: tuple[str, int, int | None], **keys: Any) -> Assessment:
    """A group of members with id, weight and a figure of 100 each."""
    parts = [indicator(id, weight=D(weight), target=target(">= 100")) for id, weight, _ in members]
    figures = [seen(value, id=id) for id, _, value in members if value is not None]
    whole = indicator("whole", measure="group", rollup=rule, members=tuple(id for id, _, _ in members), **keys)
    return assessed(whole, figures, "2022-12-31", *parts)


THREE = (("a", 40, 100), ("b", 35, 90), ("c", 25, None))


@pytest.mark.parametrize(
    ("rule", "members", "sentence"),
    [
        ("worst", THREE, "the worst of 3 counts: b.en (off track); undetermined: c.en"),
        ("worst", THREE[:1], "the worst of 1 counts, and all that can be judged (1) are on track or met"),
        (
            "worst",
            (THREE[0], THREE[2]),
            "the worst of 2 counts, and all that can be judged (1) are on track or met; at risk because of the "
            "undetermined: c.en",
        ),
        ("mean", THREE, "80.9 % of what should be done by now, as the weighted mean of 2 of 3; undetermined: c.en"),
        ("score", THREE, "95.33 points of 100, from 2 of 3; undetermined: c.en"),
        (
            "score",
            (("a", 40, 100), ("c", 60, None)),
            "no score: only 40 % of the weight can be judged, less than 70 %; undetermined: c.en",
        ),
        ("worst", THREE[2:], "of 1 none can be judged now; undetermined: 1"),
    ],
)
def test_a_rollup_says_its_rule_and_who_decides(
    rule: str, members: tuple[tuple[str, int, int | None], ...], sentence: str
) -> None:
    found = rolled(rule, *members)
    assert (found.reason, ENGLISH.told(found.why)) == ("members", sentence)


def test_a_mean_is_reckoned_aloud() -> None:
    assert reckoned(rolled("score", *THREE)) == [
        "2 of 3 can be judged, 1 undetermined",
        "a.en: weight 40, progress 100 %, counts as 100 %",
        "b.en: weight 35, progress 90 %, counts as 59 %",
        "weighted mean: 60.65 ÷ 75 = 80.87 % (on track from 95 %, at risk from 60 %)",
        "score: 71.5 ÷ 75 × 100 = 95.33",
        "undetermined (1): c.en",
    ]


def test_units_that_have_not_reported_are_named() -> None:
    found = spread(indicator(units="r", target=target(">= 4")), 9, 3)
    assert found.missing_units == ("Three",)
    assert ENGLISH.told(found.why) == "the worst of 3 counts: Two (off track); undetermined: Three"


def test_no_blank_parts_chinese_from_chinese() -> None:
    one = indicator(unit_measure="RANK", target=target("<= 5"))
    assert " \N{CJK UNIFIED IDEOGRAPH-524D}" not in Words("zh").told(assessed(one, [seen("<=10")], "2022-12-31").why)
    assert " \N{CJK UNIFIED IDEOGRAPH-524D}" not in Words("zh").told(assessed(one, [seen(4)], "2022-12-31").why)
