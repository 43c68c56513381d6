"""Numbers and intervals for property tests of the model."""

from fractions import Fraction

from hypothesis import strategies as st

from tui.model.number import Number
from tui.model.observation import ObservationOp
from tui.model.value import Quantity

OPS: list[ObservationOp] = ["eq", "lt", "le", "gt", "ge"]
"""The operators that stand for an interval; `approx` promises none."""

NUMBERS: st.SearchStrategy[Number] = st.one_of(
    st.integers(-6, 6).map(Fraction),
    st.decimals(-1000, 1000, places=2),
    st.fractions(-1000, 1000, max_denominator=50),
)
"""Small numbers of both kinds; the same one comes up often, so that ends of intervals meet."""


FIGURES = st.tuples(st.sampled_from(OPS), NUMBERS).map(lambda pair: Quantity(*pair))
"""Exact figures and bounds."""


def points_of(figure: Quantity) -> st.SearchStrategy[Fraction]:
    """Numbers that a figure may be, its closed end among them."""
    value = Fraction(figure.value)
    if figure.op == "eq":
        return st.just(value)
    way = -1 if figure.op in {"lt", "le"} else 1
    beyond = st.one_of(st.fractions(0, 2, max_denominator=40), st.integers(0, 10**6).map(Fraction))
    if figure.op in {"lt", "gt"}:
        beyond = beyond.filter(bool)
    return beyond.map(lambda step: value + way * step)
