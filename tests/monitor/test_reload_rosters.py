"""A changed roster under a running collector and its dashboards: it is taken up, or refused, like indicators.toml."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.monitor.test_election import COLLECTOR
from tests.monitor.test_reload import LATER, NOON, looks, settle
from tests.monitor.world import World, eventually, world
from tests.processes import python
from tui.config import Config, load
from tui.errors import Message
from tui.monitor import reload
from tui.monitor.reload import Watch
from tui.monitor.viewer import Viewer

__all__ = ["looks"]

ROSTER = "unit_id,name\naudit,Audit Office\nfinance,Finance Office\n"
THIRD = ROSTER + "works,Works Office\n"
BROKEN = ROSTER + "audit,Twice\n"
TOML = """
[rosters.offices]
file = "{file}"
[indicators."offices.online"]
name = "Offices online"
measure = "coverage"
roster = "offices"
[[observations]]
indicator = "offices.online"
unit = "audit"
period = "2022"
value = 1
"""


class Place:
    """A configuration with a roster."""

    def __init__(self, made: World) -> None:
        self.world = made
        self.file = made.config
        self.plain = made.config.read_text(encoding="utf-8")
        self.roster = made.config.with_name("offices.csv")
        self.roster.write_text(ROSTER, encoding="utf-8")
        self.names("offices.csv")

    def names(self, file: str) -> None:
        """Have the configuration name a roster file."""
        self.file.write_text(self.plain + TOML.format(file=file), encoding="utf-8")

    def put(self, text: str, name: str = "offices.csv") -> None:
        """Replace a roster atomically."""
        aside = self.roster.with_name("new.tmp")
        aside.write_text(text, encoding="utf-8")
        aside.rename(self.roster.with_name(name))

    @property
    def config(self) -> Config:
        return load(str(self.file), os.environ)

    @property
    def watch(self) -> Watch:
        return Watch(self.config, os.environ, NOON)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with world(tmp_path) as made:
        yield Place(made)


def units(config: Config | None) -> list[str]:
    assert config is not None
    return [unit.id for unit in config.framework.rosters["offices"].units]


def refused(watch: Watch) -> tuple[str, str]:
    """Where the first problem of the refused files is, and which it is."""
    assert watch.judged(LATER) is None
    assert watch.remark is not None
    assert watch.remark.key == "monitor.config_rejected"
    problem = watch.remark.values["problem"]
    assert isinstance(problem, Message)
    return str(watch.remark.values["place"]), problem.key


@pytest.mark.parametrize("atomic", [True, False])
def test_a_changed_roster_is_taken_when_it_has_settled(atomic: bool, place: Place) -> None:
    watch = place.watch
    assert not settle(watch)
    place.put(THIRD) if atomic else place.roster.write_text(THIRD, encoding="utf-8")
    assert not watch.has_settled(), "it may still be being written"
    assert watch.has_settled()
    assert units(watch.judged(LATER)) == ["audit", "finance", "works"]
    assert not settle(watch)


def test_a_roster_that_changes_right_after_loading_is_not_missed(place: Place) -> None:
    config = place.config
    place.put(THIRD)
    watch = Watch(config, os.environ, NOON)
    assert settle(watch)
    assert units(watch.judged(LATER)) == ["audit", "finance", "works"]
    assert not settle(watch)


def test_a_broken_roster_is_refused_with_file_and_line_until_it_is_mended(place: Place) -> None:
    watch = place.watch
    place.put(BROKEN)
    assert settle(watch)
    assert refused(watch) == ("offices.csv:4", "problem.roster.twice")
    assert not settle(watch), "it is judged once"
    place.put(THIRD)
    assert settle(watch)
    assert units(watch.judged(LATER)) == ["audit", "finance", "works"]
    assert watch.remark is None


def test_a_roster_that_is_gone_is_refused_where_it_is_named(place: Place) -> None:
    """For a moment it may be away, as while an editor saves."""
    watch = place.watch
    away = place.roster.rename(place.roster.with_suffix(".bak"))
    assert not watch.has_settled()
    away.rename(place.roster)
    assert not settle(watch)
    place.roster.rename(away)
    assert settle(watch)
    at, problem = refused(watch)
    line = 1 + place.file.read_text(encoding="utf-8").split("\n").index('file = "offices.csv"')
    assert (at, problem) == (f"indicators.toml:{line}", "source.file.missing")
    away.rename(place.roster)
    assert not settle(watch), "put back as it was"
    assert watch.remark is None


def test_a_roster_and_the_file_that_change_together_are_judged_together(place: Place) -> None:
    watch = place.watch
    place.names("bureaus.csv")
    assert not watch.has_settled()
    place.put(THIRD, "bureaus.csv")
    place.put(BROKEN)
    assert not watch.has_settled(), "the one has settled, the other has not"
    assert watch.has_settled()
    assert units(watch.judged(LATER)) == ["audit", "finance", "works"]
    assert watch.remark is None
    place.put(ROSTER)
    assert not settle(watch), "the old roster is nobody's any more"
    place.put(ROSTER, "bureaus.csv")
    assert settle(watch)
    assert units(watch.judged(LATER)) == ["audit", "finance"]


def test_a_refused_file_is_taken_when_the_roster_that_it_names_comes(place: Place) -> None:
    watch = place.watch
    place.names("bureaus.csv")
    assert settle(watch)
    assert refused(watch)[1] == "source.file.missing"
    assert not settle(watch)
    place.put(BROKEN, "bureaus.csv")
    assert settle(watch)
    assert refused(watch) == ("bureaus.csv:4", "problem.roster.twice")
    place.put(THIRD, "bureaus.csv")
    assert settle(watch)
    assert units(watch.judged(LATER)) == ["audit", "finance", "works"]


def test_a_file_put_back_as_it_was_is_in_use_whatever_became_of_the_other_roster(place: Place) -> None:
    watch = place.watch
    assert not settle(watch)
    aside = place.file.rename(place.file.with_suffix(".bak"))
    place.names("bureaus.csv")
    assert settle(watch)
    assert refused(watch)[1] == "source.file.missing"
    aside.rename(place.file)
    assert not settle(watch)
    assert watch.remark is None


def test_a_roster_that_changes_while_it_is_first_read_is_read_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That there is another roster only the reading tells; what happens to it meanwhile must not be missed."""
    watch = place.watch
    place.put(ROSTER, "bureaus.csv")
    place.names("bureaus.csv")
    readings = []

    def reads(path: str, environ: dict[str, str]) -> Config:
        config = load(path, environ)
        readings.append(units(config))
        place.put(THIRD, "bureaus.csv")
        return config

    monkeypatch.setattr(reload, "load", reads)
    assert settle(watch)
    watch.judged(LATER)
    assert readings == [["audit", "finance"], ["audit", "finance", "works"]]


def test_a_look_reads_no_file(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first one, while nothing changes: nobody pays for a large roster once a second."""
    watch = place.watch
    assert not settle(watch)
    for name in ("load", "read_file"):
        monkeypatch.delattr(reload, name)
    assert not settle(watch)


def test_a_dashboard_takes_up_a_good_roster_and_refuses_a_bad_one(place: Place, looks: None) -> None:
    """Also where nobody collects: what was shown stays until the roster is mended."""
    viewer = Viewer(place.config, str(place.file.with_name("none.db")), lambda: LATER, collects=False)
    viewer.fresh()
    before = viewer.snapshot.assessment("offices.online")
    assert before is not None
    assert before.denominator == 2
    place.put(BROKEN)
    assert [viewer.fresh(), viewer.fresh()] == [None, None]
    trouble = viewer.collection.trouble
    assert trouble is not None
    assert (trouble.key, trouble.values["place"]) == ("monitor.config_rejected", "offices.csv:4")
    assert viewer.snapshot.assessment("offices.online") == before
    place.put(THIRD)
    viewer.fresh()
    renewed = viewer.fresh()
    assert renewed is not None
    now = renewed.assessment("offices.online")
    assert now is not None
    assert now.denominator == 3
    assert now.missing_units == ("Finance Office", "Works Office")
    assert viewer.collection.trouble is None
    viewer.close()


def test_a_collector_goes_on_with_the_old_roster_and_says_so_to_who_cannot_see_it(place: Place) -> None:
    """The remark is in the store: a dashboard on another host has no roster of its own to look at."""
    with python("-c", COLLECTOR, *place.world.arguments) as collector:
        elsewhere = place.file.parent / "elsewhere"
        elsewhere.mkdir()
        for file in (place.file, place.roster):
            (elsewhere / file.name).write_bytes(file.read_bytes())
        copy = load(str(elsewhere / place.file.name), os.environ)
        viewer = Viewer(copy, place.world.place, lambda: datetime.now(UTC), collects=False)

        def remark() -> str:
            viewer.fresh()
            return str(viewer.collection.trouble.values["place"]) if viewer.collection.trouble else ""

        eventually(lambda: viewer.fresh() or viewer.collection.kind == "running")
        place.put(BROKEN)
        eventually(lambda: remark() == "offices.csv:4")
        place.put(THIRD)
        eventually(lambda: remark() == "")
        viewer.close()
        assert collector.poll() is None
