"""The screens: the list of indicators, and pages to read; what they do is said in `tui.views.commands`."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, MouseScrollDown, MouseScrollUp, Paste
from textual.geometry import Offset

from tui.views.commands import Scope, commands
from tui.views.drawn import Band, Page, Sheet
from tui.views.frame import Frame
from tui.views.help import footer
from tui.views.line import Line, Span, fit, width_of
from tui.views.overview import Overview
from tui.views.seek import Seeker, told_line
from tui.views.summary import summary, title_band

__all__ = ["ListScreen", "PageScreen", "bindings"]

_WHEEL: Final = 3


def bindings(scope: Scope) -> list[BindingType]:
    """The keys of a scope's commands, as Textual wants them; their ids are those of the commands."""
    return [
        Binding(",".join(command.keys), command.id, command.id, show=False, id=command.id)
        for command in commands(scope)
    ]


class ListScreen(Sheet[None]):
    """The list of indicators with what stands above and below it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.overview = Overview(frame)
        self.header = Band(frame, self._above, 4)
        self.footer = Band(frame, self._below, 1)
        self.finding = False
        """Letters go into the filter."""

    def compose(self) -> ComposeResult:
        """Three widgets, however many indicators."""
        yield self.header
        yield self.overview
        yield self.footer

    def show(self, frame: Frame) -> None:
        """Take over a new state; the list first, since what stands above it says where it is."""
        self.overview.show(frame)
        super().show(frame)

    def on_overview_moved(self) -> None:
        """The list says where it is in the line above it."""
        self.header.renew()
        self.footer.renew()

    # The filter

    def on_key(self, event: Key) -> None:
        """While the filter is open, what can be written goes into it; other keys do what they always do."""
        if not self.finding:
            return
        wanted = self.overview.wanted
        if event.key == "enter":
            self.finding = False
            self._filtered(wanted)
        elif event.key == "backspace":
            self._filtered(wanted[:-1])
        elif event.key == "ctrl+u":
            self._filtered("")
        elif event.is_printable and event.character:
            self._filtered(wanted + event.character)
        else:
            return
        event.stop()

    def on_paste(self, event: Paste) -> None:
        """A pasted text is filtered by as if it were typed."""
        if self.finding:
            event.stop()
            self._filtered(self.overview.wanted + " ".join(event.text.split()))

    def _filtered(self, wanted: str) -> None:
        self.overview.rearrange(wanted=wanted)
        self._caret()

    def _caret(self) -> None:
        """Input methods open their window where the terminal's own cursor is, hidden as it is."""
        if self.finding:
            line = fit(self._prompt(self.frame, self.size.width), self.size.width, "")
            place = min(width_of(line[:2]), self.size.width - 1)
            self.app.cursor_position = Offset(place, self.size.height - 1)

    # What is drawn above and below

    def _above(self, frame: Frame, cells: int) -> Sequence[Line]:
        above = summary(frame.scene, frame.look, cells, self.overview.whereabouts())
        return (*above, self.overview.heading(cells))

    def _below(self, frame: Frame, cells: int) -> Sequence[Line]:
        if self.told:
            return (told_line(self.told, frame.look, cells),)
        if self.finding or self.overview.wanted:
            return (fit(self._prompt(frame, cells), cells, frame.look.tail),)
        return (footer("list", frame.look, cells),)

    def _prompt(self, frame: Frame, cells: int) -> Line:
        look = frame.look
        found = self.overview.outline
        said = look.say("find.open" if self.finding else "find.kept", shown=found.shown, total=found.total)
        wanted = look.text(self.overview.wanted)
        typed = (Span(f" {look.say('command.find')}: ", "key!"), Span(wanted, "strong!"))
        caret = Span(" ", "text" if self.finding else "bar!")
        room = cells - width_of(typed) - 1
        return (*typed, caret, Span(look.pad(f"  {said}", max(room, 0)), "bar!"))

    # What can be done

    def action_find(self) -> None:
        """Open the filter."""
        self.finding = True
        self._filtered(self.overview.wanted)

    def action_clear(self) -> None:
        """Close the filter, and show everything again."""
        self.finding = False
        self._filtered("")

    def action_open(self) -> None:
        """Show the selected series, or fold the selected section."""
        self.overview.choose()

    def action_order(self) -> None:
        """Report order, or the worst first; shown from the top, which is what one wants to see."""
        self.overview.rearrange(order="worst" if self.overview.order == "report" else "report")
        self.overview.select_first()

    def action_fold(self) -> None:
        """Fold the section of the selected line, or unfold it."""
        section = self.overview.section_of(self.overview.place)
        self.overview.fold((section,), folded=not self.overview.is_folded(section))

    def action_fold_all(self) -> None:
        """Fold all sections, or unfold them when any is folded."""
        sections = [entry.section for entry in self.overview.outline.entries if entry.section]
        any_folded = any(section.folded for section in sections)
        self.overview.fold([section.id for section in sections], folded=not any_folded)

    def action_move_up(self) -> None:
        """One line up."""
        self.overview.select(self.overview.place - 1)

    def action_move_down(self) -> None:
        """One line down."""
        self.overview.select(self.overview.place + 1)

    def action_page_up(self) -> None:
        """One screen up."""
        self.overview.select(self.overview.place - max(self.overview.size.height - 1, 1))

    def action_page_down(self) -> None:
        """One screen down."""
        self.overview.select(self.overview.place + max(self.overview.size.height - 1, 1))

    def action_top(self) -> None:
        """The first line."""
        self.overview.select(0)

    def action_bottom(self) -> None:
        """The last line."""
        self.overview.select(len(self.overview.outline.entries))


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
        self.header = Band(frame, self._above, 1)
        self.page = Page(frame, lines)
        self.footer = Band(frame, self._below, 1)

    def compose(self) -> ComposeResult:
        """Title, text, hints."""
        yield self.header
        yield self.page
        yield self.footer

    def _above(self, frame: Frame, cells: int) -> Sequence[Line]:
        return (title_band(frame.look.say(f"title.{self.kind}"), frame.scene, frame.look, cells),)

    def _below(self, frame: Frame, cells: int) -> Sequence[Line]:
        if self.told:
            return (told_line(self.told, frame.look, cells),)
        if self.seeking or self.wanted:
            return (self.prompt(frame.look, cells, len(self.page.lines)),)
        return (footer("page", frame.look, cells),)

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
