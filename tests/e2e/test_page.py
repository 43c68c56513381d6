"""An indicator's page on real terminals: the chart, what is copied, what is written."""

import base64
import re
import subprocess
from pathlib import Path

import pytest

from tests.e2e.place import FIRST, Place
from tests.e2e.terminal import ROOT, ZHIBIAO, Terminal
from tests.lacking import needed
from tui.exports import FILE_NAMES, FORMATS

BRAILLE = re.compile("[\u2801-\u28ff]")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
def test_a_page_opens_in_few_bytes(place: Place, language: str, size: tuple[int, int]) -> None:
    """With its chart; over a slow line every kilobyte is seen."""
    with place.open(language, size=size) as terminal:
        terminal.send("\r")
        assert 0 < len(terminal.settle()) <= 7000 * size[0] * size[1] // (80 * 24)
        terminal.send("/2099-12-31\r")
        terminal.wait_for("2099-12-31")


def test_the_chart_of_a_terminal_that_can_draw(place: Place) -> None:
    with place.open(size=(120, 50), collects=True) as terminal:
        terminal.wait_for(lambda: "250 persons" in terminal.row(FIRST["en"]))
        terminal.send("\r")
        terminal.wait_for("Actual against plan")
        terminal.settle()
        assert len(BRAILLE.findall(terminal.text)) > 20
        assert "\u25cf" in terminal.text


@pytest.mark.parametrize(
    ("options", "environ"), [((), {"TERM": "linux"}), (("--ascii",), {}), ((), {"LANG": "zh_CN.GBK"})]
)
def test_the_chart_of_one_that_cannot(place: Place, options: tuple[str, ...], environ: dict[str, str]) -> None:
    with place.open("en", *options, size=(120, 50), environ=environ) as terminal:
        terminal.send("\r")
        terminal.wait_for("Actual against plan")
        terminal.settle()
        assert not BRAILLE.search(terminal.text)
        chart = terminal.text[terminal.text.index("Actual against plan") :]
        assert "....." in chart
        assert "2099-12-31" in chart


def test_without_colours_the_chart_says_the_same(place: Place) -> None:
    """Lines differ by their dots, and the legend names them."""
    texts = []
    for environ in ({}, {"NO_COLOR": "1"}):
        with place.open(size=(120, 50), environ=environ) as terminal:
            terminal.send("\r")
            terminal.wait_for("Actual against plan")
            terminal.settle()
            texts.append(terminal.text)
    assert texts[0] == texts[1]


def test_a_copy_goes_to_the_terminal_and_a_console_says_that_it_cannot(place: Place) -> None:
    with place.open() as terminal:
        sent = len(terminal.raw)
        terminal.send("y")
        terminal.wait_for("What is to be copied?")
        terminal.send("\r")
        terminal.wait_for("Sent to the terminal's clipboard:")
        found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", terminal.raw[sent:])
        assert len(found) == 1
        assert base64.b64decode(found[0]).decode() in terminal.text
    with place.open(environ={"TERM": "linux"}) as terminal:
        terminal.send("y")
        terminal.wait_for("What is to be copied?")
        terminal.send("\r")
        terminal.wait_for("Not copied: this terminal has no clipboard")
        assert b"]52;" not in terminal.raw


def test_w_writes_what_the_verb_writes(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The past as the past, to the byte; and under --read-only there is no such key."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with place.open("en", "--as-of", "2022-09-30", "--read-only") as terminal:
        terminal.send("w")
        terminal.settle()
        assert FIRST["en"] in terminal.text
        assert list(folder.iterdir()) == []
    with place.open("en", "--as-of", "2022-09-30", size=(120, 40)) as terminal:
        terminal.send("w")
        terminal.wait_for(f"{len(FORMATS)} files in")
        terminal.wait_for("zhibiao-2022-09-30")
    written = folder / "zhibiao-2022-09-30"
    assert sorted(path.name for path in written.iterdir()) == sorted(FILE_NAMES.values())
    for format in ("json", "csv", "md"):
        verb = (*ZHIBIAO, "snapshot", "-c", str(place.config), "--store", ":memory:", "--as-of", "2022-09-30")
        done = subprocess.run(
            [*verb, "--lang", "en", "--format", format], cwd=ROOT, check=True, capture_output=True, timeout=60
        )
        assert (written / FILE_NAMES[format]).read_bytes() == done.stdout


@pytest.mark.parametrize("far", [(), ("env", "-u", "STY")], ids=["here", "over a line"])
def test_a_copy_goes_through_a_real_screen(place: Place, tmp_path: Path, far: tuple[str, ...]) -> None:
    """GNU screen passes it on whole, and once; also one that knows nothing of the dashboard's environment."""
    program = needed("screen", "screen")
    command = (program, "-c", "/dev/null", "-U", *far, *place.command("--lang", "en", store=":memory:"))
    sockets = tmp_path / "s"
    sockets.mkdir(mode=0o700)
    with Terminal(command, environ={"SCREENDIR": str(sockets)}) as terminal:
        terminal.wait_for(FIRST["en"])
        terminal.settle()
        terminal.send("y")
        terminal.wait_for("What is to be copied?")
        terminal.send("\r")
        terminal.wait_for("Sent through screen")
        terminal.settle()
        found = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", terminal.raw)
        assert [base64.b64decode(each).decode() for each in found] == ["trial.aides"]
        terminal.send("q")
        assert terminal.exit_code() == 0
