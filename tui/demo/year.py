"""The demonstration's clock: a year that passes within minutes, and then stands still."""

import time
from datetime import date, timedelta

from tui.named import NamedTuple

__all__ = ["Year"]


class Year(NamedTuple):
    """From its first day to its last, evenly."""

    first: date
    last: date
    began: float
    """Seconds of the machine's monotonic clock, which all processes share."""
    seconds: float
    """How long it takes."""
    stands: date | None = None
    """The day on which it stands still from the beginning; `None`: it passes."""

    @property
    def seconds_a_day(self) -> float:
        """How long one of its days takes."""
        return self.seconds / (self.last - self.first).days

    def day(self, at: float | None = None) -> date:
        """The day that it is, at an instant of the monotonic clock; by default now."""
        if self.stands:
            return self.stands
        passed = ((time.monotonic() if at is None else at) - self.began) / self.seconds_a_day
        return self.first + timedelta(days=min(max(int(passed), 0), (self.last - self.first).days))
