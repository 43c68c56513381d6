"""The list of indicators: every section and every series on a line of its own, one of them selected."""

from collections.abc import Iterable

from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.message import Message

from tui.views.columns import Columns, Needs, columns
from tui.views.drawn import Drawn, Stroke, thumb
from tui.views.frame import Frame
from tui.views.line import BLANK, Line, Span, fit
from tui.views.outline import Entry, Key, Order, Outline, outline
from tui.views.panel import heading_line, needs, panel_line, section_line

__all__ = ["Overview"]

_WHEEL = 3
"""Lines that one notch of the wheel moves."""
_MEASURED = 64
"""Series by which the columns are measured: about those that a screen shows, for a hundred thousand cost too much."""


class Overview(Drawn):
    """Draws the visible part of the outline; holds which line is selected, which sections are folded, and the order."""

    DEFAULT_CSS = "Overview { height: 1fr; }"

    class Chosen(Message):
        """A series was asked for."""

        def __init__(self, indicator: str, unit: str) -> None:
            super().__init__()
            self.indicator = indicator
            self.unit = unit

    class Moved(Message):
        """What the list shows of itself changed: its place, its order, or what it lets through."""

        def can_replace(self, message: Message) -> bool:
            """Only the newest is of interest."""
            return isinstance(message, Overview.Moved)

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.order: Order = "report"
        self.wanted = ""
        """What the list is filtered by."""
        self.folded: frozenset[str] = frozenset()
        self.outline: Outline = self._outlined()
        self.selected: Key = self._first_series()
        self.top = 0
        """The number of the first visible line."""
        self._columns: Columns | None = None
        self._needs: Needs | None = None

    # What stands where

    def stroke(self, y: int, cells: int) -> Stroke:
        """The line that has been scrolled to this place."""
        place = self.top + y
        look = self.frame.look
        if place >= len(self.outline.entries):
            return Stroke(fit(BLANK, cells, ""))
        entry = self.outline.entries[place]
        selected = entry.key == self.selected
        line = fit(self._line(entry), cells - 1, look.tail)
        if selected:
            line = (Span(look.glyphs.cursor, "key"), *_behind(line, 1))
        return Stroke((*line, thumb(y, self.size.height, self.top, len(self.outline.entries), self.frame)), selected)

    def heading(self, cells: int) -> Line:
        """The names of the columns."""
        return fit(heading_line(self.columns, self.frame.look), cells, self.frame.look.tail)

    def whereabouts(self) -> str:
        """Which lines of the list are to be seen; `""` when all are."""
        total = len(self.outline.entries)
        if total <= self.size.height:
            return ""
        last = min(self.top + self.size.height, total)
        return self.frame.look.say("place", first=self.top + 1, last=last, total=total)

    @property
    def columns(self) -> Columns:
        """The columns for the width that the list has."""
        if self._columns is None:
            if self._needs is None:
                self._needs = self._measured()
            self._columns = columns(max(self.size.width - 2, 1), self.frame.look, self._needs)
        return self._columns

    def _measured(self) -> Needs:
        return needs(self.frame.scene.snapshot.assessments[:_MEASURED], self.frame.look)

    def _widen(self) -> None:
        """Columns grow with what stands in them; they do not shrink, so that nothing moves to and fro."""
        if self._needs is not None:
            wider = Needs(*map(max, self._needs, self._measured()))
            if wider != self._needs:
                self._needs, self._columns = wider, None

    def _line(self, entry: Entry) -> Line:
        look = self.frame.look
        if entry.assessment is not None:
            return panel_line(entry.assessment, self.columns, look)
        return section_line(entry.section, self.columns, look) if entry.section else BLANK

    # What changes

    def show(self, frame: Frame) -> None:
        """Take over a new state; the selected line and the place in the list stay."""
        reworded = frame.look is not self.frame.look
        renewed = frame.scene.snapshot is not self.frame.scene.snapshot
        offset = self.place - self.top
        if reworded:
            self._columns = self._needs = None
        repainted = frame.paint is not self.frame.paint
        self.frame = frame
        if renewed:
            self._widen()
            self._lay_out(offset)
        if repainted:
            self.refresh()
        else:
            self.renew()

    def rearrange(self, *, order: Order | None = None, wanted: str | None = None) -> None:
        """Sort or filter anew; the selected series stays selected and comes into view."""
        offset = self.place - self.top
        self.order = self.order if order is None else order
        self.wanted = self.wanted if wanted is None else wanted
        self._lay_out(offset)
        self._moved()

    def fold(self, sections: Iterable[str], *, folded: bool) -> None:
        """Hide or show the members of sections; a selected member that is hidden gives way to its section."""
        names = frozenset(sections)
        self.folded = self.folded | names if folded else self.folded - names
        owner = self.section_of(self.place)
        offset = self.place - self.top
        if folded and owner in names:
            self.selected = ("g", owner)
        self._lay_out(offset)
        self._moved()

    def section_of(self, place: int) -> str:
        """The id of the section that a line belongs to."""
        for entry in reversed(self.outline.entries[: place + 1]):
            if entry.section is not None:
                return entry.section.id
        return ""

    def is_folded(self, section: str) -> bool:
        """Whether a section's members are hidden."""
        return section in self.folded

    def _outlined(self) -> Outline:
        return outline(self.frame.scene.snapshot, self.order, self.folded, self.wanted)

    def _first_series(self) -> Key:
        entries = self.outline.entries
        return next((entry.key for entry in entries if entry.assessment), entries[0].key if entries else ())

    def _lay_out(self, offset: int) -> None:
        """Lay the lines out anew, with the selected one as far down the screen as it was."""
        self.outline = self._outlined()
        if self.selected not in self.outline.places:
            self.selected = self._first_series()
        self._go_to(self.place - offset)
        self._into_view()

    # Moving about

    @property
    def place(self) -> int:
        """The number of the selected line; 0 when there is none."""
        return self.outline.places.get(self.selected, 0)

    def select(self, place: int) -> None:
        """Select a line, or the nearest that there is, and bring it into view."""
        entries = self.outline.entries
        if entries:
            self.selected = entries[min(max(place, 0), len(entries) - 1)].key
            self._into_view()
            self._moved()

    def select_first(self) -> None:
        """Select the first series, and show the list from its top."""
        self.selected = self._first_series()
        self.top = 0
        self._moved()

    def choose(self) -> None:
        """Ask for the selected series, or fold the selected section."""
        entry = self.outline.entries[self.place] if self.outline.entries else None
        if entry is None:
            return
        if entry.assessment is not None:
            self.post_message(self.Chosen(entry.assessment.id, entry.assessment.unit))
        elif entry.section is not None:
            self.fold((entry.section.id,), folded=not entry.section.folded)

    def scroll_lines(self, lines: int) -> None:
        """Move the view, not the selection."""
        self._go_to(self.top + lines)
        self._moved()

    def on_resize(self, _event: Resize) -> None:
        """Other columns fit, and the selected line is still to be seen."""
        drawn = self._columns, self.top
        self._columns = None
        self._into_view()
        if drawn != (self.columns, self.top):
            self.refresh()
        self.post_message(self.Moved())

    def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """The wheel moves the view."""
        self.scroll_lines(_WHEEL)

    def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """The wheel moves the view."""
        self.scroll_lines(-_WHEEL)

    def on_click(self, event: Click) -> None:
        """Select what is clicked; choose it when it is selected already. On the rail, go to that part of the list."""
        total, height = len(self.outline.entries), self.size.height
        if event.x >= self.size.width - 1 and total > height:
            self._go_to((total - height) * event.y // max(height - 1, 1))
            self._moved()
        elif self.top + event.y < total:
            again = self.place == self.top + event.y
            self.select(self.top + event.y)
            if again or self.selected[0] == "g":
                self.choose()

    def _go_to(self, top: int) -> None:
        most = max(len(self.outline.entries) - self.size.height, 0)
        self.top = min(max(top, 0), most)

    def _into_view(self) -> None:
        height = max(self.size.height, 1)
        place = self.place
        if place < self.top:
            # The head of its section is worth a line more.
            self._go_to(place - 1 if place and self.outline.entries[place - 1].section else place)
        elif place >= self.top + height:
            self._go_to(place - height + 1)

    def _moved(self) -> None:
        self.renew()
        self.post_message(self.Moved())


def _behind(line: Line, cells: int) -> Line:
    """A line without its first cells, which are spaces."""
    return (Span(line[0].text[cells:], line[0].role), *line[1:]) if line else line
