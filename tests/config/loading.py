"""What the tests of the configuration share: fixtures as files, and problems as the command line prints them."""

from collections.abc import Mapping
from pathlib import Path

from tui.cli.say import problem_line
from tui.config import Config, load
from tui.errors import ConfigError
from tui.words import Language, Words

FIXTURES = Path(__file__).parent / "fixtures"
STATE: Mapping[str, str] = {"XDG_STATE_HOME": "/state"}
"""Enough of an environment for the default store."""


def loaded(text: str, folder: Path) -> Config:
    """The configuration that a text gives, from a file in a folder."""
    (folder / "indicators.toml").write_text(text, encoding="utf-8")
    return load(str(folder / "indicators.toml"), STATE)


def complaints(path: str, language: Language = "en", environ: Mapping[str, str] = STATE) -> list[str]:
    """Every problem of a file, as `zhibiao validate` prints it; none for a file that is well."""
    words = Words(language)
    try:
        load(path, environ)
    except ConfigError as error:
        return [problem_line(problem, words) for problem in error.problems]
    return []
