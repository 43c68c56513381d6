"""Every problem of a configuration is told at once: where, which key, what was expected, and the nearest name."""

import os
import shutil
from pathlib import Path

import pytest

from tests.config.loading import FIXTURES, STATE, complaints, loaded
from tui.config import load
from tui.errors import ConfigError
from tui.words import Language

FAULTY = sorted(path.stem for path in (FIXTURES / "faulty").glob("*.toml"))


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The faulty files in the working directory, readable by everybody whatever the checkout's umask was."""
    shutil.copytree(FIXTURES / "faulty", tmp_path, dirs_exist_ok=True)
    for path in tmp_path.iterdir():
        path.chmod(0o644)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", FAULTY)
def test_every_problem_is_told_word_for_word(name: str, language: Language, faulty: Path) -> None:
    """The files in `fixtures/faulty` give the lines that stand beside them."""
    expected = (faulty / f"{name}.{language}.txt").read_text(encoding="utf-8").splitlines()
    assert complaints(f"{name}.toml", language) == expected


def test_at_most_fifty_are_listed_and_the_rest_is_counted(tmp_path: Path) -> None:
    """Whoever has fifty lines to mend looks again afterwards."""
    text = "".join(f"[indicators.i{number}]\nnmae = 'x'\n" for number in range(120))
    with pytest.raises(ConfigError) as caught:
        loaded(text, tmp_path)
    problems = caught.value.problems
    assert [problem.line for problem in problems[:49]] == [2 * number + 2 for number in range(49)]
    assert {problem.nearest for problem in problems[:49]} == {"name"}
    assert problems[49].line is None
    assert problems[49].message.values == {"count": 71}


def test_fifty_are_listed_without_a_count(tmp_path: Path) -> None:
    """Exactly fifty fit."""
    text = "".join(f"[indicators.i{number}]\nnmae = 'x'\n" for number in range(50))
    with pytest.raises(ConfigError) as caught:
        loaded(text, tmp_path)
    assert [problem.line for problem in caught.value.problems] == [2 * number + 2 for number in range(50)]


def test_the_file_is_named_as_the_user_named_it(faulty: Path) -> None:
    """Neither made absolute nor shortened; a roster is named from there."""
    os.mkdir("below")
    os.chdir("below")
    named = os.path.join(os.pardir, "roster.toml")
    with pytest.raises(ConfigError) as caught:
        load(named, STATE)
    files = {problem.file for problem in caught.value.problems}
    assert files == {named, *(f"../{name}.csv" for name in ("columns", "rows", "ragged", "hollow"))}


def test_keys_and_values_are_shown_without_control_characters(tmp_path: Path) -> None:
    """What the file holds cannot steer the terminal on which its problems are printed (robustness X1)."""
    text = '["a\\u001b[2J"]\n[indicators.a]\ngroup = "\\u001b]52;c;aGk=\\u0007\\u202e"\n["' + "x" * 500 + '"]\n'
    with pytest.raises(ConfigError):
        loaded(text, tmp_path)
    said = complaints(str(tmp_path / "indicators.toml"))
    assert len(said) == 3
    assert all(line.isprintable() for line in said)
    assert "\\u001B[2J" in said[0]


def test_a_secret_is_never_repeated(faulty: Path) -> None:
    """Messages end up in logs: they hold neither the password nor the token."""
    said = "\n".join(complaints("secret.toml") + complaints("source.toml"))
    assert "hunter2" not in said
    assert "abc.def" not in said


def test_a_file_of_ones_own_may_hold_secrets(faulty: Path) -> None:
    """Mode 0600 is enough: nobody else reads them (robustness C7)."""
    (faulty / "secret.toml").chmod(0o600)
    assert complaints("secret.toml") == []
    (faulty / "secret.toml").chmod(0o640)
    assert len(complaints("secret.toml")) == 4
