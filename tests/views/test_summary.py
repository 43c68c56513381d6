"""What stands above the list."""

from datetime import date
from typing import Literal

import pytest

from tests.views.scenes import NOW, RUNNING, look, scene
from tui.errors import Message
from tui.model.phrase import Phrase
from tui.views.line import plain, width_of
from tui.views.scene import Scene
from tui.views.summary import summary
from tui.words import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [1, 10, 40, 80, 120, 200])
def test_three_lines_of_exactly_the_width(language: Language, cells: int) -> None:
    for line in summary(scene(), look(language), cells, "1-19 of 76"):
        assert width_of(line) == cells


def test_it_says_as_of_when_and_how_it_was_judged() -> None:
    title, _, around = (plain(line) for line in summary(scene(), look(), 120))
    assert "as of 2022-09-30" in title
    assert "judged as on 2022-09-30" in around
    assert "packaged sample" in around


def test_it_says_that_it_shows_the_past() -> None:
    shown = scene()._replace(past=date(2022, 9, 30), is_sample=False)
    around = plain(summary(shown, look(), 120)[2])
    assert "the past: [ ] a day" in around
    assert "THE PAST: as of 2022-09-30, as known then" in plain(summary(shown, look(), 120)[0])
    assert summary(shown, look(), 120)[0][-1].role == "note!", "a band that stands out"
    assert "judged" not in around
    assert "sample" not in around


def test_it_counts_by_status_in_words_where_there_is_room() -> None:
    assert "✔ met 1  ● on track 1  ▲ at risk 2  ■ off track 2  ✘ missed 1" in plain(summary(scene(), look(), 200)[1])


def test_where_there_is_little_room_the_worst_keep_their_words() -> None:
    text = plain(summary(scene(), look(), 80)[1])
    assert "✘ missed 1" in text
    assert "✔ 1" in text


def test_failing_sources_are_red() -> None:
    line = summary(scene(), look(), 120)[2]
    said = next(span for span in line if "sources" in span.text)
    assert "sources: ✘ failing 1  ✔ ok 1" in said.text
    assert said.role == "red"


def test_failing_sources_are_in_sight_before_news() -> None:
    shown = scene()
    line = plain(summary(shown._replace(unseen=frozenset({("x", "")})), look(), 120)[2])
    assert line.index("failing") < line.index("changed")


def test_no_space_follows_a_chinese_colon() -> None:
    said = look("zh")
    text = plain(summary(scene(), said, 120)[2])
    assert said.say("sources", counts=f"\u2718 {said.word('state', 'failing')} 1") in text
    assert "\uff1a " not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_failing_checks_are_named(language: Language) -> None:
    """The first two, errors before warnings, and how many more."""
    said, shown = look(language), scene()
    assert "filing" in plain(summary(shown, said, 160)[2])
    failed = shown.snapshot.checks[0]
    mild = failed._replace(check=failed.check._replace(id="mild", severity="warn"))
    many = shown.snapshot._replace(checks=(mild, failed, failed, failed))
    line = plain(summary(shown._replace(snapshot=many), said, 160)[2])
    assert "mild" not in line
    assert "+2" in line
    fine = shown.snapshot._replace(checks=tuple(one for one in shown.snapshot.checks if one.result != "fail"))
    assert "filing" not in plain(summary(shown._replace(snapshot=fine), said, 160)[2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_failing_checks_are_counted_where_their_names_would_hide_the_sources(language: Language) -> None:
    """At 80 columns whether the figures keep coming comes before the names."""
    said, shown = look(language), scene()
    line = plain(summary(shown, said, 80)[2])
    assert said.say("checks_failing", count=1) in line
    assert "filing" not in line
    assert said.say("sources", counts="") in line


def test_trouble_comes_first() -> None:
    """What puts all else in doubt is not cut off at the end of the line."""
    trouble = Message("monitor.unwritten", {"error": "disk full"})
    shown = Scene(scene().snapshot, RUNNING._replace(trouble=trouble))
    assert plain(summary(shown, look(), 80)[2]).startswith(" ! the history cannot be written: disk full")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_with_a_configuration_is_in_sight(language: Language) -> None:
    """Which file and line, and what is wrong there: of 80 cells more is left for that than for the two days."""
    problem = Message("source.file.missing", {"path": "indicators.toml"})
    values = {"rejected": NOW, "using": NOW, "place": "indicators.toml:160", "problem": problem}
    shown = Scene(scene().snapshot, RUNNING._replace(trouble=Message("monitor.config_rejected", values)))
    line = plain(summary(shown, look(language), 80)[2])
    assert f"indicators.toml:160{look(language).say('prompt', command='').rstrip()}" in line
    assert look(language).told(problem)[:6] in line


def test_a_long_title_is_cut_and_the_day_stays() -> None:
    framework = scene().snapshot.framework._replace(title=Phrase("x" * 200, "x" * 200))
    shown = scene()._replace(snapshot=scene().snapshot._replace(framework=framework))
    assert plain(summary(shown, look(), 80)[0]).rstrip().endswith("xxx…as of 2022-09-30")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["silent", "stopped"])
@pytest.mark.parametrize("cells", [40, 80])
def test_since_when_nobody_collects_is_never_cut_off(
    language: Language, kind: Literal["silent", "stopped"], cells: int
) -> None:
    """Not by the sample's notice, failing checks and sources; the year is said only where it is not this one."""
    values = {"intervals": 5, "since": NOW, "pid": 12345}
    quiet = RUNNING._replace(kind=kind, said=Message(f"monitor.collector.{kind}", values), since=NOW)
    line = plain(summary(scene(collection=quiet), look(language), cells)[2])
    assert "10-08 10:30" in line, "on the clocks of the place"
    assert "2022-10-08" not in line
    earlier = quiet._replace(since=NOW.replace(year=2021))
    assert "2021-10-08 10:30" in plain(summary(scene(collection=earlier), look(language), cells)[2])
