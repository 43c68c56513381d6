"""A table of the file, read by a list of the keys that it may have."""

from collections.abc import Iterator, Mapping
from typing import Any

from tui.config.findings import Findings, Wrong
from tui.config.shown import Path, shown
from tui.config.values import Reader

__all__ = ["ELSEWHERE", "Schema", "Table", "elements", "tables"]

Schema = Mapping[str, tuple[str, Reader | None]]
"""What a table may hold: by key, the field of the record that it fills, and who reads it."""

ELSEWHERE: None = None
"""Stands for the reader of a key that its table's own function reads."""


class Table:
    """A table, where it stands, and where to note what is wrong with it."""

    __slots__ = ("findings", "path", "raw")

    def __init__(self, raw: dict[str, Any], path: Path, findings: Findings) -> None:
        """Take a table as the parser gives it."""
        self.raw = raw
        self.path = path
        self.findings = findings

    def fields(self, schema: Schema) -> dict[str, Any]:
        """The values of all keys that are valid, by the record's field; what is missing or wrong is left out."""
        found: dict[str, Any] = {}
        for key, value in self.raw.items():
            entry = schema.get(key)
            if entry is None:
                self.wrong(key, "problem.unknown_key", near=schema, wanted=key)
                continue
            field, reader = entry
            if reader is not None:
                try:
                    found[field] = reader(value)
                except Wrong as wrong:
                    self.findings.wrong((*self.path, key), wrong)
        return found

    def wrong(self, key: str, message: str, **values: Any) -> None:
        """Note what is wrong at a key of this table; at the table itself where it lacks the key."""
        self.findings.add((*self.path, key) if key in self.raw else self.path, message, **values)

    def needs(self, *keys: str) -> bool:
        """Whether all of some keys are there; notes those that are missing."""
        missing = [key for key in keys if key not in self.raw]
        for key in missing:
            self.findings.add(self.path, "problem.missing_key", name=key)
        return not missing

    def named(self, key: str, known: Mapping[str, object], message: str) -> str | None:
        """The name that stands at a key, when it is known; `None` otherwise, and the finding is noted."""
        name = self.raw.get(key)
        if isinstance(name, str) and name in known:
            return name
        if isinstance(name, str):  # what is no text was noted when the fields were read
            self.wrong(key, message, found=shown(name), near=known, wanted=name)
        return None


def tables(parent: dict[str, Any], key: str, findings: Findings, path: Path = ()) -> Iterator[tuple[str, Table]]:
    """The tables within the table at a key, by name, in file order."""
    section = parent.get(key, {})
    path = (*path, key)
    if not isinstance(section, dict):
        findings.add(path, "problem.expected.table", found=shown(section))
        return
    for name, raw in section.items():
        if isinstance(raw, dict):
            yield name, Table(raw, (*path, name), findings)
        else:
            findings.add((*path, name), "problem.expected.table", found=shown(raw))


def elements(parent: dict[str, Any], key: str, findings: Findings, path: Path = ()) -> Iterator[Table]:
    """The tables of the array at a key, in file order; one table alone counts as an array of one."""
    array = parent.get(key, [])
    path = (*path, key)
    if isinstance(array, dict):
        yield Table(array, path, findings)
        return
    if not isinstance(array, list):
        findings.add(path, "problem.expected.tables", found=shown(array))
        return
    for place, raw in enumerate(array):
        if isinstance(raw, dict):
            yield Table(raw, (*path, place), findings)
        else:
            findings.add((*path, place), "problem.expected.tables", found=shown(raw))
