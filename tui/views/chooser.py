"""Asks for one of several things: by arrows and enter, by typing a part of its name, or by a click.

Commands, statuses, owners, groupings and views are all chosen this way, so that no input method can eat the choice.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, MouseScrollDown, MouseScrollUp, Paste

from tui.views.asking import Offer
from tui.views.choices import Choices
from tui.views.drawn import Band, Sheet, Stroke
from tui.views.frame import Frame
from tui.views.line import BLANK, Line, Span, fit, width_of
from tui.views.typed import end_of, pasted, typed
from tui.words.cells import width

__all__ = ["Chooser"]

_NAME: Final = 16
_MOST_NAME: Final = 40
_KEYS: Final = 14


class _Offers(Choices):
    """What fits the typed words, one of it selected."""

    def __init__(self, frame: Frame, offers: Sequence[Offer], none: str) -> None:
        super().__init__(frame, next((place for place, offer in enumerate(offers) if offer.chosen), 0))
        self.every = offers
        self.offered = list(offers)
        self._none = none

    @property
    def count(self) -> int:
        """Of those that fit."""
        return len(self.offered)

    def narrow(self, wanted: str) -> None:
        """Offer what contains the words in its name, its sentence or its id."""
        terms = wanted.casefold().split()
        self.offered = [offer for offer in self.every if all(term in _searched(offer) for term in terms)]
        self.place = 0
        self.renew()

    def stroke(self, y: int, cells: int) -> Stroke:
        """One offer: whether it is so, its name, its keys, what it does."""
        look = self.frame.look
        if not self.offered and y == 0:
            return Stroke(fit((Span(f"   {self._none}", "dim"),), cells, look.tail))
        place = y + self.top
        if place >= len(self.offered):
            return Stroke(fit(BLANK, cells, ""))
        offer = self.offered[place]
        selected = place == self.place
        names, keys = self._widths()
        spans = (
            Span(f" {look.glyphs.cursor if selected else ' '}", "key"),
            Span(look.symbol("met") if offer.chosen else " ", "green"),
            Span(look.pad(look.text(offer.name), names), "name"),
            Span(look.pad(look.text(offer.keys), keys) if keys else "", "key"),
            Span(look.text(offer.said)),
        )
        return Stroke(fit(spans, cells, look.tail), selected)

    def _widths(self) -> tuple[int, int]:
        names = max((width(self.frame.look.text(offer.name)) for offer in self.every), default=0) + 1
        return min(max(names, _NAME), _MOST_NAME), _KEYS if any(offer.keys for offer in self.every) else 0

    def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """The wheel moves the selection."""
        self.move(1)

    def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """The wheel moves the selection."""
        self.move(-1)


class Chooser(Sheet[str]):
    """Asks for one of several things; its result is the id, or `None`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("enter", "take", show=False),
        Binding("delete", "drop", show=False),
    ]

    def __init__(
        self,
        frame: Frame,
        asked: str,
        offers: Sequence[Offer],
        *,
        none: str = "",
        names: bool = False,
        drop: Callable[[str], None] | None = None,
    ) -> None:
        """Ask.

        Args:
            frame: The state to begin with.
            asked: The question.
            offers: What can be chosen.
            none: What is said where nothing fits.
            names: A name is asked for that need not be among the offers: the result is what was typed.
            drop: Called with the id of an offer that is to be forgotten.
        """
        super().__init__(frame)
        self.wanted = ""
        self._asked = asked
        self._names = names
        self._drop = drop
        self.prompt = Band(frame, self._above, 2)
        self.offers = _Offers(frame, offers, none)

    def compose(self) -> ComposeResult:
        """A question and the answers."""
        yield self.prompt
        yield self.offers

    def on_key(self, event: Key) -> None:
        """What can be written narrows the offers."""
        if (wanted := typed(self.wanted, event)) is not None:
            if wanted != self.wanted:
                self._narrow(wanted)
            event.stop()

    def on_paste(self, event: Paste) -> None:
        """A pasted text counts as typed."""
        event.stop()
        self._narrow(pasted(self.wanted, event))

    def on_choices_taken(self) -> None:
        """A click takes an offer."""
        self.action_take()

    def action_move(self, lines: int) -> None:
        """Select another one."""
        self.offers.move(lines)

    def action_take(self) -> None:
        """Give the selected one."""
        offered = self.offers.offered
        name = " ".join(self.wanted.split())
        if self._names and name:
            self.dismiss(name)
        else:
            self.dismiss(offered[self.offers.place].id if offered else None)

    def action_drop(self) -> None:
        """Forget the selected one."""
        offered = self.offers.offered
        if self._drop and offered:
            gone = offered[self.offers.place]
            self._drop(gone.id)
            self.offers.every = [offer for offer in self.offers.every if offer is not gone]
            self._narrow(self.wanted)

    def action_leave(self) -> None:
        """Ask for nothing."""
        self.dismiss(None)

    def _narrow(self, wanted: str) -> None:
        self.wanted = wanted
        self.offers.narrow(wanted)
        self.prompt.renew()

    def _above(self, frame: Frame, cells: int) -> Sequence[Line]:
        look = frame.look
        title = fit((Span(f" {self._asked}", "title!"),), cells, look.tail)
        title = fit((*(Span(span.text, "title!") for span in title),), cells, look.tail)
        cursor = f" {look.glyphs.cursor} "
        text = end_of(look.text(self.wanted), max(cells - width(cursor) - 1, 0), look.tail)
        typed = (Span(cursor, "key"), Span(text, "strong"), Span(" ", "bar!"))
        hint = look.say("chooser.hint")
        room = cells - width_of(typed) - width(hint) - 1
        after = (Span(" " * room), Span(hint, "dim")) if room > 0 else ()
        return (title, fit((*typed, *after), cells, look.tail))


def _searched(offer: Offer) -> str:
    return f"{offer.id} {offer.name} {offer.said}".casefold()
