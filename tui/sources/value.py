"""What stands in a cell or a member, read as what a field means: text, quantity, period, instant, flag."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from tui.model.observation import ObservationOp
from tui.model.period import Period
from tui.model.source import Source
from tui.reading.number import parse_quantity

__all__ = ["flag_of", "instant_of", "is_blank", "period_of", "quantity_of", "text_of"]

_LATEST: Final = datetime(9998, 1, 1, tzinfo=UTC)
_EARLIEST: Final = datetime(1, 1, 3, tzinfo=UTC)


def text_of(value: object) -> str:
    """A value as text: numbers in plain digits, `true` and `false`, `""` for `null`; of arrays and objects none."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}" if abs(value.adjusted()) < 40 else str(value)
        case int():
            return str(value)
        case date() | time():
            return value.isoformat()
        case _:
            return ""


def is_blank(value: object, source: Source) -> bool:
    """Whether a value says that there is none: `null`, an empty array or object, or a text declared as `missing`."""
    if isinstance(value, str):
        return value in source.missing or value.strip() in source.missing
    return value is None or value == [] or value == {}


def quantity_of(value: object, source: Source) -> tuple[ObservationOp, Decimal]:
    """A number or a bound; `true` is 1 and `false` 0, so that "covered: true" covers.

    Raises:
        ValueError: It is neither.
    """
    match value:
        case str():
            return parse_quantity(value, source.thousands, source.percent)
        case int():
            return "eq", Decimal(value)
        case Decimal():
            return "eq", value
        case _:
            raise ValueError("not a number")


@lru_cache(maxsize=1024)
def period_of(text: str) -> Period:
    """A period in SDMX form, with blanks around it or not.

    Raises:
        ValueError: It is none.
    """
    return Period.parse(text.strip())


@lru_cache(maxsize=1024)
def instant_of(text: str, zone: str) -> datetime:
    """A date or a date with time, ISO 8601, as an aware instant in UTC.

    A plain date means the start of that local day: from then on the figure was known. A time without an offset is
    local.

    Raises:
        ValueError: It is neither.
    """
    written = text.strip()
    if not written.isascii() or len(written) < 10 or written[4] != "-" or written[7] != "-":
        raise ValueError(text)
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    # Compared before it is converted: at the ends of the calendar there is no UTC to convert to.
    if not _EARLIEST < moment < _LATEST:
        raise ValueError(text)
    return moment.astimezone(UTC)


def flag_of(text: str) -> str:
    """An observation's flag: one capital letter (SDMX CL_OBS_STATUS); a blank is `A`.

    Raises:
        ValueError: It is none.
    """
    written = text.strip() or "A"
    if len(written) != 1 or not "A" <= written <= "Z":
        raise ValueError(text)
    return written
