"""A line of text that somebody types: what a key or a paste makes of it."""

from textual.events import Key, Paste

__all__ = ["pasted", "typed"]


def typed(text: str, event: Key) -> str | None:
    """The text after a key; `None` where the key neither writes nor takes away, and means what it always means."""
    if event.key == "backspace":
        return text[:-1]
    if event.key == "ctrl+u":
        return ""
    return text + event.character if event.is_printable and event.character else None


def pasted(text: str, event: Paste) -> str:
    """The text with what was pasted behind it, on one line."""
    return text + " ".join(event.text.split())
