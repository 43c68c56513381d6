"""Figures that a person types from a document: held to the rules of any source, and recorded with who it was.

A figure by hand outranks nothing (semantics.md section 9): it is one more vintage, with its document and the name of
the account that entered it. Where the period already has another figure it is a correction, and says why.
"""

import os
import pwd
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final, TypeVar

from tui.config import Config
from tui.config.findings import Wrong
from tui.config.shown import shown
from tui.config.values import NO_FIGURE, flag, number, period
from tui.errors import Message, Problem
from tui.model.calendar import zone
from tui.model.called import by_name
from tui.model.indicator import Indicator
from tui.model.observation import History, Observation, ObservationOp, Provenance
from tui.named import NamedTuple
from tui.nearest import nearest
from tui.reading import clean
from tui.reading.number import parse_number, parse_quantity
from tui.store import Change, Store, Tick

__all__ = ["FIELDS", "Entered", "Entry", "account", "enter", "name_of"]

_Read = TypeVar("_Read")


class Entry(NamedTuple):
    """A figure as it was typed; every field is text, `""` where nothing was given."""

    indicator: str
    value: str = ""
    """A number, a bound such as `<30`, or the counts of a ratio, `22/152`."""
    period: str = ""
    unit: str = ""
    """Id, alias or name of a unit; of a checklist, id or name of the step."""
    document: str = ""
    section: str = ""
    evidence: str = ""
    note: str = ""
    """Of a correction, its reason."""
    flag: str = ""
    published: str = ""
    """Day on which the document was published: from then on the figure counts as known."""
    row: int | None = None
    """Where it stands in a table."""


FIELDS: Final = Entry._fields[:-1]
"""The columns that a table of figures may have."""


class Entered(NamedTuple):
    """What came of entering figures: all of them, or none and the problems."""

    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    repeated: int = 0
    """Figures that say what the history says already: nothing was to be recorded."""


def account() -> str:
    """The name of the account that runs this process, by its real user id: no variable of the environment decides."""
    return name_of(os.getuid())


def name_of(uid: int) -> str:
    """The name of an account; `#1000` where the system's list has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"#{uid}"


def enter(entries: Iterable[Entry], config: Config, store: Store, at: datetime, place: str = "") -> Entered:
    """Record figures, in one transaction, if every one of them is in order.

    Args:
        entries: What was typed.
        config: Which indicators there are.
        store: Open for writing.
        at: The moment of recording, aware UTC.
        place: The table where the figures stand, for problems.

    Raises:
        StoreError: Nothing was recorded.
    """
    history = store.history(also=config.framework.observations)
    desk = _Desk(config, at, account())
    figures: dict[tuple[object, ...], Observation] = {}
    problems: list[Problem] = []
    repeated = 0
    for entry in entries:
        seen, found = desk.figure(entry, history)
        problems += [Problem(place, entry.row, None, *each) for each in found]
        if seen is not None and not found:
            key = (seen.indicator, seen.unit, seen.period)
            if key in figures:
                problems.append(Problem(place, entry.row, None, "period", Message("entry.twice")))
            figures[key] = seen
            repeated += _repeats(seen, history)
    if problems:
        return Entered(problems=tuple(problems))
    new = tuple(seen for seen in figures.values() if not _repeats(seen, history))
    return Entered(store.record(Tick(at, new)) if new else (), repeated=repeated)


def _repeats(seen: Observation, history: History) -> bool:
    """Whether what is known of a period says the same."""
    known = history.vintages(seen.indicator, seen.unit, seen.period)
    return bool(known) and known[-1].says_same(seen)


def _corrects(seen: Observation, history: History) -> bool:
    """Whether a figure takes the place of another one."""
    known = history.vintages(seen.indicator, seen.unit, seen.period)
    return bool(known) and not known[-1].says_same(seen)


_Finding = tuple[str, Message, str | None]
"""The field, what is wrong with it, and the name that was probably meant."""


class _Desk:
    """Where figures are looked at, one by one."""

    def __init__(self, config: Config, at: datetime, who: str) -> None:
        self._framework = config.framework
        self._at = at
        self._who = who
        self._units: dict[str, Mapping[str, tuple[str, ...]]] = {}

    def figure(self, entry: Entry, history: History) -> tuple[Observation | None, list[_Finding]]:
        """The observation that an entry means, or what is wrong with it."""
        indicator = self._framework.indicators.get(entry.indicator)
        if indicator is None:
            wrong = Wrong("problem.unknown_indicator", found=shown(entry.indicator))
            near = nearest(entry.indicator, self._framework.indicators)
            return None, [("indicator", wrong.message, near)]
        if indicator.measure in ("expr", "group"):
            wrong = Wrong("problem.not_fed", found=shown(indicator.id), measure=indicator.measure)
            return None, [("indicator", wrong.message, None)]
        found: list[_Finding] = []
        seen = self._read(entry, indicator, found)
        if not entry.document.strip():
            found.append(("document", Message("entry.document"), None))
        if seen is not None and not seen.provenance.note and _corrects(seen, history):
            found.append(("note", Message("entry.reason", {"period": seen.period.text}), None))
        return seen, found

    def _read(self, entry: Entry, indicator: Indicator, found: list[_Finding]) -> Observation | None:
        about = _tried(found, "period", lambda: period(entry.period))
        code = _tried(found, "flag", lambda: flag(entry.flag or "A"))
        unit = _tried(found, "unit", lambda: self._unit(entry.unit, indicator))
        figure = _tried(found, "value", lambda: _figure(entry.value, code or "A", indicator))
        recorded = _tried(found, "published", lambda: self._recorded(entry.published))
        if about is None or code is None or unit is None or figure is None or recorded is None:
            return None
        op, value, numerator, denominator = figure
        provenance = Provenance(
            document=clean(entry.document.strip()),
            section=clean(entry.section.strip()),
            published=entry.published,
            entered_by=self._who,
            evidence=clean(entry.evidence.strip()),
            note=clean(entry.note.strip()),
        )
        return Observation(
            indicator.id, unit, about, value, op, code, numerator, denominator, recorded, None, provenance
        )

    def _unit(self, written: str, indicator: Indicator) -> str:
        """The id of the unit or step that is meant; `""` for the whole area."""
        wanted = written.strip()
        if not wanted:
            if indicator.measure in ("coverage", "steps"):
                raise Wrong("problem.observation.unit", found=shown(indicator.id))
            return ""
        known = self._names(indicator)
        if known is None:
            return clean(wanted)
        if wanted not in known:
            raise Wrong("problem.unknown_unit", found=shown(wanted), near=known, wanted=wanted)
        meant = known[wanted]
        if len(meant) > 1:
            raise Wrong("problem.several_units", found=shown(wanted), ids=meant)
        return meant[0]

    def _names(self, indicator: Indicator) -> Mapping[str, tuple[str, ...]] | None:
        """The ids of units or steps by every name that they go by; `None` where any unit may have figures."""
        if indicator.measure == "steps":
            return by_name(indicator.steps)
        roster = self._framework.roster_of(indicator)
        if roster is None:
            return None
        if roster.id not in self._units:
            self._units[roster.id] = by_name(roster.units)
        return self._units[roster.id]

    def _recorded(self, published: str) -> datetime:
        """The vintage: the beginning of the day of publication, or now."""
        if not published:
            return self._at
        try:
            day = date.fromisoformat(published)
            recorded = datetime(day.year, day.month, day.day, tzinfo=zone(self._framework.timezone)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise Wrong("entry.published", found=shown(published)) from None
        if recorded > self._at:
            raise Wrong("entry.future", found=shown(published))
        return recorded


def _tried(found: list[_Finding], field: str, read: Callable[[], _Read]) -> _Read | None:
    try:
        return read()
    except Wrong as wrong:
        found.append((field, wrong.message, nearest(wrong.wanted, wrong.near) if wrong.wanted else None))
        return None


_Figure = tuple[ObservationOp, Decimal | None, Decimal | None, Decimal | None]
"""Operator, value, numerator, denominator."""


def _figure(written: str, code: str, indicator: Indicator) -> _Figure:
    """The figure of a text: a number, a bound, counts `n/d`; nothing where the flag says that there is none."""
    text = written.strip()
    if code in NO_FIGURE:
        if text:
            raise Wrong("problem.observation.flag", found=shown(code))
        return "eq", None, None, None
    try:
        if "/" in text and indicator.measure == "ratio":
            numerator, denominator = (number(parse_number(part)) for part in text.split("/"))
            return "eq", None, numerator, denominator
        op, value = parse_quantity(text, percent=indicator.unit_measure == "PERCENT")
    except ValueError:
        raise Wrong("problem.expected.quantity", found=shown(text)) from None
    return op, number(value), None, None
