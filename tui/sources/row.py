"""The rows of a document: of a table, or of a tree; and what stands in a field of a row.

A field is the name of a column or of a member; in a tree also a path, looked up in the whole document when it begins
with `$`, in the row when it begins with `@` (RFC 9535 section 2.3.5: the current node). `*` is what the first star of
the source's path stands for.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from tui.errors import Message, SourceError
from tui.model.source import FIGURE_FIELDS, SourceMap
from tui.reading import clean
from tui.reading.document import path_text
from tui.reading.table import Row, Table
from tui.sources.document import Part, in_part
from tui.sources.grid import UNSAVED, Grid, GridRow
from tui.sources.path import Location, Tree
from tui.sources.value import text_of

__all__ = ["FIELDS", "DocumentRow", "rows_of"]

FIELDS: Final = ("indicator_column", *FIGURE_FIELDS)
"""The fields of a map that say where in a row something stands."""


STAR: Final = "*"


class DocumentRow(Protocol):
    """One row of a document."""

    alone: bool
    """Whether it is the whole document: one figure, so that a figure that is missing is an error."""

    def value(self, field: str, optional: bool = False) -> object:
        """What stands in a field; `None` where it does not exist and is optional.

        Raises:
            SourceError: It does not exist, or is a path that leads to several values.
        """

    def at(self, field: str) -> Message | str:
        """Where that is, for people."""

    def locator(self, field: str) -> str:
        """Where that is, for the record."""


class _TableRow:
    """One row of a table; that its columns exist was seen before."""

    __slots__ = ("_row",)

    alone = False

    def __init__(self, row: Row) -> None:
        self._row = row

    def value(self, field: str, optional: bool = False) -> object:
        return self._row.cells[field]

    def at(self, field: str) -> Message | str:
        return Message("source.at.cell", {"row": self._row.number, "column": clean(field, 60)})

    def locator(self, field: str) -> str:
        column = f", {clean(field, 60)}" if field else ""
        return f"#{self._row.number}{column}"


class _GridRow:
    """One row of a grid; that its columns exist was seen before."""

    __slots__ = ("_grid", "_places", "_row", "alone")

    def __init__(self, grid: Grid, places: Mapping[str, int], row: GridRow) -> None:
        self._grid = grid
        self._places = places
        self._row = row
        self.alone = bool(grid.sheet) and not grid.letters

    def value(self, field: str, optional: bool = False) -> object:
        found = self._row.cells[self._places[field]]
        if found is UNSAVED:
            raise SourceError("source.xlsx.unsaved", at=self.at(field))
        return found

    def at(self, field: str) -> Message | str:
        if self._grid.sheet:
            return self.locator(field)
        return Message("source.at.cell", {"row": self._row.number, "column": clean(field, 60)})

    def locator(self, field: str) -> str:
        if not self._grid.sheet:
            return f"#{self._row.number}, {clean(field, 60)}" if field else f"#{self._row.number}"
        sheet = clean(self._grid.sheet, 60)
        place = f"{self._row.number}:{self._row.number}"
        if field in self._places:
            place = f"{self._grid.letters[self._places[field]]}{self._row.number}" if self._grid.letters else field
        return f"{sheet}!{place}"


class _TreeRow:
    """One value of a tree that is read as a row."""

    __slots__ = ("_here", "_location", "_tree", "alone")

    def __init__(self, tree: Tree, location: Location, here: Any, alone: bool) -> None:
        self._tree = tree
        self._location = location
        self._here = here
        self.alone = alone

    def value(self, field: str, optional: bool = False) -> object:
        if field.startswith(("$", "@")):
            return self._looked_up(field, optional)
        if not isinstance(self._here, dict):
            raise SourceError("source.map.not_object", at=path_text(self._location))
        if field not in self._here and not optional:
            raise SourceError("source.map.not_found", at=self.at(field))
        return self._here.get(field)

    def at(self, field: str) -> Message | str:
        return path_text(self._place(field)) if field[:1] not in ("$", "@") else self._path(field)

    def locator(self, field: str) -> str:
        place = str(self.at(field))
        return place if place.startswith("$") else f"${'' if place.startswith('[') else '.'}{place}"

    def _place(self, field: str) -> Location:
        return (*self._location, field) if field else self._location

    def _path(self, field: str) -> str:
        if field.startswith("$"):
            return clean(field.removeprefix("$."), 200)
        before = path_text(self._location) if self._location else ""
        return clean((before + field[1:]).removeprefix("."), 200) or "$"

    def _looked_up(self, field: str, optional: bool) -> object:
        tree = self._tree if field.startswith("$") else Tree(self._here)
        nodes = tree.find("$" + field[1:])
        if len(nodes) > 1:
            raise SourceError("source.map.several", at=self.at(field), count=len(nodes))
        if not nodes and not optional:
            raise SourceError("source.map.not_found", at=self.at(field))
        return nodes[0].value if nodes else None


class _PartRow:
    """A row of one of several documents."""

    __slots__ = ("_part", "_row", "alone")

    def __init__(self, row: DocumentRow, part: Part) -> None:
        self._row = row
        self._part = part
        self.alone = row.alone

    def value(self, field: str, optional: bool = False) -> object:
        if field == STAR:
            return self._part.star
        try:
            return self._row.value(field, optional)
        except SourceError as failed:
            raise in_part(self._part.name, failed) from failed

    def at(self, field: str) -> Message | str:
        place = STAR if field == STAR else self._row.at(field)
        return Message("source.at.part", {"part": self._part.name, "at": place})

    def locator(self, field: str) -> str:
        return f"{self._part.name} {STAR if field == STAR else self._row.locator(field)}".strip()


def rows_of(part: Part, mapping: SourceMap) -> Iterator[DocumentRow]:
    """The rows that a map is about, in document order.

    A tree's rows are what `rows` finds, or the elements of the one array that it finds; without `rows` the elements
    of an array, or else the document as one row.

    Raises:
        SourceError: A column, or the place where rows should be, does not exist.
    """
    document = part.document
    try:
        rows = _tree_rows(document, mapping) if isinstance(document, Tree) else _table_rows(document, mapping)
    except SourceError as failed:
        raise in_part(part.name, failed) from failed
    for row in rows:
        placed = _PartRow(row, part) if part.name or part.star else row
        if all(text_of(placed.value(column, optional=True)) == wanted for column, wanted in mapping.where.items()):
            yield placed


def _table_rows(table: Table | Grid, mapping: SourceMap) -> Iterator[DocumentRow]:
    if mapping.rows:
        raise SourceError("source.map.path_in_table", path=clean(mapping.rows, 120))
    fields = [getattr(mapping, field) for field in FIELDS]
    for column in filter(None, [*fields, *mapping.where]):
        if column not in table.header and column != STAR:
            shown = tuple(clean(name, 40) for name in table.header[:12])
            raise SourceError("source.map.no_column", column=clean(column, 60), columns=shown)
    if isinstance(table, Table):
        return map(_TableRow, table.rows)
    places = {name: place for place, name in enumerate(table.header)}
    return (_GridRow(table, places, row) for row in table.rows)


def _tree_rows(tree: Tree, mapping: SourceMap) -> Iterator[DocumentRow]:
    if not mapping.rows:
        if isinstance(tree.root, list) and not mapping.value.startswith("$"):
            return _elements(tree, (), tree.root)
        return iter([_TreeRow(tree, (), tree.root, alone=True)])
    nodes = tree.find(mapping.rows)
    if not nodes and not tree.is_empty_place(mapping.rows):
        raise SourceError("source.map.not_found", at=clean(mapping.rows.removeprefix("$."), 200))
    if len(nodes) == 1 and isinstance(nodes[0].value, list):
        return _elements(tree, nodes[0].location, nodes[0].value)
    return (_TreeRow(tree, node.location, node.value, alone=False) for node in nodes)


def _elements(tree: Tree, location: Location, array: Sequence[object]) -> Iterator[DocumentRow]:
    return (_TreeRow(tree, (*location, number), each, alone=False) for number, each in enumerate(array))
