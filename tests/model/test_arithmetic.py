"""A bound is kept where the operation is monotone, and the four non-values stay apart (semantics.md sections 3, 6)."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.model.figures import outcome
from tests.model.intervals import FIGURES, NUMBERS, points_of
from tui.model import number
from tui.model.arithmetic import absolute, add, divide, highest, lowest, multiply, negate, rounded, strongest, subtract
from tui.model.number import Number
from tui.model.value import NonValue, Outcome, Quantity, compare

Binary = Callable[[Outcome, Outcome], Outcome]

BINARY: dict[str, tuple[Binary, Callable[[Fraction, Fraction], Fraction]]] = {
    "+": (add, lambda a, b: a + b),
    "-": (subtract, lambda a, b: a - b),
    "*": (multiply, lambda a, b: a * b),
    "/": (divide, lambda a, b: a / b),
    "min": (lowest, min),
    "max": (highest, max),
}
UNARY: dict[str, tuple[Callable[[Outcome], Outcome], Callable[[Fraction], Fraction]]] = {
    "-": (negate, lambda a: -a),
    "abs": (absolute, abs),
    "round": (rounded, lambda a: Fraction(number.rounded(a))),
}


@pytest.mark.parametrize(
    ("left", "operation", "right", "expected"),
    [
        ("100", "-", "<30", ">70"),
        ("100", "-", ">=70", "<=30"),
        ("<30", "-", "100", "<-70"),
        ("<30", "+", "<=12", "<42"),
        ("<=30", "+", "<=12", "<=42"),
        (">30", "+", "<12", "censored"),
        (">30", "-", "<12", ">18"),
        ("<30", "-", "<12", "censored"),
        ("<30", "*", "2", "<60"),
        ("<30", "*", "-2", ">-60"),
        ("<30", "*", "0", "0"),
        (">2", "*", ">=3", ">6"),
        ("<-2", "*", ">3", "<-6"),
        ("<2", "*", ">3", "censored"),
        (">=0", "*", ">3", ">=0"),
        ("<30", "/", "100", "<0.3"),
        ("<30", "/", "-100", ">-0.3"),
        ("<30", "/", "0", "undefined"),
        ("22", "/", ">110", "<0.2"),
        ("22", "/", ">=110", "<=0.2"),
        ("-22", "/", ">=110", ">=-0.2"),
        ("22", "/", "<-110", ">-0.2"),
        ("22", "/", ">0", ">0"),
        ("0", "/", ">0", "0"),
        ("22", "/", "<110", "censored"),
        ("22", "/", ">=0", "censored"),
        ("<22", "/", ">110", "<0.2"),
        ("<22", "/", "<-110", ">-0.2"),
        (">22", "/", ">110", "censored"),
        ("<-22", "/", ">110", "censored"),
        (">-22", "/", ">110", ">-0.2"),
        ("<30", "min", "50", "<30"),
        ("<30", "min", "20", "<=20"),
        (">30", "min", "20", "20"),
        (">30", "min", "50", ">30"),
        ("<30", "min", ">50", "<30"),
        (">30", "min", "<50", "<50"),
        ("<30", "max", "50", "50"),
        ("<30", "max", "20", "<30"),
        ("<30", "max", ">20", ">20"),
        ("~20", "+", "5", "~25"),
        ("~20", "-", "~5", "~15"),
        ("~20", "+", "<5", "censored"),
        ("~20", "*", "10", "~200"),
        ("~20", "*", "~2", "censored"),
        ("~20", "/", "10", "~2"),
        ("10", "/", "~20", "censored"),
        ("~20", "min", "30", "~20"),
        ("~20", "min", "10", "10"),
        ("~20", "min", "20", "~20"),
        ("~20", "max", "20", "~20"),
        ("~20", "min", "<30", "censored"),
    ],
)
def test_bounds_through_arithmetic(left: str, operation: str, right: str, expected: str) -> None:
    result, wanted = BINARY[operation][0](outcome(left), outcome(right)), outcome(expected)
    assert result[:2] == wanted[:2]


def test_the_display_unit_goes_with_an_approximate_figure() -> None:
    """About 3 units of ten thousand are about 30,000, give or take 10,000."""
    assert multiply(outcome("~3"), outcome("10000")) == Quantity("approx", Fraction(30000), Fraction(10000))
    assert add(outcome("~3"), outcome("~0.5")) == Quantity("approx", Fraction(7, 2), Fraction(11, 10))
    assert negate(outcome("~3")) == Quantity("approx", Fraction(-3), Fraction(1))


@pytest.mark.parametrize("name", sorted(BINARY))
@given(left=FIGURES, right=FIGURES, data=st.data())
def test_a_bound_holds_for_every_point_of_its_operands(
    name: str, left: Quantity, right: Quantity, data: st.DataObject
) -> None:
    """Whatever numbers stand behind the bounds, their result lies within the result's bound."""
    operation, exact = BINARY[name]
    result = operation(left, right)
    a, b = data.draw(points_of(left)), data.draw(points_of(right))
    if result is NonValue.UNDEFINED:
        assert name == "/"
        assert right.op == "eq"
        assert not right.value
    elif isinstance(result, Quantity):
        point = Quantity("eq", exact(a, b))
        assert compare(point, "ne", result) is not True


@pytest.mark.parametrize("name", sorted(UNARY))
@given(figure=FIGURES, data=st.data())
def test_a_bound_holds_for_every_point_of_its_operand(name: str, figure: Quantity, data: st.DataObject) -> None:
    operation, exact = UNARY[name]
    result = operation(figure)
    point = Quantity("eq", exact(data.draw(points_of(figure))))
    if isinstance(result, Quantity):
        assert compare(point, "ne", result) is not True
    else:
        assert result is NonValue.CENSORED


@pytest.mark.parametrize("name", sorted(set(BINARY) - {"/"}))
@given(left=NUMBERS, right=NUMBERS)
def test_exact_figures_give_exact_results(name: str, left: Number, right: Number) -> None:
    operation, exact = BINARY[name]
    assert operation(Quantity("eq", left), Quantity("eq", right)) == Quantity(
        "eq", exact(Fraction(left), Fraction(right))
    )


@given(FIGURES, FIGURES)
@example(Quantity("gt", Fraction(1)), Quantity("eq", Fraction(0)))
def test_what_is_censored_has_no_end(left: Quantity, right: Quantity) -> None:
    """A product is given up only where it can be as large, and as small, as one likes."""
    if multiply(left, right) is NonValue.CENSORED:
        far = 10**4
        ends = [
            (Fraction(left.value) + way * step, Fraction(right.value) + other * step_2)
            for way in _ways(left)
            for other in _ways(right)
            for step in (Fraction(1, 1000), far)
            for step_2 in (Fraction(1, 1000), far)
        ]
        products = [a * b for a, b in ends]
        assert min(products) < 0 < max(products)


def _ways(figure: Quantity) -> list[int]:
    return {"eq": [0], "lt": [-1], "le": [0, -1], "gt": [1], "ge": [0, 1]}[figure.op]


def test_undefined_beats_missing_beats_not_applicable_beats_censored() -> None:
    """Of two non-values the stronger one is the result of every operation, in either order."""
    order = ["undefined", "missing", "na", "censored", "7"]
    for operation, _ in BINARY.values():
        for at, strong in enumerate(order[:-1]):
            for weak in order[at:]:
                assert operation(outcome(strong), outcome(weak)) is outcome(strong)
                assert operation(outcome(weak), outcome(strong)) is outcome(strong)
    assert strongest(outcome("7"), True) is None


@pytest.mark.parametrize("name", sorted(UNARY))
@pytest.mark.parametrize("kind", list(NonValue))
def test_one_non_value_passes_through(name: str, kind: NonValue) -> None:
    assert UNARY[name][0](kind) is kind


def test_what_grows_beyond_every_figure_is_undefined() -> None:
    """Squaring a third again and again ends; it does not keep the machine busy."""
    result: Outcome = divide(outcome("1"), outcome("3"))
    for _ in range(200):
        result = multiply(result, result)
    assert result is NonValue.UNDEFINED
