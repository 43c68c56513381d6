"""The list of indicators: sections and series, one of them selected, and the head of the topmost always in sight."""

from collections.abc import Iterable
from operator import is_

from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.message import Message

from tui.model.snapshot import Assessment
from tui.views.card import MOST_LINES, card, heading_columns, lines_for
from tui.views.columns import Columns, Needs, columns
from tui.views.drawn import Drawn, Stroke, on_rail, thumb
from tui.views.frame import Frame
from tui.views.line import BLANK, Line, Span, fit
from tui.views.outline import REPORT, Arrangement, Entry, Key, Outline, outline
from tui.views.panel import heading_line, needs, section_line
from tui.views.sieve import NOTHING, Sieve, Texts, unit_name

__all__ = ["Overview"]

_WHEEL = 3
"""Lines that one notch of the wheel moves."""
_CARDS = 256
"""Series whose lines are kept for the next key: those of a wall screen."""
_MEASURED = 64
"""Series by which the columns are measured: about those that a screen shows, for a hundred thousand cost too much."""
_PINNED = 4
"""Lines that the list must have for the head of a section to stay in sight."""


class Overview(Drawn):
    """Draws the visible part of the outline; holds which entry is selected, and how the list is laid out."""

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

    def __init__(
        self,
        frame: Frame,
        arrangement: Arrangement = REPORT,
        folded: frozenset[str] = frozenset(),
        wished: int = 0,
    ) -> None:
        """A list.

        Args:
            frame: The state to begin with.
            arrangement: Grouped and sorted how.
            folded: Marks of the sections whose members are hidden.
            wished: Lines that a panel is to take; 0: by the width.
        """
        super().__init__(frame)
        self.arrangement = arrangement
        self.sieve: Sieve = NOTHING
        """What the list lets through."""
        self.folded = folded
        self.wished = wished
        self._texts = Texts(frame.scene.snapshot.framework)
        self.outline: Outline = self._outlined()
        self.place = self._first_series()
        """The number of the selected entry."""
        self.selected: Key = self._key()
        self.top = 0
        """The number of the first visible line; the head of a section may stand over it."""
        self._columns: Columns | None = None
        self._needs: Needs | None = None
        self._usual = 1
        """Lines that a panel takes with these columns, where nobody says otherwise."""
        self._cards: dict[Key, tuple[tuple[object, ...], tuple[int, int], tuple[Line, ...]]] = {}
        """Of series that were drawn: from what, and their lines."""

    # What stands where

    def stroke(self, y: int, cells: int) -> Stroke:
        """The line that has been scrolled to this place."""
        pinned = self._pinned() if y == 0 else None
        if pinned is None and self.top + y >= self.lines:
            return Stroke(fit(BLANK, cells, ""))
        place, which = self.outline.at_line(self.top + y, self.tall) if pinned is None else (pinned, 0)
        if which and y <= which and self._pinned() is not None:
            return Stroke(fit((Span(" " * (cells - 1)), self._thumb(y)), cells, ""))  # the rest of what a head hides
        # The first line of a panel is enough to say that it is selected: a step down sends two lines, not four.
        selected = place == self.place and not which
        return Stroke((*self._line(self.outline[place], which, cells - 1, selected=selected), self._thumb(y)), selected)

    def _thumb(self, y: int) -> Span:
        return thumb(y, self.size.height, self.top, self.lines, self.frame)

    def heading(self, cells: int) -> Line:
        """The names of the columns."""
        shown = self.columns
        if self.tall == MOST_LINES:
            shown = heading_columns(shown, self.frame.look)
        return fit(heading_line(shown, self.frame.look), cells, self.frame.look.tail)

    def whereabouts(self) -> str:
        """Which entries of the list are to be seen; `""` when all are."""
        if self.lines <= self.size.height:
            return ""
        first = self.outline.at_line(self.top, self.tall)[0]
        last = self.outline.at_line(min(self.top + self.size.height, self.lines) - 1, self.tall)[0]
        return self.frame.look.say("place", first=first + 1, last=last + 1, total=len(self.outline))

    @property
    def tall(self) -> int:
        """Lines that a panel takes."""
        return self.wished or (self._usual if self._columns else lines_for(self.columns, self.size.width))

    @property
    def lines(self) -> int:
        """Lines of the whole list."""
        return self.outline.lines(self.tall)

    @property
    def columns(self) -> Columns:
        """The columns for the width that the list has."""
        if self._columns is None:
            if self._needs is None:
                self._needs = self._measured()
            width = self.size.width
            self._columns = columns(max(width - 2, 1), self.frame.look, self._needs)
            self._usual = lines_for(self._columns, width)
        return self._columns

    def _measured(self) -> Needs:
        return needs(self.frame.scene.snapshot.assessments[:_MEASURED], self.frame.look)

    def _widen(self) -> None:
        """Columns grow with what stands in them; they do not shrink, so that nothing moves to and fro."""
        if self._needs is not None:
            wider = Needs(*map(max, self._needs, self._measured()))
            if wider != self._needs:
                self._needs, self._columns = wider, None

    def _line(self, entry: Entry, which: int, cells: int, *, selected: bool) -> Line:
        """One line of an entry; before its first the cursor, and the sign of what changed and was not seen yet."""
        look = self.frame.look
        if entry.assessment is not None:
            lines = self._card(entry.key, entry.assessment, cells)
            changed = (entry.assessment.id, entry.assessment.unit) in self.frame.scene.unseen
        else:
            lines = (fit(section_line(entry.section, self.columns, look), cells, look.tail),)
            changed = entry.section.folded and self._has_unseen(entry)
        if which or not (selected or changed):
            return lines[which]
        cursor = Span(look.glyphs.cursor if selected else " ", "key")
        signs = cursor, Span(look.glyphs.changed if changed else " ", "note")
        return fit((*signs, *_behind(lines[0], 2)), cells, look.tail)

    def _card(self, key: Key, assessment: Assessment, cells: int) -> tuple[Line, ...]:
        """The lines of a series; those last drawn, where they were drawn from the very same things."""
        columns, look, tall = self.columns, self.frame.look, self.tall
        made_from = (assessment, columns, look, self._texts, self.arrangement)
        known = self._cards.get(key)
        if known and known[1] == (tall, cells) and all(map(is_, known[0], made_from)):
            return known[2]
        if len(self._cards) >= _CARDS:
            self._cards.clear()
        drawn = card(assessment, columns, look, tall, self._label(assessment))
        lines = tuple(fit(line, cells, look.tail) for line in drawn)
        self._cards[key] = made_from, (tall, cells), lines
        return lines

    def _has_unseen(self, entry: Entry) -> bool:
        unseen = self.frame.scene.unseen
        return bool(unseen) and any((member.id, member.unit) in unseen for member in entry.section.members)

    def _label(self, assessment: Assessment) -> str:
        """What a series is called where it stands: a unit, below its indicator; its indicator, below its unit."""
        name = assessment.indicator.name.said(self.frame.look.words.language)
        if not assessment.unit or self.arrangement.by == "unit":
            return name
        unit = unit_name(self._texts.framework, assessment.indicator, assessment.unit)
        if self.arrangement == REPORT:
            return f"  {unit}"
        return f"{name} {self.frame.look.glyphs.dot} {unit}"

    # What changes

    def show(self, frame: Frame) -> None:
        """Take over a new state; the selected entry and the place in the list stay."""
        reworded = frame.look is not self.frame.look
        renewed = frame.scene.snapshot is not self.frame.scene.snapshot
        offset = self._offset()
        # Who has gone nowhere wants to see what stands first, and not what stood there before figures came; a wall
        # screen that shows the worst first would else follow one that was among them.
        begins = self.top == 0 and self.place == self._first_series()
        if reworded:
            self._columns = self._needs = None
        repainted = frame.paint is not self.frame.paint
        self.frame = frame
        if renewed:
            if frame.scene.snapshot.framework is not self._texts.framework:
                self._texts = Texts(frame.scene.snapshot.framework)
            self._widen()
            self._lay_out(offset)
            if begins:
                self.select_first()
        elif reworded:
            self._into_view()
        if repainted:
            self.refresh()
        else:
            self.renew()

    def rearrange(
        self,
        *,
        arrangement: Arrangement | None = None,
        sieve: Sieve | None = None,
        folded: frozenset[str] | None = None,
    ) -> None:
        """Lay the list out in another way; the selected series stays selected and comes into view."""
        offset = self._offset()
        self.arrangement = self.arrangement if arrangement is None else arrangement
        self.sieve = self.sieve if sieve is None else sieve
        self.folded = self.folded if folded is None else folded
        self._lay_out(offset)
        self._moved()

    def heighten(self, wished: int) -> None:
        """Give panels another number of lines; 0: by the width."""
        offset = self._offset()
        self.wished = wished
        self._go_to(self.outline.line_of(self.place, self.tall) - offset if len(self.outline) else 0)
        self._into_view()
        self._moved()

    def fold(self, marks: Iterable[str], *, folded: bool) -> None:
        """Hide or show the members of sections; a selected member that is hidden gives way to its section."""
        names = frozenset(marks)
        if len(self.outline):
            section = self.outline[self.place].section
            if folded and section.mark in names:
                self.place = self.outline.head_of(self.place)
                self.selected = self._key()
        self.rearrange(folded=self.folded | names if folded else self.folded - names)

    def _outlined(self) -> Outline:
        return outline(self.frame.scene.snapshot, self.arrangement, self.folded, self.sieve, self._texts)

    def _first_series(self) -> int:
        """The first entry that is no head; 0 where there is none."""
        full = (part for part, section in enumerate(self.outline.sections) if section.members and not section.folded)
        return next((part + 1 for part in full), 0)

    def _key(self) -> Key:
        return self.outline[self.place].key if len(self.outline) else ()

    def _offset(self) -> int:
        """How far down the screen the selected entry stands."""
        return self.outline.line_of(self.place, self.tall) - self.top if len(self.outline) else 0

    def _lay_out(self, offset: int) -> None:
        """Lay the lines out anew, with the selected entry as far down the screen as it was."""
        self.outline = self._outlined()
        found = self.outline.find(self.selected, self.place)
        self.place = self._first_series() if found is None else found
        self.selected = self._key()
        self._go_to(self.outline.line_of(self.place, self.tall) - offset if len(self.outline) else 0)
        self._into_view()

    # Moving about

    def select(self, place: int) -> None:
        """Select an entry, or the nearest that there is, and bring it into view."""
        if len(self.outline):
            left, top = self.outline.line_of(self.place, self.tall), self.top
            self.place = min(max(place, 0), len(self.outline) - 1)
            self.selected = self._key()
            self._into_view()
            entered = self.outline.line_of(self.place, self.tall)
            self._moved((left - top, entered - top) if self.top == top else None)

    def select_page(self, screens: int) -> None:
        """Select the entry that stands so many screens further down."""
        height = max(self.size.height - 1, 1)
        line = self.outline.line_of(self.place, self.tall) if len(self.outline) else 0
        there = min(max(line + screens * height, 0), max(self.lines - 1, 0))
        self.select(self.outline.at_line(there, self.tall)[0] if len(self.outline) else 0)

    def select_first(self) -> None:
        """Select the first series, and show the list from its top."""
        self.place = self._first_series()
        self.selected = self._key()
        self.top = 0
        self._moved()

    def choose(self) -> None:
        """Ask for the selected series, or fold the selected section."""
        if not len(self.outline):
            return
        entry = self.outline[self.place]
        if entry.assessment is not None:
            self.post_message(self.Chosen(entry.assessment.id, entry.assessment.unit))
        else:
            self.fold((entry.section.mark,), folded=not entry.section.folded)

    def scroll_lines(self, lines: int) -> None:
        """Move the view, not the selection."""
        self._go_to(self.top + lines)
        self._moved()

    def on_resize(self, _event: Resize) -> None:
        """Other columns fit, and the selected entry is still to be seen."""
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
        there = on_rail(event, self.size, self.lines)
        pinned = self._pinned() if event.y == 0 else None
        if there is not None:
            self._go_to(there)
            self._moved()
        elif pinned is not None:
            self.select(pinned)
        elif self.top + event.y < self.lines:
            place = self.outline.at_line(self.top + event.y, self.tall)[0]
            again = self.place == place
            self.select(place)
            if again or self.selected[0] == "g":
                self.choose()

    def _pinned(self) -> int | None:
        """The head that stands over the first line, since its own has been scrolled away; `None`: no need of it."""
        if self.size.height < _PINNED or not 0 < self.top < self.lines:
            return None
        place, _ = self.outline.at_line(self.top, self.tall)
        head = self.outline.head_of(place)
        return None if head == place else head

    def _go_to(self, top: int) -> None:
        most = max(self.lines - self.size.height, 0)
        self.top = min(max(top, 0), most)

    def _into_view(self) -> None:
        if not len(self.outline):
            return
        height = max(self.size.height, 1)
        first = self.outline.line_of(self.place, self.tall)
        is_head = self.outline.head_of(self.place) == self.place
        # A head stands over the line before, or in it.
        least = first if is_head or height < _PINNED else first - 1
        last = first if is_head else first + self.tall - 1
        if last >= self.top + height:
            self._go_to(last - height + 1)
        if least < self.top:
            self._go_to(least)

    def _moved(self, lines: Iterable[int] | None = None) -> None:
        """The view has other lines, or only in some of them something else."""
        self.renew(lines)
        self.post_message(self.Moved())


def _behind(line: Line, cells: int) -> Line:
    """A line without its first cells, which are spaces."""
    return (Span(line[0].text[cells:], line[0].role), *line[1:]) if line else line
