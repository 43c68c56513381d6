"""What may be added to what."""

import pytest

from tui.model.expression import parse
from tui.model.unit import units_of

UNITS = {
    "p": "PERSONS",
    "q": "PERSONS",
    "c": "CASES",
    "d": "CASES",
    "r": "PERCENT",
    "rank": "RANK",
    "other": "RANK",
    "x": "",
}


@pytest.mark.parametrize(
    "text",
    [
        "p + q", "100 - r", "p * 2", "2 * p + q", "c / d * 100 - r", "p / c + x", "c / 2 + d", "p * c + r", "p + x",
        "sum(p, q, 3)", "round(p) - q", "coalesce(p, 0)", "abs(p) + prev(q) - delta(p)", "count(p) + c", "p",
        "if(p > q, c, d)", "rank - other", "min(rank, other)", "-p + q",
    ],
)  # fmt: skip
def test_what_goes_together(text: str) -> None:
    assert units_of(parse(text), UNITS.__getitem__) == ()


@pytest.mark.parametrize(
    ("text", "key", "position"),
    [
        ("p + r", "clash", 0),
        ("x + (p - c)", "clash", 5),
        ("sum(p, 1, c)", "clash", 0),
        ("2 * p + c / 2", "clash", 0),
        ("max(p, r)", "clash", 0),
        ("if(p > c, 1, 2)", "clash", 3),
        ("if(p > q, p, c)", "clash", 0),
        ("coalesce(p, c)", "clash", 0),
        ("avg(rank, other)", "rank", 0),
        ("sum(rank)", "rank", 0),
        ("rank + other", "rank", 0),
    ],
)
def test_what_does_not(text: str, key: str, position: int) -> None:
    [problem] = units_of(parse(text), UNITS.__getitem__)
    assert (problem.message.key, problem.position) == (f"check.unit.{key}", position)


def test_a_check_compares_what_goes_together() -> None:
    assert units_of(parse("c <= d <= 100 and c / d * 100 < r", checks=True), UNITS.__getitem__) == ()
    [problem] = units_of(parse("c <= p", checks=True), UNITS.__getitem__)
    assert problem.message.values == {"id": "c", "unit": "CASES", "other": "p", "other_unit": "PERSONS"}
