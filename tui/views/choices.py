"""A list of which one line is selected, and taken by a click; the screen around it has the keys."""

from abc import abstractmethod

from textual.events import Click
from textual.message import Message

from tui.views.drawn import Drawn
from tui.views.frame import Frame

__all__ = ["Choices"]


class Choices(Drawn):
    """What can be chosen, one of it selected."""

    DEFAULT_CSS = "Choices { height: 1fr; }"

    class Taken(Message):
        """One was clicked; it is selected."""

    def __init__(self, frame: Frame, place: int = 0) -> None:
        """Begin.

        Args:
            frame: The state to begin with.
            place: The selected one, from 0.
        """
        super().__init__(frame)
        self.place = place

    @property
    @abstractmethod
    def count(self) -> int:
        """How many there are; each kind of list knows."""

    @property
    def top(self) -> int:
        """The number of the first one in sight."""
        return max(self.place - self.size.height + 1, 0)

    def move(self, lines: int) -> None:
        """Select another one."""
        self.place = min(max(self.place + lines, 0), max(self.count - 1, 0))
        self.renew()

    def on_click(self, event: Click) -> None:
        """Take what is clicked."""
        place = event.y + self.top
        if place < self.count:
            self.place = place
            self.post_message(self.Taken())
