"""What is kept of a mistake of ours: where it happened, for those who mend it; never the values it happened with."""

import os
import platform
import tempfile
import time
import traceback
from collections.abc import Mapping
from typing import Final

from tui import __version__
from tui.errors import ZhibiaoError
from tui.words.cells import visible

__all__ = ["confessed", "place_of", "write_report"]

_MODE: Final = 0o600
_LONGEST: Final = 300


def place_of(error: BaseException) -> str:
    """File and line of the innermost frame: `panel.py:42`."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"


def write_report(error: BaseException, environ: Mapping[str, str]) -> str | None:
    """Write the report where only its owner can read it.

    Args:
        error: What ended the dashboard.
        environ: Says where state is kept, and which terminal it was; nothing else of it is written.

    Returns:
        The file, or `None` when none could be written.
    """
    home = environ.get("XDG_STATE_HOME") or os.path.join(environ.get("HOME", ""), ".local", "state")
    name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    for folder in (os.path.join(home, "zhibiao"), tempfile.gettempdir()):
        path = os.path.join(folder, name)
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _MODE)
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as report:
                report.write(_text(error, environ))
        except OSError:
            continue
        return path
    return None


def _text(error: BaseException, environ: Mapping[str, str]) -> str:
    """Versions, terminal, and the traceback without the frames' values."""
    told = "".join(traceback.format_exception(error))
    lines = [visible(line)[:_LONGEST] for line in told.splitlines()]
    head = (
        f"zhibiao {__version__}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()}",
        f"TERM={environ.get('TERM', '')} COLORTERM={environ.get('COLORTERM', '')} LANG={environ.get('LANG', '')}",
    )
    return "\n".join((*(visible(line) for line in head), "", *lines, ""))


def confessed(failure: Exception, environ: Mapping[str, str]) -> ZhibiaoError:
    """What is said about a mistake of ours; the report has the rest."""
    report = write_report(failure, environ)
    said = {"kind": type(failure).__name__, "place": place_of(failure)}
    if report is None:
        return ZhibiaoError("view.crash_unreported", **said)
    return ZhibiaoError("view.crash", report=report, **said)
