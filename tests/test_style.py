"""The code reads as agreed: ruff finds nothing to say, and mypy proves the types."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*command: str) -> str:
    """The output of a tool of this interpreter, with its exit code when that is not 0."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_ruff_has_nothing_to_say() -> None:
    assert run("ruff", "check", "--no-cache", "--output-format=concise", ".") == ""


def test_the_code_is_formatted() -> None:
    assert run("ruff", "format", "--no-cache", "--check", ".") == ""


def test_mypy_proves_the_types(tmp_path: Path) -> None:
    assert run("mypy", "--cache-dir", str(tmp_path)) == ""
