"""Standard streams that were closed before we began (`>&-`): what is printed there is neither a bug nor elsewhere."""

import io
import sys
from typing import NoReturn

from tui.errors import OutputError

__all__ = ["mend"]


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
