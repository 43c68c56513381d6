"""The page of one indicator answers: why, how much, who, and where from."""

import pytest

from tests.views.scenes import RUNNING, district, look, scene, snapshot
from tui.model.snapshot import Assessment
from tui.views.detail import detail
from tui.views.line import plain, width_of
from tui.views.scene import Scene
from tui.words import LANGUAGES, Language

SCENE = scene()


def page(indicator: str, cells: int = 80, language: Language = "en") -> str:
    assessment = SCENE.snapshot.assessment(indicator)
    assert assessment is not None
    return "\n".join(
        plain(line).rstrip() for line in detail(SCENE, assessment, assessment.series, look(language), cells)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [12, 40, 80, 200])
@pytest.mark.parametrize("assessment", SCENE.snapshot.assessments, ids=lambda assessment: assessment.id)
def test_no_line_is_wider_than_the_page(assessment: Assessment, cells: int, language: Language) -> None:
    for line in detail(SCENE, assessment, assessment.series, look(language), cells):
        assert width_of(line) <= cells


def test_it_says_why_with_the_arithmetic() -> None:
    text = page("people.aides")
    assert "7.3 points behind the plan" in text
    assert "600 ÷ 889 = 67.49 %" in text
    assert "273 ÷ 365 days = 74.79 %" in text
    assert text.count("7.3 points behind the plan") == 1, "once is enough"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_a_revised_figure_was_before_and_which_document_says_so(language: Language) -> None:
    assessment = SCENE.snapshot.assessment("people.aides")
    assert assessment is not None
    assert assessment.observation is not None
    lines = page("people.aides", language=language).splitlines()
    place = next(number for number, line in enumerate(lines) if "590" in line)
    assert lines[place].index("590") < lines[place].index("\u2192") < lines[place].index("600")
    assert "2022-09-28 00:00" in lines[place + 1], "the day on the clocks of the place"
    assert assessment.observation.provenance.document in lines[place + 1]
    assert look(language).glyphs.revised not in page("people.training", language=language)


def test_it_says_what_is_asked_and_whether_that_is_an_example_of_ours() -> None:
    assert "An example target of ours" in page("cases.revoked_rate")
    assert "2022-01-01 → 2022-12-31" in page("people.aides")
    assert "example" not in page("people.aides")


def test_it_names_who_is_missing() -> None:
    """One of two street stations is not covered: by name, beside the tiers."""
    text = page("people.coverage")
    assessment = SCENE.snapshot.assessment("people.coverage")
    assert assessment is not None
    assert len(assessment.missing_units) == 1
    assert assessment.missing_units[0] in text
    assert "1/1" in text
    assert "2/3" in text


def test_steps_show_dates_evidence_and_whether_they_are_verified() -> None:
    text = page("duties.rules")
    assert "Steps (2 of 4 done)" in text
    row = {word: next(line for line in text.splitlines() if line.strip()[2:].startswith(word)) for word in STEP_WORDS}
    assert "2022-03-31  2022-03-15" in row["verified"]
    assert "2022-06-30  2022-06-20" in row["claimed"]
    assert "2022-09-15" in row["overdue"]
    assert "(optional)" in row["open"]


def test_steps_of_which_nobody_has_spoken_are_neither_open_nor_overdue() -> None:
    config = district()
    listed = config.framework.indicators["duties.rules"]
    steps = tuple(step._replace(done=None, evidence="") for step in listed.steps)
    untold = listed._replace(steps=steps, is_sourced=True)
    framework = config.framework._replace(indicators={untold.id: untold}, observations=())
    found = Scene(snapshot(config._replace(framework=framework)), RUNNING)
    text = "\n".join(plain(line) for line in detail(found, found.snapshot.assessments[0], (), look(), 80))
    assert "Steps (4, none reported)" in text
    assert sum(line.strip().startswith("? unknown") for line in text.splitlines()) == 4
    assert "overdue" not in text


STEP_WORDS = ("verified", "claimed", "overdue", "open")


def test_history_lists_every_vintage_newest_first() -> None:
    assessment = SCENE.snapshot.assessment("people.aides")
    assert assessment is not None
    vintages = [seen for seen in SCENE.snapshot.framework.observations if seen.indicator == "people.aides"]
    lines = [plain(line) for line in detail(SCENE, assessment, vintages, look(), 100)]
    shown = [line.split()[2] for line in lines if line.startswith((" Q2", " Q3"))]
    assert shown == ["600", "590", "380"]


def test_checks_that_an_indicator_takes_part_in_are_shown() -> None:
    text = page("duties.filing")
    assert "Checks" in text
    assert "✘ fail  filing" in text


def test_the_source_and_its_health_are_shown() -> None:
    assessment = SCENE.snapshot.assessment("cases.concluded")
    assert assessment is not None
    assert assessment.observation is not None
    known = assessment.observation.provenance._replace(source="cases", locator="$.concluded", sha256="ab" * 32)
    read = assessment._replace(observation=assessment.observation._replace(provenance=known))
    text = "\n".join(plain(line) for line in detail(SCENE, read, (), look(), 100))
    assert "cases  ✘ failing" in text
    assert "$.concluded" in text
