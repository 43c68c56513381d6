"""The gate before the dashboard: is there a terminal that it can draw on, and does Textual find the right settings?

Nothing here imports Textual, and it must run before anything does: Textual reads its settings when it is imported.
"""

import gc
import io
import os
import sys
from collections.abc import Mapping, MutableMapping
from importlib import import_module
from types import ModuleType
from typing import cast

from tui.errors import TerminalError

__all__ = ["draws_unicode", "has_shell", "require_terminal"]

_SETTINGS = {
    "TEXTUAL_DISABLE_KITTY_KEY": "1",  # its key protocol breaks what Chinese input methods commit
    "TEXTUAL_ANIMATIONS": "none",  # an animated page down costs 70 kB over SSH
    "TEXTUAL_SMOOTH_SCROLL": "0",
}

_CONSOLES = ("linux", "vt100", "vt102", "vt220", "ansi", "cons25")

_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")

_UNWANTED = ("TEXTUAL", "TEXTUAL_DRIVER", "TEXTUAL_LOG", "TEXTUAL_THEME", "TEXTUAL_ALLOW_SIGNALS")
"""Development switches of Textual that would change what the dashboard is."""


def require_terminal(environ: MutableMapping[str, str]) -> None:
    """Make sure that the dashboard can be drawn, and settle what Textual reads from the environment.

    Textual reads keys from standard input and draws on standard error, so both must be terminals; standard output may
    be anything.

    Args:
        environ: The process's environment; Textual's settings are written into it.

    Raises:
        TerminalError: There is no terminal, or one that cannot move its cursor; the message says what to do instead.
    """
    if not (os.isatty(0) and os.isatty(2)):
        raise TerminalError("view.no_terminal")
    term = environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        raise TerminalError("view.dumb_terminal", term=term)
    for name in _UNWANTED:
        environ.pop(name, None)
    environ.update(_SETTINGS)
    # Over a line, fewer frames merge bursts of changes; the first frame comes no later.
    environ.setdefault("TEXTUAL_FPS", "15" if "SSH_CONNECTION" in environ else "30")
    # Nearly all that start-up makes stays: looking for garbage in it again and again delays the first frame by 12 ms
    # of 190. The dashboard switches it on again.
    gc.disable()
    _load_event_loop()
    if isinstance(sys.__stderr__, io.TextIOWrapper):
        sys.__stderr__.reconfigure(encoding="utf-8", errors="replace")


def _load_event_loop() -> None:
    """Load asyncio without TLS: the dashboard opens no connection, and OpenSSL is 4.6 of 42 MB and 5 of 190 ms."""
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        return
    sys.modules["ssl"] = cast("ModuleType", None)  # how the import system writes "there is none"
    try:
        import_module("asyncio")
    finally:
        del sys.modules["ssl"]


def has_shell() -> bool:
    """Whether there is somebody in this terminal's session who could wake this process once it is suspended.

    A forced command over SSH, or what a multiplexer starts, has its terminal for itself: suspended it would stand
    there for ever. (POSIX calls its process group orphaned, and does not let SIGTSTP stop it.)
    """
    parent = os.getppid()
    try:
        return parent > 0 and os.getsid(parent) == os.getsid(0)
    except OSError:
        return False


def draws_unicode(environ: Mapping[str, str]) -> bool:
    """Whether lines, blocks and symbols beyond ASCII can be trusted to show, one cell each.

    Not on a console whose font has 256 signs, nor where the locale names another encoding than UTF-8: such terminals
    draw them two cells wide, or not at all. A locale that is not set says nothing, as in most containers.
    """
    if environ.get("TERM", "") in _CONSOLES:
        return False
    # Python itself sets this one where the locale says C (PEP 538): it tells nothing about the terminal.
    ctype = environ.get("LC_CTYPE", "")
    kept = "" if ctype in _COERCED else ctype
    locale = environ.get("LC_ALL") or kept or environ.get("LANG", "")
    return not locale or "utf8" in locale.lower().replace("-", "")
