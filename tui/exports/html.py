"""The snapshot as one web page that needs nothing else: for a browser, a mail, an intranet, and for paper.

No script, no reference to anything outside, and a policy that forbids both; it opens from a file as from a server. Bars
are drawn in the page; status is a symbol, a word and a colour. Everything from data is text; an address that begins
with http or https may be followed, and no other. A row is found by its indicator's id, which has no hyphen: every other
place has one in its name.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Final

from tui import __version__
from tui.exports.markup import escape, linked
from tui.exports.options import Changes, Options
from tui.exports.outline import Outline, Section, check_mark, source_mark
from tui.exports.style import STYLE, STYLE_DIGEST
from tui.model.snapshot import Assessment, CheckResult, Snapshot
from tui.model.source import SourceState
from tui.words import Words
from tui.words import figures as said
from tui.words.statuses import SYMBOLS, code_word, status_word, symbol

__all__ = ["pieces"]

_BLOCKS_A_PIECE: Final = 200
_LANGUAGES: Final = {"zh": "zh-CN", "en": "en"}
_COLUMNS: Final = ("status", "indicator", "figure", "target", "progress", "note", "origin")
_LIGHTS: Final = {
    "met": "green",
    "on_track": "green",
    "at_risk": "yellow",
    "off_track": "red",
    "missed": "red",
}
"""Colours of the count vector; what is not here is grey."""


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The page in pieces."""
    blocks = _blocks(Outline(snapshot, words), options)
    while some := list(islice(blocks, _BLOCKS_A_PIECE)):
        yield "".join(some).encode()


def _blocks(outline: Outline, options: Options) -> Iterator[str]:
    sections = tuple(outline.sections())
    yield _head(outline)
    yield _header(outline, options)
    yield _navigation(outline, sections)
    yield "<main>\n"
    if options.changes is not None:
        yield from _changes(outline.words, options.changes)
    for number, section in enumerate(sections, 1):
        yield from _section(outline, section, f"group-{number}")
    yield from _documents(outline)
    yield from _checks(outline)
    yield from _sources(outline)
    yield "</main>\n"
    yield _footer(outline)


def _head(outline: Outline) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{_LANGUAGES[outline.words.language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; style-src 'sha256-{STYLE_DIGEST}'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<meta name="generator" content="zhibiao {__version__}">\n'
        f"<title>{escape(outline.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )


def _header(outline: Outline, options: Options) -> str:
    words, counts = outline.words, outline.snapshot.counts
    notes = _items((*outline.notes(options._replace(sample=False)), *outline.sources_in_short()))
    sample = f'<p class="sample" role="note">{escape(words.say("text.sample"))}</p>\n' if options.sample else ""
    vector = "".join(
        f'<li class="{_LIGHTS.get(code, "grey") if counts.get(code) else "grey zero"}">'
        f"{_status(words, code)}<b>{counts.get(code, 0)}</b></li>"
        for code in SYMBOLS
    )
    return (
        f'<header>\n<h1>{escape(outline.title)}</h1>\n<ul class="notes">{notes}</ul>\n{sample}'
        f'<ul class="counts" aria-label="{escape(words.say("export.counts"))}">{vector}</ul>\n</header>\n'
    )


def _navigation(outline: Outline, sections: tuple[Section, ...]) -> str:
    links = "".join(
        f'<li><a href="#group-{number}">{escape(section.title)}</a></li>' for number, section in enumerate(sections, 1)
    )
    return f'<nav aria-label="{escape(outline.words.say("export.groups"))}"><ul>{links}</ul></nav>\n' if links else ""


def _changes(words: Words, changes: Changes) -> Iterator[str]:
    title = words.say("text.changes")
    yield f'<section aria-labelledby="the-changes">\n<h2 id="the-changes">{escape(title)}</h2>\n'
    yield from (f'<p class="sum">{escape(said)}</p>\n' for said in changes.head)
    if changes.rows:
        heads = "".join(
            f'<th scope="col">{escape(words.say(f"diff.column.{column}"))}</th>'
            for column in ("series", "what", "old", "new")
        )
        yield _table_of(heads, title)
        for series, *cells in changes.rows:
            told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            yield f'<tr><th scope="row">{escape(series)}</th>{told}</tr>\n'
        yield "</tbody></table></div>\n"
    yield "</section>\n"


def _section(outline: Outline, section: Section, anchor: str) -> Iterator[str]:
    words, group = outline.words, section.group
    yield f'<section aria-labelledby="{anchor}">\n<h2 id="{anchor}">{escape(section.title)}</h2>\n'
    if group is not None:
        light = f'<span class="{group.light}">{escape(code_word(words, "light", group.light))}</span>'
        counts = (
            f"<span>{_status(words, code)} {number}</span>" for code in SYMBOLS if (number := group.counts.get(code))
        )
        more = (f"<span>{escape(part)}</span>" for part in outline.rolled_up(group))
        yield f'<p class="sum">{"" if group.light == "none" else light}{"".join((*counts, *more))}</p>\n'
    yield _table_head(words, _COLUMNS, section.title, "figures")
    for found in section.members:
        yield _row(outline, found)
    yield "</tbody></table></div>\n</section>\n"


def _row(outline: Outline, found: Assessment) -> str:
    words = outline.words
    anchor = f' id="{escape(found.id)}"' if not found.unit else ""
    first, *remarks = outline.remarks(found)
    more = _list((*remarks, *outline.parts(found)))
    origin = (escape(outline.period(found)), escape(found.indicator.owner), _cited(outline, found))
    return (
        f'<tr{anchor}><td class="status {found.light}">{_status(words, found.status)}</td>'
        f'<th scope="row">{escape(outline.name(found))}<span class="id">{escape(found.id)}</span></th>'
        f'<td class="num">{_whole(_figure(words, found))}</td>'
        f'<td class="num">{_whole((said.target(words, found), outline.deadline(found)))}</td>'
        f'<td class="num {found.light}">{_bar(words, found)}</td>'
        f"<td>{escape(first)}{more}</td>"
        f'<td class="origin">{"".join(f"<span>{part}</span>" for part in origin if part)}</td></tr>\n'
    )


def _bar(words: Words, found: Assessment) -> str:
    """The bar with what it says in words beside it; nothing where no progress can be stated."""
    if found.progress is None:
        return ""
    progress, plan = said.progress(found), said.plan(found)
    tick = ""
    if found.plan is not None:
        progress_and_plan = words.say("export.bar_of_plan", progress=progress, plan=plan)
        tick = f'<rect class="tick" x="{_hundredths(min(found.plan, Decimal("0.985")))}" width="1.5" height="10"/>'
    else:
        progress_and_plan = words.say("export.bar", progress=progress)
    return (
        f'<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(progress_and_plan)}"><rect class="track" width="100" height="10"/>'
        f'<rect class="done" width="{_hundredths(found.progress)}" height="10"/>{tick}</svg>'
        f'<span aria-hidden="true">{escape(progress)}</span>'
    )


def _figure(words: Words, found: Assessment) -> tuple[str, str]:
    """A fraction and its value, which may stand on two lines."""
    figure, fraction = said.figure(words, found), said.fraction(found)
    is_both = bool(fraction) and figure.startswith(f"{fraction} ")
    return (fraction, figure.removeprefix(f"{fraction} ")) if is_both else (figure, "")


def _whole(parts: Iterable[str]) -> str:
    """Parts between which a line may be broken, and nowhere else."""
    return " ".join(f'<span class="whole">{escape(part)}</span>' for part in parts if part)


def _hundredths(share: Decimal) -> str:
    """A share on a scale of 100, to one digit."""
    return f"{float(share) * 100:.1f}"


def _cited(outline: Outline, found: Assessment) -> str:
    text = outline.cited(found)
    number = outline.documents.get(found.provenance.document)
    if number is None:
        return escape(text)
    mark, _, section = text.partition(" ")
    return f'<a href="#document-{number}">{mark}</a> {escape(section)}'


def _documents(outline: Outline) -> Iterator[str]:
    if outline.documents:
        title = escape(outline.words.say("text.documents"))
        yield f'<section aria-labelledby="all-documents">\n<h2 id="all-documents">{title}</h2>\n'
        yield '<ol class="documents">\n'
        yield from (
            f'<li id="document-{number}">{linked(document)}</li>\n' for document, number in outline.documents.items()
        )
        yield "</ol>\n</section>\n"


def _checks(outline: Outline) -> Iterator[str]:
    words = outline.words
    if not outline.snapshot.checks:
        return
    checks = outline.checks()
    title = words.say("text.checks")
    yield f'<section aria-labelledby="the-checks">\n<h2 id="the-checks">{escape(title)}</h2>\n'
    if checks.shown:
        yield _table_head(words, ("result", "check", "severity", "note"), title)
        yield from (_check(outline, found) for found in checks.shown)
        yield "</tbody></table></div>\n"
    if rest := outline.rest_of_checks(checks):
        yield f'<p class="sum">{escape(rest)}</p>\n'
    yield "</section>\n"


def _check(outline: Outline, found: CheckResult) -> str:
    words = outline.words
    failed = "red" if found.check.severity == "error" else "yellow"
    light = {"pass": "green", "fail": failed}.get(found.result, "grey")
    result = f"{check_mark(found)} {code_word(words, 'result', found.result)}"
    return (
        f'<tr><td class="status {light}">{escape(result)}</td><th scope="row">{escape(outline.check_name(found))}</th>'
        f"<td>{escape(outline.severity(found))}</td><td>{escape(words.told(found.why))}</td></tr>\n"
    )


def _sources(outline: Outline) -> Iterator[str]:
    words = outline.words
    if not outline.snapshot.sources:
        return
    title = words.say("text.sources")
    yield f'<section aria-labelledby="the-sources">\n<h2 id="the-sources">{escape(title)}</h2>\n'
    yield _table_head(words, ("state", "source", "type", "note"), title)
    yield from (_source(outline, found) for found in outline.snapshot.sources)
    yield "</tbody></table></div>\n</section>\n"


def _source(outline: Outline, found: SourceState) -> str:
    words = outline.words
    light = {"ok": "green", "soft": "yellow", "failing": "red"}.get(found.state, "grey")
    state = f"{source_mark(found)} {code_word(words, 'state', found.state)}"
    error = () if found.error is None else (words.told(found.error),)
    return (
        f'<tr><td class="status {light}">{escape(state)}</td><th scope="row">{escape(found.id)}</th>'
        f"<td>{escape(found.type)}</td><td>{_list((*outline.reading(found), *error))}</td></tr>\n"
    )


def _footer(outline: Outline) -> str:
    snapshot, words = outline.snapshot, outline.words
    parts = [words.say("export.made_by", version=__version__)]
    if snapshot.framework.sha256:
        parts.append(words.say("export.definitions", sha256=snapshot.framework.sha256))
    if snapshot.seal:
        parts.append(words.say("export.seal", seal=snapshot.seal))
    return f"<footer>{''.join(f'<p>{escape(part)}</p>' for part in parts)}</footer>\n</body>\n</html>\n"


def _table_head(words: Words, columns: tuple[str, ...], title: str, kind: str = "") -> str:
    heads = "".join(
        f'<th scope="col" class="w-{column}">{escape(words.say(f"export.column.{column}"))}</th>' for column in columns
    )
    return _table_of(heads, title, kind)


def _table_of(heads: str, title: str, kind: str = "") -> str:
    """A table's beginning, in a box of its own that scrolls."""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(title)}">'
        f'<table class="{kind or "plain"}"><thead><tr>{heads}</tr></thead><tbody>\n'
    )


def _status(words: Words, code: str | None) -> str:
    return f'<span aria-hidden="true">{escape(symbol(code))}</span> {escape(status_word(words, code))}'


def _list(parts: Iterable[str]) -> str:
    """A list of what is said besides; nothing where nothing is."""
    items = _items(parts)
    return f'<ul class="more">{items}</ul>' if items else ""


def _items(parts: Iterable[str]) -> str:
    return "".join(f"<li>{escape(part)}</li>" for part in parts)
