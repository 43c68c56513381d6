"""The pages of the sources and of help, and the hints on the last line."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.views.scenes import NOW, district, look, scene
from tui.errors import Message
from tui.model.observation import Observation, Provenance
from tui.model.period import Period
from tui.monitor.viewer import Collection
from tui.views.calendar import calendar
from tui.views.checks import RESULT_SYMBOLS, checks
from tui.views.commands import COMMANDS, commands
from tui.views.help import footer, help_page, key_name
from tui.views.line import Line, plain, width_of
from tui.views.sources import sources
from tui.views.summary import summary
from tui.words import LANGUAGES, Language
from tui.words.statuses import SYMBOLS


def text(lines: Iterable[Line]) -> str:
    return "\n".join(plain(line) for line in lines)


def test_sources_show_state_times_failures_and_the_error_in_words() -> None:
    shown = text(sources(scene(), look(), 80))
    assert "✘ failing" in shown
    assert "did not end 10 s after it was asked" in shown
    assert "2022-10-08 07:00" in shown, "last success, on the clocks of the place"
    assert "2022-10-08 10:45" in shown, "next due"


def test_what_fails_comes_first() -> None:
    shown = text(sources(scene(), look(), 80))
    assert shown.index(" cases ") < shown.index(" drop ")
    turned = scene().snapshot.sources[::-1]
    shown = text(sources(scene()._replace(snapshot=scene().snapshot._replace(sources=turned)), look(), 80))
    assert shown.index(" cases ") < shown.index(" drop ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_shows_where_it_is_and_what_arrived_last(language: Language) -> None:
    """The newest figures with the period that they are about; how many more there are."""
    shown = scene()._replace(sources=district().sources)
    brought = []
    for number, one in enumerate(shown.snapshot.assessments):
        if one.observation is not None and not one.unit:
            seen = one.observation._replace(
                provenance=Provenance("drop"), recorded=datetime(2022, 9, 1 + number, tzinfo=UTC)
            )
            one = one._replace(observation=seen)
        brought.append(one)
    full = shown._replace(snapshot=shown.snapshot._replace(assessments=tuple(brought)))
    said = text(sources(full, look(language), 100))
    assert "https://figures.example/cases.json" in said
    part = said[said.index(" drop ") :]
    days = [line.split()[0] for line in part.splitlines() if line.startswith(" 2022-09-")]
    assert len(days) == 8
    assert days == sorted(days, reverse=True)
    arrived = sum(one.observation is not None and not one.unit for one in brought)
    assert look(language).say("changes.more", count=arrived - 8) in part


def test_sources_say_whether_anybody_collects() -> None:
    nobody = Collection("never", Message("monitor.collector.never"))
    assert "never collected" in text(sources(scene(collection=nobody), look(), 80))


def test_without_sources_the_page_says_so() -> None:
    shown = scene()
    bare = shown._replace(snapshot=shown.snapshot._replace(sources=()))
    assert "names no sources" in text(sources(bare, look(), 80))


@pytest.mark.parametrize("language", LANGUAGES)
def test_checks_show_what_fails_first_and_the_figures_that_entered(language: Language) -> None:
    said = look(language)
    shown = text(checks(scene(), said, 100))
    places = [
        shown.index(f"{RESULT_SYMBOLS[result]} {said.word('result', result)} ")
        for result in ("fail", "unknown", "pass")
    ]
    assert places == sorted(places)
    lines = shown.splitlines()
    entered = next(
        line for line in lines[lines.index(next(one for one in lines if "filing" in one)) :] if "101 %" in line
    )
    assert entered
    assert f"{said.symbol('invalid')} {said.word('code', 'invalid')}" in shown, "what it makes of the figure"
    assert "22" in shown[places[2] :]
    assert "152" in shown[places[2] :]


def test_a_rule_that_many_figures_break_shows_the_first_and_how_many_more() -> None:
    """A hundred thousand failing figures do not make a page of a hundred thousand lines."""
    shown = scene()
    failed = shown.snapshot.checks[0]
    many = shown._replace(snapshot=shown.snapshot._replace(checks=(failed,) * 1000))
    lines = list(checks(many, look(), 100))
    assert len(lines) < 1000
    assert "and 800 more" in text(lines)


def test_a_long_calendar_shows_what_is_owed_first() -> None:
    shown = scene()
    aides = shown.snapshot.assessment("people.aides")
    assert aides is not None
    many = shown._replace(snapshot=shown.snapshot._replace(assessments=(aides,) * 1200))
    lines = list(calendar(many, look(), 100))
    assert len(lines) < 600
    assert "and 700 more" in text(lines)
    assert "1200" in text(lines[:2]).replace(",", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_check_is_about_a_unit_and_shows_that_units_figure(language: Language) -> None:
    shown = scene()
    found = shown.snapshot.checks[0]
    found = found._replace(check=found.check._replace(id="range:duties.filing@East"), unit="East")
    filing = shown.snapshot.assessment("duties.filing")
    assert filing is not None
    bare = shown.snapshot._replace(
        checks=(found,), assessments=(filing, filing._replace(unit="East", value=Decimal(7)))
    )
    said = text(checks(shown._replace(snapshot=bare), look(language), 100))
    assert "East" in said
    assert "7 %" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_shows_what_is_late_first_and_how_long(language: Language) -> None:
    said = look(language)
    shown = text(calendar(scene(), said, 120))
    late, ahead = shown.index("2022-09-15"), shown.index("2022-12-31")
    assert late < ahead
    assert said.words.say("due.overdue.other", count=15) in shown
    assert said.words.say("due.in.other", count=92) in shown
    assert {"zh": "报送2022年第二季度数据", "en": "figure for Q2 2022"}[language] in shown, "no code of ours"


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_owed_the_calendar_says_so(language: Language) -> None:
    shown = scene()
    bare = shown._replace(snapshot=shown.snapshot._replace(assessments=()))
    assert look(language).words.say("due.nothing") in text(calendar(bare, look(language), 80))


@pytest.mark.parametrize("language", LANGUAGES)
def test_built_in_checks_are_called_by_what_they_demand(language: Language) -> None:
    """Above the list, on their own page and on that of their indicator; never by our id of them."""
    half = Observation("people.aides", "", Period.parse("2022-09-30"), Decimal("600.5"), recorded=NOW)
    shown = scene([half])
    said = look(language)
    aides = shown.snapshot.framework.indicators["people.aides"].name
    name = said.told(Message("check.rule.count", {"name": aides}))
    assert name.startswith(aides.said(language))
    assert name in text(checks(shown, said, 100))
    assert name in plain(summary(shown, said, 200)[2])
    assert "count:people.aides" not in text(checks(shown, said, 100))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_checks_the_page_says_so(language: Language) -> None:
    shown = scene()
    bare = shown._replace(snapshot=shown.snapshot._replace(checks=()))
    assert look(language).say("no_checks")[:10] in text(checks(bare, look(language), 80))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [30, 48, 60, 79])
def test_help_is_never_cut(language: Language, cells: int) -> None:
    said = look(language)
    lines = help_page(said, cells)
    assert not any(plain(line).rstrip().endswith(said.tail) for line in lines)
    shown = "".join("".join(plain(line) for line in lines).split())
    for command in COMMANDS:
        assert "".join(said.say(f"command.{command.id}.help").split())[:25] in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_every_command_key_and_sign(language: Language) -> None:
    shown = text(help_page(look(language), 100))
    for command in COMMANDS:
        assert look(language).say(f"command.{command.id}.help") in shown
        assert key_name(command.keys[0], look(language)) in shown
    for code in SYMBOLS:
        assert look(language).symbol(code) in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [20, 40, 80, 200])
def test_the_last_line_always_offers_help(language: Language, cells: int) -> None:
    for scope in ("list", "page"):
        line = footer(scope, look(language), cells)
        assert f"? {look(language).say('command.help')}" in plain(line)
        assert width_of(line) == cells


def test_no_key_has_two_meanings() -> None:
    for scope in ("list", "page"):
        keys = [key for command in commands(scope, "everywhere") for key in command.keys]
        assert len(keys) == len(set(keys))


def test_every_command_has_a_key_that_no_input_method_takes() -> None:
    """Letters and punctuation go into the input method's window; arrows, function and control keys do not."""
    for command in COMMANDS:
        assert any(len(key) > 1 and key not in {"slash", "question_mark"} for key in command.keys), command.id
