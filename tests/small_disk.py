"""A disk that is really full: a file system of two mebibytes, in a mount namespace of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT

__all__ = ["fill", "on_a_small_disk"]


def on_a_small_disk(place: Path, module: str) -> None:
    """Run a module's `main` on a file system of two mebibytes, in a mount namespace of its own.

    Root mounts it; others become root of a user namespace. Where neither is allowed the test fails with the reason,
    and is not skipped: what happens on a full disk is nothing to leave untried.
    """
    unshare = shutil.which("unshare")
    assert unshare, "a full disk cannot be tried: unshare (util-linux) is missing"
    place.mkdir()
    namespace = ["--mount"] if os.geteuid() == 0 else ["--user", "--map-root-user", "--mount"]
    run = f'mount -t tmpfs -o size=2m,mode=0755 tmpfs "$1" && exec "$0" -c "import {module}; {module}.main()" "$1"'
    done = subprocess.run(
        [unshare, *namespace, "sh", "-c", run, sys.executable, str(place)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"on a full disk (unshare and mount must be allowed): {done.stderr}{done.stdout}")


def fill(place: Path) -> Path:
    """Take all room that is left."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 16, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return ballast
