"""Copying: what is offered, how it goes out, and that it does no harm on the way."""

import base64
import re

import pytest

from tests.views.scenes import district, look, scene
from tests.views.screenshots import screen_text
from tui.app import Dashboard
from tui.model.observation import Provenance
from tui.views.clipboard import Way, sequence, way_out
from tui.views.copies import copies_of_checks, copies_of_series, copies_of_sources
from tui.views.picker import Picker
from tui.words import LANGUAGES, Language

SCENE = scene()._replace(sources=district().sources)


def texts(indicator: str, known: Provenance | None = None) -> list[str]:
    found = SCENE.snapshot.assessment(indicator)
    assert found is not None
    if known is not None:
        assert found.observation is not None
        found = found._replace(observation=found.observation._replace(provenance=known))
    return [copy.text for copy in copies_of_series(SCENE, found, look())]


def test_the_id_comes_first_and_then_what_one_looks_up() -> None:
    known = Provenance("cases", "Notice 7", "4(1)", locator="$.concluded", sha256="ab" * 32)
    assert texts("cases.concluded", known)[:2] == ["cases.concluded", "Notice 7"]
    assert {"4(1)", "$.concluded", "ab" * 32, "https://figures.example/cases.json"} <= set(
        texts("cases.concluded", known)
    )
    assert "Concluded 152 cases" in texts("cases.concluded")


def test_links_are_found_in_any_text() -> None:
    known = Provenance(document="\u516c\u62a5\uff08https://a.example/1?x=2\uff09", note="see http://b.example/, or not")
    assert {"https://a.example/1?x=2", "http://b.example/,"} <= set(texts("cases.concluded", known))


def test_sources_and_checks_offer_their_own() -> None:
    said = [copy.text for copy in copies_of_sources(SCENE, look())]
    assert said[:2] == ["cases", "https://figures.example/cases.json"]
    assert any("did not end" in text for text in said)
    assert copies_of_checks(SCENE, look())[0].text == "filing"


@pytest.mark.parametrize(
    ("environ", "way"),
    [
        ({"TERM": "xterm-256color"}, "terminal"),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, "tmux"),
        ({"TERM": "tmux-256color"}, "tmux_far"),
        ({"TERM": "screen", "STY": "1.pts"}, "screen"),
        ({"TERM": "screen-256color"}, "screen_far"),
        ({"TERM": "linux"}, "nowhere"),
    ],
)
def test_what_lies_between(environ: dict[str, str], way: Way) -> None:
    assert way_out(environ) == way


HOSTILE = "\x1b]52;c;eA==\x07\x9b31m\x00\n rm -rf ~\n\u202e"


@pytest.mark.parametrize("way", ["terminal", "tmux", "tmux_far", "screen", "screen_far", "nowhere"])
def test_only_base64_goes_out_and_it_is_one_line(way: Way) -> None:
    written = sequence(HOSTILE * 40, way)
    if way == "nowhere":
        assert written == ""
        return
    unwrapped = written.replace("\x1bP", "").replace("\x1b\\", "")
    sent = re.findall(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", unwrapped)
    assert len(sent) == (2 if way == "screen_far" else 1)
    assert re.sub(r"\x1b\]52;c;[A-Za-z0-9+/=]*\x07", "", unwrapped) == ""
    arrived = base64.b64decode(sent[0]).decode()
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", arrived), "pasted into a shell it runs nothing"
    assert "rm -rf ~" in arrived


def test_screen_gets_pieces_that_it_passes_on() -> None:
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", sequence("x" * 4000, "screen"), re.DOTALL)
    assert len(pieces) > 1
    assert all(len(piece) <= 250 for piece in pieces)


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_text_is_picked_and_it_is_said_how_it_went(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    said = look(language)
    app = Dashboard(SCENE, said, theme="dark")
    async with app.run_test(size=(80, 24)) as pilot:
        sent: list[str] = []
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "write", sent.append)
        await pilot.press("y")
        assert isinstance(app.screen, Picker)
        assert said.say("copy.ask") in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        text = screen_text(app)
        assert said.say("copy.terminal", text="cases.revoked") in text
        assert f"\x1b]52;c;{base64.b64encode(b'cases.revoked').decode()}\x07" in sent
        await pilot.press("down")
        assert said.say("copy.terminal", text="cases.revoked") not in screen_text(app)


@pytest.mark.anyio
async def test_on_pages_too_and_from_the_palette() -> None:
    app = Dashboard(SCENE, look(), theme="dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "ctrl+p", *"clipboard", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Picker)
        assert "cases.revoked" in screen_text(app)
        await pilot.press("escape", "escape", "s", "ctrl+y")
        assert "https://figures.example/cases.json" in screen_text(app)
        await pilot.press("escape", "escape", "d", "y")
        assert look().say("copy.nothing") in screen_text(app)


@pytest.mark.anyio
async def test_a_console_says_that_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    app = Dashboard(SCENE, look(ascii_only=True), theme="dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y", "enter")
        await pilot.pause()
        assert "Not copied: this terminal has no clipboard: cases.revoked" in screen_text(app)
