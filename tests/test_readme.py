"""The README tells the truth: every command in it runs as a reader would run it, in both of its languages.

A fenced block is run by the words behind its three ticks: `sh` line by line in one shell, `sh dashboard` on a terminal
until `q` leaves it, `sh background` until it has collected and is told to stop. `sh install` lines are run by
`.ci/run` and by whoever clones; here they are only compared. Blocks with a file name are written before the rest.
"""

import csv
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tui.cli import VERBS, Exit
from tui.model.snapshot import Status

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<kind>\S*)(?: (?P<tag>\S+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
PATIENCE = 60
"""Seconds after which something that should have happened has not."""


class Block(NamedTuple):
    kind: str
    tag: str
    body: str


def blocks(text: str) -> list[Block]:
    return [Block(found["kind"], found["tag"] or "", found["body"]) for found in BLOCK.finditer(text)]


def halves() -> tuple[str, str]:
    """The English part and the Chinese one, which begins at the first heading that is not ASCII."""
    heading = re.search(r"^## [^\x00-\x7f]+$", TEXT, re.MULTILINE)
    assert heading is not None
    return TEXT[: heading.start()], TEXT[heading.start() :]


ENGLISH, CHINESE = halves()
BLOCKS = blocks(TEXT)
FILES = {block.tag: block.body for block in BLOCKS if block.tag and block.kind != "sh"}


def of(tag: str) -> list[str]:
    """Distinct bodies of the `sh` blocks with a tag, in order."""
    return list(dict.fromkeys(block.body for block in BLOCKS if block.kind == "sh" and block.tag == tag))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory as a reader has it: the checkout's file and the README's own ones."""
    shutil.copy(ROOT / "indicators.toml", tmp_path)
    for name, body in FILES.items():
        (tmp_path / name).write_text(body, encoding="utf-8")
    return tmp_path


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    """What a login leaves behind, with this interpreter's commands first."""
    path = os.pathsep.join([os.path.dirname(sys.executable), os.defpath])
    assert shutil.which("zhibiao", path=path), "the README's second line installs the command that this tests"
    return {
        "HOME": str(home),
        "PATH": path,
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }


def test_every_kind_of_block_is_known() -> None:
    """No block escapes because of a misspelt tag."""
    tags = {block.tag for block in BLOCKS if block.kind == "sh"}
    assert tags == {"", "install", "dashboard", "background"}
    kinds = {"sh", "text", "toml", "csv", "sshd_config", "cron", "ini", "yaml", "nagios"}
    assert {block.kind for block in BLOCKS} <= kinds


@pytest.mark.parametrize("script", of(""), ids=lambda script: script.splitlines()[-1])
def test_commands_run(script: str, place: Path, environ: dict[str, str]) -> None:
    """Each block succeeds in an empty home."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=place,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("line", [line for body in of("dashboard") for line in body.splitlines()])
def test_the_dashboard_opens_and_q_leaves_it(line: str, place: Path, environ: dict[str, str]) -> None:
    """On a terminal of 80x24 the alternate screen is entered, `q` ends it with 0, and the screen is left."""
    code, seen = on_terminal(line, place, environ)
    assert code == 0
    assert seen.count(b"\x1b[?1049h") == seen.count(b"\x1b[?1049l") == 1


@pytest.mark.parametrize("line", [line for body in of("background") for line in body.splitlines()])
def test_it_collects_until_told_to_stop(line: str, place: Path, environ: dict[str, str]) -> None:
    """It reads every source, and ends by the signal that stops a service."""
    running = subprocess.Popen(
        ["bash", "-c", f"exec {line}"],
        cwd=place,
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        until = time.monotonic() + PATIENCE
        while not is_collected(place, environ):
            assert running.poll() is None
            assert time.monotonic() < until
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=PATIENCE)
    finally:
        running.kill()
        running.communicate()
    assert running.returncode == 128 + signal.SIGTERM


def test_install_lines_are_one_line_each() -> None:
    """What a reader pastes first, and what CI runs, fits on a line."""
    assert [body.count("\n") for body in of("install")] == [1, 1]
    assert "python -m pytest" in of("install")[1]


def test_both_languages_run_the_same_commands() -> None:
    """Only the language asked for differs."""
    said = [[block for block in blocks(half) if block.kind == "sh"] for half in (ENGLISH, CHINESE)]
    assert said[0] == [block._replace(body=block.body.replace("--lang zh", "--lang en")) for block in said[1]]
    assert ENGLISH.count("\n## ") == CHINESE.count("\n### ")


@pytest.mark.parametrize("half", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_verbs_and_exit_codes_are_all_there(half: str) -> None:
    """A verb or an exit code that is added is told of in both languages."""
    told = {int(code) for code in re.findall(r"^\| ([0-9]+) \|", half, re.MULTILINE)}
    assert told == {code.value for code in Exit} - {Exit.INTERRUPTED}
    assert "128 + n" in half
    for verb in set(VERBS) - {"watch"}:
        assert f"zhibiao {verb}" in half or f"`{verb}`" in half or f".toml {verb}" in half, verb


def test_statuses_are_all_there() -> None:
    """The glossary names every status code."""
    assert {code for code in re.findall(r"^\| \S `(\w+)` \|", TEXT, re.MULTILINE)} == {code.value for code in Status}


def test_tables_on_the_page_are_tables() -> None:
    """The page's CSV files have as many cells in each row as in the header."""
    for name, body in FILES.items():
        if name.endswith(".csv"):
            assert len({len(row) for row in csv.reader(body.splitlines(), strict=True)}) == 1


def is_collected(place: Path, environ: dict[str, str]) -> bool:
    """Whether the history holds the report's figures yet."""
    done = subprocess.run(
        ["zhibiao", "snapshot", "--format", "json", "--id", "pufa.aides"],
        cwd=place,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return re.search(r'"value": ?889\b', done.stdout) is not None


def on_terminal(line: str, place: Path, environ: dict[str, str]) -> tuple[int, bytes]:
    """Run a line on a terminal of its own and press `q` whenever it has been silent for a while."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    running = subprocess.Popen(
        ["bash", "-c", f"exec {line}"],
        cwd=place,
        env=environ,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    try:
        seen = b"".join(talk(ours))
        return running.wait(PATIENCE), seen
    finally:
        running.kill()
        running.wait()
        os.close(ours)


def talk(terminal: int) -> Iterator[bytes]:
    """What a terminal shows until its program is gone; `q` is pressed in each quiet half second once it has drawn."""
    has_drawn = False
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        readable, _, _ = select.select([terminal], [], [], 0.5)
        if readable:
            try:
                shown = os.read(terminal, 65536)
            except OSError:  # how Linux says that the other end is closed
                return
            if not shown:
                return
            has_drawn = has_drawn or b"\x1b[?1049h" in shown
            yield shown
        elif has_drawn:
            os.write(terminal, b"q")
