"""A small configuration to run verbs on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.cli import main

HERE = Path(__file__).parent

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to work in, with a configuration whose one source is a CSV file."""
    shutil.copy(HERE / "small.toml", tmp_path / "indicators.toml")
    (tmp_path / "drop.csv").write_text("id,year,figure\naides,2022,12\nsites,2022,3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a verb in English: its exit code, stdout and stderr."""

    def once(*arguments: str, language: str = "en") -> tuple[int, str, str]:
        code = main([*arguments, "--lang", language])
        said = capsys.readouterr()
        return code, said.out, said.err

    return once
