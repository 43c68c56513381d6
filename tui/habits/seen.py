"""What a person saw when the changes were looked at last: every status and figure, to be compared another day.

The history cannot answer this: it knows when a figure was published, and a figure may be published first and recorded
much later, which is news all the same.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, cast

from tui.model.indicator import Indicator
from tui.model.observation import ObservationOp
from tui.model.period import Period
from tui.model.snapshot import Assessment, Status
from tui.named import NamedTuple

__all__ = ["Seen", "seen_at", "seen_from", "seen_text"]

_VERSION: Final = 1
_MOST: Final = 20_000
"""Series beyond which units' series are not followed: two megabytes are no habit any more."""
_OPS: Final = ("eq", "lt", "le", "gt", "ge", "approx")


class Seen(NamedTuple):
    """What was seen."""

    at: datetime
    """When."""
    assessments: tuple[Assessment, ...]
    """With status and figure, and nothing else."""


def seen_text(at: datetime, assessments: Iterable[Assessment]) -> str:
    """What is seen now as it is kept."""
    every = list(assessments)
    kept = every if len(every) <= _MOST else [each for each in every if not each.unit]
    rows = [
        [
            each.indicator.id,
            each.unit,
            each.status or "",
            _number(each.value),
            each.op,
            _number(each.numerator),
            _number(each.denominator),
            each.period.text if each.period else "",
            each.flag,
            int(each.revised),
        ]
        for each in kept
    ]
    return json.dumps({"version": _VERSION, "at": at.isoformat(), "series": rows}, ensure_ascii=False)


def seen_at(kept: Mapping[str, Any]) -> datetime | None:
    """When somebody looked last; `None` where nothing was kept that says so."""
    try:
        at = datetime.fromisoformat(kept["at"])
    except (ValueError, TypeError, KeyError):
        return None
    return at if at.tzinfo else None


def seen_from(kept: Mapping[str, Any], indicators: Mapping[str, Indicator]) -> Seen | None:
    """What was seen, of the indicators that there still are; `None` where nothing was kept that can be believed."""
    rows, at = kept.get("series"), seen_at(kept)
    if kept.get("version") != _VERSION or not isinstance(rows, list) or at is None:
        return None
    try:
        known = [row for row in rows if row[0] in indicators]
        found = tuple(_assessment(row, indicators[row[0]]) for row in known)
    except (ValueError, TypeError, KeyError, IndexError, InvalidOperation, AttributeError):
        return None
    return Seen(at, found)


def _assessment(row: list[Any], indicator: Indicator) -> Assessment:
    _, unit, status, value, op, numerator, denominator, period, flag, revised = row
    if op not in _OPS:
        raise ValueError(op)
    return Assessment(
        indicator,
        str(unit),
        Status(status) if status else None,
        value=_decimal(value),
        op=cast("ObservationOp", op),
        numerator=_decimal(numerator),
        denominator=_decimal(denominator),
        period=Period.parse(period) if period else None,
        flag=str(flag),
        revised=bool(revised),
    )


def _number(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def _decimal(text: str) -> Decimal | None:
    if not text:
        return None
    found = Decimal(text)
    if not found.is_finite():
        raise ValueError(text)
    return found
