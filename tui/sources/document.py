"""What kind of document an answer is, and the document itself: a table, or a tree of objects and arrays."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Final

import tomli

from tui.errors import SourceError
from tui.model.source import Source
from tui.named import NamedTuple
from tui.reading import decode
from tui.reading.document import parse_json
from tui.reading.table import Table, read_table
from tui.sources import load
from tui.sources.grid import Grid
from tui.sources.path import Tree
from tui.sources.samples import read_samples

__all__ = ["Document", "Part", "Piece", "format_of_name", "in_part", "parsed", "parsed_all"]

Document = Table | Tree | Grid


class Piece(NamedTuple):
    """The bytes of a document, or of one of several that are one answer."""

    data: bytes
    """All of them, decompressed."""
    name: str = ""
    """What tells it from the others: a file's name, a page's number; `""` when it is the only one."""
    star: str = ""
    """What the first `*` of the source's path stands for."""


class Part(NamedTuple):
    """A document, or one of several that are one answer."""

    document: Document
    name: str = ""
    """As of the piece that it was."""
    star: str = ""
    sha256: str = ""
    """Of its bytes."""
    encoding: str = ""
    """The encoding that was found."""


_ENDINGS: Final = {
    "csv": "csv",
    "json": "json",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "toml": "toml",
    "prom": "prometheus",
    "xlsx": "xlsx",
    "xlsm": "xlsx",
}
"""Format by the ending of a name."""

_MAX_LINES: Final = 100_000
"""Records of a JSON Lines document."""


def format_of_name(name: str) -> str:
    """The format that the ending of a file's name, or of a URL's path, tells; `""` when it tells none."""
    _, dot, ending = name.rpartition("/")[2].rpartition(".")
    return _ENDINGS.get(ending.lower(), "") if dot else ""


def parsed_all(pieces: Sequence[Piece], form: str, source: Source) -> list[Part]:
    """The documents that an answer's pieces hold; see `parsed`."""
    if form == "xlsx":
        found: list[Part] = load("workbook").parts(pieces, source)
        return found
    return [parsed(piece, form, source) for piece in pieces]


def parsed(piece: Piece, form: str, source: Source) -> Part:
    """The document that a piece holds.

    Args:
        piece: The whole document.
        form: `csv`, `json`, `jsonl`, `toml`, `prometheus` or `xlsx`.
        source: Says encoding and delimiter, sheet and header.

    Raises:
        SourceError: It is no such document; with the row, the line or the path.
    """
    if form == "xlsx":
        return parsed_all([piece], form, source)[0]
    if form not in _PARSERS:
        raise SourceError("source.format.unknown", format=form)
    try:
        # RFC 8259 section 8.1 and TOML 1.0 know no encoding but UTF-8; a declared one is followed all the same.
        text, encoding = decode(piece.data, source.encoding)
        document = _PARSERS[form](text, source)
    except SourceError as failed:
        raise in_part(piece.name, failed) from failed
    return Part(document, piece.name, piece.star, sha256(piece.data).hexdigest(), encoding)


def in_part(name: str, failed: SourceError) -> SourceError:
    """An error of one of several documents, with the document's name; of the only one, the error as it is."""
    return SourceError("source.part", part=name, problem=failed.message) if name else failed


def _table(text: str, source: Source) -> Document:
    return read_table(text, source.delimiter)


def _json(text: str, source: Source) -> Document:
    return Tree(parse_json(text, ours=source.type == "snapshot"))


def _samples(text: str, source: Source) -> Document:
    return read_samples(text)


def _json_lines(text: str, source: Source) -> Document:
    """A record a line; blank lines are none."""
    records: list[object] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if len(records) == _MAX_LINES:
            raise SourceError("source.csv.too_many_rows", limit=_MAX_LINES)
        try:
            records.append(parse_json(line))
        except SourceError as failed:
            raise SourceError("source.jsonl.line", line=number, problem=failed.message) from failed
    return Tree(records)


def _toml(text: str, source: Source) -> Document:
    try:
        return Tree(tomli.loads(text.replace("\r\n", "\n"), parse_float=_finite))
    except tomli.TOMLDecodeError as failed:
        raise SourceError("source.toml.syntax", line=failed.lineno, column=failed.colno) from failed
    except (RecursionError, ValueError) as failed:
        raise SourceError("source.toml.range") from failed


def _finite(written: str) -> Decimal:
    value = Decimal(written)
    if not value.is_finite() or (value and abs(value.adjusted()) > 308):
        raise ValueError(written)
    return value


_PARSERS: Final[dict[str, Callable[[str, Source], Document]]] = {
    "csv": _table,
    "json": _json,
    "jsonl": _json_lines,
    "toml": _toml,
    "prometheus": _samples,
}
