"""What the screens are about at one moment: the snapshot, and what is around it; pure data."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from tui.errors import Message
from tui.model.snapshot import Snapshot
from tui.model.source import Source
from tui.monitor.viewer import Collection
from tui.named import NamedTuple

__all__ = ["Demonstration", "Happening", "Scene"]


class Demonstration(NamedTuple):
    """A year that is replayed in minutes: what is seen on the way is made up, and says so on every screen."""

    calendar: Callable[[], date]
    """Gives the day of that year: it counts as the present."""
    pace: float
    """Seconds that one of its days takes; 0 where it stands still."""
    last: date
    """The day on which it stands still, with figures that are not made up."""


class Happening(NamedTuple):
    """One line about what happened."""

    at: datetime
    """When it was seen, in the framework's time zone."""
    said: Message
    role: str = "text"


class Scene(NamedTuple):
    """Everything that a screen may show; a new one replaces the old as a whole."""

    snapshot: Snapshot
    collection: Collection
    """Who reads the sources, and what is wrong with the history."""
    is_sample: bool = False
    """The configuration is the packaged sample."""
    past: date | None = None
    """The day that was asked for: the screen shows the past."""
    sources: Mapping[str, Source] = MappingProxyType({})
    """As the configuration declares them, by id: who feeds which indicator, from where."""
    demonstration: Demonstration | None = None
    is_unread: bool = False
    """So many figures are being read that the screen stands before them: the snapshot holds none yet."""
    unseen: frozenset[tuple[str, str]] = frozenset()
    """Indicator and unit of the series whose status changed since somebody looked."""
    news: tuple[Happening, ...] = ()
    """What happened while this dashboard was open, the newest first."""

    @property
    def today(self) -> date | None:
        """Of a demonstration: the day that counts as the present; else the clock's does."""
        return self.demonstration.calendar() if self.demonstration else None
