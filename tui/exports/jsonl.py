"""The JSON snapshot as lines, one record each, for tools that read a line at a time: `jq`, log shippers, `grep`.

Every line says by `record` what it is: first the one `snapshot` with what stands before the lists of the JSON, then
an `indicator`, `group`, `check` or `source` each, with the same names and the same digits as there. Where changes were
asked for, `since` says from when, and `change` and `changed_check` what.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from tui.exports.json import Writer, group_text
from tui.exports.options import Options
from tui.model.snapshot import Snapshot
from tui.words import Words

__all__ = ["pieces"]

_LINES_A_PIECE: Final = 500


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The lines in pieces; `words` chooses nothing, since names and sentences stand in both languages."""
    lines = _lines(snapshot, options)
    while some := list(islice(lines, _LINES_A_PIECE)):
        yield "".join(some).encode()


def _lines(snapshot: Snapshot, options: Options) -> Iterator[str]:
    writer = Writer(snapshot)
    head = ", ".join(f'"{name}": {said}' for name, said in writer.head(options))
    yield f'{{"record": "snapshot", {head}}}\n'
    yield from _named("indicator", map(writer.assessment, snapshot.assessments))
    yield from _named("group", map(group_text, snapshot.groups))
    yield from _named("check", map(writer.check, snapshot.checks))
    yield from _named("source", map(writer.source, snapshot.sources))
    changes = options.changes
    if changes is not None:
        yield from _named("since", (changes.since,))
        yield from _named("change", changes.series)
        yield from _named("changed_check", changes.checks)


def _named(record: str, lines: Iterable[str]) -> Iterator[str]:
    """Objects with the kind of record as their first member."""
    return (f'{{"record": "{record}", {line[1:]}\n' for line in lines)
