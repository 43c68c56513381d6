"""The snapshot as a picture (SVG 1.1): for a wall, a slide, or an image on a page that shows no HTML.

Drawn from the snapshot, not from a screen: title, counts, and a line an indicator with bar, figure, target and reason.
Text is measured in cells, two for a Chinese character, and wrapped, never cut; fonts are the reader's own. The file is
well-formed XML without script or reference, so that it opens anywhere.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Final

from tui.exports.markup import DARK, FONTS, LIGHT, escape
from tui.exports.options import Options
from tui.exports.outline import Outline, Section
from tui.model.snapshot import Assessment, Snapshot
from tui.named import NamedTuple
from tui.words import Words
from tui.words import figures as said
from tui.words.cells import visible, width, wrap
from tui.words.statuses import code_word, counts_text, status_word, symbol

__all__ = ["pieces"]

_BLOCKS_A_PIECE: Final = 200
_WIDE: Final = 1200
_MARGIN: Final = 24
_SIZE: Final = 14
"""Of text, in pixels."""
_LINE: Final = 20
_CELL: Final = _SIZE * 0.56
"""Room for a cell: half the size is what a Chinese character needs a cell, Latin text needs a little more."""


class _Column(NamedTuple):
    """Where a part of a line stands."""

    x: int
    room: int


_STATUS: Final = _Column(_MARGIN, 110)
_NAME: Final = _Column(140, 270)
_BAR: Final = _Column(424, 130)
_PROGRESS: Final = _Column(562, 66)
_FIGURE: Final = _Column(640, 140)
_TARGET: Final = _Column(790, 130)
_REASON: Final = _Column(930, _WIDE - _MARGIN - 930)


class _Block(NamedTuple):
    """Something drawn, from its own upper edge, and how high it is."""

    drawn: str
    height: int


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The picture in pieces; its height is known before the first, so all of it is laid out then."""
    outline = Outline(snapshot, words)
    blocks = list(_blocks(outline, options))
    high = sum(block.height for block in blocks) + 2 * _MARGIN
    yield _head(outline, high).encode()
    placed = _placed(blocks)
    while some := list(islice(placed, _BLOCKS_A_PIECE)):
        yield "".join(some).encode()
    yield b"</svg>\n"


def _placed(blocks: Iterable[_Block]) -> Iterator[str]:
    y = _MARGIN
    for block in blocks:
        yield f'<g transform="translate(0 {y})">{block.drawn}</g>\n'
        y += block.height


def _head(outline: Outline, high: int) -> str:
    title = escape(outline.title)
    about = escape(outline.words.plain(counts_text(outline.words, outline.snapshot.counts)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{high}" viewBox="0 0 {_WIDE} {high}" '
        f'role="img" aria-labelledby="title desc" xml:lang="{outline.words.language}">\n'
        f'<title id="title">{title}</title>\n<desc id="desc">{about}</desc>\n'
        f"<style>text{{font:{_SIZE}px {FONTS};fill:{LIGHT['ink']}}}.title{{font-size:22px;font-weight:600}}"
        ".group{font-size:16px;font-weight:600}.strong{font-weight:600}.end{text-anchor:end}"
        f"{_colours(LIGHT)}@media (prefers-color-scheme:dark){{text{{fill:{DARK['ink']}}}{_colours(DARK)}}}</style>\n"
        f'<rect class="paper" width="{_WIDE}" height="{high}"/>\n'
    )


def _colours(colours: dict[str, str]) -> str:
    """Classes of text and shapes, by role."""
    return "".join(f".{name},text.{name}{{fill:{colour}}}" for name, colour in colours.items())


def _blocks(outline: Outline, options: Options) -> Iterator[_Block]:
    words = outline.words
    yield _paragraph((outline.title,), "title", 22)
    yield _space(4)
    yield _paragraph(_flowed((*outline.notes(options), *outline.sources_in_short())), "quiet")
    yield _space(6)
    yield _paragraph(_flowed(counts_text(words, outline.snapshot.counts, zeros=True)), "strong")
    for section in outline.sections():
        yield from _section(outline, section)


def _section(outline: Outline, section: Section) -> Iterator[_Block]:
    words, group = outline.words, section.group
    yield _Block(f'<rect class="ink" x="{_MARGIN}" y="18" width="{_WIDE - 2 * _MARGIN}" height="1.5"/>', 24)
    yield _paragraph((section.title,), "group", 16)
    if group is not None:
        light = "" if group.light == "none" else code_word(words, "light", group.light)
        parts = (light, *counts_text(words, group.counts), *outline.rolled_up(group))
        yield _paragraph(_flowed(part for part in parts if part), "quiet")
    for found in section.members:
        yield _indicator(outline, found)


def _indicator(outline: Outline, found: Assessment) -> _Block:
    words = outline.words
    columns = (
        _text(_STATUS, (f"{symbol(found.status)} {status_word(words, found.status)}",), f"strong {found.light}"),
        _text(_NAME, (outline.name(found),)),
        _text(_PROGRESS, (said.progress(found),), f"end {found.light}"),
        _text(_FIGURE, (said.figure(words, found),), "end"),
        _text(_TARGET, (said.target(words, found), outline.deadline(found)), "end quiet"),
        _text(_REASON, (words.told(found.why), words.plain(tuple(outline.marks(found)))), "quiet"),
    )
    line = f'<rect class="line" x="{_MARGIN}" y="2" width="{_WIDE - 2 * _MARGIN}" height="1"/>'
    drawn = "".join(column.drawn for column in columns)
    return _Block(
        f'{line}<g transform="translate(0 6)">{drawn}{_bar(found)}</g>', 8 + max(column.height for column in columns)
    )


def _bar(found: Assessment) -> str:
    """The bar, with a mark where the plan stands; nothing where no progress can be stated."""
    if found.progress is None:
        return ""
    tick = ""
    if found.plan is not None:
        tick = f'<rect class="ink" x="{_at(found.plan)}" y="2" width="2" height="16"/>'
    return (
        f'<rect class="track" x="{_BAR.x}" y="5" width="{_BAR.room}" height="10" rx="2"/>'
        f'<rect class="{found.light}" x="{_BAR.x}" y="5" width="{_long(found.progress)}" height="10" rx="2"/>{tick}'
    )


def _long(share: Decimal) -> str:
    return f"{float(share) * _BAR.room:.1f}"


def _at(share: Decimal) -> str:
    return f"{_BAR.x + float(share) * (_BAR.room - 2):.1f}"


def _paragraph(parts: tuple[str, ...], kind: str, size: int = _SIZE) -> _Block:
    """Texts over the whole width, each from a new line."""
    return _text(_Column(_MARGIN, _WIDE - 2 * _MARGIN), parts, kind, size)


def _text(column: _Column, parts: tuple[str, ...], kind: str = "", size: int = _SIZE) -> _Block:
    """Texts in a column, each from a new line, wrapped by cells."""
    high = _LINE + size - _SIZE
    cells = _cells(column.room, size)
    lines = [line for part in parts if part for line in wrap(visible(part), cells) if width(line)]
    x = column.x + column.room if "end" in kind else column.x
    said_as = f' class="{kind}"' if kind else ""
    drawn = "".join(
        f'<text{said_as} x="{x}" y="{number * high + size}">{escape(line)}</text>' for number, line in enumerate(lines)
    )
    return _Block(drawn, high * len(lines))


def _space(height: int) -> _Block:
    return _Block("", height)


def _flowed(parts: Iterable[str]) -> tuple[str, ...]:
    """Parts with room between them, in lines that end between two."""
    cells = _cells(_WIDE - 2 * _MARGIN)
    lines: list[str] = []
    for part in map(visible, parts):
        # A plain space would not keep its room in a drawing.
        joined = f"{lines[-1]}\u3000{part}" if lines else part
        if lines and width(joined) <= cells:
            lines[-1] = joined
        else:
            lines.append(part)
    return tuple(lines)


def _cells(room: int, size: int = _SIZE) -> int:
    """How many cells of text fit."""
    return int(room / (_CELL * size / _SIZE))
