"""A program on a terminal of its own, timed and weighed from outside; it never sees that it is measured."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from types import TracebackType
from typing import Self

__all__ = ["OnTerminal"]

_TICKS = os.sysconf("SC_CLK_TCK")


class OnTerminal:
    """A command running on a pseudo-terminal, as a session leader, from its start to the end of the `with` block."""

    def __init__(self, command: list[str], environ: dict[str, str], *, columns: int = 80, rows: int = 24) -> None:
        self._began = time.perf_counter()
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], command, environ)
        self.output = b""
        """Everything that it wrote so far."""

    def read(self, seconds: float) -> bytes:
        """What it writes within some seconds."""
        until, seen = time.perf_counter() + seconds, b""
        while (left := until - time.perf_counter()) > 0:
            if not select.select([self._master], [], [], left)[0]:
                break
            try:
                seen += os.read(self._master, 1 << 16)
            except OSError:  # the other end is closed: EIO
                break
        self.output += seen
        return seen

    def wait(self, seconds: float) -> bool:
        """Whether it writes anything within some seconds; what it wrote is still to be read."""
        return bool(select.select([self._master], [], [], seconds)[0])

    def seconds_until(self, marker: bytes, timeout: float = 30.0) -> float:
        """Seconds from its start until a text stood in its output, to a millisecond.

        Raises:
            TimeoutError: It did not, within `timeout` seconds.
        """
        while marker not in self.output:
            self.wait(0.02)
            if time.perf_counter() - self._began > timeout or (not self.read(0.001) and not self._alive()):
                raise TimeoutError(f"{marker!r} never came; the last was {self.output[-400:]!r}")
        return time.perf_counter() - self._began

    def press(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._master, keys)

    def cpu_seconds(self) -> float:
        """Processor time so far, its own alone."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def peak_kib(self) -> int:
        """The most memory it ever held, KiB."""
        with open(f"/proc/{self.pid}/status", encoding="utf-8") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))

    def _alive(self) -> bool:
        return os.waitpid(self.pid, os.WNOHANG)[0] == 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._alive():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._master)
