"""What a person leaves behind for the next time, on a real terminal; and what is not left."""

import json
from pathlib import Path

import pytest

from tests.e2e.place import FIRST, Place


def kept(home: Path) -> dict[str, object]:
    """The habits of the only configuration of a home."""
    (file,) = (home / ".local" / "state" / "zhibiao").glob("*.habits.json")
    found: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return found


def environ(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_opens_as_it_was_left(place: Place, tmp_path: Path, language: str) -> None:
    """Language, theme and order, with no option given; `--lang` is stronger than a habit."""
    home = tmp_path / "home"
    home.mkdir()
    other = {"en": "zh", "zh": "en"}[language]
    with place.open(language, environ=environ(home)) as terminal:
        terminal.send("lto")
        terminal.settle()
        terminal.send("q")
        assert terminal.exit_code() == 0
    left = kept(home)
    assert (left["language"], left["theme"], left["by"], left["sort"]) == (other, "light", "status", "worst")
    with place.open("auto", seen=FIRST[other], environ=environ(home)) as terminal:
        terminal.wait_for(FIRST[other])
        terminal.send("q")
        assert terminal.exit_code() == 0
    with place.open(language, environ=environ(home)) as terminal:
        terminal.send("q")
        assert terminal.exit_code() == 0
    assert kept(home) == left


def test_a_lost_connection_keeps_habits_too(place: Place, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with place.open(environ=environ(home)) as terminal:
        terminal.send("o")
        terminal.settle()
        terminal.hang_up()
        assert terminal.exit_code() == 129
    assert kept(home)["sort"] == "worst"


@pytest.mark.parametrize("options", [("--read-only",), ()], ids=["read-only", "home is a file"])
def test_nothing_is_left_where_nothing_may_or_can_be(place: Place, tmp_path: Path, options: tuple[str, ...]) -> None:
    """Never a crash: a state directory that cannot be made, which stops even root, is a dashboard without habits."""
    home = tmp_path / "home"
    home.mkdir() if options else home.write_text("")
    with place.open("en", *options, environ=environ(home)) as terminal:
        terminal.send("oltn")
        terminal.settle()
        terminal.send("\x13")
        terminal.settle()
        terminal.send("\x1b")
        terminal.settle()
        terminal.send("q")
        assert terminal.exit_code() == 0
    assert not list(home.iterdir()) if options else home.read_text() == ""


def test_a_faulty_file_of_own_keys_is_said_and_harmless(place: Place, tmp_path: Path) -> None:
    state = tmp_path / "home" / ".local" / "state" / "zhibiao"
    state.mkdir(parents=True)
    (state / "keys.toml").write_text('order = "z"\nfind = "q"\n', encoding="utf-8")
    with place.open(environ=environ(tmp_path / "home")) as terminal:
        terminal.wait_for("q already means quit")
        terminal.send("z")
        terminal.wait_for("z order")
        terminal.send("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize(("alert", "sent"), [("off", b""), ("bell", b"\x07"), ("notify", b"\x1b]9;")])
def test_it_calls_when_a_status_changes_if_asked(place: Place, tmp_path: Path, alert: str, sent: bytes) -> None:
    """By option, from the file over the collector to the terminal; once, and no habit for all time."""
    with place.open("en", "--alert", alert, collects=True, environ={"XDG_STATE_HOME": str(tmp_path)}) as terminal:
        terminal.wait_for("95 %")
        terminal.settle(1.5)
        before = len(terminal.raw)
        place.figures.write_text(place.figures.read_text().replace("95", "50"))
        terminal.wait_for("50 %")
        terminal.settle()
        came = bytes(terminal.raw[before:])
        assert came.count(b"\x07") == bool(sent)
        assert sent in came
        terminal.send("o")
        terminal.settle()
        terminal.send("q")
        assert terminal.exit_code() == 0
    (file,) = (tmp_path / "zhibiao").glob("*.habits.json")
    assert json.loads(file.read_text(encoding="utf-8"))["alert"] == ""
