"""What was judged is what is written: a snapshot that the model took comes out the same in every format."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.exports import case
from tui.exports import Selection, render
from tui.model.indicator import Group, Indicator
from tui.model.observation import Observation, ObservationOp, Record
from tui.model.period import Period
from tui.model.snapshot import Framework, Snapshot
from tui.model.take import take
from tui.model.target import Target
from tui.words import LANGUAGES, Words, figures

NOW = datetime(2022, 9, 30, 12, tzinfo=UTC)


def indicators() -> tuple[Indicator, ...]:
    reach = Target("ge", Decimal(889), mode="reach", start=date(2022, 1, 1), deadline=date(2022, 12, 31))
    counts = (case.RECEIVED._replace(id=name) for name in ("fuyi.revoked", "fuyi.concluded"))
    return (*counts, case.REVOKED, case.LITIGATED, case.AIDES._replace(units=None, target=reach), case.RANK, case.RULES)


def taken() -> Snapshot:
    """The report's figures of 2022, judged at the end of September."""
    reported: tuple[tuple[str, str, ObservationOp], ...] = (
        ("fuyi.revoked", "22", "eq"),
        ("fuyi.concluded", "152", "eq"),
        ("fuyi.litigated", "30", "lt"),
        ("pufa.aides", "600", "eq"),
        ("gov.rank", "10", "le"),
    )
    year = Period.parse("2022")
    seen = [Observation(name, "", year, Decimal(value), op) for name, value, op in reported]
    framework = Framework(
        case.phrase("groups", "review"),
        indicators={each.id: each for each in indicators()},
        groups={name: Group(name, case.phrase("groups", name)) for name in ("review", "law")},
    )
    return take(framework, Record(seen), NOW)


def read(snapshot: Snapshot, **how: Any) -> dict[str, dict[str, Any]]:
    document = json.loads(render(snapshot, "json", Words("zh"), **how), parse_float=Decimal, parse_int=Decimal)
    return {each["id"]: each for each in document["indicators"]}


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("fuyi.revoked_rate", {"value": "14.473684", "numerator": "22", "denominator": "152", "status": "met"}),
        ("fuyi.litigated", {"value": "30", "op": "lt", "status": "no_data", "reason": "censored"}),
        ("fuyi.revoked", {"value": "22", "status": None, "target": None}),
        ("pufa.aides", {"value": "600", "status": "at_risk", "progress": "0.674916", "gap_pp": "7.302957"}),
        ("pufa.aides", {"plan": "0.747945", "pace_ratio": "0.90236", "forecast": "802.197802"}),
        ("gov.rank", {"value": "10", "op": "le", "status": "met"}),
    ],
)
def test_figures_of_the_report(indicator: str, expected: dict[str, str | None]) -> None:
    """The worked examples of semantics.md section 10 arrive at a script as they were judged."""
    got = read(taken())[indicator]
    for name, value in expected.items():
        assert (str(got[name]) if isinstance(got[name], Decimal) else got[name]) == value, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_formats_say_the_same(language: str) -> None:
    """The sentence in the JSON is the sentence of the text, and so are figure, target and gap."""
    words = Words("zh" if language == "zh" else "en")
    snapshot = taken()
    text = "".join(render(snapshot, "text", words, width=200).decode().split())
    for found in snapshot.assessments:
        said = read(snapshot)[found.id]["explain"][words.language]
        assert said == words.told(found.why)
        gap = "" if "gap" in found.why.values else figures.gap(words, found)  # said by the sentence already
        for part in (said, figures.figure(words, found), figures.target(words, found), gap):
            assert "".join(part.split()) in text


def test_a_selection_is_judged_as_the_whole_was() -> None:
    """Narrowing changes what is said of groups, and nothing that is said of an indicator."""
    part = read(taken(), select=Selection(ids=("pufa.*",)))
    assert part == {"pufa.aides": read(taken())["pufa.aides"]}
