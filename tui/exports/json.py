"""The JSON snapshot, version 1: names are settled, more may join them.

Written by hand because a general writer knows neither `Decimal` (digits as they are, no float on the way) nor a layout
that diffs well: one indicator, group, check or source a line. Numbers never have an exponent; computed ones are rounded
half up to six digits; what is not finite does not occur. Letters are UTF-8; what could steer a terminal is escaped.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Context, Decimal
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Final

from tui import __version__
from tui.errors import Message
from tui.exports.options import Options
from tui.exports.shared import Explained, Shared, Texts, reached
from tui.model.indicator import Indicator, Step
from tui.model.observation import KNOWN_FROM_THE_START, Observation, Provenance
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.model.snapshot import Assessment, CheckResult, GroupAssessment, Snapshot
from tui.model.source import SourceState, lineage
from tui.model.target import Target
from tui.words import Words

__all__ = ["SCHEMA", "Writer", "computed", "group_text", "limit_text", "pieces", "recorded", "value_text"]

SCHEMA: Final = 1
"""Raised when a name changes its meaning or goes; not when one joins."""

_LINES_A_PIECE: Final = 500
_DIGITS: Final = 6
_LONG: Final = Context(prec=2600, Emin=-2600, Emax=2600, traps=[])
_MILLIONTH: Final = Decimal((0, (1,), -_DIGITS))
_STEERS: Final = (
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x61C, 0x61C),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE007F),
)
"""Code points that hide, reorder or move a cursor, beside those that JSON itself escapes."""


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The document in pieces; `words` chooses nothing, since names and sentences stand in both languages."""
    writer = Writer(snapshot)
    yield ("{\n" + "".join(f'"{name}": {said},\n' for name, said in writer.head(options))).encode()
    series = (writer.assessment(found) for found in snapshot.assessments)
    yield from _list("indicators", series, ",\n")
    yield from _list("groups", map(group_text, snapshot.groups), ",\n")
    yield from _list("checks", map(writer.check, snapshot.checks), ",\n")
    changes = options.changes
    yield from _list("sources", map(writer.source, snapshot.sources), "\n}\n" if changes is None else ",\n")
    if changes is not None:
        yield f'"changes": {{\n"since": {changes.since},\n'.encode()
        yield from _list("series", changes.series, ",\n")
        yield from _list("checks", changes.checks, "\n}\n}\n")


def _list(name: str, lines: Iterable[str], after: str) -> Iterator[bytes]:
    """A named list, one item a line."""
    held = [f'"{name}": [']
    separator = "\n"
    for line in lines:
        held.append(separator + line)
        separator = ",\n"
        if len(held) > _LINES_A_PIECE:
            yield "".join(held).encode()
            held = []
    yield ("".join(held) + ("]" if separator == "\n" else "\n]") + after).encode()


class Writer:
    """Writes records one by one, for this format and for lines of JSON.

    It holds what is worked out once for a whole snapshot: both languages, the time zone, each indicator's fixed part.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.zone: tzinfo | None = snapshot.as_of.tzinfo
        self.explained = Explained()
        self.definitions: dict[str, tuple[str, str]] = {}
        self.instants: dict[datetime, str] = {}
        self.texts = Texts(_text)
        """Ids, units, codes, names of documents: the same for many series."""
        self._periods: dict[Period, str] = {}
        self._shared = Shared(self._settled)

    def head(self, options: Options) -> Iterator[tuple[str, str]]:
        """What stands before the lists."""
        snapshot = self.snapshot
        framework = snapshot.framework
        yield "schema", str(SCHEMA)
        yield "generator", _text(f"zhibiao {__version__}")
        yield "title", _phrase(framework.title)
        yield "sample", _truth(options.sample)
        yield "as_of", _text(snapshot.as_of.isoformat(timespec="seconds"))
        yield "evaluate_on", _day(framework.evaluate_on)
        yield "known_by", self.instant(snapshot.known_by)
        yield "taken_at", self.instant(snapshot.taken_at)
        yield "config_sha256", _text(framework.sha256)
        yield "origins", _texts(lineage(framework.sha256, snapshot.sources))
        yield "seal", _text_or_null(snapshot.seal)
        yield "selection", _selection(options, len(snapshot.assessments))
        yield "counts", _counts(snapshot.counts)

    def assessment(self, found: Assessment) -> str:
        """One series, on one line."""
        seen, texts = found.observation, self.texts
        figure = found if found.common is None or seen is None else seen
        value = value_text(found) if figure is found else recorded(figure.value)
        begun, definition, standing, plan, parts = self._shared(found)
        progress, raw = reached(found)
        raw_text, gap = computed(raw), found.gap_pp
        chinese, english = self.explained(found, raw, gap)
        return (
            f'{begun}, "unit": {texts[found.unit]}, {definition}, "value": {value}, "op": "{figure.op}", '
            f'"numerator": {computed(figure.numerator)}, "denominator": {computed(figure.denominator)}, '
            f'"flag": {texts[figure.flag] if figure.flag else "null"}, {standing}, '
            f'"progress": {raw_text if progress is raw else computed(progress)}, "progress_raw": {raw_text}, '
            f'{plan}, "pace_ratio": {computed(found.pace_ratio)}, '
            f'"gap_pp": {computed(gap)}, "forecast": {computed(found.forecast)}, '
            f'"needed_per_month": {computed(found.needed_per_month)}, "trend": {_text_or_null(found.trend)}, '
            f'{parts}, "explain": {{"zh": {_text(chinese)}, "en": {_text(english)}}}, '
            f'"provenance": {_UNKNOWN_PROVENANCE if seen is None else self._provenance(seen)}}}'
        )

    def _settled(self, found: Assessment) -> tuple[str, str, str, str, str]:
        """What stands the same in all lines whose assessments have something in common, in its order."""
        definition, target = self._definition(found.indicator)
        period = found.period
        return (
            f'{{"id": {self.texts[found.id]}',
            f'{definition}, "period": {"null" if period is None else self._period(period)}',
            f'"target": {target.replace(_LIMIT, limit_text(found))}, {self._standing(found)}',
            f'"plan": {computed(found.plan)}',
            f'"tiers": {_tiers(found)}, "missing_units": {_texts(found.missing_units)}, "steps": {_steps(found)}',
        )

    def check(self, found: CheckResult) -> str:
        """One check, on one line."""
        name = found.check.name
        return (
            f'{{"id": {_text(found.check.id)}, "unit": {_text(found.unit)}, '
            f'"name": {"null" if name is None else _phrase(name)}, '
            f'"severity": "{found.check.severity}", "result": "{found.result}", '
            f'"indicators": {_texts(found.indicators)}, "explain": {self.both(found.why)}}}'
        )

    def source(self, found: SourceState) -> str:
        """One source, on one line."""
        error = "null" if found.error is None else self.both(found.error)
        return (
            f'{{"id": {_text(found.id)}, "type": {_text(found.type)}, "state": "{found.state}", '
            f'"last_success": {self.instant(found.last_success)}, "last_attempt": {self.instant(found.last_attempt)}, '
            f'"last_change": {self.instant(found.last_change)}, "failures": {found.failures}, "error": {error}}}'
        )

    def both(self, message: Message) -> str:
        """A sentence in both languages."""
        languages = self.explained.chinese, self.explained.english
        chinese, english = (_text(words.told(message)) for words in languages)
        return f'{{"zh": {chinese}, "en": {english}}}'

    def instant(self, at: datetime | None) -> str:
        """An instant in the framework's time zone, to the second; `null` where there is none."""
        if at is None:
            return "null"
        known = self.instants.get(at)
        if known is None:
            if at == KNOWN_FROM_THE_START:
                return "null"
            known = self.instants[at] = _text(at.astimezone(self.zone).isoformat(timespec="seconds"))
        return known

    def _definition(self, indicator: Indicator) -> tuple[str, str]:
        known = self.definitions.get(indicator.id)
        if known is None:
            fixed = (
                f'"name": {_phrase(indicator.name)}, "group": {_text(indicator.group)}, '
                f'"owner": {_text(indicator.owner)}, "basis": {_text(indicator.basis)}, '
                f'"tags": {_texts(indicator.tags)}, "measure": "{indicator.measure}", '
                f'"unit_measure": {_text(indicator.unit_measure)}, "unit_mult": {indicator.unit_mult}'
            )
            known = self.definitions[indicator.id] = (fixed, _target(indicator.target))
        return known

    def _period(self, period: Period) -> str:
        known = self._periods.get(period)
        if known is None:
            known = self._periods[period] = _text(period.text)
        return known

    def _standing(self, found: Assessment) -> str:
        texts, status, reason = self.texts, found.status, found.reason
        return (
            f'"status": {texts[status] if status else "null"}, "reason": {texts[reason] if reason else "null"}, '
            f'"light": "{found.light}", "freshness": "{found.freshness}", "final": {_truth(found.final)}, '
            f'"late": {_truth(found.late)}, "early": {_truth(found.early)}, "revised": {_truth(found.revised)}, '
            f'"superseded": {self._superseded(found.superseded)}'
        )

    def _superseded(self, seen: Observation | None) -> str:
        """What the figure was before its newest vintage, and what said so."""
        if seen is None:
            return "null"
        return (
            f'{{"value": {recorded(seen.value)}, "op": "{seen.op}", "flag": {_text(seen.flag)}, '
            f'"recorded": {self.instant(seen.recorded)}, "document": {_text(seen.provenance.document)}}}'
        )

    def _provenance(self, seen: Observation) -> str:
        given, texts = seen.provenance, self.texts
        more = "".join(
            [f', "{name}": {_text(text)}' for name, text in zip(_ALSO_KNOWN, _also(given), strict=True) if text]
        )
        retrieved = "" if given.retrieved is None else f', "retrieved": {self.instant(given.retrieved)}'
        return (
            f'{{"source": {texts[given.source]}, "document": {texts[given.document]}, '
            f'"section": {texts[given.section]}, "recorded": {self.instant(seen.recorded)}{more}{retrieved}}}'
        )


_UNKNOWN_PROVENANCE: Final = '{"source": null, "document": null, "section": null, "recorded": null}'
_ALSO_KNOWN: Final = tuple(
    name for name in Provenance._fields if name not in {"source", "document", "section", "retrieved"}
)
_also: Final = attrgetter(*_ALSO_KNOWN)
_LIMIT: Final = "\x00"
"""Where the limit that was applied is to stand in a target's text; no such character is in any text."""


def _text(text: str) -> str:
    quoted: str = encode_basestring(text)
    # Unprintable is more than what is escaped, and differs between versions of Python: it only opens the slow door.
    return quoted if quoted.isprintable() else "".join(map(_escaped, quoted))


def _escaped(char: str) -> str:
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        # Half a character is no text: many readers refuse it even when it is escaped.
        return "\ufffd"
    if not any(first <= code <= last for first, last in _STEERS):
        return char
    if code > 0xFFFF:
        high, low = divmod(code - 0x10000, 0x400)
        return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
    return f"\\u{code:04x}"


def _text_or_null(text: str | None) -> str:
    return _text(text) if text else "null"


def _texts(texts: Sequence[str]) -> str:
    if not texts:
        return "[]"
    return f"[{', '.join(map(_text, texts))}]"


def _phrase(phrase: Phrase) -> str:
    return f'{{"zh": {_text(phrase.zh)}, "en": {_text(phrase.en)}}}'


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _day(day: date | None) -> str:
    return "null" if day is None else f'"{day.isoformat()}"'


def recorded(value: Decimal | None) -> str:
    """A number with the digits it was written with."""
    if value is None or not value.is_finite():
        return "null"
    return f"{value if value else abs(value):f}"


def computed(value: Decimal | None) -> str:
    """A number rounded half up to six digits, without trailing zeros."""
    if value is None or not value.is_finite():
        return "null"
    # To so few digits no number is written with an exponent.
    text = str(value.quantize(_MILLIONTH, ROUND_HALF_UP, _LONG)).rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def value_text(found: Assessment) -> str:
    """The value: as it was recorded where it was, else as a computed number; `null` where there is none."""
    seen = found.observation
    if found.indicator.measure == "value" and seen is not None and seen.value == found.value:
        return recorded(seen.value)
    return computed(found.value)


def limit_text(found: Assessment) -> str:
    """The limit that was applied, or `null`."""
    target = found.indicator.target
    if target is None:
        return "null"
    limit = target.value if found.target_value is None else found.target_value
    return recorded(limit) if target.expr is None else computed(limit)


def _target(target: Target | None) -> str:
    if target is None:
        return "null"
    between = f', "low": {recorded(target.low)}, "high": {recorded(target.high)}' if target.op == "between" else ""
    derived = f', "expr": {_text(target.expr)}' if target.expr is not None else ""
    way = (
        f', "start": {_day(target.start)}, "baseline": {recorded(target.baseline)}, "plan": "{target.plan}"'
        if target.mode == "reach"
        else ""
    )
    return (
        f'{{"op": "{target.op}", "value": {_LIMIT}{between}{derived}, "mode": "{target.mode}", '
        f'"deadline": {_day(target.deadline)}{way}, "example": {_truth(target.example)}}}'
    )


def _tiers(found: Assessment) -> str:
    if not found.tiers:
        return "[]"
    said = (
        f'{{"level": {_text(tier.level)}, "covered": {tier.covered}, "applicable": {tier.applicable}}}'
        for tier in found.tiers
    )
    return f"[{', '.join(said)}]"


def _steps(found: Assessment) -> str:
    if not found.indicator.steps:
        return "[]"
    standing = dict.fromkeys(found.steps_done, "claimed") | dict.fromkeys(found.steps_verified, "verified")
    said = (_step(step, standing.get(step.id, "open")) for step in found.indicator.steps)
    return f"[{', '.join(said)}]"


def _step(step: Step, standing: str) -> str:
    return (
        f'{{"id": {_text(step.id)}, "name": {_phrase(step.name)}, "state": "{standing}", "due": {_day(step.due)}, '
        f'"done": {_day(None if standing == "open" else step.done)}, "evidence": {_text(step.evidence)}, '
        f'"required": {_truth(step.required)}, "weight": {recorded(step.weight)}}}'
    )


def group_text(found: GroupAssessment) -> str:
    """One group, on one line."""
    return (
        f'{{"id": {_text(found.group.id)}, "name": {_phrase(found.group.name)}, "counts": {_counts(found.counts)}, '
        f'"rule": "{found.group.rollup}", "light": "{found.light}", "progress": {computed(found.progress)}, '
        f'"undetermined": {found.undetermined}, "score": {computed(found.score)}, "valid": {computed(found.valid)}, '
        f'"vetoed_by": {_texts(found.vetoed_by)}}}'
    )


def _counts(counts: Mapping[str, int]) -> str:
    return f"{{{', '.join(f'{_text(code)}: {number}' for code, number in counts.items())}}}"


def _selection(options: Options, selected: int) -> str:
    asked = options.select._asdict()
    if not any(asked.values()):
        return "null"
    fields = "".join(f'"{name}": {_texts(names)}, ' for name, names in asked.items())
    return f'{{{fields}"selected": {selected}, "of": {options.total}}}'
