"""What a single value of the file may be: each reader takes what the parser gives and returns what the model wants.

A reader raises `Wrong` with what was expected. Nothing is coerced: a number in quotes is text, `1` is not `true`, and
a date is written without quotes. Whatever is taken is finite, of a size that figures have, and harmless on a terminal.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar

from tui.config.findings import Wrong
from tui.config.shown import shown
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.reading import clean

__all__ = [
    "FLAGS",
    "NO_FIGURE",
    "Reader",
    "choice",
    "day",
    "days",
    "filled",
    "flag",
    "identifier",
    "integer",
    "is_identifier",
    "iso_day",
    "line",
    "many",
    "number",
    "number_of",
    "period",
    "phrase",
    "seconds",
    "span",
    "statement",
    "switch",
    "text",
]

Reader = Callable[[Any], object]
"""From what the parser gives to what the model wants; raises `Wrong`."""

_T = TypeVar("_T")

FLAGS: Final = frozenset("ABDEFGHIJKLMNOPQSTUVW")
"""Codes of the SDMX code list CL_OBS_STATUS."""

NO_FIGURE: Final = frozenset("HLMOQ")
"""The flags that say why there is no figure."""

_LARGEST: Final = 10**27
_DIGITS: Final = 27
"""Digits before and after the point; the model's numbers are exact to 28."""

_FIRST_YEAR: Final = 1800
_LAST_YEAR: Final = 2999

_ID: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_.")
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz_")

_SECONDS: Final = {"ms": Decimal("0.001"), "s": Decimal(1), "m": Decimal(60), "h": Decimal(3600)} | {
    "d": Decimal(86_400),
    "w": Decimal(604_800),
}
_DAYS: Final = {"d": 1, "w": 7}


def text(value: object) -> str:
    """Text in quotes, made harmless; may be empty."""
    if not isinstance(value, str):
        raise Wrong("problem.expected.text", found=shown(value))
    return value if value.isprintable() and len(value) <= 4000 else clean(value)


def line(value: object) -> str:
    """Text that is used as it stands (a path, a column), so that it may hold nothing invisible; not empty."""
    if not isinstance(value, str):
        raise Wrong("problem.expected.text", found=shown(value))
    if not value.strip():
        raise Wrong("problem.expected.filled")
    if clean(value) != value:
        raise Wrong("problem.control", found=shown(value))
    return value


def filled(value: object) -> str:
    """Text in quotes, without blanks around it; not empty."""
    written = text(value).strip()
    if not written:
        raise Wrong("problem.expected.filled")
    return written


def statement(value: object) -> str:
    """Text of several lines, kept as it is; not empty."""
    if not isinstance(value, str):
        raise Wrong("problem.expected.text", found=shown(value))
    if not value.strip():
        raise Wrong("problem.expected.filled")
    if any(ord(character) < 32 and character not in "\t\n\r" for character in value):
        raise Wrong("problem.control", found=shown(value))
    return value


def phrase(value: object) -> Phrase:
    """A name: text for both languages, or `{ zh = "...", en = "..." }`, where one may be left out."""
    if isinstance(value, str):
        said = filled(value)
        return Phrase(said, said)
    if not isinstance(value, dict) or not value:
        raise Wrong("problem.expected.phrase", found=shown(value))
    for key in value:
        if key not in ("zh", "en"):
            raise Wrong("problem.language", found=shown(key))
    chinese, english = value.get("zh"), value.get("en")
    return Phrase(
        filled(english if chinese is None else chinese),
        filled(chinese if english is None else english),
    )


def identifier(value: object) -> str:
    """An id, as `is_identifier` says."""
    if not isinstance(value, str):
        raise Wrong("problem.expected.text", found=shown(value))
    if not is_identifier(value):
        raise Wrong("problem.id", found=shown(value))
    return value


def is_identifier(value: str) -> bool:
    """Whether a text may be an id: `[a-z0-9_.]`, with a letter, so that expressions can tell it from a number."""
    return (
        0 < len(value) <= 200
        and value != "not"
        and _ID.issuperset(value)
        and not _LETTERS.isdisjoint(value)
        and value[0] != "."
        and value[-1] != "."
        and ".." not in value
    )


def switch(value: object) -> bool:
    """`true` or `false`."""
    if not isinstance(value, bool):
        raise Wrong("problem.expected.switch", found=shown(value))
    return value


def number(value: object) -> Decimal:
    """A finite number of a size that figures have."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Wrong("problem.expected.number", found=shown(value))
    if isinstance(value, int):
        if not -_LARGEST < value < _LARGEST:
            raise Wrong("problem.number.size", digits=_DIGITS)
        return Decimal(value)
    if not value.is_finite():
        raise Wrong("problem.number.finite", found=shown(value))
    # int(): the type allows the letters that stand for the exponent of what is not finite.
    if value.adjusted() >= _DIGITS or int(value.as_tuple().exponent) < -_DIGITS:
        raise Wrong("problem.number.size", digits=_DIGITS)
    return value if value else abs(value)


def number_of(low: Decimal | int | None, high: Decimal | int | None = None, *, above: bool = False) -> Reader:
    """A reader of numbers from `low` to `high`, both included; with `above`, `low` itself is not."""

    def read(value: object) -> Decimal:
        found = number(value)
        if low is not None and (found < low or (above and found == low)):
            raise Wrong("problem.number.above" if above else "problem.number.least", limit=low, found=shown(value))
        if high is not None and found > high:
            raise Wrong("problem.number.most", limit=high, found=shown(value))
        return found

    return read


def integer(low: int, high: int) -> Reader:
    """A reader of whole numbers from `low` to `high`, both included."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong("problem.expected.integer", found=shown(value))
        if not low <= value <= high:
            raise Wrong("problem.integer.range", low=low, high=high, found=shown(value))
        return value

    return read


def choice(*options: str) -> Reader:
    """A reader of one of a few words."""
    known = frozenset(options)

    def read(value: object) -> str:
        if isinstance(value, str) and value in known:
            return value
        raise Wrong(
            "problem.expected.choice",
            options=options,
            found=shown(value),
            near=options,
            wanted=value if isinstance(value, str) else "",
        )

    return read


def many(reader: Callable[[Any], _T]) -> Callable[[Any], tuple[_T, ...]]:
    """A reader of arrays of what another reader reads; a single value counts as an array of one."""

    def read(value: object) -> tuple[_T, ...]:
        return tuple(reader(each) for each in value) if isinstance(value, list) else (reader(value),)

    return read


def day(value: object) -> date:
    """A date without a time, written without quotes."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Wrong("problem.expected.date", found=shown(value))
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise Wrong("problem.date.range", first=str(_FIRST_YEAR), last=str(_LAST_YEAR), found=shown(value))
    return value


def iso_day(value: object) -> str:
    """A date with or without quotes, as ISO 8601 text."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise Wrong("problem.expected.date", found=shown(value)) from None
    return day(value).isoformat()


def day_of_year(value: object) -> tuple[int, int]:
    """A day that every year has, `"03-01"`: its month and its day."""
    try:
        # A year without 29 February.
        found = date.fromisoformat(f"2023-{value}" if isinstance(value, str) else "")
    except ValueError:
        raise Wrong("problem.expected.day_of_year", found=shown(value)) from None
    return found.month, found.day


def days(value: object) -> int:
    """Whole days: `"20d"`, `"2w"`; at most 100 years."""
    amount, unit = _duration(value)
    if unit not in _DAYS or amount != int(amount):
        raise Wrong("problem.expected.days", found=shown(value))
    found = int(amount) * _DAYS[unit]
    if found > 36_525:
        raise Wrong("problem.expected.days", found=shown(value))
    return found


def seconds(low: float, high: float) -> Reader:
    """A reader of spans of time (`"500ms"`, `"10s"`, `"15m"`, `"1h"`, `"20d"`, `"2w"`) within bounds in seconds."""

    def read(value: object) -> float:
        amount, unit = _duration(value)
        if unit not in _SECONDS:
            raise Wrong("problem.expected.span", found=shown(value))
        found = float(amount * _SECONDS[unit])
        if not low <= found <= high:
            raise Wrong("problem.span.range", low=span(low), high=span(high), found=shown(value))
        return found

    return read


def span(seconds: float) -> str:
    """Seconds as they would be written in the file, in the largest unit that leaves a whole number."""
    amount = Decimal(str(seconds))
    for unit in ("w", "d", "h", "m", "s"):
        if amount % _SECONDS[unit] == 0 and amount:
            return f"{int(amount / _SECONDS[unit])}{unit}"
    return f"{int(amount * 1000)}ms"


def _duration(value: object) -> tuple[Decimal, str]:
    """Amount and unit of a span; the unit is `""` where the text is none."""
    if not isinstance(value, str):
        return Decimal(0), ""
    amount = value.rstrip("abcdefghijklmnopqrstuvwxyz")
    figures = amount.strip()
    whole, _, fraction = figures.partition(".")
    if not (figures.isascii() and whole.isdigit() and len(figures) <= 12 and (fraction.isdigit() or figures == whole)):
        return Decimal(0), ""
    return Decimal(figures), value[len(amount) :]


def period(value: object) -> Period:
    """A reporting period: `"2022-Q4"` and its like, or without quotes a year or a date."""
    if isinstance(value, bool | datetime) or not isinstance(value, str | int | date):
        raise Wrong("problem.expected.period", found=shown(value))
    if isinstance(value, int):
        value = f"{value:04d}" if 0 < value < 10_000 else ""
    written = value if isinstance(value, str) else value.isoformat()
    try:
        found = Period.parse(written)
    except ValueError:
        raise Wrong("problem.expected.period", found=shown(value)) from None
    if not _FIRST_YEAR <= found.start.year <= _LAST_YEAR:
        raise Wrong("problem.date.range", first=str(_FIRST_YEAR), last=str(_LAST_YEAR), found=shown(value))
    return found


def flag(value: object) -> str:
    """A code of the SDMX code list CL_OBS_STATUS."""
    if not isinstance(value, str) or value not in FLAGS:
        raise Wrong("problem.expected.flag", options=tuple(sorted(FLAGS)), found=shown(value))
    return value
