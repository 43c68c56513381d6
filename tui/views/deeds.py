"""What carries something out of the dashboard: copying a text, and writing what is shown into files.

What does it is loaded when it is asked for: no first frame waits for it.
"""

from importlib import import_module

from textual.app import App

from tui.views.frame import Frame

__all__ = ["Deeds"]


class Deeds(App[None]):
    """An app that can be asked to copy and to write."""

    frame: Frame
    """What is shown."""
    read_only = False
    """Nothing is written or started on behalf of this screen."""

    def in_view(self) -> tuple[str, str]:
        """Indicator and unit of the series that one looks at; `("", "")`: none in particular."""
        return "", ""

    def action_copy(self) -> None:
        """Ask which text to copy."""
        # Deferred: with the processes that it may start, 3 ms that no first frame owes.
        import_module("tui.views.copying").ask(self)

    def action_write(self) -> None:
        """Write what is shown into files, and say where."""
        # Deferred: the exports.
        import_module("tui.views.writing").begin(self)
