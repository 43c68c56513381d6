"""Which figures there are on a day of the demonstration's year: pure.

Every one is a row as a department's service would give it. Those of the months are made up and say so; those of the
year are the report's, as the packaged sample has them, with the report's document, and there from its publication on.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from tui.demo.script import Correction, Department, Script, period_of
from tui.model.indicator import Indicator
from tui.model.observation import Observation
from tui.model.snapshot import Framework

__all__ = ["REPORT", "Replay", "Row"]

Row = dict[str, str]

REPORT: Final = "report"
"""The one source whose figures are not made up."""

_SIGNS: Final = {"eq": "", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "approx": "~"}


class Replay:
    """The year, row by row."""

    def __init__(
        self, script: Script, framework: Framework, published: Sequence[Observation], document: str, correction: str
    ) -> None:
        """Prepare all rows.

        Args:
            script: What is made up.
            framework: The packaged sample's definitions.
            published: The figures that the report published.
            document: What stands as the document of a figure that was made up.
            correction: What is noted of one that is put right.
        """
        self._script = script
        self._framework = framework
        self._document = document
        self._correction = correction
        steps = _steps_done(framework, published)
        self._rows: dict[str, list[tuple[date, Row]]] = {
            each.id: sorted(self._made_up(each, steps), key=lambda found: found[0]) for each in script.departments
        }
        self._rows[REPORT] = [(script.last, _published(seen)) for seen in published]

    @property
    def sources(self) -> tuple[str, ...]:
        """Whom there is to ask."""
        return tuple(self._rows)

    def rows(self, source: str, day: date) -> list[Row]:
        """What a source has to say at the end of a day; of a figure that was corrected, both vintages."""
        return [row for since, row in self._rows[source] if since <= day]

    def _made_up(self, department: Department, steps: Mapping[str, Sequence[str]]) -> Iterator[tuple[date, Row]]:
        script = self._script
        for id, figures in script.months.items():
            if script.department_of(id) == department:
                for month, figure in enumerate(figures, 1):
                    yield from self._vintages(department, id, month, figure)
        for id, counts in script.coverages.items():
            if script.department_of(id) == department:
                yield from self._covered(department, self._framework.indicators[id], counts)
        for id, done in steps.items():
            if script.department_of(id) == department:
                first, last = script.steps
                for place, step in enumerate(done):
                    month = first + (last - first) * place // max(len(done) - 1, 1)
                    yield self._row(department, id, step, month, Decimal(1))

    def _vintages(self, department: Department, id: str, month: int, figure: Decimal) -> Iterator[tuple[date, Row]]:
        corrected = self._script.corrected(id, month)
        yield self._row(department, id, "", month, corrected.first if corrected else figure)
        if corrected:
            yield self._row(department, id, "", month, figure, corrected)

    def _covered(
        self, department: Department, coverage: Indicator, counts: Sequence[str]
    ) -> Iterator[tuple[date, Row]]:
        """Every unit once: in the month in which the count of its tier reaches it."""
        roster = self._framework.rosters[coverage.roster or ""]
        tiers: dict[str, list[str]] = {}
        for each in roster.units:
            tiers.setdefault(each.level, []).append(each.id)
        for counted, units in zip(counts, tiers.values(), strict=True):
            before = 0
            for month, count in enumerate(self._script.months[counted], 1):
                for unit in units[before : int(count)]:
                    yield self._row(department, coverage.id, unit, month, Decimal(1))
                before = int(count)

    def _row(
        self,
        department: Department,
        id: str,
        unit: str,
        month: int,
        figure: Decimal,
        corrected: Correction | None = None,
    ) -> tuple[date, Row]:
        since = corrected.on if corrected else self._script.published(department, month)
        return since, {
            "indicator": id,
            "unit": unit,
            "period": period_of(month, self._script.last.year - 1).text,
            "value": f"{figure:f}",
            "flag": "A",
            "recorded": since.isoformat(),
            "document": self._document,
            "section": "",
            "note": self._correction if corrected else "",
        }


def _steps_done(framework: Framework, published: Sequence[Observation]) -> dict[str, list[str]]:
    """By checklist, in its own order, the steps that the report calls done."""
    done = {(seen.indicator, seen.unit) for seen in published if seen.value}
    found = {
        each.id: [step.id for step in each.steps if (each.id, step.id) in done]
        for each in framework.indicators.values()
        if each.measure == "steps"
    }
    return {id: steps for id, steps in found.items() if steps}


def _published(seen: Observation) -> Row:
    """A figure of the report as a row."""
    return {
        "indicator": seen.indicator,
        "unit": seen.unit,
        "period": seen.period.text,
        "value": "" if seen.value is None else f"{_SIGNS[seen.op]}{seen.value:f}",
        "flag": seen.flag,
        "recorded": seen.recorded.isoformat(),
        "document": seen.provenance.document,
        "section": seen.provenance.section,
        "note": seen.provenance.note,
    }
