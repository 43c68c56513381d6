"""Other processes that use a store, as tests start and end them."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]

_LONGEST = 90.0
"""Seconds that a process of a test may live."""


@contextmanager
def python(*arguments: str, user: int | None = None, command: tuple[str, ...] = ()) -> Iterator[subprocess.Popen[str]]:
    """A Python process in the checkout, with pipes; killed at the end.

    Args:
        arguments: Of the interpreter.
        user: Uid and gid to run as; only root may choose.
        command: What starts the interpreter.
    """
    process = subprocess.Popen(
        [*command, sys.executable, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )
    # A test that waits for a line that never comes fails instead of hanging.
    watchdog = threading.Timer(_LONGEST, process.kill)
    watchdog.start()
    try:
        yield process
    finally:
        watchdog.cancel()
        process.kill()
        process.communicate()


def line(process: subprocess.Popen[str]) -> str:
    """The next line that a process prints; fails with its errors if it ended instead."""
    assert process.stdout is not None
    found = process.stdout.readline()
    if not found:
        _, errors = process.communicate(timeout=10)
        raise AssertionError(f"ended with {process.returncode}: {errors}")
    return found.rstrip("\n")
