"""Reporting periods in SDMX form: `2022`, `2022-S1`, `2022-Q4`, `2022-M06`, `2022-W05`, `2022-06-30`.

A period begins with its first day and ends with the end of its last. Weeks are ISO 8601 weeks.
"""

from datetime import date, timedelta

from tui.named import NamedTuple

__all__ = ["FREQUENCIES", "Period"]

FREQUENCIES = ("A", "S", "Q", "M", "W", "D")
"""SDMX CL_FREQ codes, longest first: year, half-year, quarter, month, week, day."""

_MONTHS = {"A": 12, "S": 6, "Q": 3, "M": 1}
_DAY = timedelta(days=1)


class Period(NamedTuple):
    """A reporting period; sorts by its last day, and of two that end together the longer one first."""

    end: date
    """Last day."""
    start: date
    """First day."""
    freq: str
    """One of `FREQUENCIES`."""

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period that a text names; `2022-06` is read as the month `2022-M06`.

        Raises:
            ValueError: The text names no period, or one outside the years 1 to 9998.
        """
        written, *parts = text.split("-")
        year = _digits(written, 4, 4)
        if not 1 <= year <= 9998 or len(parts) > 2:  # the day after a period's end must exist
            raise ValueError(text)
        if not parts:
            return cls._months(year, "A", 1)
        if len(parts) == 2:
            day = date(year, *(_digits(part, 2, 2) for part in parts))
            return cls(day, day, "D")
        freq, number = parts[0][:1], parts[0][1:]
        if freq.isdigit():
            return cls._months(year, "M", _digits(freq + number, 2, 2))
        if freq == "W":
            start = date.fromisocalendar(year, _digits(number, 1, 2), 1)
            return cls(start + 6 * _DAY, start, "W")
        if freq not in {"S", "Q", "M"}:
            raise ValueError(text)
        return cls._months(year, freq, _digits(number, 1, 2))

    @classmethod
    def holding(cls, freq: str, day: date) -> "Period":
        """The period of a frequency in which a day lies."""
        if freq == "D":
            return cls(day, day, "D")
        if freq == "W":
            start = day - (day.isoweekday() - 1) * _DAY
            return cls(start + 6 * _DAY, start, "W")
        return cls._months(day.year, freq, (day.month - 1) // _MONTHS[freq] + 1)

    @classmethod
    def _months(cls, year: int, freq: str, number: int) -> "Period":
        months = _MONTHS[freq]
        if not 1 <= number <= 12 // months:
            raise ValueError(f"{year}-{freq}{number}")
        last = number * months
        following = date(year + last // 12, last % 12 + 1, 1)
        return cls(following - _DAY, date(year, last - months + 1, 1), freq)

    @property
    def text(self) -> str:
        """The canonical form, which `parse` reads back."""
        match self.freq:
            case "A":
                return f"{self.start.year:04d}"
            case "W":
                year, week, _ = self.start.isocalendar()
                return f"{year:04d}-W{week:02d}"
            case "D":
                return self.start.isoformat()
            case "M":
                return f"{self.start.year:04d}-M{self.start.month:02d}"
            case _:
                return f"{self.start.year:04d}-{self.freq}{(self.start.month - 1) // _MONTHS[self.freq] + 1}"

    @property
    def previous(self) -> "Period":
        """The period of the same frequency just before."""
        return Period.holding(self.freq, self.start - _DAY)

    @property
    def next(self) -> "Period":
        """The period of the same frequency just after."""
        return Period.holding(self.freq, self.end + _DAY)


def _digits(text: str, fewest: int, most: int) -> int:
    """The number that so many ASCII digits write.

    Raises:
        ValueError: The text is none.
    """
    if fewest <= len(text) <= most and text.isascii() and text.isdigit():
        return int(text)
    raise ValueError(text)
