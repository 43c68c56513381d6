"""Widgets that are drawn line by line: a band of fixed lines, and a page that scrolls.

They keep their own place in the text and draw what is visible, so that a hundred thousand lines cost what twenty cost;
and they remember what stands on the screen, so that only the columns that differ are sent to the terminal.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Self, TypeVar

from textual.events import Click, Key, Resize
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.named import NamedTuple
from tui.views.frame import Frame
from tui.views.line import BLANK, Line, Span, changed, fit
from tui.views.seek import sought

__all__ = ["Band", "Drawn", "Page", "Sheet", "Stroke", "on_rail", "thumb"]

Result = TypeVar("Result")


class Stroke(NamedTuple):
    """A line as it is drawn."""

    line: Line
    """In exactly the cells of the widget."""
    selected: bool = False


class Drawn(Widget):
    """Draws `stroke(y)` on its line y."""

    ALLOW_SELECT = False

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self._shown: dict[int, Stroke] = {}
        self._ahead: dict[int, tuple[Size, Stroke]] = {}
        """Lines that were drawn to be compared, and for which size; they are about to be painted."""

    @abstractmethod
    def stroke(self, y: int, cells: int) -> Stroke:
        """What stands on a line of the widget; each kind of widget knows."""

    def render_line(self, y: int) -> Strip:
        """Draw a line, unless it was just drawn to be compared, and remember it."""
        size = self.size
        drawn = self._ahead.pop(y, None)
        if drawn is None or drawn[0] != size:
            drawn = size, self.stroke(y, size.width)
        stroke = self._shown[y] = drawn[1]
        return self.frame.paint.strip(stroke.line, size.width, selected=stroke.selected)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint anew; whoever names no part of it may have changed anything, and then all of it is drawn anew."""
        if not regions:
            self._ahead.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def show(self, frame: Frame) -> None:
        """Take over a new state, and redraw what it changes."""
        repainted = frame.paint is not self.frame.paint
        self.frame = frame
        if repainted:
            self.refresh()
        else:
            self.renew()

    def renew(self, lines: Iterable[int] | None = None) -> None:
        """Send the columns to the terminal that differ from what stands on the screen.

        Args:
            lines: Those that may differ, where that is known: to draw all of them costs ten times as much as one key.
        """
        cells, height = self.size
        may_differ = range(height) if lines is None else sorted({y for y in lines if 0 <= y < height})
        regions = [region for y in may_differ if (region := self._changed(y, cells))]
        if regions:
            self.refresh(*regions)

    def _changed(self, y: int, cells: int) -> Region | None:
        old, new = self._shown.get(y), self.stroke(y, cells)
        columns = (0, cells) if old is None or old.selected != new.selected else changed(old.line, new.line)
        if columns is None:
            self._ahead.pop(y, None)
            return None
        self._ahead[y] = self.size, new
        return Region(columns[0], y, columns[1] - columns[0], 1)


class Sheet(Screen[Result], Generic[Result]):
    """A screen that is made of drawn widgets and takes over a new state as a whole."""

    DEFAULT_CSS = "Sheet { overflow: hidden hidden; }"
    AUTO_FOCUS = ""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.told = ""
        """What was just done; it stands on the last line until the next key."""

    def tell(self, said: str) -> None:
        """Say on the last line what was done."""
        self.told = said
        for widget in self.children:
            if isinstance(widget, Band):
                widget.renew()

    def on_key(self, _event: Key) -> None:
        """Whoever goes on has read what was said; screens that handle keys of their own do so beside this."""
        if self.told:
            self.tell("")

    def show(self, frame: Frame) -> None:
        """Take over a new state."""
        self.frame = frame
        for widget in self.children:
            if isinstance(widget, Drawn):
                widget.show(frame)


class Band(Drawn):
    """A few lines that a function of the frame gives; they never scroll."""

    def __init__(self, frame: Frame, lines: Callable[[Frame, int], Sequence[Line]], height: int) -> None:
        super().__init__(frame)
        self._lines = lines
        self._laid_out: Sequence[Line] = ()
        self.styles.height = height

    def stroke(self, y: int, cells: int) -> Stroke:
        """The line of that number; whoever draws begins with the first, and then all are laid out."""
        if y == 0:
            self._laid_out = self._lines(self.frame, cells)
        return Stroke(self._laid_out[y] if y < len(self._laid_out) else fit(BLANK, cells, ""))


class Page(Drawn):
    """Text that is read from top to bottom, and laid out anew for every width."""

    DEFAULT_CSS = "Page { height: 1fr; }"

    def __init__(self, frame: Frame, lines: Callable[[Frame, int], Sequence[Line]]) -> None:
        super().__init__(frame)
        self._lines = lines
        self._laid_out: tuple[Frame, int, Sequence[Line]] | None = None
        self._wanted = ""
        self.top = 0
        """The number of the first visible line."""

    def stroke(self, y: int, cells: int) -> Stroke:
        """The line that has been scrolled to this place."""
        lines = self.lines
        place = self.top + y
        line = fit(lines[place] if place < len(lines) else BLANK, cells - 1, self.frame.look.tail)
        return Stroke((*line, thumb(y, self.size.height, self.top, len(lines), self.frame)))

    @property
    def lines(self) -> Sequence[Line]:
        """All lines, for the width that the widget has."""
        cells = max(self.size.width - 1, 1)
        known = self._laid_out
        if known is None or known[0] is not self.frame or known[1] != cells:
            lines = self._lines(self.frame, cells)
            known = self._laid_out = (self.frame, cells, sought(lines, self._wanted) if self._wanted else lines)
        return known[2]

    def show_only(self, wanted: str) -> None:
        """Leave out what does not contain some words; show everything, where there are none."""
        self._wanted = wanted
        self._laid_out = None
        self.top = 0
        self.renew()

    def on_resize(self, _event: Resize) -> None:
        """There may be room for what had been scrolled away."""
        self.scroll_by(0)

    def on_click(self, event: Click) -> None:
        """On the rail, go to that part of the text."""
        there = on_rail(event, self.size, len(self.lines))
        if there is not None:
            self.scroll_by(there - self.top)

    def scroll_by(self, lines: int) -> None:
        """Move down by so many lines, up when negative, as far as there is text."""
        most = max(len(self.lines) - self.size.height, 0)
        top = min(max(self.top + lines, 0), most)
        if top != self.top:
            self.top = top
            self.renew()


def on_rail(event: Click, size: Size, total: int) -> int | None:
    """The first line to be shown after a click on the rail of so many lines; `None` where it was not on the rail."""
    if event.x < size.width - 1 or total <= size.height:
        return None
    return (total - size.height) * event.y // max(size.height - 1, 1)


def thumb(y: int, height: int, top: int, total: int, frame: Frame) -> Span:
    """The last cell of a line of something that scrolls: a rail, and on it the part that is visible."""
    if total <= height or height <= 0:
        return Span(" ")
    size = max(height * height // total, 1)
    start = (height - size) * top // (total - height)
    glyphs = frame.look.glyphs
    return Span(glyphs.thumb, "dim") if start <= y < start + size else Span(glyphs.rail, "rest")
