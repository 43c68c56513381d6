"""Calls somebody who looks elsewhere: by the terminal's bell, or by a notification that the terminal shows (OSC 9)."""

from typing import Protocol

from tui.words.cells import visible

__all__ = ["call_out"]

_LONGEST = 120
"""Characters of a notification."""


class _Driver(Protocol):
    """What can be written to."""

    def write(self, data: str) -> None:
        """Send to the terminal."""

    def flush(self) -> None:
        """Send now."""


def call_out(driver: _Driver, alert: str, said: str) -> None:
    """Call, once.

    Args:
        driver: Of the terminal.
        alert: `bell` or `notify`; at anything else it is silent.
        said: What a notification says; whatever in it could end or extend the sequence is made harmless here.
    """
    if alert == "bell":
        driver.write("\x07")
    elif alert == "notify":
        driver.write(f"\x1b]9;{visible(said)[:_LONGEST].replace(';', ',')}\x07")
    else:
        return
    driver.flush()
