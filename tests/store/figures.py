"""Figures to record, in a few words."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tui.model.observation import Observation, Provenance
from tui.model.period import Period

START = datetime(2023, 3, 6, 2, 32, tzinfo=UTC)
"""The moment at which the tests begin."""


def moment(minutes: float) -> datetime:
    """So many minutes after the start."""
    return START + timedelta(minutes=minutes)


def figure(
    value: str | None,
    recorded: datetime = START,
    *,
    indicator: str = "pufa.aides",
    unit: str = "",
    period: str = "2022",
    source: str = "audit",
    flag: str = "A",
) -> Observation:
    """An observation."""
    return Observation(
        indicator=indicator,
        unit=unit,
        period=Period.parse(period),
        value=None if value is None else Decimal(value),
        flag=flag,
        recorded=recorded,
        provenance=Provenance(source=source, locator=f"row {value}", document="Report", retrieved=START),
    )
