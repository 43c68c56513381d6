"""Numbers as they are written in cells, by a grammar of our own.

Python's `float` and `Decimal` take `1_000`, full-width digits, `nan` and `1e999`; a spreadsheet's `1.2E+05` has lost
digits already. None of these is a figure here.
"""

import re
from decimal import Decimal
from typing import Final, Literal

__all__ = ["parse_number", "parse_quantity"]

Op = Literal["eq", "lt", "le", "gt", "ge", "approx"]

_LONGEST: Final = 40
"""Characters of the longest number that anybody means."""

_PLAIN: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")

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
        if not _GROUPED.fullmatch(written):
            raise ValueError(f"not a number: {text[:_LONGEST]!r}")
        written = written.replace(",", "")
    elif not _PLAIN.fullmatch(written):
        raise ValueError(f"not a number: {text[:_LONGEST]!r}")
    number = Decimal(written)
    return number if number else number.copy_abs()


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
