"""The screen of the list: how it is grouped, sorted, sifted and folded, and the views that a person gave names to."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key, Paste, Resize
from textual.geometry import Offset
from textual.message import Message

from tui.habits import Habit, View
from tui.views.asking import Offer, ask
from tui.views.card import MOST_LINES
from tui.views.commands import keys_of
from tui.views.drawn import Sheet
from tui.views.frame import Frame
from tui.views.help import footer
from tui.views.initials import is_known
from tui.views.line import Line, Span, fit, width_of
from tui.views.named import BUILT_IN, arranged, described
from tui.views.outline import GROUPINGS, REPORT, SORTS, WORST, WORST_FIRST, Grouping, Sort
from tui.views.overview import Overview
from tui.views.screens import Pressed, Wanted, bindings, hints, rebound
from tui.views.seek import asked, told_line
from tui.views.sieve import NOTHING, Sieve, calls_for_action
from tui.views.summary import chip_under, remark_under, summary
from tui.views.typed import pasted, typed
from tui.words.cells import width

__all__ = ["ListScreen"]

_LINE_OF_CHIPS: Final = 1
_LINE_OF_NEWS: Final = 2
_ABOVE: Final = 4
"""Lines above the list."""
_LOW: Final = 7
"""Lines of a screen below which remarks and headings give way to the list, and to what is typed and said below it."""
_ALL: Final = "all"
_SAVED: Final = "saved:"
_SORT_OF: Final = {"name": "name", "gap": "gap", "status": "worst", "deadline": "deadline"}
"""What a click on the heading of a column sorts by."""


class ListScreen(Sheet[None]):
    """The list of indicators with what stands above and below it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    class Arranged(Message):
        """It is laid out in another way, which is to be remembered; a view that was saved at once."""

        def __init__(self, fields: dict[str, Any], *, at_once: bool = False) -> None:
            super().__init__()
            self.fields = fields
            self.at_once = at_once

    def __init__(self, frame: Frame, habit: Habit | None = None) -> None:
        """The list.

        Args:
            frame: The state to begin with.
            habit: How this person left it; `None`: as the report has it.
        """
        super().__init__(frame)
        self.habit = habit or Habit()
        left = self.habit
        self.overview = Overview(frame, arranged(left.by, left.sort), frozenset(left.folded), left.lines)
        self.header = Pressed(frame, self._above, _ABOVE, self._pressed_above)
        self.footer = hints(self, "list", self._below, self._instead)
        self.finding = False
        """Letters go into the filter."""
        rebound(self, "list", frame.table)

    def compose(self) -> ComposeResult:
        """Three widgets, however many indicators."""
        yield self.header
        yield self.overview
        yield self.footer

    def on_resize(self, event: Resize) -> None:
        """Of a low screen less is left to what stands above the list."""
        self.header.styles.height = _ABOVE if event.size.height >= _LOW else min(2, max(event.size.height - 2, 0))

    def show(self, frame: Frame) -> None:
        """Take over a new state; the list first, since what stands above it says where it is."""
        self.overview.show(frame)
        super().show(frame)

    def on_overview_moved(self) -> None:
        """The list says where it is in the line above it."""
        self.header.renew()
        self.footer.renew()
        overview = self.overview
        now = {
            "by": overview.arrangement.by,
            "sort": overview.arrangement.sort,
            "lines": overview.wished,
            "folded": tuple(sorted(overview.folded)),
        }
        if any(getattr(self.habit, name) != value for name, value in now.items()):
            self._remember(now)

    def _remember(self, fields: dict[str, Any], *, at_once: bool = False) -> None:
        self.habit = self.habit._replace(**fields)
        self.post_message(self.Arranged(fields, at_once=at_once))

    # The filter

    def on_key(self, event: Key) -> None:
        """While the filter is open, what can be written goes into it; other keys do what they always do."""
        if not self.finding:
            # Not left to the binding: what is typed right behind would be there before the filter is open.
            if event.key in keys_of("find", self.frame.table):
                self.action_find()
                event.stop()
            return
        before = self.overview.sieve.wanted
        if event.key == "enter":
            self.finding = False
            self._filtered(before)
        elif (wanted := typed(before, event)) is not None:
            if wanted != before:
                self._filtered(wanted)
        else:
            return
        event.stop()

    def on_paste(self, event: Paste) -> None:
        """A pasted text is filtered by as if it were typed."""
        if self.finding:
            event.stop()
            self._filtered(pasted(self.overview.sieve.wanted, event))

    def _filtered(self, wanted: str) -> None:
        self._sift(wanted=wanted)
        self._caret()

    def _sift(self, **fields: Any) -> None:
        self.overview.rearrange(sieve=self.overview.sieve._replace(**fields))

    def _caret(self) -> None:
        """Input methods open their window where the terminal's own cursor is, hidden as it is."""
        if self.finding:
            line = fit(self._prompt(self.frame, self.size.width), self.size.width, "")
            place = min(width_of(line[:2]), self.size.width - 1)
            self.app.cursor_position = Offset(place, self.size.height - 1)

    # What is drawn above and below

    def _above(self, frame: Frame, cells: int) -> Sequence[Line]:
        chosen = self.overview.sieve.statuses
        above = summary(frame.scene, frame.look, cells, self.overview.whereabouts(), chosen)
        return (*above, self.overview.heading(cells))

    def _below(self, frame: Frame, cells: int) -> Sequence[Line]:
        if self.told:
            return (told_line(self.told, frame.look, cells),)
        if self.finding or not self.overview.sieve.is_open:
            return (fit(self._prompt(frame, cells), cells, frame.look.tail),)
        return (footer("list", frame.look, cells, frame.table),)

    def _instead(self) -> str | None:
        """What a click on the last line does while something else than hints stands there."""
        if self.finding:
            return ""
        return None if self.overview.sieve.is_open else "clear"

    def _prompt(self, frame: Frame, cells: int) -> Line:
        look = frame.look
        outline, sieve = self.overview.outline, self.overview.sieve
        also = [f"{look.symbol(code)} {look.word('code', code)}" for code in WORST_FIRST if code in sieve.statuses]
        if sieve.owner:
            also.append(look.say("mine_of", owner=sieve.owner))
        state = "find.none" if not outline.shown else "find.open" if self.finding else "find.kept"
        said = look.say(state, shown=outline.shown, total=outline.total)
        only = Span(f" {look.say('only', what=tuple(also))} " if also else "", "note!")
        typed: Line = ()
        if self.finding or sieve.wanted:
            behind = width(f"  {said}") + width_of((only,))
            typed = asked(look, "find", sieve.wanted, cells, behind, is_open=self.finding)
        room = cells - width_of((*typed, only))
        return (*typed, only, Span(look.pad(f"  {said}", max(room, 0)), "bar!"))

    # The mouse

    def _pressed_above(self, x: int, y: int) -> None:
        """A chip, a remark on the whole screen, or a column's heading."""
        if y == _LINE_OF_CHIPS:
            statuses = self.overview.sieve.statuses
            place = self.overview.whereabouts()
            code = chip_under(self.frame.scene, self.frame.look, self.size.width, place, statuses, x)
            if code:
                self._sift(statuses=statuses ^ {code})
        elif y == _LINE_OF_NEWS:
            command = remark_under(self.frame.scene, self.frame.look, self.size.width, x)
            if command:
                self.post_message(Wanted(command))
        elif y > _LINE_OF_NEWS:
            left = self.overview.columns.indent
            for name, cells in self.overview.columns.widths.items():
                if left <= x < left + cells and name in _SORT_OF:
                    self._sort(_SORT_OF[name])
                left += cells + 1

    # What can be done

    def action_find(self) -> None:
        """Open the filter."""
        self.finding = True
        self._filtered(self.overview.sieve.wanted)
        # What initials need is read while one looks for the first letter.
        self.call_after_refresh(is_known)

    def action_clear(self) -> None:
        """Close the filter, and show everything again."""
        self.finding = False
        self.overview.rearrange(sieve=NOTHING)

    def action_open(self) -> None:
        """Show the selected series, or fold the selected section."""
        self.overview.choose()

    def action_order(self) -> None:
        """Report order, or the worst first; shown from the top, which is what one wants to see."""
        self.overview.rearrange(arrangement=WORST if self.overview.arrangement.sort == "report" else REPORT)
        self.overview.select_first()

    def action_group(self) -> None:
        """Choose what the list is grouped by."""
        now = self.overview.arrangement.by

        def done(chosen: str | None) -> None:
            if chosen:
                self.overview.rearrange(arrangement=self.overview.arrangement._replace(by=cast("Grouping", chosen)))

        self._choose("group", GROUPINGS, now, done)

    def action_sort(self) -> None:
        """Choose in which order members stand."""
        now = self.overview.arrangement.sort

        def done(chosen: str | None) -> None:
            if chosen:
                self._sort(chosen)

        self._choose("sort", SORTS, now, done)

    def _sort(self, sort: str) -> None:
        self.overview.rearrange(arrangement=self.overview.arrangement._replace(sort=cast("Sort", sort)))
        self.overview.select_first()

    def action_lines(self) -> None:
        """Give panels one line, two or three, or as many as the width makes room for."""
        wished = (self.overview.wished + 1) % (MOST_LINES + 1)
        self.overview.heighten(wished)
        self.tell(self.frame.look.say("lines.some" if wished else "lines.auto", count=wished))

    def action_status(self) -> None:
        """Choose a status that alone is let through, or is no longer."""
        look, counts, statuses = self.frame.look, self.frame.scene.snapshot.counts, self.overview.sieve.statuses
        offers = [Offer(_ALL, look.say("status.all"), chosen=not statuses)]
        offers += [
            Offer(code, f"{look.symbol(code)} {look.word('code', code)}", str(counts[code]), chosen=code in statuses)
            for code in WORST_FIRST
            if counts.get(code) or code in statuses
        ]

        def done(chosen: str | None) -> None:
            if chosen:
                self._sift(statuses=frozenset() if chosen == _ALL else statuses ^ {chosen})

        self._ask("status", offers, done)

    def action_mine(self) -> None:
        """Only what needs me, or everything again; asks who I am the first time."""
        if self.overview.sieve.owner:
            self._sift(owner="")
        elif self.habit.owner:
            self._sift(owner=self.habit.owner)
        else:
            self.action_who()

    def action_who(self) -> None:
        """Choose who I am among the owners."""
        look = self.frame.look
        needed = Counter(
            each.indicator.owner for each in self.frame.scene.snapshot.assessments if calls_for_action(each)
        )
        owners = dict.fromkeys(each.owner for each in self.frame.scene.snapshot.framework.indicators.values())
        offers = [
            Offer(owner, owner, said=look.say("who.needs", count=needed[owner]), chosen=owner == self.habit.owner)
            for owner in owners
            if owner
        ]

        def done(chosen: str | None) -> None:
            if chosen:
                self._remember({"owner": chosen})
                self._sift(owner=chosen)

        self._ask("who", offers, done)

    def action_views(self) -> None:
        """Choose a view: what is behind, what needs me, everything, or one that was saved."""
        look = self.frame.look
        offers = [Offer(each, look.say(f"views.{each}"), said=look.say(f"views.{each}.help")) for each in BUILT_IN]
        offers += [Offer(_SAVED + name, name, said=described(view, look)) for name, view in self.habit.views.items()]

        def done(chosen: str | None) -> None:
            if chosen:
                name = chosen.removeprefix(_SAVED)
                self._show_view(BUILT_IN[chosen] if name == chosen else self.habit.views[name])

        def drop(gone: str) -> None:
            name = gone.removeprefix(_SAVED)
            kept = {known: view for known, view in self.habit.views.items() if known != name}
            if gone.startswith(_SAVED):
                self._remember({"views": kept}, at_once=True)

        self._ask("views", offers, done, drop=drop)

    def action_keep(self) -> None:
        """Save what is shown as a view of that name; never into the shared file."""
        look = self.frame.look
        offers = [Offer(name, name, said=described(view, look)) for name, view in self.habit.views.items()]

        def done(name: str | None) -> None:
            if name:
                sieve, arrangement = self.overview.sieve, self.overview.arrangement
                statuses = tuple(sorted(sieve.statuses))
                view = View(arrangement.by, arrangement.sort, sieve.wanted, statuses, mine=bool(sieve.owner))
                self._remember({"views": {**self.habit.views, name: view}}, at_once=True)
                self.tell(self.frame.look.say("views.saved", name=name))

        self._ask("keep", offers, done, names=True)

    def _show_view(self, view: View) -> None:
        self.finding = False
        owner = self.habit.owner if view.mine else ""
        sieve = Sieve(view.wanted, frozenset(view.statuses), owner)
        self.overview.rearrange(arrangement=arranged(view.by, view.sort), sieve=sieve)
        self.overview.select_first()
        if view.mine and not owner:
            self.action_who()

    def _choose(self, kind: str, choices: Sequence[str], now: str, done: Callable[[str | None], None]) -> None:
        say = self.frame.look.say
        self._ask(kind, [Offer(each, say(f"{kind}.{each}"), chosen=each == now) for each in choices], done)

    def _ask(
        self,
        kind: str,
        offers: Sequence[Offer],
        done: Callable[[str | None], None],
        *,
        names: bool = False,
        drop: Callable[[str], None] | None = None,
    ) -> None:
        ask(self.app, self.frame, self.frame.look.say(f"{kind}.ask"), offers, done, names=names, drop=drop)

    def action_fold(self) -> None:
        """Fold the section of the selected line, or unfold it."""
        if len(self.overview.outline):
            section = self.overview.outline[self.overview.place].section
            self.overview.fold((section.mark,), folded=not section.folded)

    def action_fold_all(self) -> None:
        """Fold all sections, or unfold them when any is folded."""
        sections = self.overview.outline.sections
        any_folded = any(section.folded for section in sections)
        self.overview.fold([section.mark for section in sections], folded=not any_folded)

    def action_move_up(self) -> None:
        """One entry up."""
        self.overview.select(self.overview.place - 1)

    def action_move_down(self) -> None:
        """One entry down."""
        self.overview.select(self.overview.place + 1)

    def action_page_up(self) -> None:
        """One screen up."""
        self.overview.select_page(-1)

    def action_page_down(self) -> None:
        """One screen down."""
        self.overview.select_page(1)

    def action_top(self) -> None:
        """The first entry."""
        self.overview.select(0)

    def action_bottom(self) -> None:
        """The last entry."""
        self.overview.select(len(self.overview.outline))
