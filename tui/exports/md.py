"""The snapshot as Markdown (CommonMark with tables), for a page of a wiki, an issue, or the beginning of a report.

A table a group, then in full what no cell can hold: tiers, missing units, open steps. Text from data is text: every
character that could begin markup is escaped, and a line of ours always begins with something of ours.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from tui.exports.options import Changes, Options
from tui.exports.outline import Outline, Section, check_mark, source_mark
from tui.model.snapshot import Assessment, Snapshot
from tui.words import Words
from tui.words import figures as said
from tui.words.cells import visible
from tui.words.statuses import code_word, counts_text, status_word, symbol

__all__ = ["changes_table", "item", "pieces", "row", "text_of"]

_BLOCKS_A_PIECE: Final = 500
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>#|~$&]")
_SEPARATOR: Final = " · "
_COLUMNS: Final = ("status", "indicator", "figure", "target", "progress", "plan", "note", "period", "owner", "cited")
_NUMBERS: Final = frozenset({"figure", "target", "progress", "plan"})
"""Columns that are set to the right."""


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The document in pieces, each of whole lines."""
    lines = _lines(Outline(snapshot, words), options)
    while some := list(islice(lines, _BLOCKS_A_PIECE)):
        yield "".join(f"{line}\n" for line in some).encode()


def _lines(outline: Outline, options: Options) -> Iterator[str]:
    words = outline.words
    yield f"# {text_of(outline.title)}"
    yield ""
    for note in (*outline.notes(options), *outline.sources_in_short()):
        yield item(note)
    yield ""
    yield text_of(words.plain(counts_text(words, outline.snapshot.counts, zeros=True)))
    if options.changes is not None:
        yield from _changes(words, options.changes)
    for section in outline.sections():
        yield from _section(outline, section)
    yield from _documents(outline)
    yield from _checks(outline)
    yield from _sources(outline)


def _changes(words: Words, changes: Changes) -> Iterator[str]:
    yield from _heading(words.say("text.changes"))
    yield from map(item, changes.head)
    if changes.rows:
        yield ""
        yield from changes_table(words, changes.rows)


def changes_table(words: Words, rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """What differs, before and after, as a table."""
    yield row(words.say(f"diff.column.{column}") for column in ("series", "what", "old", "new"))
    yield "| --- | --- | --- | --- |"
    yield from map(row, rows)


def _section(outline: Outline, section: Section) -> Iterator[str]:
    words, group = outline.words, section.group
    yield from _heading(section.title)
    if group is not None:
        light = "" if group.light == "none" else code_word(words, "light", group.light)
        counts = words.plain(counts_text(words, group.counts))
        yield text_of(_SEPARATOR.join(part for part in (light, counts, *outline.rolled_up(group)) if part))
        yield ""
    yield from _table_head(words, _COLUMNS)
    parts: list[str] = []
    for found in section.members:
        yield row(_cells(outline, found))
        parts += (words.say("export.part", name=outline.name(found), part=part) for part in outline.parts(found))
    if parts:
        yield ""
        yield from map(item, parts)


def _cells(outline: Outline, found: Assessment) -> Iterator[str]:
    words = outline.words
    yield f"{symbol(found.status)} {status_word(words, found.status)}"
    yield outline.name(found)
    yield said.figure(words, found)
    yield outline.limit(found)
    yield said.progress(found)
    yield said.plan(found)
    yield _SEPARATOR.join(outline.remarks(found))
    yield outline.period(found)
    yield found.indicator.owner
    yield outline.cited(found)


def _documents(outline: Outline) -> Iterator[str]:
    if outline.documents:
        yield from _heading(outline.words.say("text.documents"))
        yield from (item(f"[{number}] {document}") for document, number in outline.documents.items())


def _checks(outline: Outline) -> Iterator[str]:
    words = outline.words
    if not outline.snapshot.checks:
        return
    checks = outline.checks()
    yield from _heading(words.say("text.checks"))
    if checks.shown:
        yield from _table_head(words, ("result", "check", "severity", "note"))
    for found in checks.shown:
        result = f"{check_mark(found)} {code_word(words, 'result', found.result)}"
        yield row((result, outline.check_name(found), outline.severity(found), words.told(found.why)))
    if rest := outline.rest_of_checks(checks):
        yield ""
        yield text_of(rest)


def _sources(outline: Outline) -> Iterator[str]:
    words = outline.words
    if not outline.snapshot.sources:
        return
    yield from _heading(words.say("text.sources"))
    yield from _table_head(words, ("state", "source", "type", "note"))
    for found in outline.snapshot.sources:
        error = "" if found.error is None else words.told(found.error)
        note = _SEPARATOR.join((*outline.reading(found), *([error] if error else [])))
        yield row((f"{source_mark(found)} {code_word(words, 'state', found.state)}", found.id, found.type, note))


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield f"## {text_of(title)}"
    yield ""


def _table_head(words: Words, columns: Iterable[str]) -> Iterator[str]:
    columns = tuple(columns)
    yield row(words.say(f"export.column.{column}") for column in columns)
    yield f"|{'|'.join(' ---: ' if column in _NUMBERS else ' --- ' for column in columns)}|"


def row(cells: Iterable[str]) -> str:
    """A line of a table; what is in a cell is text."""
    return f"| {' | '.join(map(text_of, cells))} |"


def text_of(text: str) -> str:
    """A text that is nothing but text."""
    return _MARKUP.sub(r"\\\g<0>", visible(text))


def item(text: str) -> str:
    """An item of a list; its text begins no list, heading or rule of its own."""
    shown = text_of(text)
    return "- " + re.sub(r"^(\d*)([-+=.)])", r"\1\\\2", shown)
