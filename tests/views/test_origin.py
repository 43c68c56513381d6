"""How the sources fare that feed an indicator: on its own page, whether or not a figure came yet."""

import pytest

from tests.views.scenes import district, look, scene
from tui.errors import Message
from tui.model.snapshot import Assessment
from tui.monitor.viewer import Collection
from tui.views.line import plain
from tui.views.origin import feeding, origin_part
from tui.views.paper import Paper
from tui.views.scene import Scene
from tui.words import LANGUAGES, Language

SCENE = scene()._replace(sources=district().sources)


def assessed(indicator: str) -> Assessment:
    found = SCENE.snapshot.assessment(indicator)
    assert found is not None
    return found


def said(indicator: str, language: Language = "en", shown: Scene = SCENE) -> str:
    paper = Paper(look(language), 79)
    origin_part(paper, shown, assessed(indicator))
    return "\n".join(plain(line) for line in paper.lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", ["cases.concluded", "cases.revoked_rate"])
def test_health_of_the_source_of_a_figure_or_of_what_it_is_computed_from(indicator: str, language: Language) -> None:
    text = said(indicator, language)
    assert look(language).word("state", "failing") in text
    assert "https://figures.example/cases.json" in text
    assert "2022-10-08 07:00" in text, "last success, on the clocks of the place"
    assert "2022-10-08 10:45" in text, "next due"
    assert "10" in text.split(look(language).say("sources.error"))[1].splitlines()[0], "the error in words"


def test_a_source_counts_before_it_ever_gave_a_figure() -> None:
    """An indicator without data asks first of all whether its source answers."""
    bare = assessed("cases.concluded")._replace(observation=None)
    assert [state.id for state in feeding(SCENE, bare)] == ["cases"]


def test_other_sources_do_not_count() -> None:
    assert feeding(SCENE, assessed("people.aides")) == []
    assert "failing" not in said("people.aides")


def test_a_silent_collector_is_told_with_the_source() -> None:
    silent = Collection("stopped", Message("monitor.collector.stopped", {"since": SCENE.snapshot.as_of}))
    assert "not running since" in said("cases.concluded", shown=SCENE._replace(collection=silent))
