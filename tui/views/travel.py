"""Stepping through the days: which day a screen is to show next; pure."""

from datetime import date, timedelta
from typing import Final, Literal

from tui.model.calendar import month_length

__all__ = ["Step", "Traveller", "stepped"]

Step = Literal["day_back", "day_forward", "month_back", "month_forward"]

_DAYS: Final = {"day_back": -1, "day_forward": 1}
_MONTHS: Final = {"month_back": -1, "month_forward": 1}


def stepped(day: date, step: Step, today: date) -> date | None:
    """The day that a step leads to; `None` is the present, beyond which no step leads.

    A month keeps the day of the month where it has one, else takes its last.
    """
    try:
        if step in _DAYS:
            there = day + timedelta(days=_DAYS[step])
        else:
            months = day.year * 12 + day.month - 1 + _MONTHS[step]
            first = date(months // 12, months % 12 + 1, 1)
            there = first.replace(day=min(day.day, month_length(first)))
    except (OverflowError, ValueError):  # the first day that a date can be
        return day
    return None if there > today else there


class Traveller:
    """The commands that step through the days; who has them knows how to step."""

    def step(self, step: Step) -> None:
        """Show another day."""
        raise NotImplementedError

    def action_day_back(self) -> None:
        """Show how things stood a day earlier."""
        self.step("day_back")

    def action_day_forward(self) -> None:
        """Show how things stood a day later."""
        self.step("day_forward")

    def action_month_back(self) -> None:
        """Show how things stood a month earlier."""
        self.step("month_back")

    def action_month_forward(self) -> None:
        """Show how things stood a month later."""
        self.step("month_forward")
