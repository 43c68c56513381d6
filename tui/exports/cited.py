"""The figures that a text takes from a snapshot, in words, and where each of them comes from.

It keeps what was asked for: for the footnotes, for the table of all figures, and for what speaks against the text.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from tui.errors import Message
from tui.exports.medium import Medium, Note, Row
from tui.exports.outline import Outline
from tui.exports.yearly import change_text, year_before
from tui.model.amount import Amount
from tui.model.calendar import zone
from tui.model.observation import KNOWN_FROM_THE_START, Observation
from tui.model.snapshot import Assessment, Snapshot, Status
from tui.nearest import nearest_said
from tui.words import Words, figures
from tui.words.cells import visible
from tui.words.checks import check_name
from tui.words.dates import period_text
from tui.words.numbers import NONE, amount_text, count_text, percent_text
from tui.words.statuses import status_word

__all__ = ["Cited"]

_NEVER: Final = 2**63
"""More figures than there ever are."""


class Cited:
    """What a template's filters give; each takes an id, or `id[unit]`."""

    def __init__(
        self, snapshot: Snapshot, words: Words, medium: Medium, earlier: Callable[[date], Snapshot] | None = None
    ) -> None:
        """What it reads, writes in, and asks for the year before.

        Args:
            snapshot: Where the figures come from.
            words: The language.
            medium: What the text is written in.
            earlier: Judges the end of an earlier day by what is known now; asked once a day, if at all.
        """
        self._snapshot = snapshot
        self._words = words
        self._medium = medium
        self._shown = medium.text
        self._judge = earlier
        self._earlier: dict[date, dict[str, Assessment]] = {}
        self._marks: dict[int, int] = {}
        self._series = {_label(found): found for found in snapshot.assessments}
        self._used: dict[str, Assessment] = {}
        self._notes: dict[str, int] = {}
        self._once: dict[int, int] = {}
        """The marks of the time before, where it is filled again."""
        self._rowed = self._footed = _NEVER
        """How many figures and notes there were when they were first listed."""
        self.unknown: dict[str, Message] = {}
        """Ids that name nothing."""
        self.problems: dict[str, Message] = {}
        """Figures that should not be published, by id."""

    def title(self) -> str:
        """What all of this is about."""
        return self._shown(self._snapshot.framework.title.said(self._words.language))

    def value(self, label: str) -> str:
        """The figure with its operator and unit, rounded as the indicator says: `889 persons`, `<30 %`."""
        found = self._figure(label)
        return self._shown(figures.value(self._words, found) or NONE) if found else NONE

    def number(self, label: str) -> str:
        """The same without its unit: `889`, `<30`, `2.1 万`."""
        found = self._figure(label)
        if found is None or found.value is None:
            return NONE
        bare = Amount.of(found.indicator, found.value, found.op)._replace(unit_measure="")
        return self._shown(amount_text(self._words, bare))

    def percent(self, label: str, digits: int | None = None) -> str:
        """A figure in per cent: `14.47 %`; with so many digits after the point, else as the indicator says.

        Raises:
            ValueError: The indicator is not in per cent.
        """
        found = self._figure(label)
        if found is None or found.value is None:
            return NONE
        if found.indicator.unit_measure != "PERCENT":
            raise ValueError(self._words.say("report.no_percent", id=label))
        if digits is None or found.op != "eq":
            return self._shown(figures.value(self._words, found))
        return self._shown(percent_text(found.value, digits, found.indicator.rounding))

    def fraction(self, label: str) -> str:
        """Numerator and denominator: `22/152`.

        Raises:
            ValueError: The figure has none, as little as for `numerator` and `denominator`.
        """
        found = self._counted(label)
        return (figures.fraction(found) or NONE) if found else NONE

    def numerator(self, label: str) -> str:
        """What is counted of a ratio, a coverage or a checklist."""
        found = self._counted(label)
        return _count(found.numerator) if found else NONE

    def denominator(self, label: str) -> str:
        """What it is counted of."""
        found = self._counted(label)
        return _count(found.denominator) if found else NONE

    def covered(self, label: str, level: str) -> str:
        """How many units of a tier of the roster are covered.

        Raises:
            ValueError: There is no such tier.
        """
        found = self._figure(label)
        if found is None:
            return NONE
        for tier in found.tiers:
            if tier.level == level:
                return str(tier.covered)
        raise ValueError(self._words.say("report.no_tier", id=label, level=level))

    def missing(self, label: str) -> str:
        """The names of the units that are not covered; the word for none where there are none.

        Raises:
            ValueError: No roster says which units there should be.
        """
        found = self._figure(label)
        if found is None:
            return NONE
        if not found.indicator.roster_id:
            raise ValueError(self._words.say("report.no_roster", id=label))
        if found.missing_units:
            return self._shown(self._words.plain(found.missing_units))
        return NONE if found.value is None else self._shown(self._words.say("report.none"))

    def status(self, label: str) -> str:
        """How it stands, as a word."""
        found = self._find(label)
        return status_word(self._words, found.status) if found else NONE

    def target(self, label: str) -> str:
        """What it must be: `≥889 persons`."""
        found = self._find(label)
        return self._shown(figures.target(self._words, found) or NONE) if found else NONE

    def name(self, label: str) -> str:
        """The indicator's name."""
        found = self._find(label)
        return self._shown(found.indicator.name.said(self._words.language)) if found else NONE

    def period(self, label: str) -> str:
        """What the figure is about, in words: `Q4 2022`."""
        found = self._figure(label)
        return period_text(self._words, found.period) if found and found.period else NONE

    def before(self, label: str) -> str:
        """The figure of the period before, for comparison; `-` where there is none."""
        found = self._find(label)
        earlier = _earlier(found) if found else None
        if found is None or earlier is None or earlier.value is None:
            return NONE
        return self._shown(amount_text(self._words, Amount.of(found.indicator, earlier.value, earlier.op)))

    def change(self, label: str) -> str:
        """How the figure changed in a year: `+37 persons (+4.3 %)`; `-` where that cannot be said."""
        found = self._figure(label)
        return self._shown(self._change(label, found)) if found else NONE

    def has_change(self, label: str) -> bool:
        """Whether there is a figure of the year before to compare with; asking for it makes no use of it."""
        found = self._find(label)
        return found is not None and self._change(label, found) != NONE

    def is_known(self, label: str) -> bool:
        """Whether there is a figure that may be published; asking for it makes no use of it."""
        found = self._find(label)
        return found is not None and found.value is not None and self._problem(label, found) is None

    def note(self, label: str) -> str:
        """A mark of a footnote: figures of one place in one document share it."""
        found = self._figure(label)
        if found is None:
            return ""
        number = self._number(found)
        time = self._marks[number] = self._marks.get(number, -1) + 1
        return self._medium.mark(number, time)

    def notes(self) -> list[Note]:
        """The footnotes, for templates that lay them out themselves."""
        return [each._replace(text=self._shown(each.text)) for each in self._noted()]

    def footnotes(self) -> str:
        """The footnotes."""
        return self._medium.footnotes(self._noted())

    def titles(self) -> list[str]:
        """The titles of the table of figures; the change in a year has a column only where there is any."""
        return [self._words.say(f"export.column.{column}") for column in self._columns()]

    def rows(self) -> list[Row]:
        """All figures that are used, for templates that lay them out themselves."""
        return [Row(tuple(map(self._shown, each.cells)), each.note) for each in self._rows()]

    def table(self) -> str:
        """All figures that are used, as a table."""
        return self._medium.table(self.titles(), self._rows())

    def begins_anew(self) -> bool:
        """Begin anew where figures were used, or noted, after they were listed; whether that is so.

        Filled once more, a template lists all of them.
        """
        grown = any(len(known) > listed for known, listed in ((self._used, self._rowed), (self._notes, self._footed)))
        if grown:
            self._rowed = self._footed = _NEVER
            self._once, self._marks = dict(self._marks), {}
        return grown

    def _columns(self) -> tuple[str, ...]:
        self._rowed = min(self._rowed, len(self._used))
        changed = any(self.has_change(label) for label in self._used)
        return ("indicator", "figure", *(("change",) if changed else ()), "period", "cited")

    def _noted(self) -> list[Note]:
        self._footed = min(self._footed, len(self._notes))
        marked = {**self._once, **self._marks}
        return [Note(number, text, number in marked) for text, number in self._notes.items()]

    def _rows(self) -> list[Row]:
        words, with_change = self._words, "change" in self._columns()
        rows, outline = [], Outline(self._snapshot, words)
        for label, found in self._used.items():
            name = f"{outline.name(found)} ({label})"
            about = "" if found.period is None else period_text(words, found.period)
            change = (self._change(label, found),) if with_change else ()
            rows.append(Row((name, figures.figure(words, found), *change, about), self._number(found)))
        return rows

    def _change(self, label: str, found: Assessment) -> str:
        # Judged when the period of the year before ended: later its successor has begun, and may have a figure.
        before = None if found.period is None else year_before(found.period)
        if self._judge is None or before is None:
            return NONE
        if before.end not in self._earlier:
            self._earlier[before.end] = {_label(each): each for each in self._judge(before.end).assessments}
        earlier = self._earlier[before.end].get(label)
        return NONE if earlier is None else change_text(self._words, earlier, found)

    def _number(self, found: Assessment) -> int:
        return self._notes.setdefault(self._origin(found), len(self._notes) + 1)

    def _find(self, label: str) -> Assessment | None:
        found = self._series.get(label)
        if found is None and label not in self.unknown:
            nearest = nearest_said(str(label), self._series)
            self.unknown[label] = Message("report.unknown", {"id": visible(str(label)), "nearest": nearest})
        return found

    def _figure(self, label: str) -> Assessment | None:
        """The series of a figure that is put into the text; what speaks against that is noted."""
        found = self._find(label)
        if found is None:
            return None
        self._used[label] = found
        problem = self._problem(label, found)
        if problem is not None:
            self.problems[label] = problem
        return found

    def _counted(self, label: str) -> Assessment | None:
        """The series of a figure that is n of d.

        Raises:
            ValueError: There is a figure, and it is not.
        """
        found = self._figure(label)
        if found is not None and found.value is not None and found.denominator is None:
            raise ValueError(self._words.say("report.no_counts", id=label))
        return found

    def _problem(self, label: str, found: Assessment) -> Message | None:
        for check in self._snapshot.checks:
            concerns = found.id in check.indicators and check.unit in {"", found.unit}
            if concerns and check.result == "fail" and check.check.severity == "error":
                name = check_name(self._words, check, self._snapshot.framework)
                return Message("report.check", {"id": label, "check": name})
        if found.value is None or found.status == Status.INVALID:
            return Message("report.missing", {"id": label, "why": found.why})
        if found.freshness in {"stale", "expired"}:
            return Message("report.stale", {"id": label, "period": found.period})
        return None

    def _origin(self, found: Assessment) -> str:
        """Document, section and vintage of a figure; what a figure was worked out from, where it was."""
        seen = found.observation
        if seen is None:
            return self._words.say("report.computed")
        cited = " ".join(filter(None, (seen.provenance.document or seen.provenance.source, seen.provenance.section)))
        since = self._since(seen)
        said = cited or self._words.say("report.unnamed")
        if since is not None:
            said = self._words.say("report.vintage", cited=said, since=since)
        return said if seen.indicator == found.id else self._words.say("report.computed_from", cited=said)

    def _since(self, seen: Observation) -> date | None:
        if seen.recorded == KNOWN_FROM_THE_START:
            return None
        return seen.recorded.astimezone(zone(self._snapshot.framework.timezone)).date()


def _label(found: Assessment) -> str:
    return f"{found.id}[{found.unit}]" if found.unit else found.id


def _count(number: Decimal | None) -> str:
    return NONE if number is None else count_text(number)


def _earlier(found: Assessment) -> Observation | None:
    """The newest figure of an earlier period."""
    period = found.period
    if period is None:
        return None
    return next((seen for seen in reversed(found.series) if seen.period.end < period.start), None)
