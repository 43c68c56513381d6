"""The dashboard begins and ends as a terminal program should, however it is ended."""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.place import FIRST, Place
from tests.e2e.terminal import ROOT, Terminal

RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?2004l", b"\x1b[?1004l")
"""Alternate screen, cursor, mouse, paste and focus, as they were."""


def assert_restored(terminal: Terminal) -> None:
    assert not terminal.is_raw
    for sequence in RESTORED:
        assert terminal.raw.rfind(sequence) > terminal.raw.rfind(sequence[:-1] + flipped(sequence))


def flipped(sequence: bytes) -> bytes:
    return b"h" if sequence.endswith(b"l") else b"l"


@pytest.mark.parametrize("size", [(80, 24), (200, 50)], ids=["80x24", "200x50"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_first_frame_and_q(place: Place, language: str, size: tuple[int, int]) -> None:
    with place.open(language, size=size) as terminal:
        assert terminal.is_raw
        assert "1000" in terminal.row(FIRST[language])
        assert terminal.text.splitlines()[-1].strip(), "the last line has hints"
        terminal.send("q")
        assert terminal.exit_code() == 0
        assert_restored(terminal)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)], ids=["TERM", "HUP", "INT"]
)
def test_signals_restore_the_terminal(place: Place, number: signal.Signals, code: int) -> None:
    with place.open() as terminal:
        terminal.signal(number)
        assert terminal.exit_code() == code
        assert_restored(terminal)


def test_a_signal_counts_where_it_was_ignored_before(place: Place) -> None:
    """As under nohup."""
    with place.open(hangup_ignored=True) as terminal:
        terminal.signal(signal.SIGHUP)
        assert terminal.exit_code() == 129


def test_ctrl_c_ends_it(place: Place) -> None:
    """In a raw terminal it is a key and no signal."""
    with place.open() as terminal:
        terminal.send(b"\x03")
        assert terminal.exit_code() == 130
        assert_restored(terminal)


@pytest.mark.parametrize("ignored", [False, True], ids=["SIGHUP", "SIGHUP ignored"])
def test_a_closed_terminal_ends_it(place: Place, ignored: bool) -> None:
    """Within seconds and without spinning, also when no signal tells it."""
    with place.open(hangup_ignored=ignored) as terminal:
        before = terminal.cpu
        terminal.hang_up()
        spent = before
        while state(terminal.pid) != "Z":
            spent = terminal.cpu
            time.sleep(0.02)
        assert terminal.exit_code() == 129
        assert spent - before < 1


FRAMES = 60
"""Frames after which Textual's queue of 30 is full, if none of them is taken."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_takes_nothing_cannot_keep_it(place: Place, number: signal.Signals) -> None:
    """The event loop is blocked in a write then: nothing that runs on it could end it."""
    with place.open() as terminal:
        pending, still = -1, 0
        while still < FRAMES:
            terminal.send("oj")
            time.sleep(0.03)
            still = still + 1 if terminal.pending == pending else 0
            pending = terminal.pending
        terminal.signal(number)
        assert terminal.exit_code(reading=False) == 128 + number


def test_suspended_and_resumed(place: Place) -> None:
    """ctrl+z gives the terminal back to a shell; after `fg` the whole screen is painted again."""
    command = shlex.join(place.command("--lang", "en", store=":memory:"))
    with Terminal(("sh", "-c", f"{command}; exit $?")) as terminal:
        terminal.wait_for(FIRST["en"])
        terminal.settle()
        pid = int(Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children").read_text())
        terminal.send(b"\x1a")
        terminal.wait_for(lambda: state(pid) == "T")
        terminal.settle()
        assert not terminal.is_raw
        terminal.screen.reset()
        os.kill(pid, signal.SIGCONT)
        terminal.wait_for(FIRST["en"])
        terminal.wait_for(lambda: bool(terminal.text.splitlines()[-1].strip()))  # the last line is painted last
        assert terminal.is_raw
        terminal.send("q")
        assert terminal.exit_code() == 0


def state(pid: int) -> str:
    """The letter by which the kernel says what a process is doing."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]


def test_nobody_is_suspended_whom_nobody_could_wake(place: Place) -> None:
    """Without a shell, as over SSH by a forced command, ctrl+z would leave a dead terminal behind."""
    with place.open() as terminal:
        terminal.send(b"\x1as")
        terminal.wait_for("Collector")
        assert terminal.is_raw
        terminal.send("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize(
    "garbage", [b"\xd6\xb8\xb1\xea", b"\xff\xfe\x80", bytes(range(128, 256))], ids=["GBK", "noise", "all"]
)
def test_bytes_that_are_no_text_do_no_harm(place: Place, garbage: bytes) -> None:
    with place.open() as terminal:
        terminal.send(garbage)
        terminal.settle()
        terminal.send("s")
        terminal.wait_for("Collector")
        terminal.send("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_that_cannot_move_its_cursor_is_refused(place: Place, term: str) -> None:
    with Terminal(place.command("--lang", "en"), environ={"TERM": term}) as terminal:
        assert terminal.exit_code() == 7
        assert "snapshot --format text" in " ".join(terminal.text.split())
        assert b"\x1b" not in terminal.raw


def test_without_a_terminal_it_says_what_to_do(place: Place) -> None:
    done = subprocess.run(
        place.command("--lang", "en"), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 7
    assert done.stdout == ""
    assert "ssh -t" in done.stderr
    assert len(done.stderr.splitlines()) == 1


MISTAKE = """
import os, sys
from tui import app
from tui.cli import main
def fail(self):
    secret = "token-" + "8d1f3c"
    raise ValueError(len(secret))
app.Dashboard.action_{action} = fail
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("action", ["sources", "help"])
def test_a_mistake_of_ours(place: Place, home: Path, action: str) -> None:
    """The terminal is restored, one line says where the report is, and nothing tells the values of the moment."""
    command = (
        sys.executable,
        "-c",
        MISTAKE.format(action=action),
        *place.command("--lang", "en", store=":memory:")[3:],
    )
    with Terminal(command, columns=300) as terminal:
        terminal.wait_for(FIRST["en"])
        terminal.send("s?")
        assert terminal.exit_code() == 70
        assert_restored(terminal)
        said = bytes(terminal.raw[terminal.raw.rfind(b"\x1b[?1004l") :]).decode()
        (report,) = (home / "state" / "zhibiao").glob("crash-*.txt")
        assert report.stat().st_mode & 0o777 == 0o600
        assert str(report) in said
        assert said.count("\n") == 1
        assert b"8d1f3c" not in terminal.raw
        assert "8d1f3c" not in report.read_text()
        assert "ValueError" in report.read_text()
