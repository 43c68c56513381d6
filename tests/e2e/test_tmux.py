"""Inside a real tmux that calls itself screen-256color: what is seen, what keys do, where copies go."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.multiplexer import Tmux
from tests.e2e.place import FIRST, Place
from tests.views.scenes import look
from tui.words.cells import width


@pytest.fixture
def nest() -> Iterator[Path]:
    """A folder with a short name, for the socket."""
    folder = Path(tempfile.mkdtemp(prefix="zb"))
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
def test_every_screen(place: Place, nest: Path, language: str, size: tuple[int, int]) -> None:
    """As on a terminal: titles come up, no line is wider than the window, and escape leads back to the list."""
    command = place.command("--lang", language, store=":memory:")
    with Tmux(command, nest, size=size) as tmux:
        tmux.wait_for(FIRST[language])
        first = tmux.settled()
        for key in ("s", "c", "n", "d", "?", "Enter", "y", "C-p"):
            tmux.send(key)
            shown = tmux.wait_for(lambda text: text != first)
            assert all(width(line) <= size[0] for line in shown.splitlines()), key
            tmux.send("Escape")
            tmux.wait_for(lambda text: text == first)


def test_256_colours(place: Place, nest: Path) -> None:
    """Of the fixed part of the palette, which screens share."""
    with Tmux(place.command("--lang", "en", store=":memory:"), nest) as tmux:
        tmux.wait_for(FIRST["en"])
        codes = set(re.findall(r"38;5;(\d+)", tmux.coloured))
        assert len(codes) >= 4
        assert all(int(code) >= 16 for code in codes)


def test_a_copy_is_in_tmuxs_buffer(place: Place, nest: Path) -> None:
    """With the settings that tmux comes with, which let no program reach the clipboard by itself."""
    with Tmux(place.command("--lang", "en", store=":memory:"), nest) as tmux:
        tmux.wait_for(FIRST["en"])
        tmux.send("y")
        tmux.wait_for("What is to be copied?")
        tmux.send("Enter")
        tmux.wait_for("In tmux's buffer")
        assert tmux.ask("show-buffer") in tmux.text
        assert re.fullmatch(r"[a-z.]+", tmux.ask("show-buffer"))


def test_a_copy_through_a_tmux_that_cannot_be_asked(place: Place, nest: Path) -> None:
    """As at the other end of SSH: OSC 52 arrives where tmux is told to take it, and the dashboard says so."""
    command = ("env", "-u", "TMUX", *place.command("--lang", "en", store=":memory:"))
    with Tmux(command, nest, settings=("set -s set-clipboard on",)) as tmux:
        tmux.wait_for(FIRST["en"])
        tmux.send("y")
        tmux.wait_for("What is to be copied?")
        tmux.send("Enter")
        shown = tmux.wait_for("Sent through screen (tmux passes it on where set-clipboard is on)")
        copied = tmux.ask("show-buffer")
        assert re.fullmatch(r"[a-z.]+", copied)
        assert copied in shown


def test_hostile_text_has_no_effect(place: Place, nest: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No title, no clipboard, nothing torn, on every screen and in what is copied: tmux would obey at once."""
    hostile = Place(tmp_path_factory.mktemp("hostile"), "hostile")
    command = hostile.command("--lang", "zh")
    with Tmux(command, nest, size=(120, 40), settings=("set -s set-clipboard on",)) as tmux:
        title = tmux.ask("display-message", "-p", "#{pane_title}")
        tmux.wait_for("]52;c;")
        asked = look("zh").say("prompt", command=look("zh").say("command.seek"))
        back, listed = (look("zh").say(f"command.{name}") for name in ("back", "order"))
        for key in ("Enter", "s", "c", "n", "d"):
            tmux.send(key)
            tmux.wait_for(back)
            tmux.send("/", "x", "Enter")
            tmux.wait_for(f" {asked}x")
            tmux.send("Escape")
            tmux.wait_for(back)
            tmux.send("Escape")
            tmux.wait_for(listed)
        assert tmux.ask("list-buffers") == ""
        assert tmux.ask("display-message", "-p", "#{pane_title}") == title
        tmux.send("y")
        tmux.wait_for(look("zh").say("copy.ask"))
        tmux.send("Down", "Down", "Enter")
        tmux.wait_for("tmux")
        copied = tmux.ask("show-buffer")
        assert not re.search("[\x00-\x1f\x7f-\x9f]", copied)
        assert tmux.ask("display-message", "-p", "#{pane_title}") == title
