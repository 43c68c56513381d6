"""What is not the report's says so; what is, says where it stands."""

from datetime import date
from pathlib import Path

import pytest

from tests.sample.conftest import NOW, SAMPLE
from tui.config import Config
from tui.model.observation import KNOWN_FROM_THE_START, Observation, Record
from tui.model.snapshot import Status
from tui.model.take import take
from tui.monitor import take_now
from tui.store import Store

PUBLISHED = date(2023, 3, 6)
TABLES = Path(__file__).parent.parent.parent / "tui" / "sample"

NAMED_OWNERS = {"leadership.first_person", "leadership.agenda_review"}
"""Whose owner the report names."""

OTHER_DOCUMENT = "honours.satisfaction_streak"
"""Has one figure of the year before, from another report."""


def test_every_target_is_an_example(config: Config) -> None:
    """The report sets no targets."""
    assert all(each.target.example for each in config.framework.indicators.values() if each.target)


def test_every_roster_holds_placeholders_and_says_so(config: Config) -> None:
    """Numbers are the report's, names are not."""
    for roster in config.framework.rosters.values():
        assert roster.example
        assert roster.document
        assert len({unit.name for unit in roster.units}) == len(roster.units)
        marks = {unit.name[-4:] for unit in roster.units}
        assert len(marks) == 1, "every name ends with the same mark"


@pytest.mark.parametrize(
    ("roster", "tiers"),
    [
        ("budget_units", [70, 138]),
        ("service_sites", [1, 18, 222]),
        ("subdistricts", [18]),
        ("pairing", [19, 19]),
    ],
)
def test_rosters_have_the_reports_numbers(roster: str, tiers: list[int], config: Config) -> None:
    """70 + 138, 1 + 18 + 222, 18, and 19 with 19."""
    levels = [unit.level for unit in config.framework.rosters[roster].units]
    assert [levels.count(level) for level in dict.fromkeys(levels)] == tiers


def test_every_indicator_has_owner_basis_and_two_names(config: Config) -> None:
    """A name is said in both languages."""
    for each in config.framework.indicators.values():
        assert each.owner
        assert each.basis
        assert each.name.en.isascii()
        assert not each.name.zh.isascii()
        if each.definition is not None:
            assert each.definition.en.isascii()
            assert not each.definition.zh.isascii()


def test_an_inferred_owner_says_so_wherever_it_is_shown(config: Config) -> None:
    """The mark is part of the owner; the few that the report names go without."""
    owners = {each.id: each.owner for each in config.framework.indicators.values()}
    (mark,) = {owner[-4:] for id, owner in owners.items() if id not in NAMED_OWNERS}
    assert not mark.isalnum(), "a word in brackets"
    assert not [id for id in NAMED_OWNERS if owners[id].endswith(mark)]


def test_no_date_is_invented(config: Config) -> None:
    """Only the report's own two dates stand on steps, with what proves them; all else is a claim without a day."""
    dated = {
        (each.id, step.id): (step.due, step.done)
        for each in config.framework.indicators.values()
        for step in each.steps
        if step.due or step.done or step.evidence
    }
    assert dated == {
        ("report.on_time", "presented"): (date(2023, 3, 1), date(2023, 1, 19)),
        ("report.on_time", "published"): (date(2023, 4, 1), PUBLISHED),
    }


def observations(config: Config, store: Store) -> list[Observation]:
    history = store.history(None, config.framework.observations)
    return [
        seen
        for indicator in config.framework.indicators
        for unit in history.units(indicator)
        for seen in history.series(indicator, unit)
    ]


def test_every_figure_says_where_it_stands(config: Config, store: Store) -> None:
    """Document, section, source, publisher, and the day of publication as its vintage."""
    for seen in observations(config, store):
        where = seen.provenance
        assert where.document
        assert where.section
        assert seen.recorded != KNOWN_FROM_THE_START
        if where.source:
            assert where.publisher
            assert where.published == PUBLISHED.isoformat()
            assert "2023-01-19" in where.document
            assert seen.period.text == "2022"
        else:
            assert seen.indicator == OTHER_DOCUMENT


def test_claims_are_not_verified(config: Config, store: Store) -> None:
    """The report says that it was done; that does not verify it, unlike the two dates that the report itself bears."""
    assert not [seen for seen in observations(config, store) if seen.provenance.evidence]
    verified = {found.id: found.steps_verified for found in take_now(config, store, lambda: NOW).assessments}
    assert {id: steps for id, steps in verified.items() if steps} == {"report.on_time": ("presented", "published")}


def test_only_one_figure_comes_from_elsewhere(config: Config) -> None:
    """The file itself holds the figure of the year before and nothing else."""
    assert [(seen.indicator, seen.period.text) for seen in config.framework.observations] == [(OTHER_DOCUMENT, "2021")]


def test_real_sources_are_polled(config: Config) -> None:
    """CSV and JSON files of the package, read like any other source."""
    endings = {Path(source.place).suffix for source in config.sources.values()}
    assert endings == {".csv", ".json"}
    assert all(Path(source.place).parent == TABLES for source in config.sources.values())


def test_the_file_is_quick_to_load() -> None:
    """An administrator learns the format from it, and every start reads it."""
    assert SAMPLE.stat().st_size <= 45_000


def test_before_anything_is_read_nothing_is_green_but_what_the_file_says_itself(config: Config) -> None:
    """The report's own dates stand in the file; all other checklists are told of by a source, and so not known yet."""
    snapshot = take(config.framework, Record(config.framework.observations), NOW)
    assert [each.id for each in snapshot.assessments if each.light == "green"] == ["report.on_time"]
    lists = {each.status for each in snapshot.assessments if each.indicator.steps and each.id != "report.on_time"}
    assert lists == {Status.NO_DATA}
