"""Workbooks (XLSX): read in a process of their own, so that one made to overwhelm its reader ends that process alone.

A workbook of five kilobytes can ask for half a terabyte, and a library may abort the process that reads it (robustness
section 0.9). Here the collector starts `tui.sources.sheet`, and takes what it says or says that the workbook is too
large.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from hashlib import sha256
from importlib.util import find_spec
from typing import Any, Final

from tui.errors import SourceError, symbol
from tui.model.source import Source
from tui.reading import clean
from tui.sources.document import Part, Piece, in_part
from tui.sources.grid import UNSAVED, Grid, GridRow, Joined
from tui.sources.row import FIELDS

__all__ = ["is_installed", "parts"]

_BOOT: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from tui.sources.sheet import main; sys.exit(main())"
)
_ENVIRONMENT: Final = {"OPENPYXL_DEFUSEDXML": "True", "OPENPYXL_LXML": "False", "LC_ALL": "C.UTF-8"}
"""The parser whose refusals we rely on, and no other that happens to be installed."""
_NEEDED: Final = ("openpyxl", "defusedxml")

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the older office programs begin, and encrypted ones of the newer."""
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MARKUP: Final = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<style", b"<head", b"<body", b"<div")
_PLACE: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_READ: Final[Mapping[str, Callable[[str], object]]] = {
    "s": str,
    "n": Decimal,
    "j": Joined,
    "f": lambda _: UNSAVED,
}


def is_installed() -> bool:
    """Whether what reads workbooks is here."""
    return all(find_spec(name) is not None for name in _NEEDED)


def parts(pieces: Sequence[Piece], source: Source) -> list[Part]:
    """The sheets of workbooks, one each; blocks until they are read.

    Args:
        pieces: The workbooks.
        source: Says which sheet, and which row names the columns or which cells are wanted.

    Raises:
        SourceError: One of them is no workbook, is too large, or holds no such sheet or header.
    """
    if not is_installed():
        raise SourceError("source.extra", extra="xlsx")
    for piece in pieces:
        wrong = _disguise(piece.data)
        if wrong:
            raise in_part(piece.name, SourceError(wrong))
    answers = _answers(pieces, source)
    found = []
    for place, piece in enumerate(pieces):
        try:
            found.append(_part(piece, answers[place] if place < len(answers) else None))
        except SourceError as failed:
            raise in_part(piece.name, failed) from failed
    return found


def _disguise(data: bytes) -> str:
    """What it is that is no workbook; `""` for what may be one."""
    if data.startswith(_ZIP):
        return ""
    if data.startswith(_OLE):
        return "source.xlsx.encrypted" if _ENCRYPTED in data else "source.xlsx.old"
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "source.xlsx.html" if start.startswith(_MARKUP) else "source.xlsx.not_zip"


def _wanted(source: Source) -> dict[str, Any]:
    cells: list[str] = []
    if source.cell:
        named = [source.cell]
        for each in source.maps:
            named += [*(getattr(each, field) for field in FIELDS), *each.where]
        cells = [name for name in dict.fromkeys(named) if _PLACE.fullmatch(name)]
    first = min(source.header_from or source.header, source.header)
    return {"sheet": source.sheet, "first": first, "last": source.header, "cells": cells}


def _answers(pieces: Sequence[Piece], source: Source) -> list[dict[str, Any]]:
    """What the process said of each workbook; fewer than there are where it died of one.

    Raises:
        SourceError: It could not be started, or took too long.
    """
    said = json.dumps({"wanted": _wanted(source), "sizes": [len(piece.data) for piece in pieces]}) + "\n"
    modules = json.dumps([os.path.abspath(entry) for entry in sys.path])
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", _BOOT, modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            start_new_session=True,  # Ctrl-C in a terminal is not meant for it
        )
    except OSError as failed:
        raise SourceError("source.xlsx.not_started", reason=symbol(failed)) from failed
    with process:
        try:
            told, _ = process.communicate(b"".join([said.encode(), *(piece.data for piece in pieces)]), source.timeout)
        except subprocess.TimeoutExpired as failed:
            raise SourceError("source.xlsx.slow", seconds=f"{source.timeout:g}") from failed
        finally:
            with suppress(OSError):
                process.kill()
    lines = told.split(b"\n")[:-1]
    if process.returncode > 0 and not lines:
        raise SourceError("source.xlsx.not_started", reason=f"exit {process.returncode}")
    return [json.loads(line) for line in lines]


def _part(piece: Piece, answer: dict[str, Any] | None) -> Part:
    """The sheet of a workbook.

    Args:
        piece: The workbook.
        answer: What was said of it; `None` where its reader died.

    Raises:
        SourceError: There is none.
    """
    if answer is None:
        raise SourceError("source.xlsx.too_large")
    if "error" in answer:
        raise SourceError(answer["error"], **{name: _shown(value) for name, value in answer["values"].items()})
    rows = tuple(GridRow(number, tuple(map(_cell, cells))) for number, cells in answer["rows"])
    grid = Grid(tuple(answer["header"]), rows, answer["sheet"], tuple(answer["letters"]))
    return Part(grid, piece.name, piece.star, sha256(piece.data).hexdigest())


def _cell(said: str | bool | None) -> object:
    return _READ[said[0]](said[1:]) if isinstance(said, str) else said


def _shown(value: object) -> object:
    if isinstance(value, list):
        return tuple(clean(str(each), 60) for each in value)
    return clean(value, 120) if isinstance(value, str) else value
