"""The `[rosters.NAME]` tables and the CSV files they name: which units must be covered, and since when.

A roster is part of the definition, so it is read with the configuration, and what is wrong in it is a problem of the
configuration, with the file and row. Built-in checks of semantics.md section 8 that need no figures live here.
"""

from datetime import date
from typing import Any, Final

from tui.config.document import MAX_BYTES
from tui.config.findings import Findings, Wrong
from tui.config.place import absolute, relative
from tui.config.shown import shown
from tui.config.table import Schema, Table, tables
from tui.config.values import day, is_identifier, line, switch, text
from tui.errors import Message, SourceError
from tui.model.roster import Roster, Unit
from tui.reading import clean, decode, digest, read_file
from tui.reading.table import Row, read_table

__all__ = ["read_rosters"]

_SCHEMA: Final[Schema] = {
    "file": ("file", line),
    "document": ("document", text),
    "example": ("example", switch),
}

_COLUMNS: Final = ("unit_id", "name", "level", "parent", "valid_from", "valid_to", "aliases")
_NEEDED: Final = ("unit_id", "name")

_SEPARATORS: Final = (";", "|", "\N{FULLWIDTH SEMICOLON}")
"""Between the aliases of a unit."""


def read_rosters(raw: dict[str, Any], config: str, findings: Findings) -> dict[str, Roster | None]:
    """The rosters by id, in file order; `None` for one with findings. Their files are noted in `findings.files`."""
    found: dict[str, Roster | None] = {}
    for name, table in tables(raw, "rosters", findings):
        if is_identifier(name.replace("-", "_")):
            found[name] = _roster(name, table, config)
        else:
            findings.add(table.path, "problem.name", found=shown(name))
    return found


def _roster(name: str, table: Table, config: str) -> Roster | None:
    fields = table.fields(_SCHEMA)
    if not table.needs("file") or "file" not in fields:
        return None
    try:
        path = absolute(fields["file"], config)
        table.findings.files.setdefault(path, "")
        data = read_file(path, MAX_BYTES)
    except Wrong as wrong:
        table.findings.wrong((*table.path, "file"), wrong)
        return None
    except SourceError as error:
        values = {**error.message.values, "path": relative(fields["file"], config)}
        table.findings.say((*table.path, "file"), Message(error.message.key, values))
        return None
    table.findings.files[path] = digest(data)
    units = _Rows(relative(fields["file"], config), table.findings).units(data)
    if units is None:
        return None
    return Roster(name, units, fields.get("document", ""), fields.get("example", False))


class _Rows:
    """The rows of one roster file."""

    def __init__(self, file: str, findings: Findings) -> None:
        self.file = file
        self._findings = findings
        self._days: dict[str, date | None] = {"": None}
        self.is_sound = True

    def units(self, data: bytes) -> tuple[Unit, ...] | None:
        """The units, in file order; `None` when anything is wrong with them."""
        try:
            table = read_table(decode(data)[0])
        except SourceError as error:
            row = error.message.values.get("row")
            self._findings.elsewhere(self.file, row if isinstance(row, int) else None, error.message)
            return None
        if not self._has_columns(table.header):
            return None
        units = [(row, self._unit(row)) for row in table.rows]
        if not units:
            self._note(None, "problem.roster.empty")
        self._check_ids(units)
        self._check_parents(units)
        return tuple([unit for _, unit in units]) if self.is_sound else None

    def _has_columns(self, header: tuple[str, ...]) -> bool:
        for column in header:
            if column not in _COLUMNS:
                self._note(1, "problem.roster.unknown_column", near=_COLUMNS, wanted=column, found=shown(column))
        for column in _NEEDED:
            if column not in header:
                self._note(1, "problem.roster.missing_column", name=column)
        return self.is_sound

    def _unit(self, row: Row) -> Unit:
        cells = row.cells
        number = cells["unit_id"].strip()
        if not number:
            self._note(row.number, "problem.roster.no_id")
        elif clean(number) != number:
            self._note(row.number, "problem.control", found=shown(number))
        since = self._day(row, "valid_from") if cells.get("valid_from") else None
        until = self._day(row, "valid_to") if cells.get("valid_to") else None
        if since is not None and until is not None and until < since:
            self._note(row.number, "problem.roster.backwards", first=since, last=until)
        return Unit(
            number,
            clean(cells["name"].strip()) or number,
            clean(cells["level"].strip()) if cells.get("level") else "",
            cells["parent"].strip() if cells.get("parent") else "",
            since,
            until,
            _aliases(cells["aliases"]) if cells.get("aliases") else (),
        )

    def _day(self, row: Row, column: str) -> date | None:
        written = row.cells[column].strip()
        if written not in self._days:
            try:
                self._days[written] = day(date.fromisoformat(written))
            except (ValueError, Wrong):
                self._note(row.number, "problem.roster.date", column=column, found=shown(written))
                return None
        return self._days[written]

    def _check_ids(self, units: list[tuple[Row, Unit]]) -> None:
        """Two rows may share an id only when no day belongs to both: they are versions of the unit."""
        if len({unit.id for _, unit in units}) == len(units):
            return
        seen: dict[str, list[tuple[Row, Unit]]] = {}
        for row, unit in units:
            versions = seen.setdefault(unit.id, [])
            for earlier, version in versions:
                if unit.id and _overlap(version, unit):
                    self._note(row.number, "problem.roster.twice", found=shown(unit.id), first=earlier.number)
                    break
            versions.append((row, unit))

    def _check_parents(self, units: list[tuple[Row, Unit]]) -> None:
        if not any([unit.parent for _, unit in units]):
            return
        parents = {unit.id: unit.parent for _, unit in units}
        is_free: set[str] = {""}
        for row, unit in units:
            if unit.parent and unit.parent not in parents:
                values = {"near": parents, "wanted": unit.parent, "found": shown(unit.parent)}
                self._note(row.number, "problem.roster.orphan", **values)
                continue
            way: list[str] = []
            above = unit.id
            while above not in is_free and above not in way:
                way.append(above)
                above = parents.get(above, "")
            if above in way:
                self._note(row.number, "problem.roster.circle", found=shown(unit.id))
            is_free.update(way)

    def _note(self, row: int | None, key: str, *, near: Any = (), wanted: Any = "", **values: object) -> None:
        self.is_sound = False
        self._findings.elsewhere(self.file, row, Message(key, values), near, wanted)


def _overlap(one: Unit, other: Unit) -> bool:
    """Whether both units count on some day."""
    since = max(one.valid_from or date.min, other.valid_from or date.min)
    until = min(one.valid_to or date.max, other.valid_to or date.max)
    return since <= until


def _aliases(cell: str) -> tuple[str, ...]:
    for separator in _SEPARATORS[1:]:
        cell = cell.replace(separator, _SEPARATORS[0])
    return tuple(alias for part in cell.split(_SEPARATORS[0]) if (alias := clean(part.strip())))
