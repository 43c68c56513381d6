"""Asks which one of a few texts is meant, and gives it."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.views.choices import Choices
from tui.views.copies import Copy
from tui.views.drawn import Band, Sheet, Stroke
from tui.views.frame import Frame
from tui.views.line import BLANK, Span, fit
from tui.views.look import Look

__all__ = ["Picker"]

_LABEL: Final = 14


class _Copies(Choices):
    """The texts, one of them selected."""

    def __init__(self, frame: Frame, copies: Sequence[Copy]) -> None:
        super().__init__(frame)
        self.copies = copies

    @property
    def count(self) -> int:
        """At least one."""
        return len(self.copies)

    def stroke(self, y: int, cells: int) -> Stroke:
        """A text with what it is."""
        look = self.frame.look
        place = y + self.top
        if place >= len(self.copies):
            return Stroke(fit(BLANK, cells, ""))
        label, text = self.copies[place]
        chosen = place == self.place
        spans = (
            Span(f" {look.glyphs.cursor if chosen else ' '} ", "key"),
            Span(look.pad(look.text(label), _LABEL) + " ", "dim"),
            Span(look.text(text)),
        )
        return Stroke(fit(spans, cells, look.tail), chosen)


class Picker(Sheet[Copy]):
    """Asks what to copy; its result is that, or `None`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,left,q", "leave", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("enter,right,y", "take", show=False),
    ]

    def __init__(self, frame: Frame, copies: Sequence[Copy]) -> None:
        """Offer some texts, at least one."""
        super().__init__(frame)
        self.question = Band(frame, lambda shown, cells: (_asked(shown.look, cells),), 1)
        self.choices = _Copies(frame, copies)

    def compose(self) -> ComposeResult:
        """A question and the answers."""
        yield self.question
        yield self.choices

    def on_choices_taken(self) -> None:
        """A click takes a text."""
        self.action_take()

    def action_move(self, lines: int) -> None:
        """Select another text."""
        self.choices.move(lines)

    def action_take(self) -> None:
        """Give the selected text."""
        self.dismiss(self.choices.copies[self.choices.place])

    def action_leave(self) -> None:
        """Give none."""
        self.dismiss(None)


def _asked(look: Look, cells: int) -> tuple[Span, ...]:
    return fit((Span(f" {look.say('copy.ask')}", "title!"),), cells, look.tail)
