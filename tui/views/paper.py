"""A page of text to read: headings, labelled fields, paragraphs and tables, laid out for a width; pure."""

from collections.abc import Iterable, Sequence

from tui.views.line import BLANK, Line, Span, fit
from tui.views.look import Look
from tui.words.cells import width

__all__ = ["Paper"]

_LABEL = 14
"""Cells for the label of a field."""
_LEAST = 8
"""Text is never set narrower than this."""


class Paper:
    """Collects the lines of a page; every text is made fit for the terminal here."""

    def __init__(self, look: Look, cells: int) -> None:
        """An empty page of so many cells a line."""
        self.look = look
        self.cells = cells
        self.lines: list[Line] = []

    def line(self, *spans: Span) -> None:
        """A line as it is, cut where it is too long."""
        self.lines.append(fit(spans, self.cells, self.look.tail))

    def blank(self) -> None:
        """An empty line, unless one is there already."""
        if self.lines and self.lines[-1] != BLANK:
            self.lines.append(BLANK)

    def heading(self, text: str) -> None:
        """The title of a part, after an empty line, with a rule to the end."""
        self.blank()
        said = f" {self.look.text(text)} "
        rule = self.look.glyphs.rule
        self.line(Span(said, "heading"), Span(rule * max(self.cells - width(said) - 1, 0), "rest"))

    def text(self, text: str, role: str = "text", indent: int = 1) -> None:
        """A paragraph."""
        for part in self.look.wrap(self.look.text(text), max(self.cells - indent - 1, _LEAST)):
            self.line(Span(" " * indent), Span(part, role))

    def field(self, label: str, text: str, role: str = "text") -> None:
        """A label and what belongs to it; nothing, when there is nothing to say."""
        if not text:
            return
        head = self.look.pad(self.look.text(label), _LABEL)
        for part in self.look.wrap(self.look.text(text), max(self.cells - _LABEL - 3, _LEAST)):
            self.line(Span(f" {head} ", "dim"), Span(part, role))
            head = " " * _LABEL

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[Span]], grow: int | None = None) -> None:
        """Columns as wide as what stands in them.

        Args:
            headings: One a column.
            rows: One span a column.
            grow: The column that gives way where there is no room for all; `None`: the last.
        """
        look = self.look
        body = [[Span(look.text(cell.text), cell.role) for cell in row] for row in rows]
        head = [Span(look.text(heading), "dim") for heading in headings]
        widths = [max(width(row[place].text) for row in (head, *body)) for place in range(len(head))]
        yielding = len(widths) - 1 if grow is None else grow
        over = sum(widths) + 2 * (len(widths) - 1) + 2 - self.cells
        if over > 0:
            widths[yielding] = max(widths[yielding] - over, min(widths[yielding], _LEAST))
        for row in (head, *body):
            cells = [Span(f" {look.pad(cell.text, room)} ", cell.role) for cell, room in zip(row, widths, strict=True)]
            self.line(*cells)
