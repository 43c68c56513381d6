"""What stands in the workbook: its sheets, their columns, and every cell with its kind, before any of it is a file."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, Literal

from tui import __version__
from tui.exports.json import computed, value_text
from tui.exports.options import Options
from tui.exports.outline import Outline, check_mark, source_mark
from tui.model.observation import KNOWN_FROM_THE_START
from tui.model.progress import bound_of
from tui.model.snapshot import Assessment, CheckResult, Light
from tui.model.source import SourceState
from tui.model.target import Target
from tui.named import NamedTuple
from tui.words import figures as said
from tui.words.figures import SIGNS
from tui.words.numbers import OPERATORS, unit_text
from tui.words.statuses import code_word, status_word, symbol

__all__ = ["Cell", "Kind", "Sheet", "sheets"]

Kind = Literal["text", "number", "share", "date", "instant"]

_LINES: Final = "\n"
_DIGITS: Final = 15
"""That a spreadsheet keeps of a number; it makes zeros of the others."""
_FIRST_DAY: Final = date(1900, 3, 1)
"""Before it spreadsheets count days differently, or not at all."""


class Cell(NamedTuple):
    """One cell."""

    value: str | Decimal | datetime | None
    """`None` leaves it empty; a date is its midnight, an instant is local and without a zone, as spreadsheets know."""
    kind: Kind = "text"
    light: Light | None = None
    """Colour of a status; `None` for everything else."""
    pattern: str = ""
    """Number format; `""`: that of the kind."""


class Sheet(NamedTuple):
    """One sheet: a row of titles, then a row a record."""

    name: str
    titles: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]
    shares: tuple[int, ...] = ()
    """Columns, counted from 0, of shares that are drawn as bars too."""
    printed: int = 0
    """How many columns are printed; 0: all."""


_ON_PAPER: Final = (
    "status name unit group op value unit_measure target_op target_value target_deadline progress plan explain"
)
"""Columns of indicators and units that are printed, by the key of their titles."""
_MORE: Final = (
    "id unit_id numerator denominator target_low target_high gap_pp forecast needed_per_month period freshness flag "
    "tiers missing_units owner document section recorded"
)
"""And those beside them."""


def sheets(outline: Outline, options: Options) -> Iterator[Sheet]:
    """The sheets in order: indicators, units, checks, sources, and what all of it is."""
    words, snapshot = outline.words, outline.snapshot
    columns = (*_ON_PAPER.split(), *_MORE.split())
    titles = tuple(_title(outline, column) for column in columns)
    shares = (columns.index("progress"), columns.index("plan"))
    whole = (_series(outline, found) for found in snapshot.assessments if not found.unit)
    printed = len(_ON_PAPER.split())
    yield Sheet(words.say("export.sheet.indicators"), titles, whole, shares, printed)
    parts = (_series(outline, found) for found in snapshot.assessments if found.unit)
    yield Sheet(words.say("export.sheet.units"), titles, parts, shares, printed)
    heads: tuple[str, ...] = ("result", "check", "severity", "note")
    checks = (_check(outline, found) for found in snapshot.checks)
    yield Sheet(words.say("text.checks"), tuple(words.say(f"export.column.{head}") for head in heads), checks)
    heads = ("state", "source", "type", "last_success", "last_attempt", "failures", "note")
    sources = (_source(outline, found) for found in snapshot.sources)
    yield Sheet(words.say("text.sources"), tuple(words.say(f"export.column.{head}") for head in heads), sources)
    if options.changes is not None:
        heads = tuple(words.say(f"diff.column.{column}") for column in ("series", "what", "old", "new"))
        changes = (tuple(map(Cell, cells)) for cells in options.changes.rows)
        yield Sheet(words.say("text.changes"), heads, changes)
    about = ((Cell(note),) for note in _about(outline, options))
    yield Sheet(words.say("export.sheet.about"), (outline.title,), about)


def _title(outline: Outline, column: str) -> str:
    own = {"name": "indicator", "explain": "note", "unit_id": "unit_id"}
    if column in own:
        return outline.words.say(f"export.column.{own[column]}")
    return outline.words.say(f"column.{column}").partition(": ")[0]


def _series(outline: Outline, found: Assessment) -> tuple[Cell, ...]:
    words, indicator = outline.words, found.indicator
    seen, target = found.observation, indicator.target
    group = outline.snapshot.framework.groups.get(indicator.group)
    is_known = seen is not None and seen.recorded != KNOWN_FROM_THE_START
    operator, limit, low, high = _limits(found, target)
    return (
        Cell(f"{symbol(found.status)} {status_word(words, found.status)}", light=found.light),
        Cell(indicator.name.said(words.language)),
        Cell(outline.unit(indicator, found.unit)),
        Cell(indicator.group if group is None else group.name.said(words.language)),
        Cell(OPERATORS[found.op]),
        _value(outline, found),
        Cell(unit_text(words, indicator.unit_measure, indicator.unit_mult)),
        operator,
        limit,
        _day(None if target is None or target.mode != "reach" else target.deadline),
        _progress(found),
        _share(found.plan),
        Cell(_LINES.join(outline.remarks(found))),
        Cell(found.id),
        Cell(found.unit),
        _recorded(found.numerator),
        _recorded(found.denominator),
        low,
        high,
        _number(None if _is_bounded(found) else found.gap_pp, "0.0"),
        _number(found.forecast),
        _number(found.needed_per_month),
        Cell(outline.period(found)),
        Cell(code_word(words, "freshness", found.freshness)),
        Cell(code_word(words, "flag", found.flag) if found.flag else ""),
        Cell(said.tiers(words, found)),
        Cell(words.plain(found.missing_units)),
        Cell(indicator.owner),
        Cell(found.provenance.document),
        Cell(found.provenance.section),
        _instant(outline, seen.recorded if seen is not None and is_known else None),
    )


def _value(outline: Outline, found: Assessment) -> Cell:
    """A number, so that it can be reckoned with; as text a bound, and what a spreadsheet would change."""
    if found.value is None or not found.value.is_finite():
        return Cell(None)
    if found.op not in {"eq", "approx"}:
        return Cell(said.value(outline.words, found))
    number = Decimal(value_text(found))
    if found.indicator.measure == "value" and _is_long(number):
        return Cell(said.value(outline.words, found))
    digits = found.indicator.decimals
    if digits is None:
        digits = max(0, -int(number.as_tuple().exponent))
        digits = digits if found.indicator.measure == "value" else min(digits, 2)
    pattern = "0." + "0" * digits if digits else "0"
    return Cell(number, "number", pattern=pattern + '" %"' if found.indicator.unit_measure == "PERCENT" else pattern)


def _limits(found: Assessment, target: Target | None) -> tuple[Cell, ...]:
    if target is None:
        return (Cell(None),) * 4
    limit = target.value if found.target_value is None else found.target_value
    return (
        Cell(SIGNS[target.op]),
        _recorded(None if limit is None or target.op == "between" else limit),
        _recorded(target.low),
        _recorded(target.high),
    )


def _is_long(number: Decimal) -> bool:
    return len(number.normalize().as_tuple().digits) > _DIGITS


def _recorded(value: Decimal | None) -> Cell:
    """A count or a limit: a number, or text where a spreadsheet would change its digits."""
    cell = _number(value)
    return Cell(f"{cell.value:f}") if isinstance(cell.value, Decimal) and _is_long(cell.value) else cell


def _is_bounded(found: Assessment) -> bool:
    """Whether progress is known only to be at most, or at least, what is stated."""
    return bound_of(found.op, found.reason) in {"le", "ge"}


def _progress(found: Assessment) -> Cell:
    share = _share(found.progress_raw)
    return share if share.value is None or not _is_bounded(found) else Cell(said.progress(found))


def _number(value: Decimal | None, pattern: str = "") -> Cell:
    text = computed(value)
    return Cell(None if text == "null" else Decimal(text), "number", pattern=pattern)


def _share(value: Decimal | None) -> Cell:
    text = computed(value)
    return Cell(None if text == "null" else Decimal(text), "share")


def _day(day: date | None) -> Cell:
    if day is not None and day < _FIRST_DAY:
        return Cell(day.isoformat())
    return Cell(None if day is None else datetime.combine(day, time()), "date")


def _instant(outline: Outline, at: datetime | None) -> Cell:
    if at is None:
        return Cell(None)
    local = at.astimezone(outline.snapshot.as_of.tzinfo).replace(tzinfo=None, microsecond=0)
    return Cell(outline.local(at)) if local.date() < _FIRST_DAY else Cell(local, "instant")


def _check(outline: Outline, found: CheckResult) -> tuple[Cell, ...]:
    words = outline.words
    failed: Light = "red" if found.check.severity == "error" else "yellow"
    light: Light = {"pass": "green", "fail": failed}.get(found.result, "grey")
    return (
        Cell(f"{check_mark(found)} {code_word(words, 'result', found.result)}", light=light),
        Cell(outline.check_name(found)),
        Cell(outline.severity(found)),
        Cell(words.told(found.why)),
    )


def _source(outline: Outline, found: SourceState) -> tuple[Cell, ...]:
    words = outline.words
    lights: dict[str, Light] = {"ok": "green", "soft": "yellow", "failing": "red"}
    return (
        Cell(f"{source_mark(found)} {code_word(words, 'state', found.state)}", light=lights.get(found.state, "grey")),
        Cell(found.id),
        Cell(found.type),
        _instant(outline, found.last_success),
        _instant(outline, found.last_attempt),
        Cell(Decimal(found.failures), "number"),
        Cell("" if found.error is None else words.told(found.error)),
    )


def _about(outline: Outline, options: Options) -> Iterator[str]:
    words, snapshot = outline.words, outline.snapshot
    yield from outline.notes(options)
    yield from outline.sources_in_short()
    if options.changes is not None:
        yield from options.changes.head
    yield words.say("export.made_by", version=__version__)
    if snapshot.framework.sha256:
        yield words.say("export.definitions", sha256=snapshot.framework.sha256)
    if snapshot.seal:
        yield words.say("export.seal", seal=snapshot.seal)
