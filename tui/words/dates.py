"""Dates and instants as people read them: local, ISO 8601."""

from datetime import date, datetime

__all__ = ["plain_date"]


def plain_date(value: object) -> str:
    """A date as `2023-03-06`, an instant as `2023-03-06 10:32` in its own zone; `""` for anything else."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return ""
