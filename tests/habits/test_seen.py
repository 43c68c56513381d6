"""What was seen is compared another day, as if it had never left."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.views.scenes import scene
from tui.habits import seen_from, seen_text
from tui.monitor.moves import moves

SNAPSHOT = scene().snapshot
AT = datetime(2022, 10, 8, 3, 0, tzinfo=UTC)
INDICATORS = SNAPSHOT.framework.indicators


def kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(seen_text(AT, SNAPSHOT.assessments))
    return found


def test_nothing_changed_since_it_was_kept() -> None:
    seen = seen_from(kept(), INDICATORS)
    assert seen is not None
    assert seen.at == AT
    assert moves(SNAPSHOT._replace(assessments=seen.assessments), SNAPSHOT) == ()


def test_what_is_no_longer_defined_is_forgotten() -> None:
    fewer = {name: each for name, each in INDICATORS.items() if name != "people.aides"}
    seen = seen_from(kept(), fewer)
    assert seen is not None
    assert {each.id for each in seen.assessments} == set(fewer)


def test_of_very_many_series_the_whole_area_is_kept() -> None:
    aides = SNAPSHOT.assessments[0]
    many = [aides, *(aides._replace(unit=f"u{number}") for number in range(20_000))]
    assert len(json.loads(seen_text(AT, many))["series"]) == 1


@pytest.mark.parametrize(
    ("place", "wrong"),
    [(2, "splendid"), (3, "x"), (3, "NaN"), (4, "ish"), (7, "2022-X9"), (0, ["a"])],
)
def test_what_cannot_be_believed_counts_as_nothing(place: int, wrong: object) -> None:
    found = kept()
    found["series"][0][place] = wrong
    assert seen_from(found, INDICATORS) is None


@pytest.mark.parametrize("wrong", [{}, {"series": 5}, {"version": 1, "series": []}])
def test_another_file_counts_as_nothing(wrong: dict[str, Any]) -> None:
    assert seen_from(wrong, INDICATORS) is None
    assert seen_from({**kept(), "version": 2}, INDICATORS) is None
    assert seen_from({**kept(), "at": "2022-10-08T00:00:00"}, INDICATORS) is None, "without a time zone"
