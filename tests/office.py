"""A real LibreOffice without a window: what a spreadsheet or a word processor makes of our files, and files it wrote.

One profile for the whole session, so that only the first start is slow; any number of files of one kind go into one
start. Everything is converted in a folder of its own: nothing of ours is written over.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from tests.lacking import lacking, needed

__all__ = ["CSV", "TEXT", "Office"]

CSV: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Every sheet as a table of its own, `BOOK-SHEET.csv`: UTF-8, cells as they are and not as they are shown."""
TEXT: Final = "txt:Text (encoded):UTF8"
"""The words of a document, a paragraph or cell a line."""
PATIENCE: Final = 120
"""Seconds after which it is not coming any more."""
_PROGRAM: Final = "soffice"
_PACKAGES: Final = "libreoffice-calc-nogui libreoffice-writer-nogui"


class Office:
    """LibreOffice, started for every conversion and gone after it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def convert(self, paths: Sequence[Path], target: str) -> Path:
        """Open files and write each in another format.

        Args:
            paths: All of one kind: workbooks, or documents.
            target: `CSV`, `TEXT`, or an ending as `ods`, `xlsx`, `docx`, `pdf`.

        Returns:
            The folder in which the results lie, each under its own name with another ending.
        """
        program = needed(_PROGRAM, _PACKAGES)
        self._count += 1
        made = self._folder / str(self._count)
        profile = (self._folder / "profile").as_uri()
        how = (f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", target)
        done = subprocess.run(
            [program, *how, "--outdir", str(made), *map(str, paths)],
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        if "no export filter" in done.stderr + done.stdout:
            lacking("a part of LibreOffice", _PACKAGES)
        ending = target.partition(":")[0]
        lost = [path.name for path in paths if not list(made.glob(f"{path.stem}*.{ending}"))]
        if done.returncode or lost:
            pytest.fail(f"LibreOffice made nothing of {lost}: {done.stdout}{done.stderr}")
        return made
