"""The dashboard ends when it should: on a signal, when its terminal is gone, when nobody takes what it draws.

Measured reasons (Textual 8.2.8): SIGTERM leaves the terminal raw and on the alternate screen; with SIGHUP ignored
(nohup) a closed terminal makes the process spin at 100 % of a core for ever; a client that stops reading blocks the
event loop inside a write, so that nothing on the loop can be relied on to notice. Hence handlers that run in the main
thread even then, and one thread that sleeps in the kernel until the terminal hangs up. It wakes the loop when a signal
comes, too: one that another thread took, as happens to the SIGCONT after ctrl+z, would wait until the loop wakes.
"""

import os
import select
import signal
import termios
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

__all__ = ["Lifeline"]

_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
_FUSE: Final = 1.5
"""Seconds that an orderly end may take."""
_LOOK: Final = 60.0
"""Seconds between two looks at whether the loop still runs."""
_STALLED: Final = 30
"""So many looks in a row without a beat, half an hour, are an end: nobody reads what is drawn."""
_GONE: Final = select.POLLHUP | select.POLLERR | select.POLLNVAL

_RESTORE: Final = (
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?1004l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0m"
)
"""Undoes what the driver switched on: mouse, paste, focus, alternate screen, hidden cursor."""


class Lifeline:
    """Watches signals and the terminal from the moment it is tied until it is cut."""

    def __init__(self, look: float = _LOOK, stalled: int = _STALLED) -> None:
        """Watch nothing yet.

        Args:
            look: Seconds between two looks at whether the loop still runs.
            stalled: So many looks in a row without a sign of life end the process.
        """
        self._look = look
        self._stalled = stalled
        self.gone = False
        """The terminal is no more: nothing can be restored or said."""
        self._leave: Callable[[int], None] = lambda code: None
        self._knock: Callable[[Callable[[], None]], None] = lambda answer: None
        self._beats = 0
        self._modes: list[Any] | None = None
        self._former: dict[signal.Signals, Any] = {}
        self._former_wakeup = -1
        self._came = -1
        """Can be read from when a signal has come."""
        self._ending = False

    def tie(self, leave: Callable[[int], None], knock: Callable[[Callable[[], None]], None]) -> None:
        """Begin to watch; call it in the main thread.

        Args:
            leave: Asks for an orderly end with an exit code; called from any thread.
            knock: Has a function called by the event loop, if that still runs; called from any thread.
        """
        self._leave = leave
        self._knock = knock
        try:
            self._modes = termios.tcgetattr(0)
        except termios.error:
            self._modes = None
        for number in _SIGNALS:
            self._former[number] = signal.signal(number, self._signalled)
        self._came, comes = os.pipe()
        for end in (self._came, comes):
            os.set_blocking(end, False)
        self._former_wakeup = signal.set_wakeup_fd(comes, warn_on_full_buffer=False)
        threading.Thread(target=self._watch, name="zhibiao-lifeline", daemon=True).start()

    def cut(self) -> None:
        """Stop minding signals: from here on they end the process as they always do."""
        for number, former in self._former.items():
            signal.signal(number, signal.SIG_DFL if former is None else former)
        if self._former:
            signal.set_wakeup_fd(self._former_wakeup)
        self._former.clear()

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        self._end(128 + number)

    def _end(self, code: int) -> None:
        """Ask for an orderly end, and make sure that there is one."""
        if self._ending:
            return
        self._ending = True
        threading.Thread(target=self._burn, args=(code,), name="zhibiao-fuse", daemon=True).start()
        self._leave(code)

    def _burn(self, code: int) -> None:
        time.sleep(_FUSE)
        if not self.gone:
            self._restore()
        os._exit(code)

    def _watch(self) -> None:
        """Sleep until the terminal hangs up; it is reported whether asked for or not."""
        poller = select.poll()
        poller.register(0, 0)
        poller.register(self._came, select.POLLIN)
        beats, still = -1, 0
        while not self._ending:
            found = dict(poller.poll(self._look * 1000))
            if found.get(0, 0) & _GONE:
                self.gone = True
                self._end(128 + signal.SIGHUP)
                return
            if self._came in found:
                os.read(self._came, select.PIPE_BUF)
                self._knock(self._answered)
                continue
            still = still + 1 if beats == self._beats else 0
            if still >= self._stalled:
                self._end(128 + signal.SIGHUP)
            beats = self._beats
            self._knock(self._answered)

    def _answered(self) -> None:
        self._beats += 1

    def _restore(self) -> None:
        """The terminal as it was, as far as it takes anything at all: the orderly way is blocked."""
        try:
            os.set_blocking(2, False)
            os.write(2, _RESTORE)
        except OSError:
            pass
        try:
            os.set_blocking(2, True)
            if self._modes is not None:
                termios.tcsetattr(0, termios.TCSANOW, self._modes)
        except (OSError, termios.error):
            pass
