"""A line of text that somebody types: what a key or a paste makes of it, and the end of it where all has no room."""

from typing import Final

from textual.events import Key, Paste

from tui.words.cells import width

__all__ = ["end_of", "pasted", "typed"]

_MOST: Final = 200
"""Characters that are taken; a document that is pasted by mistake must not be searched for letter by letter."""


def typed(text: str, event: Key) -> str | None:
    """The text after a key; `None` where the key neither writes nor takes away, and means what it always means."""
    if event.key == "backspace":
        return text[:-1]
    if event.key == "ctrl+u":
        return ""
    return (text + event.character)[:_MOST] if event.is_printable and event.character else None


def pasted(text: str, event: Paste) -> str:
    """The text with what was pasted behind it, on one line."""
    return (text + " ".join(event.text[: 4 * _MOST].split()))[:_MOST]


def end_of(text: str, cells: int, ellipsis: str) -> str:
    """What was typed last, in at most so many cells: whoever types looks there."""
    if width(text) <= cells:
        return text
    room, start = cells - width(ellipsis), len(text)
    while start and width(text[start - 1 :]) <= room:
        start -= 1
    return ellipsis + text[start:] if room > 0 else ""
