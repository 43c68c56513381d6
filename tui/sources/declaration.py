"""What is wrong with a source's declaration, as far as only whoever polls it needs to know."""

import codecs
from collections.abc import Iterator, Mapping
from typing import Final

from tui.errors import Message, Problem, SourceError
from tui.model.source import Source, SourceMap
from tui.sources import load
from tui.sources.document import format_of_name
from tui.sources.path import flaw
from tui.sources.row import FIELDS
from tui.sources.secret import references, resolve

__all__ = ["problems"]

_PATHS: Final = ("rows", *FIELDS)
_READ: Final = ("http", "file", "sql", "snapshot")


def problems(
    source: Source, file: str, environ: Mapping[str, str] | None, reach: Mapping[str, str] | None = None
) -> list[Problem]:
    """Every problem of a source, in file order; see `tui.sources.problems`."""
    key = f"sources.{source.id}"
    found = [
        Problem(file, source.line or None, None, f"{key}.{name}" if name else key, message)
        for name, message in [*_of_source(source, environ), *_of_database(source, reach)]
    ]
    for number, mapping in enumerate(source.maps, 1):
        found.extend(
            Problem(file, mapping.line or source.line or None, None, f"{key}.map[{number}].{name}", message)
            for name, message in _of_map(mapping)
        )
    return found


def _of_source(source: Source, environ: Mapping[str, str] | None) -> Iterator[tuple[str, Message]]:
    if source.type not in _READ:
        yield "type", Message("source.kind", {"type": source.type})
    if source.encoding != "auto":
        try:
            codecs.lookup(source.encoding)
        except (LookupError, ValueError):
            yield "encoding", Message("source.text.unknown_encoding", {"encoding": source.encoding})
    if "xlsx" in (source.format, format_of_name(source.place)) and not load("workbook").is_installed():
        yield "format", Message("source.extra", {"extra": "xlsx"})
    if source.pages is not None and source.pages.next.startswith("$"):
        wrong = flaw(source.pages.next)
        if wrong is not None:
            yield "pages.next", wrong
    if environ is not None:
        yield from _of_secrets(source, environ)


def _of_database(source: Source, reach: Mapping[str, str] | None) -> Iterator[tuple[str, Message]]:
    """What is no query; and what the database itself says, where it is to be asked and answers (robustness S3, S4)."""
    if source.type != "sql":
        return
    wrong = load("database").flaw(source.query)
    if wrong is not None:
        yield "query", wrong
    elif not load("database").is_installed(source.place):
        yield "url", Message("source.extra", {"extra": "postgres"})
    elif reach is not None:
        yield from load("database").probed(source, reach)


def _of_secrets(source: Source, environ: Mapping[str, str]) -> Iterator[tuple[str, Message]]:
    templates = {f"headers.{name}": template for name, template in source.headers.items()}
    address = source.place if source.type == "sql" else ""
    others = {"basic": source.basic, "proxy_basic": source.proxy_basic, "url": address}
    for name, template in {**templates, **others}.items():
        if references(template):
            try:
                resolve(template, environ)
            except SourceError as failed:
                yield name, failed.message


def _of_map(mapping: SourceMap) -> Iterator[tuple[str, Message]]:
    for name in _PATHS:
        path: str = getattr(mapping, name)
        if path.startswith("$") or (path.startswith("@") and name != "rows"):
            wrong = flaw("$" + path[1:])
            if wrong is not None:
                yield name, wrong
