"""A figure against a limit: containment of intervals decides, and nothing else does (semantics.md section 3)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.model.intervals import NUMBERS, OPS, points_of
from tui.model.number import Number
from tui.model.observation import Observation, ObservationOp
from tui.model.period import Period
from tui.model.value import (
    Comparison,
    NonValue,
    Outcome,
    Quantity,
    between,
    both,
    compare,
    decimal_of,
    outcome_of,
    quantity,
    satisfies,
)

COMPARISONS: list[Comparison] = ["ge", "gt", "le", "lt", "eq", "ne"]


def figure(text: str) -> Quantity:
    """`<30`, `>=70`, `~12` or a plain number."""
    ops: dict[str, ObservationOp] = {"<=": "le", ">=": "ge", "<": "lt", ">": "gt", "~": "approx"}
    for sign, op in ops.items():
        if text.startswith(sign):
            found = quantity(op, Decimal(text.removeprefix(sign)))
            break
    else:
        found = quantity("eq", Decimal(text))
    assert isinstance(found, Quantity)
    return found


@pytest.mark.parametrize(
    ("observed", "op", "limit", "expected"),
    [
        ("<30", "lt", 30, True),
        ("<30", "le", 30, True),
        ("<=30", "le", 30, True),
        ("<=30", "lt", 30, None),
        ("<30", "lt", 25, None),
        ("<30", "ge", 30, False),
        ("<=30", "ge", 30, None),
        ("<=30", "gt", 30, False),
        ("<30", "eq", 30, False),
        ("<=30", "eq", 30, None),
        ("<30", "ne", 30, True),
        (">70", "gt", 70, True),
        (">70", "ge", 70, True),
        (">=70", "gt", 70, None),
        (">70", "gt", 75, None),
        (">70", "le", 70, False),
        (">70", "lt", 60, False),
        ("<=10", "le", 10, True),
        ("<=10", "le", 5, None),
        ("30", "lt", 30, False),
        ("30", "le", 30, True),
        ("28.9", "lt", 30, True),
        ("~29", "lt", 30, None),
        ("~28", "lt", 30, True),
        ("~31", "lt", 30, None),
        ("~32", "lt", 30, False),
        ("~30", "eq", 30, None),
        ("~30", "ne", 40, True),
        ("~29.5", "lt", 30, True),
    ],
)
def test_an_observation_against_a_target(observed: str, op: Comparison, limit: int, expected: bool | None) -> None:
    assert satisfies(figure(observed), op, Decimal(limit)) is expected


@pytest.mark.parametrize(
    ("observed", "expected"),
    [("40", True), ("50", True), ("39.9", False), ("<40", False), ("<=40", None), ("<45", None), (">50", False)],
)
def test_an_observation_between_40_and_50(observed: str, expected: bool | None) -> None:
    assert between(figure(observed), Decimal(40), Decimal(50)) is expected


def test_a_ratio_at_the_edge_is_judged_at_full_precision() -> None:
    """46 of 152 is 30.26 %; 45.6 of 152 is exactly 30 and not below it."""
    assert satisfies(Quantity("eq", Fraction(4600, 152)), "lt", Decimal(30)) is False
    assert satisfies(Quantity("eq", Fraction(4560, 152)), "lt", Decimal(30)) is False
    assert satisfies(Quantity("eq", Fraction(4500, 152)), "lt", Decimal(30)) is True


@pytest.mark.parametrize(
    ("left", "op", "right", "expected"),
    [
        ("<30", "lt", ">70", True),
        ("<30", "lt", ">=30", True),
        ("<=30", "lt", ">=30", None),
        ("<=30", "le", ">=30", True),
        ("<30", "lt", "<40", None),
        ("<30", "eq", ">70", False),
        ("<30", "ne", ">30", True),
        (">70", "gt", "<30", True),
        ("20", "ge", "<20", True),
        ("20", "lt", "<20", False),
        ("~20", "lt", "~22", None),
        ("~20", "lt", "~23", True),
        ("~20", "lt", "~21", None),
        ("~20", "lt", ">21", None),
        ("~20", "lt", ">22", True),
    ],
)
def test_two_figures_that_are_bounds(left: str, op: Comparison, right: str, expected: bool | None) -> None:
    assert compare(figure(left), op, figure(right)) is expected


@given(st.sampled_from(OPS), NUMBERS, st.sampled_from(COMPARISONS), st.sampled_from(OPS), NUMBERS, st.data())
def test_what_is_decided_holds_for_every_number_in_the_intervals(
    left_op: ObservationOp, left: Number, op: Comparison, right_op: ObservationOp, right: Number, data: st.DataObject
) -> None:
    """The answer for the interval is the answer for a point of it, picked at random."""
    decided = compare(Quantity(left_op, left), op, Quantity(right_op, right))
    assume(decided is not None)
    a = data.draw(points_of(Quantity(left_op, left)))
    b = data.draw(points_of(Quantity(right_op, right)))
    assert compare(Quantity("eq", a), op, Quantity("eq", b)) is decided


@given(st.sampled_from(OPS), NUMBERS, st.sampled_from(COMPARISONS), NUMBERS)
def test_what_is_not_decided_has_points_on_both_sides(
    op: ObservationOp, value: Number, asked: Comparison, limit: Number
) -> None:
    """Nothing is left open that the interval settles: near its end, at the limit and far away both answers occur."""
    observed = Quantity(op, value)
    if satisfies(observed, asked, limit) is None:
        step = Fraction(1, 10**9)
        near = [
            Fraction(value),
            Fraction(limit),
            *(Fraction(each) + way for each in (value, limit) for way in (step, -step)),
        ]
        far = [Fraction(value) + way * 10**6 for way in (1, -1)]
        inside = [point for point in near + far if compare(Quantity("eq", point), "ne", observed) is not True]
        answers = {satisfies(Quantity("eq", point), asked, limit) for point in inside}
        assert answers == {True, False}


@pytest.mark.parametrize("absurd", ["NaN", "Infinity", "-Infinity", "1E+999999999"])
def test_what_is_no_number_is_undefined(absurd: str) -> None:
    assert quantity("eq", Decimal(absurd)) is NonValue.UNDEFINED


@pytest.mark.parametrize(
    ("value", "op", "flag", "expected"),
    [
        ("22", "eq", "A", Quantity("eq", Decimal(22))),
        ("30", "lt", "P", Quantity("lt", Decimal(30))),
        ("3E+4", "approx", "A", Quantity("approx", Decimal("3E+4"), Decimal("1E+4"))),
        ("12.5", "approx", "A", Quantity("approx", Decimal("12.5"), Decimal("0.1"))),
        (None, "eq", "A", NonValue.MISSING),
        ("0", "eq", "M", NonValue.NA),
        ("5", "eq", "L", NonValue.MISSING),
        ("5", "eq", "H", NonValue.MISSING),
        ("5", "eq", "O", NonValue.MISSING),
        ("5", "eq", "Q", NonValue.MISSING),
    ],
)
def test_what_an_observation_says(value: str | None, op: ObservationOp, flag: str, expected: Outcome) -> None:
    observation = Observation(
        "a", "", Period.parse("2022"), None if value is None else Decimal(value), op=op, flag=flag
    )
    assert outcome_of(observation) == expected


def test_no_observation_is_missing() -> None:
    assert outcome_of(None) is NonValue.MISSING


def test_the_display_unit_may_be_given() -> None:
    assert quantity("approx", Decimal(30), decimals=2) == Quantity("approx", Decimal(30), Decimal("0.01"))


def test_the_number_of_an_outcome() -> None:
    assert decimal_of(Quantity("lt", Fraction(1, 8))) == Decimal("0.125")
    assert decimal_of(NonValue.NA) is None


def test_both_is_known_when_one_fails() -> None:
    table = {(a, b): both(a, b) for a in (True, False, None) for b in (True, False, None)}
    assert {pair for pair, result in table.items() if result} == {(True, True)}
    assert {pair for pair, result in table.items() if result is False} == {pair for pair in table if False in pair}
