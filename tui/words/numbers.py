"""Numbers as people read them."""

from decimal import Decimal

__all__ = ["plain_number"]


def plain_number(value: object) -> str:
    """A `Decimal` without exponent, an `int` as it is; `""` for anything else."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    return ""
