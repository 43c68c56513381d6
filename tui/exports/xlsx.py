"""The snapshot as a workbook: sheets of indicators, units, checks and sources, with numbers that can be reckoned with.

Text is text, whatever it begins with; no cell is a formula or a link. The bytes are those of the snapshot alone: the
dates in the file are the instant that was judged, and the parts of the archive carry none.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Final

from tui import __version__
from tui.errors import UsageError
from tui.exports.options import Options
from tui.exports.outline import Outline
from tui.exports.sheets import Cell, Kind, Sheet, sheets
from tui.model.snapshot import Light, Snapshot
from tui.named import NamedTuple
from tui.words import Words
from tui.words.cells import cut, visible, width, wrap

try:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet
except ImportError as error:
    raise UsageError("output.extra", format="xlsx", extra="xlsx") from error

__all__ = ["pieces"]

_PIECE: Final = 1 << 18
_MOST_ROWS: Final = 1_048_575
"""Below the row of titles; a sheet has no more."""
_WIDEST: Final = 44
"""Characters of a column; longer text is wrapped."""
_LONGEST_NAME: Final = 31
_LONGEST: Final = 32_767
"""Characters of a cell."""
_LINE: Final = 15
"""Points that a line of text is high."""
_HIGHEST: Final = 409
"""Points that a row can be high."""
_A4: Final = 9
_COLOURS: Final[dict[Light, tuple[str, str]]] = {
    "green": ("#0f5323", "#dafbe1"),
    "yellow": ("#633c01", "#fff1c2"),
    "red": ("#82071e", "#ffe1dd"),
    "grey": ("#424a53", "#eaeef2"),
    "none": ("#424a53", "#ffffff"),
}
"""Ink and ground of a status; its symbol and word stand beside."""
_PATTERNS: Final[dict[Kind, str]] = {
    "text": "@",
    "number": "General",
    "share": '0.0" "%',
    "date": "yyyy-mm-dd",
    "instant": "yyyy-mm-dd hh:mm",
}


class _Book(NamedTuple):
    """The workbook while it is written, and the formats it has so far."""

    book: Workbook
    formats: dict[tuple[Kind, Light | None, str], Format]
    heading: Format

    def format(self, cell: Cell) -> Format:
        """The format of a cell, made once."""
        key = (cell.kind, cell.light, cell.pattern)
        known = self.formats.get(key)
        if known is None:
            look: dict[str, object] = {
                "num_format": cell.pattern or _PATTERNS[cell.kind],
                "valign": "top",
                "bottom": 1,
                "bottom_color": "#d0d7de",
                "text_wrap": cell.kind == "text",
            }
            if cell.light is not None:
                ink, ground = _COLOURS[cell.light]
                look |= {"font_color": ink, "bg_color": ground, "bold": True}
            known = self.formats[key] = self.book.add_format(look)
        return known


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The file in pieces.

    Raises:
        UsageError: There are more series than a sheet has rows.
    """
    if len(snapshot.assessments) > _MOST_ROWS:
        raise UsageError("output.rows", format="xlsx", most=_MOST_ROWS)
    data = _made(Outline(snapshot, words), options)
    return (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))


def _made(outline: Outline, options: Options) -> bytes:
    buffer = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, {"in_memory": True, **plain}) as book:
        made = outline.snapshot.as_of.replace(tzinfo=None, microsecond=0)
        book.set_properties(
            {"title": visible(outline.title), "created": made, "comments": f"zhibiao {__version__}", "author": ""}
        )
        heading = book.add_format(
            {"bold": True, "bg_color": "#eaeef2", "bottom": 1, "valign": "top", "text_wrap": True}
        )
        written = _Book(book, {}, heading)
        for sheet in sheets(outline, options):
            _write(written, sheet, outline)
    return buffer.getvalue()


def _write(book: _Book, sheet: Sheet, outline: Outline) -> None:
    page = book.book.add_worksheet(sheet.name[:_LONGEST_NAME])
    wide = [min(_WIDEST, width(title) + 3) for title in sheet.titles]
    for column, title in enumerate(sheet.titles):
        page.write_string(0, column, visible(title), book.heading)
    rows = list(sheet.rows)
    for cells in rows:
        wide = [max(room, _wide(cell)) for room, cell in zip(wide, cells, strict=True)]
    for column, room in enumerate(wide):
        page.set_column(column, column, room)
    for number, cells in enumerate(rows, 1):
        high = max(_lines(cell, room) for cell, room in zip(cells, wide, strict=True))
        # Said outright, since not every program makes room for wrapped text when it opens a file.
        page.set_row(number, min(_HIGHEST, _LINE * high))
        for column, cell in enumerate(cells):
            _put(page, number, column, cell, book.format(cell))
    for column in sheet.shares:
        bar = {"type": "data_bar", "bar_color": "#9ecbff"}
        limits = {"min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}
        page.conditional_format(1, column, max(1, len(rows)), column, bar | limits)
    _lay_out(page, sheet, len(rows), outline)


def _put(page: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    match cell.value:
        case None | "":  # an empty text would be counted as something
            page.write_blank(row, column, None, look)
        case Decimal():
            page.write_number(row, column, float(cell.value), look)
        case datetime():
            page.write_datetime(row, column, cell.value, look)
        case str():
            text = "\n".join(map(visible, cell.value.split("\n")))
            # The library would cut it there without a word.
            page.write_string(row, column, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…", look)


def _wide(cell: Cell) -> int:
    if isinstance(cell.value, str):
        return min(_WIDEST, max(map(width, map(visible, cell.value.split("\n")))) + 2)
    return {"instant": 17, "date": 12}.get(cell.kind, 11) if cell.value is not None else 0


def _lines(cell: Cell, room: int) -> int:
    """Lines that a cell needs in a column."""
    if not isinstance(cell.value, str):
        return 1
    return sum(max(1, len(wrap(visible(line), room - 1))) for line in cell.value.split("\n"))


def _lay_out(page: Worksheet, sheet: Sheet, rows: int, outline: Outline) -> None:
    """On a screen the titles stay in sight; on paper they stand on every page."""
    page.freeze_panes(1, 2 if sheet.shares else 0)
    if len(sheet.titles) > 1:
        page.autofilter(0, 0, max(1, rows), len(sheet.titles) - 1)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if sheet.printed:
        page.print_area(0, 0, max(1, rows), sheet.printed - 1)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    # "&" begins a code in headers, and a header has at most 255 characters.
    title = cut(visible(outline.title), 80).replace("&", "&&")
    page.set_header(f"&L{title}&R{outline.local(outline.snapshot.as_of)}")
    page.set_footer("&C&P / &N")
