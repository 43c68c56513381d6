"""What is due, read, recorded and assessed; the one collector of a store, and its viewers. No screen, no print.

Only what needs no event loop is public here, so that a script's snapshot loads none; `tui.monitor.poll`, `.collect`
and `.viewer` are imported as modules by those who poll.
"""

from tui.monitor.now import take_now

__all__ = ["take_now"]
