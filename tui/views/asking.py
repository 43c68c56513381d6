"""Asking for one of several things; the screen that asks is loaded when there is something to ask."""

from collections.abc import Callable, Sequence
from importlib import import_module

from textual.app import App

from tui.named import NamedTuple
from tui.views.commands import Scope
from tui.views.frame import Frame

__all__ = ["Offer", "ask", "ask_for_command"]

Done = Callable[[str | None], None]


class Offer(NamedTuple):
    """One thing that can be chosen."""

    id: str
    name: str
    keys: str = ""
    """What stands in the second column."""
    said: str = ""
    """A sentence about it."""
    chosen: bool = False
    """It is so at present."""


def ask(
    app: App[None],
    frame: Frame,
    asked: str,
    offers: Sequence[Offer],
    done: Done,
    *,
    names: bool = False,
    drop: Callable[[str], None] | None = None,
) -> None:
    """Ask for one of several things.

    Args:
        app: On whose screen.
        frame: The state to begin with.
        asked: The question.
        offers: What can be chosen.
        done: Called with the id, or `None`.
        names: A name is asked for that need not be among the offers: the result is what was typed.
        drop: Called with the id of an offer that is to be forgotten.
    """
    # Deferred: no first frame waits for it.
    chooser = import_module("tui.views.chooser").Chooser
    app.push_screen(chooser(frame, asked, offers, none=frame.look.say("chooser.none"), names=names, drop=drop), done)


def ask_for_command(app: App[None], frame: Frame, scope: Scope, done: Done) -> None:
    """Ask for a command of a scope, or one that holds everywhere."""
    app.push_screen(import_module("tui.views.palette").Palette(frame, scope), done)
