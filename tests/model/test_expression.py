"""Expressions: exactly the grammar of semantics.md section 6, exactly the arithmetic of fractions."""

import subprocess
import sys
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.figures import Known, known, outcome
from tests.model.intervals import FIGURES, points_of
from tui.model.aggregate import Missing
from tui.model.expression import Evaluation, Expression, Truth, evaluate, holds, parse, work_out
from tui.model.grammar import MAX_DEPTH, MAX_DIGITS, MAX_TEXT, MAX_WORDS, ExpressionError
from tui.model.value import NonValue, Outcome, Quantity, compare

NOTHING = Known({})
UNDEFINED, MISSING, NA, CENSORED = NonValue


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 3 - 2", "5"),
        ("12 / 3 / 2", "2"),
        ("-2 * -3", "6"),
        ("- - 2", "2"),
        ("+2", "2"),
        ("2 - -2", "4"),
        ("0.57 * 100", "57"),
        ("1 / 3 * 3", "1"),
        (".5 + 5.", "5.5"),
        ("sum(1, 2, 3)", "6"),
        ("avg(1, 2, 6)", "3"),
        ("min(3, 1, 2)", "1"),
        ("max(3, 1, 2)", "3"),
        ("count(3, 1, 2)", "3"),
        ("abs(-4)", "4"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(22 / 152 * 100, 2)", "14.47"),
        ("coalesce(1 / 0 , 2)", "undefined"),
        ("if(1 < 2, 10, 20)", "10"),
        ("if(1 > 2 or not 2 > 1, 10, 20)", "20"),
        ("if(1 < 2 and 2 < 3, 10, 20)", "10"),
        ("if(1 == 0, 1 / 0, 5)", "5"),
        ("3 / 0", "undefined"),
        ("0 / 0", "undefined"),
        ("1\n +\t1\r\n", "2"),
    ],
)
def test_what_numbers_give(text: str, expected: str) -> None:
    assert evaluate(parse(text), NOTHING) == outcome(expected)


@pytest.mark.parametrize(
    "id",
    [
        "a",
        "a.b",
        "a.if.b",
        "if",
        "and",
        "or",
        "not",
        "sum",
        "2022.x",
        "1e5",
        "x.not",
        "lambda",
        "none",
        "_",
        "a..b",
        "1.2.3",
        "...",
        "prev",
    ],
)
def test_every_id_is_an_id_wherever_it_stands(id: str) -> None:
    """Words that mean something to Python, or to us elsewhere, are names where a figure is expected."""
    figures = Known({id: outcome("3")})
    assert evaluate(parse(id), figures) == outcome("3")
    assert parse(f"1 + {id}").ids == (id,)
    for text, expected in [
        (f"({id}) + 1", "4"),
        (f"{id} * 2", "6"),
        (f"1 - {id}", "-2"),
        (f"sum({id}, {id})", "6"),
        (f"-{id}", "-3"),
        (f"2 * ({id})", "6"),
    ]:
        assert evaluate(parse(text), figures) == outcome(expected), text
    assert holds(parse(f"{id} == 3 and 3 >= {id} and not ({id} > 3)", checks=True), figures) is True


def test_ids_are_listed_once_in_the_order_of_the_text() -> None:
    assert parse("b.x + a - prev(c) / b.x + sum(d, delta(e))").ids == ("b.x", "a", "c", "d", "e")


@pytest.mark.parametrize(
    ("text", "key", "position"),
    [
        ("", "empty", 0),
        (" \n ", "empty", 0),
        ("a +", "unfinished", 3),
        ("(a", "unfinished", 2),
        ("sum(a", "unfinished", 5),
        ("a)", "syntax", 1),
        ("a b", "syntax", 2),
        ("1 2", "syntax", 2),
        ("* a", "syntax", 0),
        ("a ** b", "syntax", 3),
        ("a // b", "syntax", 3),
        ("()", "syntax", 1),
        ("sum()", "syntax", 4),
        ("sum(a,)", "syntax", 6),
        ("sum(*a)", "syntax", 4),
        ("a, b", "syntax", 0),
        ("(a, b)", "syntax", 0),
        ("a (b)", "function", 0),
        ("open(a)", "function", 0),
        ("__import__(os)", "function", 0),
        ("(a)(b)", "syntax", 3),
        ("sum(a)(b)", "syntax", 6),
        ("a = b", "equals", 2),
        ("a := b", "character", 2),
        ("A + b", "capital", 0),
        ("a + Bc", "capital", 4),
        ("a % b", "character", 2),
        ("a['b']", "character", 1),
        ("'a'", "character", 0),
        ("a; b", "character", 1),
        ("a # b", "character", 2),
        ("a @ b", "character", 2),
        ("a\x00b", "character", 1),
        ("{a}", "character", 0),
        ("a < b", "number", 0),
        ("not a", "number", 0),
        ("1 + (a < b)", "number", 5),
        ("sum(a < b)", "number", 4),
        ("if(a, b, c)", "truth", 3),
        ("if(a < b, b)", "arguments", 0),
        ("if(a < b, b < c, c)", "number", 10),
        ("abs(a, b)", "arguments", 0),
        ("coalesce(a)", "arguments", 0),
        ("round(a, b)", "places", 9),
        ("round(a, 1.5)", "places", 9),
        ("round(a, -1)", "places", 9),
        ("round(a, 11)", "places", 9),
        ("prev(1)", "figure", 5),
        ("prev(a + b)", "figure", 5),
        ("delta(prev(a))", "figure", 6),
        ("9" * (MAX_DIGITS + 1), "digits", 0),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "deep", MAX_DEPTH),
        ("-" * (MAX_DEPTH + 5) + "a", "deep", MAX_DEPTH + 1),
        ("a" * (MAX_TEXT + 1), "long", MAX_TEXT),
        ("+".join(["a"] * MAX_WORDS), "long", MAX_WORDS),
    ],
)
def test_what_is_no_expression_and_where(text: str, key: str, position: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.message.key == f"check.expression.{key}"
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a", "truth"),
        ("a + b", "truth"),
        ("1", "truth"),
        ("(a < b) == (c < d)", "number"),
        ("a and b", "truth"),
        ("not a", "truth"),
        ("a < b, c", "syntax"),
    ],
)
def test_a_check_is_true_or_false(text: str, key: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text, checks=True)
    assert caught.value.message.key in {f"check.expression.{key}", "check.expression.truth"}


@settings(max_examples=1000)
@given(st.text(max_size=60) | st.text("ab.1 +-*/()<>=!,\tnotifandrsuepv", max_size=40), st.booleans())
def test_any_text_gives_an_expression_or_says_where_not(text: str, checks: bool) -> None:
    """Nothing but an ExpressionError is ever raised, and what is accepted can be worked out."""
    found: Expression | ExpressionError
    try:
        found = parse(text, checks)
    except ExpressionError as error:
        found = error
    if isinstance(found, Expression):
        assert isinstance(work_out(found, NOTHING).result, bool | NonValue if checks else Quantity | NonValue)
    else:
        assert 0 <= found.position <= len(text)


def test_the_largest_expression_is_read_and_worked_out() -> None:
    """As long as allowed, and as deep; the result is exact."""
    terms = MAX_WORDS // 2
    assert evaluate(parse("+".join(["a"] * terms)), known(a="0.1")) == Quantity("eq", Fraction(terms, 10))
    depth = MAX_DEPTH - 1
    assert evaluate(parse("abs(" * depth + "a" + ")" * depth), known(a="-7")) == outcome("7")
    product = "*".join(["9" * MAX_DIGITS] * 400)
    assert evaluate(parse(product), NOTHING) == Quantity("eq", Fraction(10**MAX_DIGITS - 1) ** 400)
    power = evaluate(parse("*".join(["a"] * terms)), known(a="1.2345678901234567890123456789"))
    assert power == Quantity("eq", Fraction("1.2345678901234567890123456789") ** terms)


class Node(NamedTuple):
    """A tree whose value a few obvious lines find: what the engine is compared with."""

    name: str
    parts: "tuple[Node, ...]" = ()

    @property
    def text(self) -> str:
        inner = [part.text for part in self.parts]
        if not inner:
            return self.name
        if self.name in "+-*/":
            return f"({inner[0]} {self.name} {inner[1]})"
        return f"-{inner[0]}" if self.name == "negative" else f"{self.name}({', '.join(inner)})"

    def value(self, figures: dict[str, Fraction | NonValue]) -> Fraction | NonValue:
        if not self.parts:
            return figures[self.name] if self.name in figures else Fraction(self.name)
        values = [part.value(figures) for part in self.parts]
        if self.name == "coalesce":
            there = [value for value in values if value not in (MISSING, NA)]
            return there[0] if there else MISSING if MISSING in values else NA
        if self.name in {"sum", "avg", "min", "max", "count"}:
            values = [value for value in values if value is not NA]
            if UNDEFINED not in values and self.name == "count":
                return Fraction(sum(value is not MISSING for value in values))
        for kind in (UNDEFINED, MISSING, NA, CENSORED):
            if kind in values:
                return kind
        numbers = [value for value in values if isinstance(value, Fraction)]
        return naive(self.name, numbers) if numbers else NA


def naive(name: str, numbers: list[Fraction]) -> Fraction | NonValue:
    match name, numbers:
        case "+", [a, b]:
            return a + b
        case "-", [a, b]:
            return a - b
        case "*", [a, b]:
            return a * b
        case "/", [a, b]:
            return a / b if b else UNDEFINED
        case "negative", [a]:
            return -a
        case "abs", [a]:
            return abs(a)
        case "sum", _:
            return sum(numbers, Fraction(0))
        case "avg", _:
            return sum(numbers, Fraction(0)) / len(numbers)
        case "min", _:
            return min(numbers)
        case _:
            return max(numbers)


IDS = ["a", "b.if", "2022.c", "and", "gone", "void", "none"]
LEAVES = st.one_of(st.sampled_from(IDS), st.integers(0, 9).map(str), st.decimals(0, 100, places=2).map(str)).map(Node)


def grown(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(lambda name, a, b: Node(name, (a, b)), st.sampled_from("+-*/"), parts, parts),
        st.builds(lambda name, a: Node(name, (a,)), st.sampled_from(["negative", "abs"]), parts),
        st.builds(
            lambda name, more: Node(name, tuple(more)),
            st.sampled_from(["sum", "avg", "min", "max", "count"]),
            st.lists(parts, min_size=1, max_size=4),
        ),
        st.builds(lambda more: Node("coalesce", tuple(more)), st.lists(parts, min_size=2, max_size=4)),
    )


@given(st.recursive(LEAVES, grown, max_leaves=25), st.lists(st.fractions(max_denominator=99), min_size=4, max_size=4))
def test_an_expression_is_what_a_naive_evaluator_finds(tree: Node, values: list[Fraction]) -> None:
    figures: dict[str, Fraction | NonValue] = dict(zip(IDS, [*values, MISSING, UNDEFINED, NA], strict=True))
    operands = Known(
        {id: Quantity("eq", value) if isinstance(value, Fraction) else value for id, value in figures.items()}
    )
    found = evaluate(parse(tree.text), operands)
    assert (found.value if isinstance(found, Quantity) else found) == tree.value(figures)


@given(
    st.recursive(LEAVES, grown, max_leaves=15).filter(lambda tree: "count" not in tree.text),
    st.lists(FIGURES, min_size=4, max_size=4),
    st.data(),
)
def test_an_expression_of_bounds_holds_for_every_point(tree: Node, bounds: list[Quantity], data: st.DataObject) -> None:
    """Whatever numbers stand behind the bounds, what they give lies within what the bounds give."""
    nothing = {"gone": MISSING, "void": UNDEFINED, "none": NA}
    found = evaluate(parse(tree.text), Known({**dict(zip(IDS, bounds, strict=False)), **nothing}))
    if isinstance(found, Quantity):
        points = [data.draw(points_of(each)) for each in bounds]
        exact = tree.value({**dict(zip(IDS, points, strict=False)), **nothing})
        assert isinstance(exact, Fraction)
        assert compare(Quantity("eq", exact), "ne", found) is not True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gone + 1", MISSING),
        ("gone + void", UNDEFINED),
        ("none + 1", NA),
        ("gone * none", MISSING),
        ("vague + 1", CENSORED),
        ("vague + none", NA),
        ("sum(1, none, 2)", outcome("3")),
        ("avg(1, none, 2)", outcome("1.5")),
        ("sum(none)", NA),
        ("count(none, gone, 1, vague)", outcome("2")),
        ("sum(1, gone)", MISSING),
        ("sum(1, gone, void)", UNDEFINED),
        ("sum(1, vague)", CENSORED),
        ("min(none, 4)", outcome("4")),
        ("coalesce(gone, none, 4)", outcome("4")),
        ("coalesce(void, 4)", UNDEFINED),
        ("coalesce(gone, none)", MISSING),
        ("if(gone < 1, 2, 3)", MISSING),
        ("if(gone < 1, 2, 2)", outcome("2")),
        ("if(low < 50, 2, 3)", outcome("2")),
        ("if(low < 20, 2, 3)", CENSORED),
        ("100 - low", outcome(">70")),
        ("sum(low, low, 1)", outcome("<61")),
        ("round(low)", outcome("<=30")),
    ],
)
def test_four_non_values_stay_apart(text: str, expected: Outcome) -> None:
    figures = Known({"gone": MISSING, "void": UNDEFINED, "none": NA, "vague": CENSORED, "low": outcome("<30")})
    assert evaluate(parse(text), figures) == expected


@pytest.mark.parametrize(
    ("text", "missing", "expected"),
    [
        ("sum(aides)", "", Evaluation(MISSING, 2, 3)),
        ("sum(aides)", "skip", Evaluation(outcome("9"), 2, 3, True)),
        ("sum(aides)", "zero", Evaluation(outcome("9"), 2, 3)),
        ("avg(aides)", "skip", Evaluation(outcome("4.5"), 2, 3, True)),
        ("avg(aides)", "zero", Evaluation(outcome("3"), 2, 3)),
        ("min(aides)", "zero", Evaluation(outcome("0"), 2, 3)),
        ("count(aides)", "", Evaluation(outcome("2"), 0, 0)),
        ("sum(aides) / count(aides)", "skip", Evaluation(outcome("4.5"), 2, 3, True)),
        ("sum(silent)", "skip", Evaluation(MISSING, 0, 2)),
        ("sum(silent)", "zero", Evaluation(outcome("0"), 0, 2)),
        ("sum(whole)", "skip", Evaluation(outcome("3"), 2, 2)),
        ("sum(plain, 1)", "", Evaluation(outcome("8"), 2, 2)),
        ("aides", "", Evaluation(outcome("9"), 0, 0)),
        ("aides + 0", "", Evaluation(outcome("9"), 0, 0)),
    ],
)
def test_a_sum_over_a_roster(text: str, missing: Missing, expected: Evaluation) -> None:
    """A member that is missing makes the sum missing; skipped on demand, the result is an estimate of k of n."""
    figures = Known(
        {"plain": outcome("7"), "aides": outcome("9")},
        units={
            "aides": [outcome("4"), NA, MISSING, outcome("5")],
            "silent": [MISSING, MISSING],
            "whole": [outcome("1"), outcome("2")],
        },
    )
    assert work_out(parse(text), figures, missing) == expected


def test_earlier_periods() -> None:
    figures = Known({"streak": outcome("6"), "new": outcome("2")}, before={"streak": [outcome("6"), outcome("5")]})
    assert evaluate(parse("prev(streak)"), figures) == outcome("6")
    assert evaluate(parse("delta(streak)"), figures) == outcome("0")
    assert evaluate(parse("delta(new)"), figures) is MISSING
    assert holds(parse("delta(streak) == 1", checks=True), figures) is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <= b", True),
        ("a > b", False),
        ("0 <= a <= b < 300", True),
        ("0 <= a <= b < 100", False),
        ("a != b", True),
        ("low < 30", True),
        ("low < 25", CENSORED),
        ("low == 31", False),
        ("low + high == 100", CENSORED),
        ("low < high", True),
        ("gone < a", MISSING),
        ("gone < void", UNDEFINED),
        ("gone < a and a > b", False),
        ("gone < a or a < b", True),
        ("gone < a and a < b", MISSING),
        ("gone < a or low < 25", MISSING),
        ("not gone < a", MISSING),
        ("not a > b", True),
        ("if(a < b, a == 22, gone > 1)", True),
        ("0 <= gone <= -1", MISSING),
        ("a > b > gone", False),
    ],
)
def test_what_checks_give(text: str, expected: Truth) -> None:
    """Pass and fail only where the figures decide; a part that decides alone needs no other."""
    figures = known(a="22", b="152", low="<30", high=">70", gone="missing", void="undefined")
    assert holds(parse(text, checks=True), figures) is expected


def test_reading_a_plain_id_parses_nothing() -> None:
    """Nearly every ratio names plain ids: they cost neither Python's parser nor the ast module."""
    code = "import sys; from tui.model.expression import parse; parse('fuyi.concluded'); print('ast' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"sys_path = {sys.path!r}; import sys; sys.path[:] = sys_path; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
    assert parse("fuyi.concluded").is_plain
    assert not parse("fuyi.concluded + 0").is_plain


def test_numbers_alone_are_no_ids() -> None:
    assert evaluate(parse("2022"), NOTHING) == outcome("2022")
    assert parse("2022.5").ids == ()
    assert parse("2022.5.x").ids == ("2022.5.x",)
