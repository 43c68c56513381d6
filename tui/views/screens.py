"""Pages to read, and what they have in common with the list; what they do is said in `tui.views.commands`."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.dom import DOMNode
from textual.events import Click, Key, MouseScrollDown, MouseScrollUp, Paste
from textual.message import Message

from tui.views.commands import COMMANDS, Command, Scope, commands, keys_of
from tui.views.drawn import Band, Page, Sheet
from tui.views.frame import Frame
from tui.views.help import footer, hint_at
from tui.views.line import Line, Span, fit
from tui.views.seek import Seeker, told_line
from tui.views.summary import title_band

__all__ = ["PageScreen", "Pressed", "Wanted", "bindings", "hints", "rebound"]

_WHEEL: Final = 3


def bindings(scope: Scope) -> list[BindingType]:
    """The usual keys of a scope's commands, as Textual wants them; their ids are those of the commands."""
    return [_binding(command) for command in commands(scope)]


def _binding(command: Command) -> Binding:
    return Binding(",".join(command.keys), command.id, command.id, show=False, id=command.id)


def rebound(node: DOMNode, scope: Scope, table: Iterable[Command]) -> None:
    """Give a screen, or the app, the keys of one user, and take away what that user may not do.

    Textual's own `set_keymap` keeps every command, and drops a key that two scopes share (8.2.8).
    """
    ours = {command.id for command in COMMANDS}
    kept = [binding for _, binding in node._bindings if binding.id not in ours]
    node._bindings = BindingsMap([*kept, *(_binding(command) for command in table if command.scope == scope)])


class Wanted(Message):
    """A command was asked for by the mouse."""

    def __init__(self, command: str) -> None:
        super().__init__()
        self.command = command


class Pressed(Band):
    """A band on which one can click."""

    def __init__(
        self,
        frame: Frame,
        lines: Callable[[Frame, int], Sequence[Line]],
        height: int,
        pressed: Callable[[int, int], object],
    ) -> None:
        """A band.

        Args:
            frame: The state to begin with.
            lines: What stands on it.
            height: Of so many lines.
            pressed: Called with column and line.
        """
        super().__init__(frame, lines, height)
        self._pressed = pressed

    def on_click(self, event: Click) -> None:
        """Say where."""
        self._pressed(event.x, event.y)


def hints(
    sheet: Sheet[Any],
    scope: Scope,
    lines: Callable[[Frame, int], Sequence[Line]],
    instead: Callable[[], str | None],
) -> Pressed:
    """The last line of a screen: what it hints at can be clicked.

    Args:
        sheet: The screen.
        scope: Whose commands are hinted at.
        lines: What stands there.
        instead: What a click does while something else stands there, `""` for nothing; `None` while it is hints.
    """

    def pressed(place: int, _line: int) -> None:
        if sheet.told:
            sheet.tell("")  # which brings the hints back
            return
        command = instead()
        if command is None:
            command = hint_at(scope, sheet.frame.look, sheet.size.width, sheet.frame.table, place)
        if command:
            sheet.post_message(Wanted(command))

    return Pressed(sheet.frame, lines, 1, pressed)


class PageScreen(Seeker, Sheet[None]):
    """A page to read, with its title above it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("page")

    def __init__(
        self, frame: Frame, kind: str, lines: Callable[[Frame, int], Sequence[Line]], about: tuple[str, ...] = ()
    ) -> None:
        """A page.

        Args:
            frame: The state to begin with.
            kind: `view.title.<kind>` is its title.
            lines: Lays the text out for a width.
            about: What it is about, where that is something: an indicator's id and unit.
        """
        super().__init__(frame)
        self.kind = kind
        self.about = about
        self.copies: Sequence[tuple[str, str]] = ()
        """What can be copied from it, each with its label, where that is nothing that the snapshot says."""
        self.header = Band(frame, self._above, _height(frame))
        self.page = Page(frame, lines)
        self.footer = hints(self, "page", self._below, self._instead)
        rebound(self, "page", frame.table)
        self.seek_keys = keys_of("seek", frame.table)

    def compose(self) -> ComposeResult:
        """Title, text, hints."""
        yield self.header
        yield self.page
        yield self.footer

    def show(self, frame: Frame) -> None:
        """Take over a new state; what is wrong with history or configuration takes a line of its own."""
        self.header.styles.height = _height(frame)
        super().show(frame)

    def _above(self, frame: Frame, cells: int) -> Sequence[Line]:
        title = title_band(frame.look.say(f"title.{self.kind}"), frame.scene, frame.look, cells)
        trouble = frame.scene.collection.trouble
        if trouble is None:
            return (title,)
        return (title, fit((Span(f" ! {frame.look.told(trouble)}", "red"),), cells, frame.look.tail))

    def _below(self, frame: Frame, cells: int) -> Sequence[Line]:
        if self.told:
            return (told_line(self.told, frame.look, cells),)
        if self.seeking or self.wanted:
            return (self.prompt(frame.look, cells, len(self.page.lines)),)
        return (footer("page", frame.look, cells, frame.table),)

    def _instead(self) -> str | None:
        """What a click on the last line does while something else than hints stands there."""
        if self.seeking:
            return ""
        return "back" if self.wanted else None

    # Finding something on it

    def on_key(self, event: Key) -> None:
        """While something is sought, letters belong to it."""
        self.seek_key(event)

    def on_paste(self, event: Paste) -> None:
        """A pasted text is sought as if it were typed."""
        self.seek_paste(event)

    def seek(self, wanted: str) -> None:
        """Show what contains these words; everything, where there are none."""
        super().seek(wanted)
        self.page.show_only(wanted)
        self.footer.renew()

    def action_seek(self) -> None:
        """Open the search."""
        self.seeking = True
        self.seek(self.wanted)

    def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """The wheel moves the text."""
        self.page.scroll_by(_WHEEL)

    def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """The wheel moves the text."""
        self.page.scroll_by(-_WHEEL)

    def action_back(self) -> None:
        """Show everything again, or, where everything is shown, leave the page."""
        if self.seeking or self.wanted:
            self.seeking = False
            self.seek("")
        else:
            self.dismiss()

    def action_line_up(self) -> None:
        """One line up."""
        self.page.scroll_by(-1)

    def action_line_down(self) -> None:
        """One line down."""
        self.page.scroll_by(1)

    def action_leaf_up(self) -> None:
        """One screen up."""
        self.page.scroll_by(-max(self.page.size.height - 1, 1))

    def action_leaf_down(self) -> None:
        """One screen down."""
        self.page.scroll_by(max(self.page.size.height - 1, 1))

    def action_start(self) -> None:
        """The first line."""
        self.page.scroll_by(-len(self.page.lines))

    def action_finish(self) -> None:
        """The last line."""
        self.page.scroll_by(len(self.page.lines))


def _height(frame: Frame) -> int:
    return 1 if frame.scene.collection.trouble is None else 2
