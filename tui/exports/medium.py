"""What a report is written in: how text, marks, footnotes and the table of figures are put down there."""

from collections.abc import Callable, Sequence
from typing import Final

from tui.exports.markup import escape, linked
from tui.exports.md import row, text_of
from tui.named import NamedTuple
from tui.words.cells import visible

__all__ = ["HTML", "MARKDOWN", "MEDIA", "PLAIN", "WORD", "Medium", "Note", "Row"]


class Note(NamedTuple):
    """A footnote."""

    number: int
    """From 1."""
    text: str
    """Document, section, vintage."""
    is_marked: bool = True
    """Its mark stands in the text; else only in the table of figures."""


class Row(NamedTuple):
    """A line of the table of figures."""

    cells: tuple[str, ...]
    """As many as there are titles, but for the last."""
    note: int
    """Number of the footnote, which is the last cell."""

    @property
    def shown(self) -> tuple[str, ...]:
        """All cells, for templates that lay them out themselves."""
        return (*self.cells, f"[{self.note}]")


class Medium(NamedTuple):
    """How things are put down; every function takes text from data and gives what may stand in the document."""

    kind: str
    """Its name in `MEDIA`."""
    text: Callable[[str], str]
    """A text that is nothing but text."""
    mark: Callable[[int, int], str]
    """The mark of a footnote, by its number and by how often it stood already."""
    footnotes: Callable[[Sequence[Note]], str]
    """All of them."""
    table: Callable[[Sequence[str], Sequence[Row]], str]
    """Titles, then rows."""


class Written(str):
    """Markup of ours, which a template that escapes its values leaves as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """What the template engine asks for before it escapes."""
        return str(self)


def legal(text: str) -> str:
    """Text with neither controls nor what XML 1.0 does not have."""
    return visible(text).translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"})


def _lines(notes: Sequence[Note]) -> str:
    return "\n".join(f"[{note.number}] {legal(note.text)}" for note in notes)


def _plain_mark(number: int, time: int) -> str:
    return f"[{number}]"


def _plain_table(titles: Sequence[str], rows: Sequence[Row]) -> str:
    lines = ["\t".join(map(legal, titles))]
    return "\n".join(lines + ["\t".join((*map(legal, each.cells), f"[{each.note}]")) for each in rows])


def _markdown_mark(number: int, time: int) -> str:
    return f"[^{number}]"


def _markdown_notes(notes: Sequence[Note]) -> str:
    return "\n".join(f"[^{note.number}]: {text_of(note.text)}" for note in notes)


def _markdown_table(titles: Sequence[str], rows: Sequence[Row]) -> str:
    """Of the cells the second is a figure; the last, the mark, is ours and stays a mark."""
    lines = [row(titles), f"| --- | ---: |{' --- |' * (len(titles) - 2)}"]
    return "\n".join(lines + [f"{row(each.cells)} {_markdown_mark(each.note, 0)} |" for each in rows])


def _html_text(text: str) -> str:
    return Written(escape(text))


def _html_mark(number: int, time: int) -> str:
    """A link to the footnote; the first can be come back to."""
    anchor = "" if time else f' id="r{number}"'
    return Written(f'<sup{anchor} class="mark"><a href="#n{number}" role="doc-noteref">[{number}]</a></sup>')


def _html_notes(notes: Sequence[Note]) -> str:
    items = "".join(f'<li id="n{note.number}">{linked(note.text)}{_html_back(note)}</li>\n' for note in notes)
    return Written(f'<ol class="footnotes">\n{items}</ol>') if items else Written("")


def _html_back(note: Note) -> str:
    """The way back to where the mark stands in the text."""
    if not note.is_marked:
        return ""
    return f' <a href="#r{note.number}" role="doc-backlink" aria-label="[{note.number}]">↩</a>'


def _html_table(titles: Sequence[str], rows: Sequence[Row]) -> str:
    heads = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    lines = []
    for each in rows:
        first, figure, *more = map(escape, each.cells)
        cells = "".join(f"<td>{cell}</td>" for cell in more)
        # Not the first time that the mark stands: whoever lists a figure has used it.
        mark = _html_mark(each.note, 1)
        lines.append(f'<tr><th scope="row">{first}</th><td class="num">{figure}</td>{cells}<td>{mark}</td></tr>\n')
    return Written(f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(lines)}</tbody>\n</table>")


PLAIN: Final = Medium("txt", legal, _plain_mark, _lines, _plain_table)
"""Text as it is."""
MARKDOWN: Final = Medium("md", text_of, _markdown_mark, _markdown_notes, _markdown_table)
"""CommonMark with tables and footnotes."""
HTML: Final = Medium("html", _html_text, _html_mark, _html_notes, _html_table)
"""A page, in which a template's own values are escaped as well."""
WORD: Final = Medium("docx", legal, _plain_mark, _lines, _plain_table)
"""A document of a word processor: how a mark or a row looks is the template's."""

MEDIA: Final = {medium.kind: medium for medium in (MARKDOWN, HTML, WORD, PLAIN)}
"""By the name that `--format` has."""
