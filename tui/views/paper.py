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
_READABLE = 28
"""Cells of a column in which most of what stands there can be read."""


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

    def table(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[Span]],
        grow: int | None = None,
        drops: Sequence[int] = (),
    ) -> None:
        """Columns as wide as what stands in them.

        Args:
            headings: One a column.
            rows: One span a column.
            grow: The column that gives way where there is no room for all; `None`: the last.
            drops: Columns that are left out, one after the other, before it becomes too narrow to be read.
        """
        look = self.look
        body = [[Span(look.text(cell.text), cell.role) for cell in row] for row in rows]
        head = [Span(look.text(heading), "dim") for heading in headings]
        widths = [max(width(row[place].text) for row in (head, *body)) for place in range(len(head))]
        yielding = len(widths) - 1 if grow is None else grow
        kept = list(range(len(widths)))
        for drop in drops:
            if widths[yielding] - self._over(widths, kept) >= min(widths[yielding], _READABLE):
                break
            kept.remove(drop)
        over = self._over(widths, kept)
        if over > 0:
            widths[yielding] = max(widths[yielding] - over, min(widths[yielding], _LEAST))
        for row in (head, *body):
            self.line(*(Span(f" {look.pad(row[place].text, widths[place])} ", row[place].role) for place in kept))

    def _over(self, widths: Sequence[int], kept: Sequence[int]) -> int:
        """Cells that some columns lack."""
        return sum(widths[place] for place in kept) + 2 * (len(kept) - 1) + 2 - self.cells
