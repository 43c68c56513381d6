"""System calls that fail: strace makes the n-th call on some files end with an error; the program stays as it is."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.lacking import needed
from tests.processes import ROOT

__all__ = ["Struck", "strike"]


class Struck(NamedTuple):
    """How a program fared."""

    code: int
    """Exit code."""
    said: str
    """What it wrote to stdout."""
    told: str
    """What it wrote to stderr."""
    hits: int
    """Calls that were made to fail."""


def strike(
    arguments: Sequence[str],
    call: str,
    error: str,
    when: str,
    paths: Sequence[Path],
    environ: dict[str, str] | None = None,
) -> Struck:
    """Run a Python program some of whose system calls fail.

    Args:
        arguments: Of the interpreter.
        call: The system call.
        error: What it ends with, as `EIO`; the call itself is not made.
        when: Which of them, as strace counts: `3`, `10..50+7`.
        paths: Only calls on these files count; all calls where there are none.
        environ: The program's environment; this process's by default.
    """
    strace = needed("strace", "strace")
    descriptor, name = tempfile.mkstemp(suffix=".strace")
    os.close(descriptor)
    log = Path(name)
    only = [word for path in paths for word in ("-P", str(path))]
    rule = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"]
    done = subprocess.run(
        [strace, "-f", "-qq", "-o", str(log), *only, *rule, sys.executable, *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    hits = log.read_text(encoding="utf-8", errors="replace").count("(INJECTED)")
    log.unlink()
    return Struck(done.returncode, done.stdout, done.stderr, hits)
