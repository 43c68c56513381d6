"""Every screen looks as it did when somebody last looked at it: a difference is to be read, then drawn anew.

The clock stands still, and the screens are text: `python -m tests.views.screenshots` writes them.
"""

import pytest

from tests.views.scenes import scene
from tests.views.screenshots import PAINTED, SCREENS, SHOTS, SIZES, Shot, painted, taken
from tui.views.paint import THEMES
from tui.words import LANGUAGES
from tui.words.cells import width

SCENE = scene()


@pytest.mark.anyio
@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.file.stem)
async def test_screen(shot: Shot) -> None:
    assert await taken(shot, SCENE) == shot.file.read_text(encoding="utf-8")


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.file.stem)
def test_no_line_is_wider_than_its_screen(shot: Shot) -> None:
    lines = shot.file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == shot.size[1]
    assert all(width(line) <= shot.size[0] for line in lines)


def test_no_screen_is_kept_that_nobody_draws() -> None:
    assert {path.name for path in SCREENS.glob("*.txt")} == {shot.file.name for shot in SHOTS}


def test_every_screen_is_kept_in_both_sizes_and_both_languages() -> None:
    kept = {(shot.name, shot.language, shot.size) for shot in SHOTS}
    for name in {shot.name for shot in SHOTS} - {"ascii", "narrow", "tiny", "wall"}:
        assert all((name, language, size) in kept for language in LANGUAGES for size in SIZES), name


NAMES = [theme.removeprefix("zb-") for theme in THEMES]


@pytest.mark.anyio
@pytest.mark.parametrize("theme", NAMES)
async def test_theme(theme: str) -> None:
    """Each theme once, with the looks of every cell."""
    assert await painted(theme, SCENE) == (PAINTED / f"{theme}.txt").read_text(encoding="utf-8")


@pytest.mark.anyio
async def test_without_colours_it_is_the_theme_that_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    said = await painted("dark", SCENE)
    # Textual then says "the terminal's own" where nothing was said before.
    said = said.replace("  default on default\n", "  none\n").replace(" default on default\n", "\n")
    assert said == (PAINTED / "mono.txt").read_text(encoding="utf-8")


def test_no_theme_is_kept_that_is_none() -> None:
    assert {path.stem for path in PAINTED.glob("*.txt")} == set(NAMES)
