"""Reasons and reckonings say what is so, also of bounds, floors and members."""

from typing import Any

import pytest

from tests.model.cases import assessed, indicator, reach, seen, target
from tui.model.indicator import Indicator
from tui.model.observation import Observation
from tui.model.roster import Roster, Unit
from tui.model.snapshot import Assessment
from tui.words import Words

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
            *ratio(152, "<300", target=target(">= 20")),
            "figures that it follows from were published only as bounds or approximately, which does not decide "
            "against ≥20 %",
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
