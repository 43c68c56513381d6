"""With `--ascii` no character is drawn about whose width terminals disagree: on no screen, and from no data."""

import unicodedata

import pytest

from tests.views.scenes import look, scene
from tests.views.screenshots import SHOTS, SIZES, Shot, taken
from tui.model.phrase import Phrase
from tui.views.scene import Scene
from tui.words.cells import ascii_text, width

SCENE = scene()
WALKED = [
    shot._replace(ascii_only=True)
    for shot in SHOTS
    if shot.size == SIZES[1] and shot.name not in {"ascii", "narrow", "tiny", "wall"}
]


def doubtful(text: str) -> set[str]:
    """Characters that some terminals draw one cell wide and others two."""
    return {char for char in text if unicodedata.east_asian_width(char) == "A"}


@pytest.mark.anyio
@pytest.mark.parametrize("shot", WALKED, ids=lambda shot: f"{shot.name}-{shot.language}")
async def test_every_screen(shot: Shot) -> None:
    text = await taken(shot, SCENE)
    assert doubtful(text) == set()
    assert all(width(line) <= shot.size[0] for line in text.splitlines())


def odd(shown: Scene) -> Scene:
    """The same with names in which everything is of doubtful width."""
    name = (
        "\u00e9\u0410\u03b1\u2460\u2103\ufffd\u201c\u2026\u00b7\u2014\u2605\u2592\u0391\u0451\u00f8\u00df\u2500\u2020"
    )
    changed = tuple(
        one._replace(indicator=one.indicator._replace(name=Phrase(name, name), owner=name))
        for one in shown.snapshot.assessments
    )
    return shown._replace(snapshot=shown.snapshot._replace(assessments=changed))


@pytest.mark.anyio
@pytest.mark.parametrize("keys", [(), ("enter",), ("d",), ("y",)])
async def test_data_too(keys: tuple[str, ...]) -> None:
    text = await taken(Shot("list", "en", (80, 24), keys, ascii_only=True), odd(SCENE))
    assert doubtful(text) == set()


def test_letters_keep_their_bases_and_nothing_vanishes() -> None:
    assert ascii_text("\u00e9t\u00e9 \u00dcber \u6cd5") == "ete \u00dcber \u6cd5", "what is narrow everywhere stays"
    assert ascii_text("e\u0301") == "e"
    assert ascii_text("\u0416\u00df") == "??"
    assert look(ascii_only=True).text("\ufffd") == "?"
