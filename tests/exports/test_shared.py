"""What the lines of many units share is written as if each had been worked out for itself."""

from decimal import Decimal

import pytest

from tests.model.cases import at, framework, indicator
from tui.exports import render
from tui.exports.shared import Shared
from tui.model.observation import Observation, Provenance, Record
from tui.model.period import Period
from tui.model.roster import Roster, Unit
from tui.model.snapshot import Assessment, Snapshot
from tui.model.swept import Swept
from tui.model.take import take
from tui.model.target import Target
from tui.words import Words

UNITS = tuple(f"u{place}" for place in range(40))
VALUES = ("-3", "0", "12.50", "500", "701.4575342465753424657534247", "888.999", "889", "1E+2", "2000", "30")


def snapshot() -> Snapshot:
    """Forty units of a count to be reached, of a rate to be held and of one without a target, in every stretch."""
    target = Target(op="ge", value=Decimal(889), mode="reach", deadline=at("2022-12-31").date())
    rate = Target(op="lt", value=Decimal(30), mode="hold", warn_margin=Decimal(5))
    definitions = [
        indicator(id, measure="value", units="all", unit_measure=unit, target=asked)
        for id, unit, asked in (("count", "CASES", target), ("rate", "PERCENT", rate), ("context", "", None))
    ]
    seen = [
        Observation(
            each.id,
            unit,
            Period.parse("2022-M09" if place % 3 else "2022-M08"),
            Decimal(VALUES[place % len(VALUES)]),
            flag="ABE"[place % 3],
            numerator=Decimal(place) if place % 4 == 0 else None,
            provenance=Provenance("=source", document=f"@{place}"),
        )
        for each in definitions
        for place, unit in enumerate(UNITS)
    ]
    rosters = [Roster("all", tuple(Unit(unit, unit) for unit in UNITS))]
    return take(framework(*definitions, rosters=rosters), Record(seen), at("2022-10-15"))


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "openmetrics"])
def test_shared_text_is_that_of_each(format: str) -> None:
    """The same bytes as when every assessment was decided on its own."""
    swept = snapshot()
    alone = tuple(each.whole if isinstance(each, Swept) else each for each in swept.assessments)
    assert sum(each.common is not None for each in swept.assessments) > 100
    assert all(each.common is None for each in alone)
    words = Words("en")
    assert render(swept, format, words) == render(swept._replace(assessments=alone), format, words)


def test_what_is_common_is_worked_out_once() -> None:
    """Once for all that have the same one, and for each that has none."""
    asked: list[Assessment] = []

    def reason(found: Assessment) -> str:
        asked.append(found)
        return found.reason

    text = Shared(reason)
    swept = [each for each in snapshot().assessments if isinstance(each, Swept)]
    assert [text(each) for each in swept] == [each.reason for each in swept]
    assert len(asked) == len({id(each.common) for each in swept}) < len(swept)
    alone = swept[0].whole
    assert (text(alone), text(alone)) == (alone.reason, alone.reason)
    assert asked[-2:] == [alone, alone]
