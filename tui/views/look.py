"""How things are said on this screen: the language, and which characters the terminal can be trusted with."""

from typing import Final

from tui.errors import Message
from tui.named import NamedTuple
from tui.words import Words
from tui.words.cells import ascii_text, cut, pad, visible, wrap
from tui.words.statuses import code_word, symbol

__all__ = ["ASCII", "UNICODE", "Glyphs", "Look"]


class Glyphs(NamedTuple):
    """The signs that are not words; each takes one cell."""

    filled: str
    """A cell of a bar that is reached."""
    partial: str
    """What stands between nothing and such a cell, in order; `""`: a cell is filled or not."""
    rest: str
    """A cell of a bar that is not reached."""
    mark: str
    """Where the plan says that the bar should be today."""
    unknown: str
    """A cell of a bar of which nothing is known."""
    opened: str
    folded: str
    cursor: str
    """Stands before the selected line."""
    rail: str
    thumb: str
    """The part of the list that is on the screen."""
    up: str
    down: str
    flat: str
    away: str
    rule: str
    """Horizontal line."""
    dot: str
    """Separates short remarks."""
    ellipsis: str
    stale: str
    """Behind a figure that is not the one that should be there by now."""
    revised: str
    """Behind a figure that was corrected."""
    key_up: str
    key_down: str
    key_left: str
    key_right: str
    key_enter: str
    changed: str
    """Before what changed and was not seen yet."""


UNICODE: Final = Glyphs(
    filled="━",
    partial="╸",
    rest="─",
    mark="┃",
    unknown="·",
    opened="▼",
    folded="▶",
    cursor="›",
    rail="│",
    thumb="┃",
    up="↑",
    down="↓",
    flat="→",
    away="↯",
    rule="─",
    dot="·",
    ellipsis="…",
    stale="~",
    revised="↻",
    key_up="↑",
    key_down="↓",
    key_left="←",
    key_right="→",
    key_enter="↵",
    changed="◆",
)

ASCII: Final = Glyphs(
    filled="#",
    partial="",
    rest="-",
    mark="|",
    unknown=".",
    opened="=",
    folded=">",
    cursor=">",
    rail="|",
    thumb="#",
    up="^",
    down="v",
    flat="=",
    away="!",
    rule="-",
    dot="*",
    ellipsis="...",
    stale="~",
    revised="r",
    key_up="Up",
    key_down="Down",
    key_left="Left",
    key_right="Right",
    key_enter="Enter",
    changed="+",
)
"""For terminals that draw ambiguous characters two cells wide."""


class Look:
    """Words and glyphs of one screen; all text on it goes through here once, before it is measured."""

    def __init__(self, words: Words, ascii_only: bool = False) -> None:
        """Look at things.

        Args:
            words: The language.
            ascii_only: No character whose width terminals disagree about.
        """
        self.words = words
        self.ascii_only = ascii_only
        self.glyphs = ASCII if ascii_only else UNICODE
        self.tail = self.glyphs.ellipsis

    def say(self, key: str, /, **values: object) -> str:
        """A sentence of the domain `view`, by its key without the domain."""
        return self.text(self.words.say(f"view.{key}", **values))

    def word(self, kind: str, code: str) -> str:
        """The word for a code: of a status (`"code"`), a source's `"state"`, a `"flag"` and so on."""
        return self.text(code_word(self.words, kind, code))

    def told(self, message: Message) -> str:
        """A message of any domain."""
        return self.text(self.words.told(message))

    def text(self, text: str) -> str:
        """Any text as it may stand on this screen: nothing in it moves the cursor or is of doubtful width."""
        text = visible(text)
        return ascii_text(text) if self.ascii_only else text

    def symbol(self, status: str | None) -> str:
        """The symbol of a status; `None` is an indicator without a target."""
        return symbol(status, ascii=self.ascii_only)

    def cut(self, text: str, cells: int) -> str:
        """As much of a text as fits, with an ellipsis."""
        return cut(text, cells, self.tail)

    def pad(self, text: str, cells: int, *, right: bool = False) -> str:
        """A text in exactly so many cells."""
        return pad(text, cells, right=right, ellipsis=self.tail)

    def wrap(self, text: str, cells: int) -> list[str]:
        """A text in lines of at most so many cells."""
        return wrap(text, cells)
