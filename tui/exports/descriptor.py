"""What the CSV's columns mean, for machines: a Data Package, or CSV on the Web metadata.

Written beside the CSV of the same snapshot, with the same `raw`: the Data Package holds its size and SHA-256, so that a
file that was exchanged since is noticed. Both name the file as `-o FOLDER/` does.
"""

from collections.abc import Iterator
from hashlib import sha256
from json import dumps
from typing import Any, Final

from tui import __version__
from tui.exports import csv
from tui.exports.columns import COLUMNS, KEY, Column
from tui.exports.options import Options
from tui.model.snapshot import Snapshot
from tui.words import Words

__all__ = ["TABLE", "pieces"]

TABLE: Final = "snapshot.csv"
"""The file that is described."""

_TABLE_SCHEMA: Final = {
    "text": "string",
    "code": "string",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "instant": "datetime",
}
"""Types of Table Schema (https://datapackage.org/standard/table-schema/) by kind of column."""
_CSVW: Final = {
    "text": "string",
    "code": "string",
    "number": "decimal",
    "boolean": "boolean",
    "date": "date",
    "instant": "dateTimeStamp",
}
"""Datatypes of CSV on the Web (https://www.w3.org/TR/tabular-metadata/#datatypes)."""


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The descriptor that the format names: `datapackage` or `csvw`."""
    made = _package if options.format == "datapackage" else _metadata
    yield (dumps(made(snapshot, words, options), ensure_ascii=False, indent=2) + "\n").encode()


def _package(snapshot: Snapshot, words: Words, options: Options) -> dict[str, Any]:
    digest, size = sha256(), 0
    for piece in csv.pieces(snapshot, words, options):
        digest.update(piece)
        size += len(piece)
    fields = [
        {"name": column.name, "type": _TABLE_SCHEMA[column.type], "title": title, "description": meaning}
        | ({"format": "any"} if column.type == "instant" else {})
        for column, title, meaning in _said(words)
    ]
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "zhibiao-snapshot",
        "title": snapshot.framework.title.said(words.language),
        "version": snapshot.as_of.date().isoformat(),
        "created": snapshot.as_of.isoformat(timespec="seconds"),
        "generator": f"zhibiao {__version__}",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "snapshot",
                "path": TABLE,
                **_guarded("description", words, options),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": size,
                "hash": f"sha256:{digest.hexdigest()}",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
                "schema": {"fields": fields, "missingValues": [""], "primaryKey": list(KEY)},
            }
        ],
    }


def _metadata(snapshot: Snapshot, words: Words, options: Options) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": words.language}],
        "url": TABLE,
        "dc:title": snapshot.framework.title.said(words.language),
        **_guarded("dc:description", words, options),
        "dc:created": snapshot.as_of.isoformat(timespec="seconds"),
        "dc:creator": f"zhibiao {__version__}",
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    # A title that is the name finds the column; the other one is for people.
                    "titles": [column.name, title],
                    "dc:description": meaning,
                    "datatype": _CSVW[column.type],
                    "null": "",
                }
                for column, title, meaning in _said(words)
            ],
            "primaryKey": list(KEY),
        },
    }


def _guarded(name: str, words: Words, options: Options) -> dict[str, str]:
    """What texts have that are not in the figures' own words: a guard against formulas, unless they are raw."""
    return {} if options.raw else {name: words.say("export.guarded")}


def _said(words: Words) -> Iterator[tuple[Column, str, str]]:
    """Every column, its title and what it means."""
    for column in COLUMNS:
        title, _, meaning = words.say(f"column.{column.name}").partition(": ")
        yield column, title, meaning
