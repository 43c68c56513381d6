"""The snapshot as plain text: for mail, for a terminal without a dashboard, for a screen reader.

A block an indicator: status, name and bar on the first line; figure, target and the rest below; then the reason in a
sentence, and who is missing. Nothing is cut, lines are wrapped by terminal cells, colour and escapes do not occur.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Final

from tui.exports.options import Options
from tui.model.indicator import Step
from tui.model.snapshot import Assessment, CheckResult, GroupAssessment, Snapshot
from tui.model.source import SourceState
from tui.record import NamedTuple
from tui.words import Words
from tui.words import figures as said
from tui.words.cells import ascii_text, pad, visible, width, wrap
from tui.words.dates import ago, plain_date
from tui.words.statuses import SYMBOLS, code_word, counts_text, overlays, status_word, symbol

__all__ = ["bar", "pieces"]

_BAR: Final = 10
_PERCENT: Final = 8
"""`-100.5 %`"""
_NARROWEST: Final = 40
_BLOCKS_A_PIECE: Final = 200


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The text in pieces, each of whole lines."""
    page = _Page(words, max(options.width, _NARROWEST), options.ascii, snapshot, {})
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

    words: Words
    cells: int
    ascii: bool
    snapshot: Snapshot
    documents: dict[str, int]
    """Every document that was cited so far, and its number."""

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

    def local(self, at: datetime) -> str:
        """An instant in the framework's time zone."""
        return plain_date(at.astimezone(self.snapshot.as_of.tzinfo))


def _blocks(page: _Page, options: Options) -> Iterator[list[str]]:
    snapshot = page.snapshot
    yield _heading(page, options)
    indent = 3 + max(width(status_word(page.words, code)) for code in SYMBOLS)
    members: dict[str, list[Assessment]] = {}
    for found in snapshot.assessments:
        members.setdefault(found.indicator.group, []).append(found)
    for group in snapshot.groups:
        if group.group.id in members:
            yield _section(page, group)
            yield from (_indicator(page, found, indent) for found in members.pop(group.group.id))
    if members:
        yield _rule(page, page.say("text.ungrouped"))
        yield from (_indicator(page, found, indent) for left in members.values() for found in left)
    if page.documents:
        yield _rule(page, page.say("text.documents"))
        yield from (page.wrapped(f"[{number}] {document}") for document, number in page.documents.items())
    if snapshot.checks:
        yield _rule(page, page.say("text.checks"))
        yield from _checks(page)
    if snapshot.sources:
        yield _rule(page, page.say("text.sources"))
        yield from (_source(page, found) for found in snapshot.sources)


def _heading(page: _Page, options: Options) -> list[str]:
    snapshot, words = page.snapshot, page.words
    framework = snapshot.framework
    title = page.wrapped(framework.title.said(words.language))
    lines = [*title, "=" * max(map(width, title))]
    notes = [page.say("text.as_of", instant=snapshot.as_of, zone=framework.timezone)]
    if framework.evaluate_on is not None:
        notes.append(page.say("text.evaluate_on", day=framework.evaluate_on))
    if snapshot.known_by is not None:
        notes.append(page.say("text.known_by", instant=page.local(snapshot.known_by)))
    if snapshot.taken_at is not None:
        notes.append(page.say("text.taken_at", instant=page.local(snapshot.taken_at)))
    if options.sample:
        notes.append(page.say("text.sample"))
    if len(snapshot.assessments) != options.total:
        notes.append(page.say("text.selected", selected=len(snapshot.assessments), total=options.total))
    for note in notes:
        lines += page.wrapped(note)
    lines += page.flowed(_sources_in_short(page))
    return [*lines, "", *page.flowed(counts_text(words, snapshot.counts, zeros=True))]


def _sources_in_short(page: _Page) -> list[str]:
    sources = page.snapshot.sources
    if not sources:
        return []
    well = sum(source.state == "ok" for source in sources)
    parts = [page.say("text.sources_ok", well=well, total=len(sources))]
    read = max((source.last_success for source in sources if source.last_success), default=None)
    if read is not None:
        parts.append(page.say("text.last_read", instant=_aged(page, read)))
    return parts


def _aged(page: _Page, at: datetime) -> str:
    """An instant, and how long ago it was where the snapshot knows when it was taken."""
    taken = page.snapshot.taken_at
    if taken is None:
        return page.local(at)
    return page.words.say("text.aged", instant=page.local(at), ago=ago(page.words, at, taken))


def _rule(page: _Page, title: str) -> list[str]:
    lines = page.wrapped(title)
    return ["", *lines, "-" * max(map(width, lines))]


def _section(page: _Page, found: GroupAssessment) -> list[str]:
    words = page.words
    lines = _rule(page, found.group.name.said(words.language))
    light = code_word(words, "light", found.light) if found.light != "none" else ""
    mean = "" if found.progress is None else page.say("text.mean", progress=found.progress)
    unknown = page.say("text.undetermined", count=found.undetermined) if found.undetermined else ""
    score = "" if found.score is None else page.say("text.score", score=found.score)
    known = page.snapshot.framework.indicators
    names = tuple(known[id].name if id in known else id for id in found.vetoed_by)
    veto = page.say("text.vetoed", names=names) if names else ""
    return [*lines, *page.flowed((light, *counts_text(words, found.counts), mean, score, unknown, veto))]


def _indicator(page: _Page, found: Assessment, indent: int) -> list[str]:
    words = page.words
    status = pad(f"{symbol(found.status)} {status_word(words, found.status)}", indent)
    status = page.clean(status)
    gauge = _gauge(found)
    name = found.indicator.name.said(words.language) + (f" / {found.unit}" if found.unit else "")
    named = wrap(page.clean(name), page.cells - indent - (width(gauge) + 1 if gauge else 0))
    first = status + (pad(named[0], page.cells - indent - width(gauge)) + gauge if gauge else named[0])
    rest = [" " * indent + line for line in named[1:]]
    return [
        "",
        first,
        *rest,
        *page.flowed(_facts(page, found), indent),
        *page.wrapped(words.told(found.why), indent),
        *_parts(page, found, indent),
    ]


def _gauge(found: Assessment) -> str:
    if found.progress is None:
        return ""
    return f"{bar(found.progress, found.plan)}{said.progress(found):>{_PERCENT}}"


def _facts(page: _Page, found: Assessment) -> Iterator[str]:
    """Figure, target, pace, and whose figure of when it is; empty ones included."""
    words, indicator = page.words, found.indicator
    yield said.figure(words, found)
    target = said.target(words, found)
    asked = indicator.target
    if target and asked is not None and asked.deadline is not None and asked.mode == "reach":
        yield page.say("text.target_by", target=target, deadline=asked.deadline)
    elif target:
        yield page.say("text.target", target=target)
    yield said.gap(words, found)
    forecast = said.forecast(words, found)
    yield page.say("text.forecast", amount=forecast) if forecast else ""
    yield said.needed(words, found)
    yield from overlays(words, found)
    yield page.say("text.trend", trend=found.trend) if found.trend else ""
    yield page.say("text.period", period=found.period) if found.period is not None else ""
    yield page.say("text.owner", owner=indicator.owner) if indicator.owner else ""
    origin = _origin(page, found)
    yield page.say("text.source", source=origin) if origin else ""
    yield f"[{found.id}]"


def _origin(page: _Page, found: Assessment) -> str:
    """The number of the document and the section in it; the source's id where no document is named."""
    given = found.provenance
    if not given.document:
        return given.source
    number = page.documents.setdefault(given.document, len(page.documents) + 1)
    return f"[{number}] {given.section}".strip()


def _parts(page: _Page, found: Assessment, indent: int) -> Iterator[str]:
    """Tiers, missing units and open steps, by name."""
    if found.tiers:
        yield from page.wrapped(page.say("text.tiers", tiers=said.tiers(page.words, found)), indent)
    if found.missing_units:
        text = page.say("text.missing", count=len(found.missing_units), names=found.missing_units)
        yield from page.wrapped(text, indent)
    done = set(found.steps_done)
    left = tuple(_step(page, step) for step in found.indicator.steps if step.id not in done)
    claimed = tuple(
        step.name.said(page.words.language)
        for step in found.indicator.steps
        if step.id in done and step.id not in found.steps_verified
    )
    if left:
        yield from page.wrapped(page.say("text.steps_left", names=left), indent)
    if claimed:
        yield from page.wrapped(page.say("text.steps_claimed", names=claimed), indent)


def _step(page: _Page, step: Step) -> str:
    name = step.name.said(page.words.language)
    return name if step.due is None else page.words.say("text.step_due", name=name, due=step.due)


def _checks(page: _Page) -> Iterator[list[str]]:
    """The administrator's own checks, and the built-in ones that fail; the rest is counted."""
    snapshot = page.snapshot
    rest = {"pass": 0, "unknown": 0}
    for found in snapshot.checks:
        if found.check.id in snapshot.framework.checks or found.result == "fail":
            yield _check(page, found)
        else:
            rest[found.result] += 1
    if any(rest.values()):
        yield page.wrapped(page.say("text.checks_built_in", passed=rest["pass"], unknown=rest["unknown"]))


def _check(page: _Page, found: CheckResult) -> list[str]:
    words = page.words
    mark = {"pass": "✔", "fail": "✘"}.get(found.result, "?")
    name = found.check.name.said(words.language) if found.check.name is not None else found.check.id
    name += f" / {found.unit}" if found.unit else ""
    severity = code_word(words, "severity", found.check.severity) if found.result == "fail" else ""
    return [
        *page.flowed((f"{mark} {code_word(words, 'result', found.result)}", name, severity)),
        *page.wrapped(words.told(found.why), 2),
    ]


def _source(page: _Page, found: SourceState) -> list[str]:
    words = page.words
    mark = {"ok": "✔", "soft": "▲", "failing": "✘"}.get(found.state, "○")
    read = page.say("text.last_read", instant=_aged(page, found.last_success)) if found.last_success else ""
    failed = page.say("text.failures", count=found.failures) if found.failures else ""
    lines = page.flowed((f"{mark} {code_word(words, 'state', found.state)}", found.id, found.type, read, failed))
    return lines if found.error is None else [*lines, *page.wrapped(words.told(found.error), 2)]
