"""A changed configuration under a running collector: a good one is taken, a bad one refused and said so (C1, C6)."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.monitor.test_election import COLLECTOR, see, value
from tests.monitor.world import DASHBOARD, eventually, world
from tests.processes import python
from tui.config import load
from tui.errors import Message
from tui.monitor.reload import Watch
from tui.monitor.viewer import Viewer
from tui.store import open_store

NOON = datetime(2023, 3, 6, 4, 0, tzinfo=UTC)
LATER = datetime(2023, 3, 6, 5, 30, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A configuration that is in order."""
    with world(tmp_path) as made:
        return made.config


@pytest.fixture
def watch(file: Path) -> Watch:
    return Watch(load(str(file), os.environ), os.environ, NOON)


def settle(watch: Watch) -> bool:
    """Two looks, and what the second one finds."""
    watch.has_settled()
    return watch.has_settled()


def test_a_file_that_stays_is_never_loaded_again(watch: Watch) -> None:
    assert not settle(watch)
    assert watch.remark is None


def test_a_changed_file_is_taken_when_it_has_settled(watch: Watch, file: Path) -> None:
    """Not at the first look: it may still be being written."""
    file.write_text(file.read_text(encoding="utf-8").replace('"1.0s"', '"7s"'), encoding="utf-8")
    assert not watch.has_settled()
    assert watch.has_settled()
    taken = watch.judged(LATER)
    assert taken is not None
    assert taken.sources["register"].every == 7
    assert not settle(watch)


def test_a_change_right_after_loading_is_not_missed(file: Path) -> None:
    """Between the moment at which the file was read and the one at which it is first looked at."""
    config = load(str(file), os.environ)
    file.write_text(file.read_text(encoding="utf-8").replace('"1.0s"', '"7s"'), encoding="utf-8")
    watch = Watch(config, os.environ, NOON)
    assert settle(watch)
    taken = watch.judged(LATER)
    assert taken is not None
    assert taken.sources["register"].every == 7
    assert not settle(watch)


@pytest.mark.parametrize("damage", ["cut", "empty", "missing", "a directory"])
def test_a_bad_file_is_refused_until_it_is_mended(damage: str, watch: Watch, file: Path) -> None:
    """The refusal says when, where and why, and since when the other one is in use; it is judged once."""
    good = file.read_text(encoding="utf-8")
    if damage == "cut":
        file.write_text(good[: good.rindex("=") + 1], encoding="utf-8")
    else:
        file.unlink() if damage != "empty" else file.write_text("")
        if damage == "a directory":
            file.mkdir()
    assert settle(watch)
    assert watch.judged(LATER) is None
    assert watch.remark is not None
    key, values = watch.remark
    assert key == "monitor.config_rejected"
    assert (values["rejected"], values["using"]) == (LATER, NOON)
    assert str(values["place"]).startswith("indicators.toml")
    assert isinstance(values["problem"], Message)
    assert not settle(watch)
    if file.is_dir():
        file.rmdir()
    file.write_text(f"{good}\n# mended\n", encoding="utf-8")
    assert settle(watch)
    assert watch.judged(LATER) is not None
    assert watch.remark is None


def test_a_file_that_was_away_for_a_moment_is_no_news(watch: Watch, file: Path) -> None:
    """As an editor does that saves by renaming: between two looks, or seen missing once."""
    away = file.with_suffix(".bak")
    file.rename(away)
    assert not watch.has_settled()
    away.rename(file)
    assert not settle(watch)
    file.rename(away)
    assert settle(watch)
    assert watch.judged(LATER) is None
    away.rename(file)
    assert not settle(watch)
    assert watch.remark is None


def test_another_store_takes_a_restart(watch: Watch, file: Path) -> None:
    """The viewers would look into the one and the collector write into the other: so it says what to do."""
    file.write_text(f'store = "elsewhere.db"\n{file.read_text(encoding="utf-8")}', encoding="utf-8")
    assert settle(watch)
    assert watch.judged(LATER) is None
    assert watch.remark == Message("monitor.config_store", {"path": str(file)})


def test_a_collector_goes_on_with_the_old_file_and_every_screen_says_so(tmp_path: Path) -> None:
    """Then with the mended one, whose new source is asked at once."""
    with world(tmp_path) as made, python("-c", COLLECTOR, *made.arguments) as collector:
        eventually(lambda: value(made) == "600")
        good = made.config.read_text(encoding="utf-8")
        viewer = Viewer(load(str(made.config), os.environ), made.place, lambda: datetime.now(UTC), collects=False)

        def remark() -> str:
            viewer.fresh()
            return viewer.collection.trouble.key if viewer.collection.trouble else ""

        made.config.write_text(good.replace('type = "http"', 'type = "htp"'), encoding="utf-8")
        eventually(lambda: remark() == "monitor.config_rejected")
        made.register.aides = 700
        eventually(lambda: value(made) == "700")
        more = good.replace("$.aides", "$.year").replace('period = "$.year"', 'const = { period = "2021" }')
        made.config.write_text(more, encoding="utf-8")
        eventually(lambda: remark() == "")
        store = open_store(made.place)
        eventually(lambda: len(store.history().series("pufa.aides")) == 2)
        store.close()
        viewer.close()
        assert collector.poll() is None


def test_a_dashboards_own_collector_watches_the_file_too(tmp_path: Path) -> None:
    with world(tmp_path) as made, python("-c", DASHBOARD, *made.arguments) as dashboard:
        see(dashboard, "600 running True")
        text = made.config.read_text(encoding="utf-8").replace("$.aides", "$.year")
        made.config.write_text(text, encoding="utf-8")
        see(dashboard, "2022 running True")


MORE = """
[indicators."pufa.sites"]
name = "Sites"
unit = "SITES"
[[observations]]
indicator = "pufa.sites"
period = "2022"
value = 3
"""


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dashboards look at the file as often as they are asked, and not once a second."""
    monkeypatch.setattr("tui.monitor.viewer.LOOK", 0.0)


def test_a_dashboard_takes_up_a_good_file_and_refuses_a_bad_one(file: Path, looks: None) -> None:
    """Also where nobody collects: what is wrong is said, what was shown stays; a mended file ends it."""
    good = file.read_text(encoding="utf-8")
    viewer = Viewer(load(str(file), os.environ), str(file.with_name("none.db")), lambda: LATER, collects=False)
    before = viewer.snapshot
    assert viewer.fresh() is None
    file.write_text(good.replace("[indicators", "[indicatorz"), encoding="utf-8")
    assert viewer.fresh() is None, "it may still be being written"
    assert viewer.fresh() is None
    trouble = viewer.collection.trouble
    assert trouble is not None
    assert (trouble.key, trouble.values["rejected"]) == ("monitor.config_rejected", LATER)
    assert (viewer.snapshot, viewer.collection.kind) == (before, "never")
    file.write_text(good + MORE, encoding="utf-8")
    viewer.fresh()
    renewed = viewer.fresh()
    assert renewed is not None
    assert [str(seen.value) for seen in renewed.assessments] == ["None", "3"]
    assert viewer.collection.trouble is None
    assert viewer.fresh() is None
    viewer.travel(NOON.date())
    assert [seen.id for seen in viewer.snapshot.assessments] == ["pufa.aides", "pufa.sites"]
    viewer.close()


def test_a_dashboard_that_gets_its_first_source_collects(tmp_path: Path, looks: None) -> None:
    """And one that loses its last has nothing to collect."""
    with world(tmp_path) as made:
        whole = made.config.read_text(encoding="utf-8")
        bare = 'schema = 1\n[dashboard]\ntitle = "t"\n[indicators."pufa.aides"]\nname = "Legal aides"\n'
        made.config.write_text(bare, encoding="utf-8")
        viewer = Viewer(load(str(made.config), os.environ), made.place, lambda: datetime.now(UTC))
        viewer.fresh()
        assert viewer.collection.kind == "none"
        made.config.write_text(whole, encoding="utf-8")

        def kind() -> str:
            viewer.fresh()
            return viewer.collection.kind

        eventually(lambda: kind() == "running")
        assert viewer.collection.own
        made.config.write_text(bare, encoding="utf-8")
        eventually(lambda: kind() == "none")
        viewer.close()
