"""The file that `zhibiao init` writes is a beginning that works, in both languages."""

import re
from pathlib import Path

import pytest

from tests.config.loading import loaded
from tui.config.starter import starter
from tui.words import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starter_loads_as_it_is(language: Language, tmp_path: Path) -> None:
    """It shows the common kinds, has something to see at once, and nothing to mend."""
    config = loaded(starter(language), tmp_path)
    measures = {found.measure for found in config.framework.indicators.values()}
    assert measures == {"value", "ratio", "steps"}
    assert config.framework.observations
    assert config.framework.checks


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starters_sources_load_without_their_marks(language: Language, tmp_path: Path) -> None:
    """What is commented out works when the marks are removed."""
    text = re.sub(r"(?m)^# (?=\[|[a-z_]+ = )", "", starter(language))
    assert set(loaded(text, tmp_path).sources) == {"office", "system"}


def test_both_starters_say_the_same(tmp_path: Path) -> None:
    """But for names and comments."""
    chinese, english = (loaded(starter(language), tmp_path).framework for language in LANGUAGES)
    assert list(chinese.indicators) == list(english.indicators)
    targets = [[each.target for each in framework.indicators.values()] for framework in (chinese, english)]
    assert targets[0] == targets[1]
