"""Numbers as they are written in cells, by a grammar of our own.

Python's `float` and `Decimal` take `1_000`, full-width digits, `nan` and `1e999`; a spreadsheet's `1.2E+05` has lost
digits already. None of these is a figure here.
"""

from decimal import Decimal
from typing import Final, Literal

__all__ = ["parse_number", "parse_quantity"]

Op = Literal["eq", "lt", "le", "gt", "ge", "approx"]

_LONGEST: Final = 40
"""Characters of the longest number that anybody means."""

_OPS: Final[tuple[tuple[str, Op], ...]] = (
    ("<=", "le"),
    (">=", "ge"),
    ("<", "lt"),
    (">", "gt"),
    ("~", "approx"),
    ("\N{LESS-THAN OR EQUAL TO}", "le"),
    ("\N{GREATER-THAN OR EQUAL TO}", "ge"),
    ("\N{ALMOST EQUAL TO}", "approx"),
)
"""The longer of two that begin alike comes first."""


def parse_number(text: str, thousands: str = "", percent: bool = False) -> Decimal:
    """The number that a text writes: sign, ASCII digits, one point; no exponent.

    Args:
        text: May have blanks around it.
        thousands: The character that may separate groups of three; `""` accepts none.
        percent: Accept a percent sign at the end; the number stays as written (`12.5%` is 12.5).

    Raises:
        ValueError: The text is no such number.
    """
    written = text.strip()
    if percent and written.endswith(("%", "\N{FULLWIDTH PERCENT SIGN}")):
        written = written[:-1].rstrip()
    if len(written) > _LONGEST:
        raise ValueError(f"not a number: {text[:_LONGEST]!r}")
    if thousands and thousands != "." and thousands in written:
        # Exchanged, so that a comma that is not the declared separator does not pass for it.
        written = written.translate({ord(thousands): ",", ord(","): thousands})
        if not _is_grouped(written):
            raise ValueError(f"not a number: {text[:_LONGEST]!r}")
        written = written.replace(",", "")
    if not _is_plain(written):
        raise ValueError(f"not a number: {text[:_LONGEST]!r}")
    number = Decimal(written)
    return number if number else number.copy_abs()


def _is_plain(written: str) -> bool:
    """Whether a text is a sign or none, ASCII digits, and a point or none with digits behind it."""
    whole, point, fraction = written[written.startswith(("+", "-")) :].partition(".")
    digits = whole + fraction
    return digits.isascii() and digits.isdigit() and (fraction != "" or not point)


def _is_grouped(written: str) -> bool:
    """Whether commas part a whole number into groups of three; the number itself is looked at afterwards."""
    whole, _, fraction = written[written.startswith(("+", "-")) :].partition(".")
    first, *groups = whole.split(",")
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups) and "," not in fraction


def parse_quantity(text: str, thousands: str = "", percent: bool = False) -> tuple[Op, Decimal]:
    """A number or a bound: `30`, `<30`, `>70`, `<=10`, `>=5`, `~12` (semantics.md section 3).

    Args:
        text: May have blanks around it and after the sign.
        thousands: As for `parse_number`.
        percent: As for `parse_number`.

    Returns:
        How the true value stands to the number, and the number.

    Raises:
        ValueError: The text is neither.
    """
    written = text.strip()
    for sign, op in _OPS:
        if written.startswith(sign):
            return op, parse_number(written[len(sign) :], thousands, percent)
    return "eq", parse_number(written, thousands, percent)
