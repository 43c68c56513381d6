"""What the screens are about at one moment: the snapshot, and what is around it; pure data."""

from datetime import date
from typing import NamedTuple

from tui.model.snapshot import Snapshot
from tui.monitor.viewer import Collection

__all__ = ["Scene"]


class Scene(NamedTuple):
    """Everything that a screen may show; a new one replaces the old as a whole."""

    snapshot: Snapshot
    collection: Collection
    """Who reads the sources, and what is wrong with the history."""
    is_sample: bool = False
    """The configuration is the packaged sample."""
    past: date | None = None
    """The day that was asked for: the screen shows the past."""
