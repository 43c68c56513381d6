"""What a fault is."""

from typing import NamedTuple

__all__ = ["Fault"]


class Fault(NamedTuple):
    """Something that goes wrong, and what is proven about it."""

    words: str
    """What goes wrong, and what the program does."""
    code: str
    """The exit code that a script sees; `-` where nothing ends."""
    tests: tuple[str, ...]
    """Modules below `tests` and functions in them."""
