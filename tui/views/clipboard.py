"""The clipboard of the terminal that one sits at, however far away: OSC 52, through tmux and screen where they let it.

A terminal never answers whether it took a text, so what is said afterwards says how the text was sent, and nothing
more. Only base64 goes out: whatever a copied text holds, none of it reaches the terminal as it is.
"""

import base64
import subprocess
from collections.abc import Mapping
from typing import Final, Literal

from tui.named import NamedTuple
from tui.words.cells import visible

__all__ = ["LONGEST", "Way", "sequence", "to_tmux", "way_out"]

LONGEST: Final = 4000
"""Characters of a text; terminals refuse more than some kilobytes."""

Way = Literal["terminal", "tmux", "tmux_far", "screen", "screen_far", "nowhere"]
"""`tmux`: one that can be asked; `…_far`: it runs on the other end of a connection, where it cannot."""

_CONSOLES: Final = ("linux", "vt100", "vt102", "vt220", "cons25")
"""Terminals without a clipboard; some would print what they do not understand."""
_SCREENFUL: Final = 250
"""Bytes of a string that GNU screen passes on at once."""
_PATIENCE: Final = 2.0


class _Sent(NamedTuple):
    """How it went with tmux."""

    is_in_buffer: bool
    is_passed_on: bool


def way_out(environ: Mapping[str, str]) -> Way:
    """What lies between this program and the clipboard."""
    term = environ.get("TERM", "")
    if term in _CONSOLES:
        return "nowhere"
    if environ.get("TMUX"):
        return "tmux"
    if environ.get("STY"):
        return "screen"
    if term.startswith("tmux"):
        return "tmux_far"
    # Old settings of tmux call it that too.
    return "screen_far" if term.startswith("screen") else "terminal"


def sequence(text: str, way: Way) -> str:
    """What to write to the terminal so that a text arrives in its clipboard; `""` where that cannot be.

    Args:
        text: One line; nothing in it moves a cursor when it is pasted, whatever came in.
        way: What lies between.
    """
    if way == "nowhere":
        return ""
    coded = base64.b64encode(visible(text).encode()).decode("ascii")
    plain = f"\x1b]52;c;{coded}\x07"
    if way in ("terminal", "tmux", "tmux_far"):
        return plain
    pieces = [plain[at : at + _SCREENFUL] for at in range(0, len(plain), _SCREENFUL)]
    wrapped = "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    # To screen the plain one means nothing; to a tmux that goes by that name the wrapped one.
    return wrapped if way == "screen" else plain + wrapped


def to_tmux(text: str) -> _Sent:
    """Give a text to the tmux around us: into its buffer, and to the clipboard of the terminal that it is shown on."""
    for options, passes in ((("-w",), True), ((), False)):
        try:
            done = subprocess.run(
                ["tmux", "load-buffer", *options, "-"],
                input=visible(text).encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            break
        if done.returncode == 0:
            return _Sent(is_in_buffer=True, is_passed_on=passes)
    return _Sent(is_in_buffer=False, is_passed_on=False)
