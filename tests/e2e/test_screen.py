"""What a person sees on a real terminal, what it costs the line, and what a terminal of little means gets."""

import base64
import re
import signal
from pathlib import Path

import pytest

from tests.e2e.place import FIRST, Place
from tests.e2e.terminal import Terminal

COLOURS = re.compile(rb"\x1b\[([0-9;]*)m")

SEQUENCE = re.compile(
    rb"\x1b\[[0-9;]*[mH]"  # colours, and where to write
    rb"|\x1b\[\?[0-9]+[hl]"  # modes that the driver switches
    rb"|\x1b\[\?[0-9]+\$p"  # modes that it asks for
    rb"|\x1b\[<u"  # the end of a key protocol
    rb"|\x1b\]22;[a-z]+\x07"  # the shape of the mouse pointer
    rb"|\x1b\]52;c;[A-Za-z0-9+/=]+\x07"  # what was copied on demand
)
"""Every escape sequence that Textual sends for us."""


def foreign(raw: bytes) -> list[bytes]:
    """Control characters that are no part of what the dashboard itself sends."""
    rest = SEQUENCE.sub(b"", raw)
    return re.findall(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xa8-\xae]", rest)


def test_a_changed_figure_moves_its_bar(place: Place) -> None:
    """The whole way: file, collector process, store, screen; and few bytes on the line."""
    with place.open(collects=True) as terminal:
        terminal.wait_for("250 persons")
        before = terminal.row("250 persons")
        terminal.settle(1.5)
        sent = len(terminal.raw)
        place.figures.write_text(place.figures.read_text().replace("250", "750"))
        terminal.wait_for("750 persons")
        after = terminal.row("750 persons")
        assert after.count("━") > before.count("━")
        assert terminal.row("Fixed")
        terminal.settle()
        assert len(terminal.raw) - sent <= 300 * 2, "the figure and its section's bar; at most 300 bytes a line"
        terminal.send("q")
        assert terminal.exit_code() == 0


def test_nothing_is_sent_while_nothing_changes(place: Place) -> None:
    with place.open() as terminal:
        assert terminal.read(3.5) == b""


@pytest.mark.parametrize(
    ("keys", "most"),
    [("j", 650), (b"\x1b[6~", 4000), ("l", 7000), ("s", 7000), ("t", 7000)],
    ids=["down", "page down", "language", "sources", "theme"],
)
def test_keys_cost_few_bytes(place: Place, keys: str | bytes, most: int) -> None:
    """On 80x24; over a slow line every kilobyte is seen."""
    with place.open() as terminal:
        assert len(terminal.raw) < 9000, "the first frame"
        terminal.send(keys)
        assert 0 < len(terminal.settle()) <= most


def test_what_is_sent_makes_the_screen_that_is_meant(place: Place) -> None:
    """Lines that are not sent because they stand there already do stand there: compared with a full repaint."""
    with place.open() as terminal:
        for keys in ("j", "o", "l", "s", b"\x1b", "/", "a", b"\x1b", "F", "F", "?", b"\x1b[6~", b"\x1b", "t", "l"):
            terminal.send(keys)
            terminal.settle(1.0 if keys == "/" else 0.2)  # the first filter loads what it needs before it draws again
            if keys == "t":
                terminal.send("k")  # what it said stands there until the next key, and repainting takes one
                terminal.settle(0.2)
            seen = [list(line) for line in cells(terminal)]
            terminal.screen.reset()
            terminal.send(b"\x12")
            terminal.settle(0.2)
            assert [list(line) for line in cells(terminal)] == seen, keys


def cells(terminal: Terminal) -> list[list[tuple[object, ...]]]:
    """Every cell with its looks."""
    screen = terminal.screen
    return [[tuple(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def test_resized_while_it_runs(place: Place) -> None:
    with place.open() as terminal:
        terminal.resize(200, 50)
        terminal.wait_for("owner")
        terminal.settle()
        assert terminal.text.splitlines()[-1].strip()
        terminal.resize(40, 10)
        terminal.settle()
        assert FIRST["en"] in terminal.text
        terminal.signal(signal.SIGTERM)
        assert terminal.exit_code() == 143


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_text_is_inert(tmp_path_factory: pytest.TempPathFactory, language: str) -> None:
    """From names, documents, units, file names and errors, on every screen: no foreign byte, no title, no click."""
    place = Place(tmp_path_factory.mktemp("hostile"), "hostile")
    with place.open(language, collects=True, seen="]52;c;", size=(160, 45)) as terminal:
        terminal.wait_for(lambda: terminal.row("]52;c;").rstrip(" │┃").count("5") > 1)
        for keys in (
            "y",
            b"\x1b[B",
            "\r",
            "j",
            "\r",
            b"\x1b[6~",
            "/[@",
            "\r",
            b"\x1b",
            "<",
            "=",
            b"\x1b",
            *("j", "\r", b"\x1b[6~", b"\x1b") * 3,
            "s",
            b"\x1b",
            "c",
            b"\x1b",
            "n",
            b"\x1b",
            "d",
            b"\x1b",
            "[",
            "=",
            "t",
            "l",
            "/",
            "[@",
            "\r",
            b"\x10",
            "o",
            b"\x1b",
            b"\x1b",
            "m",
            "\r",
            b"\x1b",
            "b",
            b"\x1b[B",
            "\r",
            "v",
            b"\x1b",
            "N",
            b"\x1b",
            b"\x13",
            "[@click=app.quit]\r",
            "v",
            b"\x1b",
            "?",
        ):
            terminal.send(keys)
            terminal.settle(0.12)
        terminal.send(b"\x1b[200~\x1b]2;pasted\x07\x1b[201~")
        terminal.settle()
        assert foreign(bytes(terminal.raw)) == []
        assert all(sign in terminal.raw for sign in ("\u2514".encode(), b"two[@click")), "the chart, the roster"
        copied = [base64.b64decode(found).decode() for found in re.findall(rb"\x1b\]52;c;([^\x07]*)", terminal.raw)]
        assert len(copied) == 1, "what was asked for, and nothing that a name asks for"
        assert "]52;c;" in copied[0]
        assert not re.search("[\x00-\x1f\x7f-\x9f]", copied[0])
        terminal.send("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize(
    ("options", "environ"), [((), {"NO_COLOR": "1"}), (("--theme", "mono"), {})], ids=["env", "theme"]
)
def test_without_colours(place: Place, options: tuple[str, ...], environ: dict[str, str]) -> None:
    """None means none: weight and reversal only, and every status has its symbol and word."""
    with place.open("en", *options, environ=environ) as terminal:
        terminal.send("j" if options else "jt")
        terminal.settle()
        codes = {int(code) for found in COLOURS.findall(terminal.raw) for code in found.split(b";") if code}
        assert codes <= {0, 1, 2, 3, 4, 7, 39, 49}
        assert 7 in codes, "the selected line is to be seen"


@pytest.mark.parametrize("term", ["screen", "xterm", "linux"])
def test_sixteen_colours(place: Place, term: str) -> None:
    """The terminal's own palette, and on a console nothing that its font lacks."""
    with place.open(environ={"TERM": term}) as terminal:
        codes = {int(code) for found in COLOURS.findall(terminal.raw) for code in found.split(b";") if code}
        assert not codes & {38, 48}
        assert 36 in codes, "cyan as the terminal has it, for the heads of sections"
        if term == "linux":
            line = terminal.row("Coverage rate")
            assert line.isascii()
            assert re.search(r"[#.-]{8}", line)


@pytest.mark.parametrize(
    "environ", [{"LC_ALL": "C"}, {"LANG": "POSIX"}, {"LANG": "zh_CN.GBK"}], ids=["C", "POSIX", "GBK"]
)
def test_a_locale_without_unicode_gets_ascii_signs(place: Place, environ: dict[str, str]) -> None:
    with place.open(environ=environ) as terminal:
        assert terminal.row("Coverage rate").isascii()


def test_ascii_by_option(place: Place) -> None:
    with place.open("en", "--ascii") as terminal:
        footer = terminal.text.splitlines()[-1]
        assert all(line.isascii() for line in terminal.text.splitlines() if line != footer)


def test_letters_right_behind_the_slash_belong_to_the_filter(place: Place) -> None:
    """As they come over a slow line, or from hands that know the way: all in one piece."""
    with place.open() as terminal:
        terminal.send("/coverage\r")
        terminal.wait_for(lambda: bool(terminal.row("Coverage rate")) and not terminal.row(FIRST["en"]))
        terminal.send("\r")
        terminal.wait_for("Esc back")
        terminal.send("/definition\r")
        terminal.wait_for("find: definition")


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("\x10worst\r", "▼ ? no data 2"),
        ("bstatus\r", "▼ ? no data 2"),
        ("v\x1b[B\r", "▼ ? no data 2"),
        ("xno target\r", "only: · no target"),
        ("N2022-01-01\r", "Since 2022-01-01"),
        ("\x13mine\r", "Saved as mine"),
    ],
)
def test_typed_in_one_go(place: Place, tmp_path: Path, typed: str, seen: str) -> None:
    """What is typed before a question stands on the screen answers it, and is no command of the screen before."""
    with place.open(environ={"XDG_STATE_HOME": str(tmp_path)}) as terminal:
        terminal.send(typed)
        terminal.wait_for(seen)
        terminal.send("q")
        assert terminal.exit_code() == 0
