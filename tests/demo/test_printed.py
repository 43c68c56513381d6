"""`zhibiao demo --plain`: the year as lines, for who hears them instead of seeing a screen."""

import os
import signal
from pathlib import Path

import pytest

from tests.demo.test_stage import running
from tests.monitor.world import eventually
from tests.processes import line, python
from tui.cli import Exit, main
from tui.words import LANGUAGES, Language, Words


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the demonstration makes its own."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_that_stands_still_is_said_once(
    language: Language, temporary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That it is made up comes first; every source has been read; no terminal is needed; nothing is left."""
    words = Words(language)
    code = main(["demo", "--plain", "--as-of", "2022-07-20", "--lang", language])
    out, err = capsys.readouterr()
    notice, head, *lines = out.splitlines()
    assert (code, err) == (Exit.OK, "")
    assert notice == words.say("demo.notice", band=words.say("demo.band"), pace=words.say("demo.still"))
    assert head.startswith(words.say("demo.title"))
    assert head.endswith("2022-07-20")
    assert any("9/71" in said for said in lines)
    assert words.say("plain.follows") not in out
    eventually(lambda: not os.listdir(temporary) and not running(temporary))


def test_a_year_passes_line_by_line(temporary: Path) -> None:
    """Each change with the day of that year; the report's figures at its end; then until a signal."""
    with python("-m", "tui", "demo", "--plain", "--minutes", "0.1", "--lang", "en") as process:
        assert "made up on the way; a day in 0.0" in line(process)
        while line(process) != Words("en").say("plain.follows"):
            pass
        said = [line(process)]
        while not said[-1].endswith(Words("en").say("demo.over")):
            said.append(line(process))
        assert all(each[:10] <= "2023-03-06" for each in said)
        assert said[0][:4] == "2022"
        assert said[-1][:10] == "2023-03-06"
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 128 + signal.SIGTERM
    eventually(lambda: not os.listdir(temporary) and not running(temporary))


def test_without_room_it_says_so(
    temporary: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(temporary / "none"))
    assert main(["demo", "--plain", "--lang", "en"]) == Exit.OUTPUT
    said = "zhibiao: the demonstration cannot begin: there is no such file or folder\n"
    assert capsys.readouterr().err == said
