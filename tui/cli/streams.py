"""Standard streams that were closed before we began (`>&-`), or cannot take what is printed: neither is a bug."""

import io
import os
import sys
from typing import NoReturn

from tui.errors import OutputError, symbol

__all__ = ["lost", "mend", "settle"]


class _Closed(io.TextIOBase):
    """Stands for a standard output that is closed."""

    @property
    def buffer(self) -> "_Closed":
        """Takes bytes no more than text."""
        return self

    def write(self, text: object) -> NoReturn:
        """Refuse.

        Raises:
            OutputError: Always.
        """
        raise OutputError("output.closed")


def mend() -> None:
    """Put something in the place of closed streams.

    Data that has nowhere to go is an error, at the moment when it is printed; narration that nobody hears is none, and
    must not lead into the data, as `print` would have it.
    """
    streams = vars(sys)
    if streams["stdout"] is None:
        streams["stdout"] = _Closed()
    if streams["stderr"] is None:
        streams["stderr"] = io.StringIO()


def settle(text: str = "") -> None:
    """Write out what was printed, and a text behind it.

    Raises:
        BrokenPipeError: Nobody reads it any more.
        OutputError: It cannot be written.
    """
    try:
        if text:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise lost(error) from error


def lost(error: OSError) -> OutputError:
    """What to say of a standard output that could not be written."""
    # What is left in the buffer would fail once more, without words, when the interpreter ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return OutputError("output.stdout", error=symbol(error))
