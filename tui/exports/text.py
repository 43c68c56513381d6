"""The snapshot as plain text: for mail, for a terminal without a dashboard, for a screen reader.

A block an indicator: status, name and bar on the first line; figure, target and the rest below; then the reason in a
sentence, and who is missing. Nothing is cut, lines are wrapped by terminal cells, colour and escapes do not occur.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Final

from tui.exports.options import NARROWEST, Changes, Options
from tui.exports.outline import Outline, Section, check_mark, source_mark
from tui.model.snapshot import Assessment, CheckResult, Snapshot
from tui.model.source import SourceState
from tui.named import NamedTuple
from tui.words import Words
from tui.words import figures as said
from tui.words.cells import ascii_text, pad, visible, width, wrap
from tui.words.statuses import SYMBOLS, code_word, counts_text, status_word, symbol

__all__ = ["bar", "pieces"]

_BAR: Final = 10
_PERCENT: Final = 7
"""`100.5 %`"""
_LEAST: Final = 16
"""Cells of a name beside a bar; where there is less room the bar stands below it."""
_BLOCKS_A_PIECE: Final = 200


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The text in pieces, each of whole lines."""
    page = _Page(Outline(snapshot, words), max(options.width, NARROWEST), options.ascii)
    blocks = _blocks(page, options)
    while some := list(islice(blocks, _BLOCKS_A_PIECE)):
        yield "".join(f"{line.rstrip()}\n" for block in some for line in block).encode()


def bar(progress: Decimal | None, plan: Decimal | None = None, cells: int = _BAR) -> str:
    """A bar of ASCII characters: `[######.|..]`; full only when all is done, empty only when nothing is.

    Args:
        progress: 0 to 1; `None` gives blanks.
        plan: Where a `|` stands, 0 to 1: what should be done by now.
        cells: Between the brackets.
    """
    if progress is None:
        return " " * (cells + 2)
    done = int(progress * cells)
    if progress > 0 and not done:
        done = 1
    drawn = ["#"] * done + ["."] * (cells - done)
    if plan is not None and progress < 1:
        drawn[min(int(plan * cells), cells - 1)] = "|"
    return f"[{''.join(drawn)}]"


class _Page(NamedTuple):
    """Where everything is written."""

    outline: Outline
    cells: int
    ascii: bool

    @property
    def words(self) -> Words:
        """The language."""
        return self.outline.words

    def clean(self, text: str) -> str:
        """A text that can move no cursor, in the characters that were asked for."""
        shown = visible(text)
        return ascii_text(shown) if self.ascii else shown

    def say(self, key: str, /, **values: object) -> str:
        """A sentence, fit to be shown."""
        return self.clean(self.words.say(key, **values))

    def wrapped(self, text: str, indent: int = 0) -> list[str]:
        """A text as lines that begin at a column."""
        return [" " * indent + line for line in wrap(self.clean(text), self.cells - indent)]

    def flowed(self, parts: Iterable[str], indent: int = 0) -> list[str]:
        """Parts two spaces apart, broken between parts where that does it."""
        lines: list[str] = []
        for part in (self.clean(part) for part in parts if part):
            joined = f"{lines[-1]}  {part}" if lines else part
            if lines and width(joined) <= self.cells - indent:
                lines[-1] = joined
            else:
                lines.extend(wrap(part, self.cells - indent))
        return [" " * indent + line for line in lines]


def _blocks(page: _Page, options: Options) -> Iterator[list[str]]:
    outline = page.outline
    yield _heading(page, options)
    if options.changes is not None:
        yield from _changes(page, options.changes)
    indent = 3 + max(width(status_word(page.words, code)) for code in SYMBOLS)
    for section in outline.sections():
        yield _section(page, section)
        yield from (_indicator(page, found, indent) for found in section.members)
    if outline.documents:
        yield _rule(page, page.say("text.documents"))
        yield from (page.wrapped(f"[{number}] {document}") for document, number in outline.documents.items())
    if outline.snapshot.checks:
        yield _rule(page, page.say("text.checks"))
        yield from _checks(page)
    if outline.snapshot.sources:
        yield _rule(page, page.say("text.sources"))
        yield from (_source(page, found) for found in outline.snapshot.sources)


def _heading(page: _Page, options: Options) -> list[str]:
    outline = page.outline
    title = page.wrapped(outline.title)
    lines = [*title, "=" * max(map(width, title))]
    for note in outline.notes(options):
        lines += page.wrapped(note)
    lines += page.flowed(outline.sources_in_short())
    return [*lines, "", *page.flowed(counts_text(page.words, outline.snapshot.counts, zeros=True))]


def _changes(page: _Page, changes: Changes) -> Iterator[list[str]]:
    yield _rule(page, page.say("text.changes"))
    yield [line for said in changes.head for line in page.wrapped(said)]
    last = ""
    for series, what, old, new in changes.rows:
        if series != last:
            yield page.wrapped(series)
            last = series
        yield page.wrapped(page.words.say("diff.line", what=what, old=old, new=new), 2)


def _rule(page: _Page, title: str) -> list[str]:
    lines = page.wrapped(title)
    return ["", *lines, "-" * max(map(width, lines))]


def _section(page: _Page, section: Section) -> list[str]:
    lines = _rule(page, section.title)
    found, words = section.group, page.words
    if found is None:
        return lines
    light = code_word(words, "light", found.light) if found.light != "none" else ""
    return [*lines, *page.flowed((light, *counts_text(words, found.counts), *page.outline.rolled_up(found)))]


def _indicator(page: _Page, found: Assessment, indent: int) -> list[str]:
    words, outline = page.words, page.outline
    status = pad(f"{symbol(found.status)} {status_word(words, found.status)}", indent)
    status = page.clean(status)
    gauge, room = _gauge(found), page.cells - indent
    beside = room - width(gauge) - 1
    is_beside = bool(gauge) and beside >= _LEAST
    named = wrap(page.clean(outline.name(found)), beside if is_beside else room)
    first = status + (pad(named[0], beside + 1) + gauge if is_beside else named[0])
    rest = [" " * indent + line for line in named[1:]]
    return [
        "",
        first,
        *rest,
        *(page.wrapped(gauge, indent) if gauge and not is_beside else ()),
        *page.flowed(_facts(page, found), indent),
        *page.wrapped(words.told(found.why), indent),
        *(line for part in outline.parts(found) for line in page.wrapped(part, indent)),
    ]


def _gauge(found: Assessment) -> str:
    if found.progress is None:
        return ""
    return f"{bar(found.progress, found.plan)} {said.progress(found):>{_PERCENT}}"


def _facts(page: _Page, found: Assessment) -> Iterator[str]:
    """Figure, target, pace, and whose figure of when it is; an empty one is left out later."""
    outline = page.outline
    yield said.figure(page.words, found)
    yield outline.target(found)
    yield from outline.outlook(found)
    yield from outline.marks(found)
    yield from outline.origin(found)
    yield f"[{found.id}]"


def _checks(page: _Page) -> Iterator[list[str]]:
    checks = page.outline.checks()
    for found in checks.shown:
        yield _check(page, found)
    rest = page.outline.rest_of_checks(checks)
    if rest:
        yield page.wrapped(rest)


def _check(page: _Page, found: CheckResult) -> list[str]:
    words, outline = page.words, page.outline
    result = f"{check_mark(found)} {code_word(words, 'result', found.result)}"
    return [
        *page.flowed((result, outline.check_name(found), outline.severity(found))),
        *page.wrapped(words.told(found.why), 2),
    ]


def _source(page: _Page, found: SourceState) -> list[str]:
    words = page.words
    state = f"{source_mark(found)} {code_word(words, 'state', found.state)}"
    lines = page.flowed((state, found.id, found.type, *page.outline.reading(found)))
    return lines if found.error is None else [*lines, *page.wrapped(words.told(found.error), 2)]
