"""A figure in a cell is a number by our own grammar, or an error: never something that merely looks like one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.reading.number import parse_number, parse_quantity


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("12", "12"),
        ("-5", "-5"),
        ("+5", "5"),
        (" 12.50 ", "12.50"),
        (".5", "0.5"),
        ("-0.0", "0.0"),
        ("007", "7"),
    ],
)
def test_plain_numbers_keep_their_digits(text: str, number: str) -> None:
    assert str(parse_number(text)) == number


LOOKALIKES = (
    "1,234|12.5%|\uff11\uff12\uff13|1_000|nan|NaN|inf|-Infinity|1e999|1e3|1.2E+05|#N/A|-||5.|.|+|--5|1 2|0x10"
    "|\u0661|1.2.3|=1|\u22125|" + "1" * 41
).split("|")


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    """F5."""
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "thousands", "number"),
    [
        ("1,234", ",", "1234"),
        ("-1,234,567.8", ",", "-1234567.8"),
        ("1234", ",", "1234"),
        ("1 234", " ", "1234"),
        ("1'234", "'", "1234"),
    ],
)
def test_declared_thousands(text: str, thousands: str, number: str) -> None:
    assert parse_number(text, thousands) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "thousands"),
    [
        ("1,23", ","),
        ("12,34,567", ","),
        (",234", ","),
        ("1,2345", ","),
        ("1,234", " "),
        ("1,234 567", " "),
        ("1.234,5", "."),
    ],
)
def test_groups_that_are_not_of_three_are_no_number(text: str, thousands: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text, thousands)


def test_declared_percent_stays_as_written() -> None:
    assert parse_number("12.5%", percent=True) == Decimal("12.5")
    assert parse_number("12.5 \uff05", percent=True) == Decimal("12.5")
    assert parse_number("12.5", percent=True) == Decimal("12.5")
    with pytest.raises(ValueError, match="not a number"):
        parse_number("12.5%%", percent=True)


@pytest.mark.parametrize(
    ("text", "op", "number"),
    [
        ("30", "eq", 30),
        ("<30", "lt", 30),
        ("> 70", "gt", 70),
        ("<=10", "le", 10),
        (">=5", "ge", 5),
        ("~12", "approx", 12),
        ("\u226410", "le", 10),
        ("\u22655", "ge", 5),
        ("<30%", "lt", 30),
    ],
)
def test_bounds_stay_bounds(text: str, op: str, number: int) -> None:
    """semantics.md section 3."""
    assert parse_quantity(text, percent=True) == (op, Decimal(number))


@pytest.mark.parametrize("text", ["<", "<<3", "=3", "<>3", "many", "3<", ""])
def test_other_signs_are_no_quantity(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_quantity(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_every_plain_decimal_comes_back(number: Decimal) -> None:
    assert parse_number(f"{number:f}") == number
    assert parse_number(f"{number:,f}", ",") == number
