"""The long table: one row a series, the same columns in the CSV and in what describes it.

Names are those of the JSON snapshot, nested ones joined by an underscore. Numbers have the digits of that form; what
is not known is an empty cell. What is a list there is joined by `; ` here, in one cell.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

from tui.exports.json import computed, limit_text, recorded, value_text
from tui.exports.shared import Explained, Shared, Texts, reached
from tui.model.indicator import Indicator
from tui.model.observation import KNOWN_FROM_THE_START, Provenance
from tui.model.snapshot import Assessment, Snapshot
from tui.named import NamedTuple
from tui.words.cells import visible

__all__ = ["COLUMNS", "KEY", "LIST_SEPARATOR", "Column", "Table"]

LIST_SEPARATOR: Final = "; "

KEY: Final = ("as_of", "id", "unit")
"""Columns that together name a row."""


class Column(NamedTuple):
    """One column."""

    name: str
    type: Literal["text", "code", "number", "boolean", "date", "instant"]
    """`text` comes from people and may hold anything, `code` is ours."""


COLUMNS: Final = (
    Column("as_of", "instant"),
    Column("id", "code"),
    Column("unit", "text"),
    Column("name_zh", "text"),
    Column("name_en", "text"),
    Column("group", "text"),
    Column("owner", "text"),
    Column("basis", "text"),
    Column("measure", "code"),
    Column("unit_measure", "text"),
    Column("unit_mult", "number"),
    Column("period", "code"),
    Column("value", "number"),
    Column("op", "code"),
    Column("numerator", "number"),
    Column("denominator", "number"),
    Column("flag", "text"),
    Column("target_op", "code"),
    Column("target_value", "number"),
    Column("target_low", "number"),
    Column("target_high", "number"),
    Column("target_mode", "code"),
    Column("target_start", "date"),
    Column("target_deadline", "date"),
    Column("target_example", "boolean"),
    Column("status", "code"),
    Column("reason", "code"),
    Column("light", "code"),
    Column("freshness", "code"),
    Column("final", "boolean"),
    Column("late", "boolean"),
    Column("early", "boolean"),
    Column("revised", "boolean"),
    Column("progress", "number"),
    Column("progress_raw", "number"),
    Column("plan", "number"),
    Column("pace_ratio", "number"),
    Column("gap_pp", "number"),
    Column("forecast", "number"),
    Column("needed_per_month", "number"),
    Column("trend", "code"),
    Column("tiers", "text"),
    Column("missing_units", "text"),
    Column("steps", "text"),
    Column("explain_zh", "text"),
    Column("explain_en", "text"),
    Column("source", "text"),
    Column("document", "text"),
    Column("section", "text"),
    Column("recorded", "instant"),
)
"""In order; new ones join at the end."""


_Settled = tuple[str, str, str, str, str]
"""Runs of cells: before the unit, before the value, from the target to the status's flags, the plan, tiers to steps."""

_NOWHERE: Final = Provenance()


class Table:
    """Makes the lines of one snapshot; what belongs to an indicator, or to many of its units, is worked out once."""

    def __init__(self, snapshot: Snapshot, fit: Callable[[str], str]) -> None:
        """Make no line yet.

        Args:
            snapshot: Whence.
            fit: Makes a text from people, which is already fit to be seen, fit for the file.
        """
        self._fit = fit
        self._texts = Texts(self._text)
        self._shared = Shared(self._settled)
        self._zone = snapshot.as_of.tzinfo
        self._as_of = snapshot.as_of.isoformat(timespec="seconds")
        self._explained = Explained()
        self._instants: dict[datetime, str] = {}

    def line(self, found: Assessment) -> str:
        """One cell a column: numbers without exponent, ISO dates, `true` or `false`, text fit to be seen."""
        seen, texts = found.observation, self._texts
        given = _NOWHERE if seen is None else seen.provenance
        figure = found if found.common is None or seen is None else seen
        value = value_text(found) if figure is found else recorded(figure.value)
        begun, named, standing, plan, parts = self._shared(found)
        progress, raw = reached(found)
        raw_cell, gap = _number(raw), found.gap_pp
        chinese, english = self._explained(found, raw, gap)
        return (
            f"{begun},{texts[found.unit]},{named},{_cell(value)},{figure.op},{_number(figure.numerator)},"
            f"{_number(figure.denominator)},{texts[figure.flag]},{standing},"
            f"{raw_cell if progress is raw else _number(progress)},{raw_cell},{plan},{_number(found.pace_ratio)},"
            f"{_number(gap)},{_number(found.forecast)},{_number(found.needed_per_month)},{found.trend or ''},{parts},"
            f"{self._text(chinese)},{self._text(english)},{texts[given.source]},{texts[given.document]},"
            f"{texts[given.section]},{'' if seen is None else self._instant(seen.recorded)}\r\n"
        )

    def _settled(self, found: Assessment) -> _Settled:
        """Cells that are the same in all lines whose assessments have something in common, in five runs."""
        indicator = found.indicator
        op, low, high = _bounds(indicator)
        standing = (
            *(op, _cell(limit_text(found)), low, high),
            *_way(indicator),
            found.status or "",
            found.reason,
            found.light,
            found.freshness,
            *map(_truth, (found.final, found.late, found.early, found.revised)),
        )
        return (
            f"{self._as_of},{found.id}",
            ",".join((*self._named(indicator), "" if found.period is None else found.period.text)),
            ",".join(standing),
            _number(found.plan),
            ",".join(map(self._text, _parts(found))),
        )

    def _text(self, text: str) -> str:
        """A text as a cell (RFC 4180); it has no line break, since it is fit to be seen."""
        said = self._fit(visible(text))
        return '"' + said.replace('"', '""') + '"' if "," in said or '"' in said else said

    def _instant(self, at: datetime) -> str:
        known = self._instants.get(at)
        if known is None:
            said = "" if at == KNOWN_FROM_THE_START else at.astimezone(self._zone).isoformat(timespec="seconds")
            known = self._instants[at] = said
        return known

    def _named(self, indicator: Indicator) -> tuple[str, ...]:
        texts = (indicator.name.zh, indicator.name.en, indicator.group, indicator.owner, indicator.basis)
        return (
            *(self._texts[text] for text in texts),
            indicator.measure,
            self._texts[indicator.unit_measure],
            str(indicator.unit_mult),
        )


def _bounds(indicator: Indicator) -> tuple[str, str, str]:
    target = indicator.target
    if target is None:
        return ("", "", "")
    if target.op != "between":
        return (target.op, "", "")
    return (target.op, _cell(recorded(target.low)), _cell(recorded(target.high)))


def _way(indicator: Indicator) -> tuple[str, ...]:
    target = indicator.target
    if target is None:
        return ("", "", "", "")
    start = target.start if target.mode == "reach" else None
    return (target.mode, _day(start), _day(target.deadline), _truth(target.example))


def _parts(found: Assessment) -> tuple[str, str, str]:
    """Tiers, missing units and steps."""
    if not (found.tiers or found.missing_units or found.indicator.steps):
        return ("", "", "")
    standing = dict.fromkeys(found.steps_done, "claimed") | dict.fromkeys(found.steps_verified, "verified")
    return (
        _joined(f"{tier.level}={tier.covered}/{tier.applicable}" for tier in found.tiers),
        _joined(found.missing_units),
        _joined(f"{step.id}={standing.get(step.id, 'open')}" for step in found.indicator.steps),
    )


def _joined(parts: Iterable[str]) -> str:
    return LIST_SEPARATOR.join(parts)


def _number(value: Decimal | None) -> str:
    return "" if value is None else _cell(computed(value))


def _cell(number: str) -> str:
    return "" if number == "null" else number


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
