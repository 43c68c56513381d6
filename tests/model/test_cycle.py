"""Definitions in circles are found, whichever way one walks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.cycle import cycles, in_order


@pytest.mark.parametrize(
    ("definitions", "expected"),
    [
        ({}, ()),
        ({"a": ["b"], "b": ["c"]}, ()),
        ({"a": ["a"]}, (("a", "a"),)),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, (("a", "b", "c", "a"),)),
        ({"x": ["a"], "a": ["b"], "b": ["a"]}, (("a", "b", "a"),)),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, (("a", "b", "a"), ("c", "d", "c"))),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, ()),
    ],
)
def test_circles(definitions: dict[str, list[str]], expected: tuple[tuple[str, ...], ...]) -> None:
    assert cycles(definitions) == expected


@given(st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefgh"), max_size=3)))
def test_what_is_reported_is_a_circle_and_without_one_the_order_holds(definitions: dict[str, list[str]]) -> None:
    found = cycles(definitions)
    for circle in found:
        assert circle[0] == circle[-1]
        assert all(after in definitions[before] for before, after in pairwise(circle))
    order = in_order(definitions)
    assert sorted(order) == sorted(definitions)
    place = {id: at for at, id in enumerate(order)}
    backwards = [
        (id, each) for id, ids in definitions.items() for each in ids if each in place and place[each] >= place[id]
    ]
    assert bool(backwards) == bool(found)


def test_a_chain_as_long_as_the_file() -> None:
    chain = {f"a{at}": [f"a{at + 1}"] for at in range(20_000)}
    assert cycles(chain) == ()
    assert cycles({**chain, "a20000": ["a0"]})[0][0] == "a0"
