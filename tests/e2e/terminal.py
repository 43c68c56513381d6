"""A terminal in memory with a real process in it: a pty, and pyte to see what a person would see.

The process gets a session and a controlling terminal of its own, and SIGHUP as terminals have it, whatever the tests
themselves were started with. Every byte that it sends is kept.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

ROOT = Path(__file__).parent.parent.parent

ZHIBIAO = (sys.executable, "-m", "tui")
"""The command, from the checkout."""

_QUERY = re.compile(rb"\x1b\[\?[0-9]+\$p")
"""Questions about modes, which pyte takes for text; real terminals do not show them either."""


class Terminal:
    """One process on a terminal."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environ: Mapping[str, str] | None = None,
        hangup_ignored: bool = False,
    ) -> None:
        """Start a command.

        Args:
            command: Program and arguments.
            columns: Width of the terminal.
            lines: Height of the terminal.
            environ: Changes to the environment of the tests; `""` takes a variable away.
            hangup_ignored: Start it as `nohup` would.
        """
        self.raw = bytearray()
        """Everything that the process has written."""
        self.screen = pyte.Screen(columns, lines)
        self._feed: Callable[[bytes], None] = pyte.ByteStream(self.screen).feed
        self._columns, self._lines = columns, lines
        self._status: int | None = None
        wanted = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **(environ or {})}
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            try:
                signal.signal(signal.SIGHUP, signal.SIG_IGN if hangup_ignored else signal.SIG_DFL)
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
                os.execvpe(command[0], list(command), {name: value for name, value in wanted.items() if value})
            finally:
                os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    # What is seen

    @property
    def text(self) -> str:
        """The screen as text, lines without trailing spaces."""
        return "\n".join(self._shown())

    def row(self, containing: str) -> str:
        """The first line of the screen that contains a text; `""` when none does."""
        return next((line for line in self._shown() if containing in line), "")

    def _shown(self) -> list[str]:
        """Cell by cell: pyte's own `display` fails on the half of a wide character whose other half is drawn over."""
        cells, across = self.screen.buffer, range(self.screen.columns)
        return ["".join(cells[y][x].data for x in across).rstrip() for y in range(self.screen.lines)]

    def read(self, seconds: float = 0.0) -> bytes:
        """What comes within so many seconds; as soon as something came, only what is there already."""
        read = bytearray()
        while self._master >= 0 and select.select([self._master], [], [], 0.0 if read else seconds)[0]:
            try:
                piece = os.read(self._master, 65536)
            except OSError:
                break
            if not piece:
                break
            read += piece
        self.raw += read
        self._feed(_QUERY.sub(b"", bytes(read)))
        return bytes(read)

    def wait_for(self, seen: str | Callable[[], bool], seconds: float = 20.0) -> None:
        """Read until a text is on the screen, or something holds.

        Raises:
            AssertionError: It did not come; the message shows the screen.
        """
        until = time.monotonic() + seconds
        while not (seen in self.text if isinstance(seen, str) else seen()):
            assert time.monotonic() < until, (
                f"{seen!r} did not come; on the screen:\n{self.text}\n{bytes(self.raw[-500:])!r}"
            )
            self.read(0.05)

    def settle(self, quiet: float = 0.3, seconds: float = 20.0) -> bytes:
        """Read until nothing comes any more and it is not at work, however slowly; returns what came."""
        came = bytearray()
        until = time.monotonic() + seconds
        while (piece := self.read(quiet)) or self.is_at_work:
            came += piece
            assert time.monotonic() < until, f"it never settles: {bytes(came[-300:])!r}"
        return bytes(came)

    @property
    def is_raw(self) -> bool:
        """Whether the terminal echoes nothing and passes every key on, as the dashboard has it."""
        return not termios.tcgetattr(self._master)[3] & (termios.ECHO | termios.ICANON)

    @property
    def pending(self) -> int:
        """Bytes that wait to be read."""
        return int.from_bytes(fcntl.ioctl(self._master, termios.FIONREAD, bytes(4)), sys.byteorder)

    @property
    def is_at_work(self) -> bool:
        """Whether a thread of the process runs, waits for a core to run on, or for a disk."""
        return any(said.rpartition(")")[2].split()[0] in "RD" for said in self._threads())

    def _threads(self) -> Iterator[str]:
        for thread in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            with suppress(OSError):  # it has ended meanwhile
                yield thread.read_text()

    @property
    def cpu(self) -> float:
        """Seconds of processor time that the process has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def peak(self) -> int:
        """Most memory that the process has had, in KiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0])

    # What is done

    def send(self, keys: str | bytes) -> None:
        """Type."""
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self.screen.resize(lines, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def signal(self, number: signal.Signals) -> None:
        """Send the process a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        os.close(self._master)
        self._master = -1

    def exit_code(self, seconds: float = 20.0, *, reading: bool = True) -> int:
        """Wait until the process has ended, reading on meanwhile; its exit code, or minus the signal that ended it."""
        until = time.monotonic() + seconds
        while self._status is None:
            assert time.monotonic() < until, f"it does not end; on the screen:\n{self.text}"
            self.read(0.02) if self._master >= 0 and reading else time.sleep(0.02)
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self._status = status
        if self._master >= 0:
            self.read()
        return os.waitstatus_to_exitcode(self._status)

    def end(self) -> None:
        """End the process if it still runs, and close the terminal."""
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)
            self._status = os.waitpid(self.pid, 0)[1]
        if self._master >= 0:
            self.hang_up()
