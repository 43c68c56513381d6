"""Stepping through the days: which day a screen is to show next, and the commands that step there."""

from datetime import date, datetime, timedelta
from typing import Final, Literal

from tui.model.calendar import month_length
from tui.model.period import Period
from tui.model.snapshot import Snapshot
from tui.views.feed import Feed
from tui.views.frame import Frame

__all__ = ["Step", "Traveller", "freq_of", "stepped"]

Step = Literal["day_back", "day_forward", "month_back", "month_forward", "period_back", "period_forward"]

_DAYS: Final = {"day_back": -1, "day_forward": 1}
_MONTHS: Final = {"month_back": -1, "month_forward": 1}
_EVERY_YEAR: Final = "A"


def stepped(day: date, step: Step, today: date, freq: str = _EVERY_YEAR) -> date | None:
    """The day that a step leads to; `None` is the present, beyond which no step leads.

    A month keeps the day of the month where it has one, else takes its last. A period leads to the last day of the
    reporting period before, or to that of the one in which the day lies or that follows.

    Args:
        day: The day that is shown.
        step: Which way.
        today: The present.
        freq: How often is reported: `A S Q M W D`.
    """
    try:
        there = _there(day, step, freq)
    except (OverflowError, ValueError):  # the first day that a date can be
        return day
    return None if there > today else there


def _there(day: date, step: Step, freq: str) -> date:
    if step in _DAYS:
        return day + timedelta(days=_DAYS[step])
    if step in _MONTHS:
        months = day.year * 12 + day.month - 1 + _MONTHS[step]
        first = date(months // 12, months % 12 + 1, 1)
        return first.replace(day=min(day.day, month_length(first)))
    period = Period.holding(freq, day)
    if step == "period_back":
        return period.previous.end
    return period.next.end if day == period.end else period.end


def freq_of(snapshot: Snapshot, indicator: str, before: str = "") -> str:
    """How often an indicator is reported: as its definition says, else as its newest figure was.

    Args:
        snapshot: What is shown.
        indicator: Its id; `""` for none in particular.
        before: What it was on the day that was shown before: on an early day there may be no figure to tell.

    Returns:
        Where nothing tells, or a figure belongs to a single day, the frequency that most indicators have.
    """
    known = snapshot.framework.indicators
    defined = known.get(indicator)
    if defined is not None and defined.freq:
        return defined.freq
    found = snapshot.assessment(indicator) if defined is not None else None
    if found is not None and found.period is not None and found.period.freq != "D":
        return found.period.freq
    counted = [each.freq for each in known.values() if each.freq]
    return before or (max(sorted(set(counted)), key=counted.count) if counted else _EVERY_YEAR)


class Traveller:
    """The commands that step through the days, for an app that has a feed."""

    frame: Frame
    """What is shown."""
    _feed: Feed | None
    _day: date | None
    """The day that was asked for last; its snapshot may still be on its way."""
    _stepping: tuple[str, str] = ("", "")
    """The indicator by whose periods was stepped last, and their frequency."""

    def step(self, step: Step) -> None:
        """Show another day."""
        scene = self.frame.scene
        snapshot = scene.snapshot
        today = scene.today or datetime.now(snapshot.as_of.tzinfo).date()
        indicator, _ = self.in_view()
        freq = freq_of(snapshot, indicator, self._stepping[1] if self._stepping[0] == indicator else "")
        if step.startswith("period"):
            self._stepping = indicator, freq
        self.travel(stepped(self._day or snapshot.as_of.date(), step, today, freq))

    def travel(self, day: date | None) -> None:
        """Show how things stood at the end of a day; `None`: the present."""
        if self._feed and day != self._day:
            self._day = day
            self._feed.travel(day)

    def in_view(self) -> tuple[str, str]:
        """The series that one looks at, by whose periods is stepped: indicator and unit; `""`: none in particular."""
        return "", ""

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

    def action_period_back(self) -> None:
        """Show how things stood at the end of the reporting period before."""
        self.step("period_back")

    def action_period_forward(self) -> None:
        """Show how things stood at the end of this reporting period, or of the next."""
        self.step("period_forward")

    def action_now(self) -> None:
        """Come back from the past."""
        self.travel(None)
