"""Every screen looks as it did when somebody last looked at it: a difference is to be read, then drawn anew.

The clock stands still, and the screens are text: `python -m tests.views.screenshots` writes them.
"""

import pytest

from tests.views.scenes import scene
from tests.views.screenshots import SCREENS, SHOTS, Shot, taken
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
