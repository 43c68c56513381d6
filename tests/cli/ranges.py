"""The ranges of the Monitoring Plugins guidelines, read as a monitoring system reads them."""

from decimal import Decimal

__all__ = ["alerts"]


def alerts(written: str, value: str | Decimal) -> bool:
    """Whether a value alerts: outside of `start:end`, or inside of `@start:end`; both ends belong to the range."""
    if not written:
        return False
    inside = written.startswith("@")
    start, colon, end = written.removeprefix("@").rpartition(":")
    low = Decimal("-Infinity") if start == "~" else Decimal(start) if colon else Decimal(0)
    high = Decimal(end) if end else Decimal("Infinity")
    return (low <= Decimal(value) <= high) is inside
