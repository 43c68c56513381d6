"""The `[sources.NAME]` tables: where figures come from, how often, and how a document becomes observations.

Whether a JSONPath is well formed or a secret is set is not asked here: only who polls must know, and says so by
source, not for the whole file.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tui.config.address import database, database_place, headers, password_of, web
from tui.config.exchange import credentials, pages, proxy
from tui.config.findings import Wrong, scan
from tui.config.mapping import source_map
from tui.config.place import absolute, is_exposed
from tui.config.scope import Scope
from tui.config.shown import Path, shown
from tui.config.table import ELSEWHERE, Schema, Table, elements, tables
from tui.config.upstream import relays
from tui.config.values import choice, integer, iso_day, line, many, seconds, span, statement, switch, text
from tui.model.source import Source, SourceKind, SourceMap, own_origin

__all__ = ["header_lines", "located", "read_sources"]

_KINDS: Final[tuple[SourceKind, ...]] = ("http", "file", "sql", "snapshot")
_DAY: Final = 86_400.0
_EVERY: Final = {"http": 900.0, "file": 60.0, "sql": 900.0, "snapshot": 900.0}
"""Seconds between polls where the file does not say."""

_WORKBOOK_BYTES: Final = 20 * 1024 * 1024
"""Of a workbook, where the file does not say: it is compressed, and holds more than its figures."""

_TIMEOUT: Final = 15.0
"""Seconds for an exchange where the file does not say, or four fifths of a shorter interval."""

_ENCODINGS: Final = (
    "auto",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "gbk",
    "gb2312",
    "big5",
    "iso-8859-1",
    "windows-1252",
)


def _encoding(value: object) -> object:
    return choice(*_ENCODINGS)(value.lower() if isinstance(value, str) else value)


def _delimiter(value: object) -> str:
    if value in (",", ";", "\t", "|"):
        return str(value)
    raise Wrong("problem.delimiter", found=shown(value))


def _thousands(value: object) -> str:
    if isinstance(value, str) and (value == "" or (len(value) == 1 and not value.isalnum() and value not in "+-.<>~%")):
        return value
    raise Wrong("problem.thousands", found=shown(value))


def _cell(value: object) -> str:
    written = line(value)
    letters = written.rstrip("0123456789")
    row = written[len(letters) :]
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha() and letters.isupper()):
        raise Wrong("problem.cell", found=shown(value))
    if not (1 <= len(row) <= 7 and row[0] != "0"):
        raise Wrong("problem.cell", found=shown(value))
    return written


_HEADER_ROW: Final = integer(1, 10_000)


def _header(value: object) -> tuple[int, int]:
    """The first and the last row of a header: a number, or both in an array."""
    written = value if isinstance(value, list) else [value, value]
    rows = [row for each in written if isinstance(row := _HEADER_ROW(each), int)]
    if len(rows) != 2 or not rows[0] <= rows[1] < rows[0] + 10:
        raise Wrong("problem.header.rows", found=shown(value))
    return rows[0], rows[1]


_AGE: Final = seconds(1, 36_600 * _DAY)

_COMMON: Final[Schema] = {
    "type": ("type", ELSEWHERE),
    "every": ("every", seconds(0.2, 366 * _DAY)),
    "timeout": ("timeout", seconds(0.1, 3600)),
    "map": ("maps", ELSEWHERE),
    "document": ("document", text),
    "publisher": ("publisher", text),
    "published": ("published", iso_day),
    "missing": ("missing", many(text)),
    "thousands": ("thousands", _thousands),
    "percent": ("percent", switch),
    "attempts": ("attempts", integer(1, 100)),
    "max_bytes": ("max_bytes", integer(1, 1 << 30)),
}
_TEXTUAL: Final[Schema] = {
    "encoding": ("encoding", _encoding),
    "delimiter": ("delimiter", _delimiter),
}
_REMOTE: Final[Schema] = {
    "url": ("place", web),
    "headers": ("headers", ELSEWHERE),
    "ca_file": ("ca_file", line),
    "allow_link_local": ("allow_link_local", switch),
    "follow_redirects": ("follow_redirects", switch),
    "basic": ("basic", ELSEWHERE),
    "client_file": ("client_file", line),
    "proxy": ("proxy", proxy),
    "proxy_basic": ("proxy_basic", ELSEWHERE),
    "max_age": ("max_age", _AGE),
}
_LOCAL: Final[Schema] = {
    "path": ("place", line),
    "max_age": ("max_age", _AGE),
}
_WORKBOOK: Final[Schema] = {
    "sheet": ("sheet", line),
    "header": ("header", _header),
    "cell": ("cell", _cell),
}
_SCHEMAS: Final[Mapping[str, Schema]] = {
    "http": {
        **_COMMON,
        **_REMOTE,
        **_TEXTUAL,
        **_WORKBOOK,
        "format": ("format", choice("json", "jsonl", "csv", "prometheus", "xlsx")),
        "pages": ("pages", ELSEWHERE),
    },
    "file": {
        **_COMMON,
        **_LOCAL,
        **_TEXTUAL,
        **_WORKBOOK,
        "format": ("format", choice("json", "jsonl", "csv", "toml", "xlsx", "prometheus")),
        "order": ("order", choice("name", "modified")),
    },
    "sql": {
        **_COMMON,
        "url": ("place", database),
        "query": ("query", statement),
        "allow_privileged": ("allow_privileged", switch),
    },
    "snapshot": {
        **_COMMON,
        **_REMOTE,
        **_LOCAL,
        "unit": ("unit", line),
    },
}
"""What a source of each kind may say.

    every      span; a file every minute, all others every 15 minutes
    timeout    span, shorter than `every`; 15 s, or four fifths of a shorter interval
    url, path  `http`: http:// or https://; `sql`: postgresql:// or sqlite:///; `snapshot`: either
    headers    by name: text with `${NAME}`, `{ env = "NAME" }`, or `{ file = "path" }`
    max_age    span after which what was not written again is stale
    max_bytes  whole number, 5 MiB; of a workbook 20 MiB
    header     the row of a workbook's sheet that names its columns, or the first and the last, `[2, 3]`
    cell       of a workbook: fields are places such as `C7` and not columns; this one is the value where none is named
    attempts   failures in a row after which a source is failing, 3
    missing    texts that stand for no value, `[""]`
    allow_privileged  `sql`: a role that could do more than read is taken all the same
    unit       `snapshot`: of which of our units that dashboard's figures are
    basic      `user:${PASSWORD}`, for HTTP Basic; `proxy_basic` the same for the proxy
    follow_redirects  at most three, and only within the address's own origin
    proxy      http:// or https://; where it is not said there is none, whatever the environment says
    order      which of several files of a `path` with `*` counts where they differ: the last by name, or by date
"""

_NEEDS: Final = {"http": ("url",), "file": ("path",), "sql": ("url", "query"), "snapshot": ()}


def read_sources(raw: dict[str, Any], scope: Scope) -> dict[str, Source]:
    """The sources by id, in file order; those with a finding that leaves nothing to read are left out."""
    found: dict[str, Source] = {}
    for name, table in tables(raw, "sources", scope.findings):
        if scope.is_name(name, table.path):
            source = _source(name, table, scope)
            if source is not None:
                found[name] = source
    return found


def _source(name: str, table: Table, scope: Scope) -> Source | None:
    if not table.needs("type"):
        return None
    written = table.raw["type"]
    kind = next((each for each in _KINDS if each == written), None)
    if kind is None:
        wanted = written if isinstance(written, str) else ""
        table.wrong("type", "problem.expected.choice", options=_KINDS, found=shown(written), near=_KINDS, wanted=wanted)
        return None
    fields = table.fields(_known(kind, table))
    table.needs(*_NEEDS[kind])
    if kind == "snapshot" and ("url" in table.raw) == ("path" in table.raw):
        table.wrong("path", "problem.snapshot_place")
    _set_times(kind, fields, table)
    _set_places(kind, fields, table, scope.config)
    if isinstance(table.raw.get("headers"), dict):
        fields["headers"] = headers(Table(table.raw["headers"], (*table.path, "headers"), scope.findings), scope.config)
    elif "headers" in table.raw:
        table.wrong("headers", "problem.expected.table", found=shown(table.raw["headers"]))
    _set_exchange(fields, table, scope)
    _set_workbook(kind, fields)
    if kind == "snapshot":
        fields.update(format="json", origin=own_origin(scope.sha256))
        fields["maps"] = relays(table, str(fields.pop("unit", "")), scope)
    else:
        fields["maps"] = _maps(kind, fields, table, scope)
    return Source(id=name, type=kind, timezone=scope.timezone, **fields)


def _known(kind: str, table: Table) -> Schema:
    """The kind's schema; a key that only another kind knows is told with that kind, not as a typing mistake."""
    schema = _SCHEMAS[kind]
    others = {key: kinds for key in table.raw if key not in schema and (kinds := _kinds_with(key))}
    for key, kinds in others.items():
        table.wrong(key, "problem.only_with", name="type", options=kinds, found=shown(kind))
    return {**schema, **dict.fromkeys(others, ("", ELSEWHERE))} if others else schema


def _kinds_with(key: str) -> tuple[str, ...]:
    return tuple(kind for kind in _KINDS if key in _SCHEMAS[kind])


def _set_times(kind: str, fields: dict[str, Any], table: Table) -> None:
    every = fields.setdefault("every", _EVERY[kind])
    timeout = fields.setdefault("timeout", min(_TIMEOUT, every * 0.8))
    if timeout >= every:
        table.wrong("timeout", "problem.timeout", every=span(every), found=span(timeout))


def _set_places(kind: str, fields: dict[str, Any], table: Table, config: str) -> None:
    """Make paths absolute; refuse a password that others can read."""
    for key, field in (("path", "place"), ("ca_file", "ca_file"), ("client_file", "client_file")):
        if key in table.raw and field in fields:
            try:
                fields[field] = absolute(fields[field], config)
            except Wrong as wrong:
                table.findings.wrong((*table.path, key), wrong)
    if kind == "sql" and "place" in fields:
        fields["place"] = database_place(fields["place"], config)
    if kind == "sql" and password_of(fields.get("place", "")) and is_exposed(config):
        table.wrong("url", "problem.url.password", file=config)


def _set_exchange(fields: dict[str, Any], table: Table, scope: Scope) -> None:
    """Read what only an exchange over the network may say; elsewhere it was noted already."""
    raw = table.raw if table.raw["type"] in ("http", "snapshot") else {}
    for key in ("basic", "proxy_basic"):
        try:
            if key in raw:
                fields[key] = credentials(raw[key], scope.config)
        except Wrong as wrong:
            table.findings.wrong((*table.path, key), wrong)
    if "proxy_basic" in raw and "proxy" not in raw:
        table.wrong("proxy_basic", "problem.proxy_basic")
    if table.raw["type"] == "http" and isinstance(raw.get("pages"), dict):
        fields["pages"] = pages(Table(raw["pages"], (*table.path, "pages"), scope.findings))
    elif table.raw["type"] == "http" and "pages" in raw:
        table.wrong("pages", "problem.expected.table", found=shown(raw["pages"]))


def _set_workbook(kind: str, fields: dict[str, Any]) -> None:
    """Tell the rows of a header apart; allow a workbook more bytes than other documents."""
    if "header" in fields:
        first, fields["header"] = fields["header"]
        fields["header_from"] = 0 if first == fields["header"] else first
    if _shape(kind, fields) == "xlsx":
        fields.setdefault("max_bytes", _WORKBOOK_BYTES)


def _shape(kind: str, fields: Mapping[str, Any]) -> str:
    """The format of a source, where it can be told beforehand."""
    ending = str(fields.get("place", "")).lower().rpartition(".")[2] if kind == "file" else ""
    return str(fields.get("format") or {"prom": "prometheus", "xlsm": "xlsx", "ndjson": "jsonl"}.get(ending, ending))


def _maps(kind: str, fields: Mapping[str, Any], table: Table, scope: Scope) -> tuple[SourceMap, ...]:
    found = []
    is_table = _is_tabular(kind, fields)
    for each in elements(table.raw, "map", scope.findings, table.path):
        if "cell" in fields and not {"value", "numerator"} & {*each.raw, *_names(each.raw.get("const"))}:
            each.raw = {"value": fields["cell"], **each.raw}
        read = source_map(each, scope, is_table)
        if read is not None:
            found.append(read)
    if not table.raw.get("map"):
        table.findings.add(table.path, "problem.missing_map")
    return tuple(found)


def _names(raw: object) -> Iterable[str]:
    return raw if isinstance(raw, dict) else ()


def _is_tabular(kind: str, fields: Mapping[str, Any]) -> bool | None:
    """Whether fields are columns (`True`) or may be JSONPaths (`False`); `None` where only the answer shows it."""
    if kind == "sql":
        return True
    shape = _shape(kind, fields)
    if shape in ("csv", "xlsx", "prometheus"):
        return True
    return False if shape in ("json", "jsonl", "toml") else None


def located(sources: Mapping[str, Source], text: str) -> dict[str, Source]:
    """The same sources with the lines on which they and their maps stand.

    Args:
        sources: By id.
        text: The file. Only the parts of it that are about sources are looked at, where their headers have the usual
            form: a scan of all of it would cost more than everything else.
    """
    spelt = {header: path for name in sources for header, path in _spellings(name)}
    lines: Mapping[Path, int] = header_lines(text, "sources", spelt)
    if any(("sources", name) not in lines for name in sources):
        lines = scan(text).of
    found = {}
    for name, source in sources.items():
        line = lines.get(("sources", name), 0)
        inside = {} if ("sources", name, "map", 0) in lines else _lines_inside(text, line, len(source.maps))
        maps = tuple(
            each._replace(line=lines.get(("sources", name, "map", place)) or inside.get(place, line))
            for place, each in enumerate(source.maps)
        )
        found[name] = source._replace(line=line, maps=maps)
    return found


def header_lines(text: str, section: str, headers: Mapping[str, Path]) -> dict[Path, int]:
    """The lines of the table headers of one section, at a hundredth of the cost of a scan.

    Args:
        text: The document.
        section: First key of the headers.
        headers: Every spelling of the headers, such as `[sources.audit]`, and the path it stands for; an array of
            tables stands for the array, and its elements are numbered as they come.

    Returns:
        By path; headers that are spelt in another way are not in it, and only a scan knows them.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    text = "\n" + text
    for opening in (f"\n[{section}", f"\n[[{section}"):
        at = text.find(opening)
        while at >= 0:
            end = text.find("\n", at + 1)
            header = text[at + 1 : end if end >= 0 else len(text)].partition("#")[0].rstrip()
            path = headers.get(header)
            if path is not None:
                if header.startswith("[["):
                    counts[path] = counts.get(path, -1) + 1
                    path = (*path, counts[path])
                found.setdefault(path, text.count("\n", 0, at) + 1)
            at = text.find(opening, at + 1)
    return found


def _spellings(name: str) -> Iterator[tuple[str, Path]]:
    """How the headers of a source and its maps are usually written, and what they stand for."""
    for written in (name, f'"{name}"', f"'{name}'"):
        yield f"[sources.{written}]", ("sources", name)
        yield f"[[sources.{written}.map]]", ("sources", name, "map")


def _lines_inside(text: str, line: int, count: int) -> dict[int, int]:
    """The lines of maps that stand in one array, one a line, by place; none where they stand in another way."""
    rest = text.split("\n", line - 1)[-1]
    end = rest.find("\n[")
    inside = (rest if end < 0 else rest[:end]).split("\n")
    found = [line + number for number, written in enumerate(inside) if written.lstrip().startswith("{")]
    return dict(enumerate(found)) if len(found) == count else {}
