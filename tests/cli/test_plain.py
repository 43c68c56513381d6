"""`zhibiao watch --plain`: what a screen reader reads out."""

import signal
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.processes import line, python
from tests.views.scenes import district, snapshot
from tui.cli.exits import Exit
from tui.cli.plain import about_collection, news, standing
from tui.errors import Message
from tui.model.observation import Observation, Record
from tui.model.period import Period
from tui.model.snapshot import Snapshot
from tui.model.source import SourceState
from tui.model.take import take
from tui.monitor.viewer import Collection
from tui.store import Tick, open_store
from tui.words import LANGUAGES, Language, Words
from tui.words.statuses import code_word, status_word

CONFIG = district()
LEARNT = datetime(2022, 9, 29, tzinfo=UTC)


def told(indicator: str, value: int, unit: str = "", period: str = "2022-Q3") -> Observation:
    return Observation(indicator, unit, Period.parse(period), Decimal(value), recorded=LEARNT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_begins_with_what_is_not_green(language: Language) -> None:
    """Status first, then name, figure, target and why; what is green is only counted."""
    words = Words(language)
    lines = list(standing(snapshot(CONFIG), words))
    assert "2022-09-30" in lines[0]
    lawyers = next(text for text in lines if "420" in text)
    assert lawyers.startswith(status_word(words, "off_track"))
    assert "1000" in lawyers
    rooms = next(seen for seen in CONFIG.framework.indicators.values() if seen.id == "people.rooms")
    stale = next(text for text in lines if rooms.name.said(language) in text)
    assert code_word(words, "freshness", "stale") in stale, "why something that is met is not green"
    training = CONFIG.framework.indicators["people.training"].name.said(language)
    assert not any(training in text for text in lines)
    assert any("filing" in text and code_word(words, "result", "fail") in text for text in lines)
    assert any("cases" in text and code_word(words, "state", "failing") in text for text in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_figure_is_one_line_with_its_status(language: Language) -> None:
    words = Words(language)
    old, new = snapshot(CONFIG), snapshot(CONFIG, [told("people.aides", 700)])
    (said,) = news(old, new, words)
    assert said.index("600") < said.index("700")
    assert said.index(status_word(words, "at_risk")) < said.index(status_word(words, "on_track"))
    assert list(news(new, new, words)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_units_are_one_line(language: Language) -> None:
    """A roster that reports at once is not read out unit by unit."""
    words = Words(language)
    old = snapshot(CONFIG)
    seen = old.assessment("people.rooms")
    assert seen is not None
    units = tuple(seen._replace(unit=f"u{number}", value=Decimal(number)) for number in range(5))
    said = list(news(old, old._replace(assessments=(*old.assessments, *units)), words))
    assert len(said) == 1
    assert "5" in said[0]
    two = list(news(old, old._replace(assessments=(*old.assessments, *units[:2])), words))
    assert ["u0" in two[0], "u1" in two[1]] == [True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_checks_and_sources_are_news_when_their_state_changes(language: Language) -> None:
    words, old = Words(language), snapshot(CONFIG)
    healed = tuple(each._replace(result="pass") for each in old.checks[:1])
    failed = (SourceState("drop", "file", "failing"), *old.sources[:1])
    said = list(news(old, old._replace(checks=(*healed, *old.checks[1:]), sources=failed), words))
    assert len(said) == 2
    assert code_word(words, "result", "pass") in said[0]
    assert "drop" in said[1]


def begun(*more: SourceState) -> tuple[Snapshot, Snapshot]:
    """The district before and after its source `drop` is read for the first time."""
    full = snapshot(CONFIG)
    never = tuple(each._replace(state="waiting", last_success=None) for each in full.sources if each.id == "drop")
    bare = CONFIG.framework._replace(observations=())
    empty = take(bare, Record(()), full.as_of)._replace(sources=never)
    return empty, full._replace(sources=(*(each for each in full.sources if each.id == "drop"), *more))


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_figures_are_one_line_and_what_calls_for_somebody(language: Language) -> None:
    """Not a line for each: who starts a dashboard wants to hear what is not green."""
    words, (empty, full) = Words(language), begun()
    count = sum(seen.value is not None for seen in full.assessments)
    first, *rest = news(empty, full, words)
    assert all(str(each) in first for each in (count, "drop"))
    waiting = {seen.id for seen in empty.assessments if seen.status == "no_data"}
    calling = [seen for seen in full.assessments if seen.id in waiting]
    calling = [seen for seen in calling if seen.light in ("red", "yellow") or seen.status == "invalid"]
    named = [seen.indicator.name.said(language) for seen in calling]
    moved = [text for text in rest if any(text.startswith(name) for name in named)]
    assert len(moved) == len(calling) < count
    failed = [text for text in rest if code_word(words, "result", "fail") in text]
    assert [*moved, *failed] == rest, "neither what is green, nor a check that passes, nor that the source is well"


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_first_reading_every_change_is_a_line(language: Language) -> None:
    """Also what another source brings at once: only figures that were not there before come together."""
    words, (empty, full) = Words(language), begun(SourceState("cases", "http", "failing"))
    said = list(news(empty, full, words))
    assert any("cases" in text and code_word(words, "state", "failing") in text for text in said)
    known = empty._replace(sources=full.sources)
    assert len(list(news(known, full, words))) > len(said), "a figure by hand, long after"
    few = empty._replace(assessments=full.assessments[1:], checks=full.checks)
    assert full.assessments[0].indicator.name.said(language) in next(news(few, full, words)), "a few are said each"
    other = full._replace(assessments=tuple(each._replace(value=Decimal(1)) for each in full.assessments))
    changed = list(news(full._replace(sources=empty.sources), other, words))
    assert len(changed) >= len(full.assessments) // 2, "figures that were there before"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_built_in_check_is_called_by_what_it_demands(language: Language) -> None:
    """At the beginning and when it comes; an id of ours would be spelt out by a screen reader."""
    words, old = Words(language), snapshot(CONFIG)
    half = Observation("people.aides", "", Period.parse("2022-09-30"), Decimal("600.5"), recorded=LEARNT)
    new = snapshot(CONFIG, [half])
    name = words.say("check.rule.count", name=CONFIG.framework.indicators["people.aides"].name)
    for said in (list(standing(new, words)), list(news(old, new, words))):
        assert any(name in text for text in said)
        assert not any("count:people" in text for text in said)


LARGE = """
schema = 1
[dashboard]
title = { zh = "大", en = "Large" }
[rosters.streets]
file = "streets.csv"
[groups.all]
name = { zh = "全部", en = "All" }
[indicators.aides]
name = { zh = "法律明白人", en = "Legal aides" }
group = "all"
units = "streets"
unit = "PERSONS"
target = { op = "ge", value = 10, example = true }
[[observations]]
indicator = "aides"
unit = "s7"
period = "2022"
value = 4
"""


@pytest.mark.parametrize("units", [21, 6000])
def test_it_begins_with_what_is_not_green_however_much_there_is(units: int, tmp_path: Path, run: Run) -> None:
    """A screen draws before so many series are read; who listens hears how they stand, and not each of thousands."""
    rows = "".join(f"s{number},Street {number}\n" for number in range(units + 1))
    (tmp_path / "streets.csv").write_text(f"unit_id,name\n{rows}", encoding="utf-8")
    (tmp_path / "indicators.toml").write_text(LARGE, encoding="utf-8")
    config = str(tmp_path / "indicators.toml")
    code, out, err = run("watch", "--plain", "--as-of", "2022-12-31", "--store", ":memory:", "-c", config)
    assert (code, err) == (Exit.OK, "")
    assert f"no data: Legal aides: units: {units}\n" in out
    assert "off track: Legal aides, s7: figure 4 persons" in out
    assert len(out.splitlines()) < 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_that_has_passed_is_said_once(small: Path, run: Run, language: str) -> None:
    code, out, err = run("watch", "--plain", "--as-of", "2022-12-31", "--store", ":memory:", language=language)
    assert code == Exit.OK
    assert "2022-12-31" in out.splitlines()[0]
    assert "\x1b" not in out
    assert err == ""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_changes_come_as_lines_until_a_signal(small: Path, end: signal.Signals) -> None:
    """A real process, a real store, written by another; without a terminal."""
    place = str(small / "history.db")
    config = str(small / "indicators.toml")
    arguments = ("watch", "--plain", "--read-only", "-c", config, "--store", place, "--lang", "en")
    with closing(open_store(place, write=True)) as store, python("-m", "tui", *arguments) as process:
        while line(process) != Words("en").say("plain.follows"):
            pass
        moment = datetime.now(UTC)
        store.record(Tick(moment, (Observation("aides", "", Period.parse("2022"), Decimal(7), recorded=moment),)))
        said = line(process)
        assert "7" in said
        assert said[2] == ":", "the time of day comes first"
        process.send_signal(end)
        assert process.wait(20) == 128 + end


def test_trouble_is_said_and_so_is_its_end() -> None:
    """The history's server was away and is back: who only hears the lines must not think that it still is."""
    running = Collection("running", Message("monitor.collector.running", {"since": LEARNT, "pid": 1}))
    away = running._replace(
        trouble=Message("store.postgres.unreachable", {"path": "postgresql://h/z", "reason": "refused"})
    )
    words = Words("en")
    assert list(about_collection(running, away, words)) == ["the store postgresql://h/z cannot be reached: refused"]
    assert list(about_collection(away, away, words)) == []
    assert list(about_collection(away, running, words)) == [words.told(running.said)]
