"""The palette: every command by its name, for hands whose letters an input method takes."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click, Key, Paste
from textual.message import Message

from tui.views.commands import Command, Scope, commands
from tui.views.drawn import Band, Drawn, Sheet, Stroke
from tui.views.frame import Frame
from tui.views.help import key_name
from tui.views.line import BLANK, Line, Span, fit

__all__ = ["Palette"]

_NAME: Final = 16
_KEYS: Final = 14


class _Offers(Drawn):
    """The commands that fit what was typed, one of them selected."""

    DEFAULT_CSS = "_Offers { height: 1fr; }"

    class Taken(Message):
        """A command was clicked."""

    def __init__(self, frame: Frame, scope: Scope) -> None:
        super().__init__(frame)
        self._all = [command for command in commands(scope, "everywhere") if command.palette]
        self.offered = self._all
        self.place = 0

    def narrow(self, wanted: str) -> None:
        """Offer what contains the words in its name, its sentence or its id."""
        terms = wanted.casefold().split()
        self.offered = [command for command in self._all if all(term in self._searched(command) for term in terms)]
        self.place = 0
        self.renew()

    def move(self, lines: int) -> None:
        """Select another one."""
        self.place = min(max(self.place + lines, 0), max(len(self.offered) - 1, 0))
        self.renew()

    @property
    def command(self) -> Command | None:
        """The selected one."""
        return self.offered[self.place] if self.offered else None

    def stroke(self, y: int, cells: int) -> Stroke:
        """A command: name, keys, what it does."""
        look = self.frame.look
        if not self.offered and y == 0:
            return Stroke(fit((Span(f"   {look.say('palette.none')}", "dim"),), cells, look.tail))
        place = y + self._top
        if place >= len(self.offered):
            return Stroke(fit(BLANK, cells, ""))
        command = self.offered[place]
        keys = "  ".join(key_name(key, look) for key in command.keys)
        chosen = place == self.place
        spans = (
            Span(f" {look.glyphs.cursor if chosen else ' '} ", "key"),
            Span(look.pad(look.say(f"command.{command.id}"), _NAME), "name"),
            Span(look.pad(keys, _KEYS), "key"),
            Span(look.say(f"command.{command.id}.help")),
        )
        return Stroke(fit(spans, cells, look.tail), chosen)

    def on_click(self, event: Click) -> None:
        """Take the command that is clicked."""
        place = event.y + self._top
        if place < len(self.offered):
            self.place = place
            self.post_message(self.Taken())

    @property
    def _top(self) -> int:
        return max(self.place - self.size.height + 1, 0)

    def _searched(self, command: Command) -> str:
        say = self.frame.look.say
        return f"{command.id} {say(f'command.{command.id}')} {say(f'command.{command.id}.help')}".casefold()


class Palette(Sheet[str]):
    """Asks for a command; its result is the command's id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "take", show=False),
    ]

    def __init__(self, frame: Frame, scope: Scope) -> None:
        """Offer the commands of a scope, and those that hold everywhere."""
        super().__init__(frame)
        self.wanted = ""
        self.prompt = Band(frame, self._asked, 2)
        self.offers = _Offers(frame, scope)

    def compose(self) -> ComposeResult:
        """A question and the answers."""
        yield self.prompt
        yield self.offers

    def on_key(self, event: Key) -> None:
        """What can be written narrows the offers."""
        if event.key == "backspace":
            self._narrow(self.wanted[:-1])
        elif event.is_printable and event.character:
            self._narrow(self.wanted + event.character)
        else:
            return
        event.stop()

    def on_paste(self, event: Paste) -> None:
        """A pasted text counts as typed."""
        event.stop()
        self._narrow(self.wanted + " ".join(event.text.split()))

    def on__offers_taken(self) -> None:
        """A click takes a command."""
        self.action_take()

    def action_move(self, lines: int) -> None:
        """Select another command."""
        self.offers.move(lines)

    def action_take(self) -> None:
        """Give the selected command."""
        command = self.offers.command
        self.dismiss(command.id if command else None)

    def action_leave(self) -> None:
        """Ask for nothing."""
        self.dismiss(None)

    def _narrow(self, wanted: str) -> None:
        self.wanted = wanted
        self.offers.narrow(wanted)
        self.prompt.renew()

    def _asked(self, frame: Frame, cells: int) -> Sequence[Line]:
        look = frame.look
        title = fit((Span(f" {look.say('palette.ask')}", "title!"),), cells, look.tail)
        typed = (Span(f" {look.glyphs.cursor} ", "key"), Span(look.text(self.wanted), "strong"), Span(" ", "bar!"))
        return (title, fit(typed, cells, look.tail))
