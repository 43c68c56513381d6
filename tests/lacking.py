"""What a test does where the program that it needs is not installed."""

import os
import shutil
from typing import NoReturn

import pytest

__all__ = ["lacking", "needed"]


def lacking(program: str, package: str) -> NoReturn:
    """Fail in CI, which installs everything; elsewhere let the test be skipped. Either way the line to type is said."""
    reason = f"{program} is missing; type: apt-get install --no-install-recommends {package}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def needed(program: str, package: str) -> str:
    """Where a program is."""
    return shutil.which(program) or lacking(program, package)
