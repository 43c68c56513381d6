"""The screens as text, for a reader to look at and for a test to compare.

`python -m tests.views.screenshots` draws them anew into `fixtures/screens`.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.views.scenes import FIXTURES, look, scene
from tui.app import Dashboard
from tui.views.scene import Scene
from tui.words import LANGUAGES, Language

SCREENS = FIXTURES / "screens"
SIZES = ((80, 24), (120, 40))


class Shot(NamedTuple):
    """One screen."""

    name: str
    language: Language
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    """What is pressed before it is taken."""
    ascii_only: bool = False

    @property
    def file(self) -> Path:
        """Where it is kept."""
        return SCREENS / f"{self.name}-{self.language}-{self.size[0]}x{self.size[1]}.txt"


_KEYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("list", ()),
    ("worst", ("o",)),
    ("folded", ("F", "down", "down")),
    ("found", ("/", "l", "e", "g", "a", "l")),
    ("plan", ("/", "a", "i", "d", "e", "s", "enter", "enter")),
    ("coverage", ("/", "c", "o", "v", "e", "r", "a", "g", "e", "enter", "enter")),
    ("steps", ("o", "enter")),
    ("sources", ("s",)),
    ("checks", ("c",)),
    ("changes", ("n",)),
    ("calendar", ("d",)),
    ("help", ("question_mark",)),
    ("palette", ("ctrl+p",)),
    ("owners", ("b", "down", "enter")),
    ("district", ("b", "end", "down", "down", "down", "enter")),
    ("status", ("x",)),
    ("chips", ("x", "down", "down", "enter")),
    ("who", ("m",)),
    ("mine", ("m", "enter")),
    ("views", ("v",)),
    ("sort", ("a",)),
    ("pinned", ("end",)),
    ("lines", ("p", "p", "p")),
)

_SMALL = {
    "folded",
    "found",
    "palette",
    "owners",
    "district",
    "status",
    "chips",
    "who",
    "views",
    "sort",
    "pinned",
    "lines",
}
"""What is looked at in one size."""

SHOTS = (
    *(
        Shot(name, language, size, keys)
        for name, keys in _KEYS
        for language in LANGUAGES
        for size in SIZES[: 1 if name in _SMALL else 2]
    ),
    Shot("ascii", "en", (80, 24), ascii_only=True),
    Shot("narrow", "zh", (48, 14)),
    Shot("tiny", "zh", (20, 6)),
    Shot("wall", "zh", (200, 50)),
)


async def taken(shot: Shot, shown: Scene) -> str:
    """A screen as text; lines without the spaces at their ends."""
    app = Dashboard(shown, look(shot.language, ascii_only=shot.ascii_only), theme="dark")
    async with app.run_test(size=shot.size) as pilot:
        await pilot.press(*shot.keys)
        await pilot.pause()
        return screen_text(app)


def screen_text(app: Dashboard) -> str:
    """What stands on the screen at this moment."""
    strips = app.screen._compositor.render_strips()
    return "".join(f"{strip.text.rstrip()}\n" for strip in strips)


async def main(shots: Sequence[Shot]) -> None:
    """Draw all screens anew."""
    SCREENS.mkdir(exist_ok=True)
    for old in SCREENS.glob("*.txt"):
        old.unlink()
    shown = scene()
    for shot in shots:
        shot.file.write_text(await taken(shot, shown), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main(SHOTS))
