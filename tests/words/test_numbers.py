"""Numbers are rounded once, for display, and never look better than they are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.amount import Amount
from tui.words import LANGUAGES, Words
from tui.words.numbers import (
    amount_text,
    count_text,
    percent_text,
    plain_number,
    rounded,
    share_text,
    unit_text,
    written,
)

CHINESE, ENGLISH = Words("zh"), Words("en")


@pytest.mark.parametrize(
    ("value", "digits", "rounding", "expected"),
    [
        ("14.4736842", 2, "half_up", "14.47"),
        ("2.5", 0, "half_up", "3"),
        ("2.5", 0, "half_even", "2"),
        ("3.5", 0, "half_even", "4"),
        ("-2.5", 0, "half_up", "-3"),
        ("0.125", 2, "half_up", "0.13"),
        ("0.125", 2, "half_even", "0.12"),
        ("7", 2, "half_up", "7.00"),
        ("12345678901234567890123456789012345.678", 1, "half_up", "12345678901234567890123456789012345.7"),
    ],
)
def test_rounding(value: str, digits: int, rounding: str, expected: str) -> None:
    """Half up goes away from zero, half to even to the even digit, however long the number."""
    assert written(rounded(Decimal(value), digits, rounding)) == expected


@pytest.mark.parametrize(
    ("value", "limit", "digits", "expected"),
    [
        ("99.998", "100", 2, "99.99"),
        ("100.001", "100", 2, "100.01"),
        ("100", "100", 2, "100.00"),
        ("0.001", "0", 2, "0.01"),
        ("-0.001", "0", 2, "-0.01"),
        ("0", "0", 2, "0.00"),
        ("29.998", "30", 2, "29.99"),
        ("30.002", "30", 2, "30.01"),
        ("29.4", "29.5", 0, "29"),
        ("29.6", "29.7", 0, "29"),
        ("29.6", "29.55", 0, "30"),
    ],
)
def test_a_printed_number_stays_on_its_side_of_a_limit(value: str, limit: str, digits: int, expected: str) -> None:
    """What was judged at full precision and what is read agree."""
    assert written(rounded(Decimal(value), digits, limits=(Decimal(limit),))) == expected


@given(
    st.decimals(-1000, 1000, places=6),
    st.decimals(-1000, 1000, places=3),
    st.integers(0, 4),
    st.sampled_from(["half_up", "half_even"]),
)
def test_rounding_keeps_sides_and_stays_near(value: Decimal, limit: Decimal, digits: int, rounding: str) -> None:
    """Whatever the number, it moves by less than two units of its last digit and never over the limit."""
    near = rounded(value, digits, rounding, (limit,))
    assert (near < limit) == (value < limit)
    assert (near > limit) == (value > limit) or value == limit
    assert abs(near - value) < 2 * Decimal(10) ** -digits
    assert near.as_tuple().exponent == -digits


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (Decimal(2200) / 152, "14.47 %"),
        (Decimal(2300) / 152, "15.13 %"),
        (Decimal("99.999"), "99.99 %"),
        (Decimal(100), "100.00 %"),
        (Decimal("0.0001"), "0.01 %"),
        (Decimal(0), "0.00 %"),
        (Decimal("100.11"), "100.11 %"),
        (Decimal("NaN"), "-"),
    ],
)
def test_percentages(percent: Decimal, expected: str) -> None:
    """`100.00 %` is the whole, `0.00 %` is nothing, and nothing else is."""
    assert percent_text(percent) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("0.674915", "67.5 %"),
        ("1", "100 %"),
        ("0.9999", "99.9 %"),
        ("0.0001", "0.1 %"),
        ("0", "0 %"),
        ("1.0011", "100.1 %"),
        ("-0.146", "-14.6 %"),
        ("0.5", "50 %"),
    ],
)
def test_shares(share: str, expected: str) -> None:
    """A share prints as a percentage without needless zeros."""
    assert share_text(Decimal(share)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0"),
        (Decimal("14.470"), "14.470"),
        (Decimal(1) / 3, "0.333333"),
        (Decimal("-0.0"), "0.0"),
        (Decimal("Infinity"), "-"),
        (889, "889"),
        ("text", ""),
    ],
)
def test_plain_numbers(value: object, expected: str) -> None:
    """Inside a sentence: no exponent, no endless digits, no negative zero."""
    assert plain_number(value) == expected


def test_thousands_are_separated_only_when_asked() -> None:
    """Grouping is off by default and keeps sign and fraction."""
    assert written(Decimal("-1234567.5")) == "-1234567.5"
    assert written(Decimal("-1234567.5"), grouping=",") == "-1,234,567.5"
    assert written(Decimal("-0.5"), grouping=",") == "-0.5"
    assert amount_text(ENGLISH, Amount(Decimal(12345), unit_measure="PERSONS"), grouping=" ") == "12 345 persons"


def test_counts_are_whole() -> None:
    """A numerator loses a point that says nothing."""
    assert [count_text(Decimal(value)) for value in ("22.0", "1E+2", "0.5", "0.333333")] == ["22", "100", "0.5", "0.33"]


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        (Amount(Decimal(889), unit_measure="PERSONS"), "889 人", "889 persons"),
        (Amount(Decimal(1), unit_measure="PERSONS"), "1 人", "1 person"),
        (Amount(Decimal(152), unit_measure="CASES"), "152 件", "152 cases"),
        (Amount(Decimal(30), "lt", "PERCENT"), "<30 %", "<30 %"),
        (Amount(Decimal(70), "gt", "PERCENT"), ">70 %", ">70 %"),
        (Amount(Decimal(70), "ge", "PERCENT"), "≥70 %", "≥70 %"),
        (Amount(Decimal(70), "approx", "PERCENT"), "≈70 %", "≈70 %"),
        (Amount(Decimal(6), unit_measure="RANK"), "第 6 名", "rank 6"),
        (Amount(Decimal(10), "le", "RANK"), "前 10 名", "top 10"),
        (Amount(Decimal(1), "le", "RANK"), "第 1 名", "rank 1"),
        (Amount(Decimal(10), "lt", "RANK"), "第 <10 名", "rank <10"),
        (Amount(Decimal("12.3"), unit_measure="PERSONS", unit_mult=4), "12.3 万人", "123000 persons"),
        (Amount(Decimal("12.3"), unit_measure="CNY", unit_mult=6), "12.3 百万元", "12.3 million yuan"),
        (Amount(Decimal("1.25"), unit_measure="CNY", unit_mult=8, decimals=2), "1.25 亿元", "125000000 yuan"),
        (Amount(Decimal("12.3"), unit_mult=4), "12.3 万", "123000"),
        (Amount(Decimal(5), unit_measure="{户}"), "5 {户}", "5 {户}"),
        (Amount(Decimal(5)), "5", "5"),
        (Amount(Decimal(2200) / 152, unit_measure="PERCENT", computed=True), "14.47 %", "14.47 %"),
        (Amount(Decimal(50), unit_measure="PERCENT", computed=True), "50 %", "50 %"),
        (Amount(Decimal(50), unit_measure="PERCENT", decimals=2), "50.00 %", "50.00 %"),
        (Amount(Decimal("99.9999"), unit_measure="PERCENT", computed=True), "99.99 %", "99.99 %"),
        (Amount(Decimal("14.470"), unit_measure="PERCENT"), "14.470 %", "14.470 %"),
        (Amount(Decimal("2.5"), decimals=0, rounding="half_even"), "2", "2"),
        (
            Amount(Decimal("29.998"), unit_measure="PERCENT", decimals=2, limits=(Decimal(30),)),
            "29.99 %",
            "29.99 %",
        ),
        (Amount(Decimal("NaN"), unit_measure="PERCENT"), "-", "-"),
    ],
)
def test_amounts(amount: Amount, chinese: str, english: str) -> None:
    """A figure carries its bound and its unit, in the language's own order and scale."""
    assert amount_text(CHINESE, amount) == chinese
    assert amount_text(ENGLISH, amount) == english


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_no_exponent_is_ever_printed(value: Decimal) -> None:
    """Officials read digits."""
    for language in LANGUAGES:
        assert "E" not in amount_text(Words(language), Amount(value, unit_measure="PERSONS", computed=True))


@pytest.mark.parametrize(
    ("code", "power", "zh", "en"),
    [
        ("PERSONS", 0, "人", "persons"),
        ("PERSONS", 4, "万人", "×10000 persons"),
        ("PERSONS", -2, "×0.01 人", "×0.01 persons"),
        ("CNY", 6, "百万元", "million yuan"),
        ("PERCENT", 0, "%", "%"),
        ("RANK", 0, "名次", "rank"),
        ("", 0, "", ""),
        ("", 4, "万", "×10000"),
        ("{户}", 0, "{户}", "{户}"),
    ],
)
def test_a_unit_that_stands_alone_says_what_numbers_count(code: str, power: int, zh: str, en: str) -> None:
    """A number that was reported in units of ten thousand is never read as one of single ones."""
    assert (unit_text(CHINESE, code, power), unit_text(ENGLISH, code, power)) == (zh, en)
