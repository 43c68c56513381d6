"""A real tmux with a dashboard in it, which says what a person would see and what became of the clipboard."""

import os
import shlex
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e.terminal import ROOT
from tests.lacking import needed


class Tmux:
    """A tmux server of its own with one window."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        *,
        size: tuple[int, int] = (80, 24),
        settings: Sequence[str] = (),
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Start a command in it.

        Args:
            command: Program and arguments.
            folder: For its socket and settings; short, since sockets have short names.
            size: Columns and lines.
            settings: More lines of its configuration.
            environ: Changes to the environment of the command.
        """
        program = needed("tmux", "tmux")
        config = folder / "tmux.conf"
        lines = ('set -g default-terminal "screen-256color"', "set -g status off", *settings)
        config.write_text("\n".join((*lines, "")), encoding="utf-8")
        self._base = [program, "-S", str(folder / "tmux.sock"), "-f", str(config)]
        wanted = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **(environ or {})}
        typed = " ".join(shlex.quote(part) for part in command)
        columns, rows = map(str, size)
        subprocess.run(
            [*self._base, "-u", "new-session", "-d", "-x", columns, "-y", rows, typed],
            check=True,
            env=wanted,
            timeout=20,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        subprocess.run([*self._base, "kill-server"], check=False, capture_output=True, timeout=20)

    def ask(self, *command: str) -> str:
        """What tmux answers."""
        done = subprocess.run([*self._base, *command], check=True, capture_output=True, timeout=20)
        return done.stdout.decode()

    @property
    def text(self) -> str:
        """The screen as text."""
        return self.ask("capture-pane", "-p")

    @property
    def coloured(self) -> str:
        """The screen with its colours, as escape sequences."""
        return self.ask("capture-pane", "-p", "-e")

    def send(self, *keys: str) -> None:
        """Type keys by tmux's names for them."""
        self.ask("send-keys", *keys)

    def wait_for(self, seen: str | Callable[[str], bool], seconds: float = 20.0) -> str:
        """The screen as soon as a text is on it, or something holds."""
        until = time.monotonic() + seconds
        while True:
            text = self.text
            if seen in text if isinstance(seen, str) else seen(text):
                return text
            assert time.monotonic() < until, f"{seen!r} did not come; on the screen:\n{text}"
            time.sleep(0.05)

    def settled(self) -> str:
        """The screen when nothing on it has changed for half a second."""
        before = ""
        for _ in range(100):
            text = self.text
            if text == before:
                return text
            before = text
            time.sleep(0.5)
        raise AssertionError(before)
