"""Every version of an indicator's figures, as a table for people, as JSON and as CSV: what an auditor asks for.

One line a version, in order of entry. Both instants stand there: `recorded`, since when the figure counts as known,
and `entered`, when it really entered the history, so that a back-dated entry shows.
"""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from io import StringIO
from typing import Final

from tui.exports.csv import guarded
from tui.exports.json import recorded as number_text
from tui.model.amount import Amount
from tui.model.indicator import Indicator
from tui.model.observation import KNOWN_FROM_THE_START, Observation
from tui.named import NamedTuple
from tui.words import Words
from tui.words.cells import pad, visible, width

__all__ = ["FORMATS", "Version", "render_vintages"]

FORMATS: Final = ("text", "json", "csv")

_BOM: Final = "\ufeff"
_GAP: Final = "  "


class Version(NamedTuple):
    """One version of a figure."""

    seen: Observation
    is_current: bool
    """It is the one that counts for its period."""


def render_vintages(
    indicator: Indicator, versions: Sequence[Version], format: str, words: Words, zone: tzinfo
) -> bytes:
    """All versions, oldest entry first.

    Args:
        indicator: Whose figures they are.
        versions: In the order in which they are to stand.
        format: One of `FORMATS`.
        words: The language of `text`.
        zone: In which instants are written.
    """
    write: Callable[[_Sheet], str] = {"text": _text, "json": _json, "csv": _csv}[format]
    return write(_Sheet(indicator, versions, words, zone)).encode()


class _Sheet(NamedTuple):
    """What is written, and how."""

    indicator: Indicator
    versions: Sequence[Version]
    words: Words
    zone: tzinfo

    def instant(self, at: datetime | None) -> str:
        """An instant for scripts; `""` where a figure stands in the file without one."""
        if at is None or at == KNOWN_FROM_THE_START:
            return ""
        return at.astimezone(self.zone).isoformat(timespec="microseconds" if at.microsecond else "seconds")

    def moment(self, at: datetime | None) -> str:
        """An instant for people."""
        if at is None or at == KNOWN_FROM_THE_START:
            return self.words.say("proof.from_the_file")
        return self.words.plain(at.astimezone(self.zone))


def _fields(version: Version, sheet: _Sheet) -> Iterable[tuple[str, str | Decimal | bool | None]]:
    """Name and value of everything that is known of a version."""
    seen, told = version.seen, version.seen.provenance
    yield "indicator", seen.indicator
    yield "unit", seen.unit
    yield "period", seen.period.text
    yield "value", seen.value
    yield "op", seen.op
    yield "numerator", seen.numerator
    yield "denominator", seen.denominator
    yield "flag", seen.flag
    yield "current", version.is_current
    yield "recorded", sheet.instant(seen.recorded) or None
    yield "entered", sheet.instant(seen.entered) or None
    yield "retrieved", sheet.instant(told.retrieved) or None
    for name in ("source", "entered_by", "document", "section", "publisher", "published", "locator", "evidence"):
        yield name, getattr(told, name)
    yield "note", told.note
    yield "sha256", told.sha256


def _json(sheet: _Sheet) -> str:
    lines = ",\n".join(
        "{" + ", ".join(f'"{name}": {_json_value(value)}' for name, value in _fields(version, sheet)) + "}"
        for version in sheet.versions
    )
    return f'{{"schema": 1, "id": {json.dumps(sheet.indicator.id)}, "versions": [\n{lines}\n]}}\n'


def _json_value(value: str | Decimal | bool | None) -> str:
    return number_text(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _csv(sheet: _Sheet) -> str:
    buffer = StringIO()
    buffer.write(_BOM)
    write = csv.writer(buffer, lineterminator="\r\n")
    for place, version in enumerate(sheet.versions):
        fields = list(_fields(version, sheet))
        if place == 0:
            write.writerow([name for name, _ in fields])
        write.writerow([_cell(value) for _, value in fields])
    return buffer.getvalue()


def _cell(value: str | Decimal | bool | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return number_text(value)
        case _:
            return guarded(value)


_COLUMNS: Final = ("period", "unit", "figure", "recorded", "entered", "who", "document", "note")


def _text(sheet: _Sheet) -> str:
    """A table with aligned columns; a column in which nothing stands is left out, nothing is cut."""
    heads = [sheet.words.say(f"proof.column.{name}") for name in _COLUMNS]
    rows = [[visible(cell) for cell in _row(version, sheet)] for version in sheet.versions]
    kept = [place for place in range(len(_COLUMNS)) if any(row[place] for row in rows)]
    table = [[row[place] for place in kept] for row in (heads, *rows)]
    wide = [max(width(row[place]) for row in table) for place in range(len(kept))]
    lines = [_GAP.join(pad(cell, cells) for cell, cells in zip(row, wide, strict=True)).rstrip() for row in table]
    title = f"{sheet.indicator.name.said(sheet.words.language)} ({sheet.indicator.id})"
    return "\n".join((visible(title), "", *lines, ""))


def _row(version: Version, sheet: _Sheet) -> tuple[str, ...]:
    seen, told = version.seen, version.seen.provenance
    place = f"{told.document} {told.section}".strip()
    return (
        f"{'*' if version.is_current else ' '} {seen.period.text}",
        seen.unit,
        _figure(seen, sheet),
        sheet.moment(seen.recorded),
        sheet.moment(seen.entered),
        told.entered_by or told.source or "indicators.toml",
        " ".join(part for part in (place, told.locator) if part),
        told.note,
    )


def _figure(seen: Observation, sheet: _Sheet) -> str:
    """The figure with its unit, or its counts, or the flag that says why there is none."""
    mark = "" if seen.flag in ("", "A") else f" {seen.flag}"
    if seen.value is not None:
        measured = not (seen.unit and sheet.indicator.measure in ("coverage", "steps"))
        amount = Amount.of(sheet.indicator, seen.value, seen.op) if measured else seen.value
        return f"{sheet.words.plain(amount)}{mark}"
    if seen.numerator is not None and seen.denominator is not None:
        return f"{number_text(seen.numerator)}/{number_text(seen.denominator)}{mark}"
    return seen.flag
