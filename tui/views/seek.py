"""Finding something on a page: what does not contain the words is left out while they stand there."""

from collections.abc import Collection, Sequence
from typing import Final

from textual.events import Key, Paste

from tui.views.commands import keys_of
from tui.views.initials import can_type, initials, matches
from tui.views.line import BLANK, Line, Span, fit, plain, width_of
from tui.views.look import Look
from tui.views.typed import end_of, pasted, typed
from tui.words.cells import width

__all__ = ["Seeker", "asked", "sought", "told_line"]

_HEADS: Final = {"heading": 0, "section": 1}
"""Roles of lines that stand above others, and how high."""
_WORDS: Final = 20
"""Cells of what is typed that are shown before all else."""


def sought(lines: Sequence[Line], wanted: str) -> list[Line]:
    """The lines that contain all of some words, below their headings.

    Args:
        lines: Of a page.
        wanted: Words in any case, or the initials of Chinese ones; one that begins with `!` must not occur.
    """
    terms = wanted.casefold().split()
    kept: list[Line] = []
    above: dict[int, Line] = {}
    for line in lines:
        height = _height(line)
        if height is not None:
            above = {level: head for level, head in above.items() if level < height}
            above[height] = line
        elif line != BLANK and _has(line, terms):
            kept += [head for _, head in sorted(above.items())]
            above = {}
            kept.append(line)
    return kept


def _height(line: Line) -> int | None:
    return next((_HEADS[span.role] for span in line if span.role in _HEADS), None)


def _has(line: Line, terms: Sequence[str]) -> bool:
    text = plain(line).casefold()
    return bool(text.strip()) and all(
        not _hits(term[1:], text) if len(term) > 1 and term.startswith("!") else _hits(term, text) for term in terms
    )


def _hits(term: str, text: str) -> bool:
    return term in text or (can_type(term) and matches(term, initials(text)))


class Seeker:
    """What keys do while something is sought on a screen that has a page."""

    seeking = False
    """Letters go into the search."""
    wanted = ""
    """What is sought."""
    seek_keys: Collection[str] = keys_of("seek")
    """What opens the search; known here too, so that letters typed right behind belong to it already."""

    def seek(self, wanted: str) -> None:
        """Show what contains these words; everything, where there are none."""
        self.wanted = wanted

    def seek_key(self, event: Key) -> None:
        """While something is sought, what can be written goes into the search; other keys do what they always do."""
        if not self.seeking:
            if event.key in self.seek_keys:
                self.seeking = True
                self.seek(self.wanted)
                event.stop()
            return
        if event.key == "enter":
            self.seeking = False
            self.seek(self.wanted)
        elif (wanted := typed(self.wanted, event)) is not None:
            if wanted != self.wanted:
                self.seek(wanted)
        else:
            return
        event.stop()

    def seek_paste(self, event: Paste) -> None:
        """A pasted text is sought as if it were typed."""
        if self.seeking:
            event.stop()
            self.seek(pasted(self.wanted, event))

    def prompt(self, look: Look, cells: int, found: int) -> Line:
        """The last line of the screen: what is sought, and how many lines have it."""
        said = look.say("seek.open" if self.seeking else "seek.kept", count=found)
        line = asked(look, "seek", self.wanted, cells, width(f"  {said}"), is_open=self.seeking)
        return fit((*line, Span(look.pad(f"  {said}", max(cells - width_of(line), 0)), "bar!")), cells, look.tail)


def asked(look: Look, command: str, wanted: str, cells: int, rest: int, *, is_open: bool) -> Line:
    """What is being typed: for which command, its end where not all has room, and the caret.

    Args:
        look: Language and glyphs.
        command: Its id.
        wanted: What was typed.
        cells: Width of the line.
        rest: Cells that what stands behind would take; it gives way to a few words.
        is_open: Letters still go there.
    """
    head = Span(f" {look.say('prompt', command=look.say(f'command.{command}'))}", "key!")
    most = cells - width(head.text) - 1
    text = end_of(look.text(wanted), max(most - rest, min(most, _WORDS), 0), look.tail)
    return (head, Span(text, "strong!"), Span(" ", "text" if is_open else "bar!"))


def told_line(said: str, look: Look, cells: int) -> Line:
    """The last line of a screen that says what was just done."""
    return fit((Span(look.pad(f" {look.text(said)}", cells), "note!"),), cells, look.tail)
