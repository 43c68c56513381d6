"""The screens as text, for a reader to look at and for a test to compare.

`python -m tests.views.screenshots` draws them anew into `fixtures/screens` and, with their colours, `fixtures/themes`.
"""

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.views.scenes import FIXTURES, look, scene
from tui.app import Dashboard
from tui.errors import Message
from tui.exports import FILE_NAMES
from tui.views.paint import THEMES
from tui.views.scene import Scene
from tui.views.screens import PageScreen
from tui.views.written import Written, written_page
from tui.words import LANGUAGES, Language

SCREENS = FIXTURES / "screens"
PAINTED = FIXTURES / "themes"
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
    ("sought", ("/", "c", "o", "v", "e", "r", "a", "g", "e", "enter", "enter", "/", "s", "3", "enter")),
    ("copy", ("y",)),
    ("past", ()),
    ("written", ()),
)

SHOTS = (
    *(Shot(name, language, size, keys) for name, keys in _KEYS for language in LANGUAGES for size in SIZES),
    Shot("ascii", "en", (80, 24), ascii_only=True),
    Shot("narrow", "zh", (48, 14)),
    Shot("tiny", "zh", (20, 6)),
    Shot("wall", "zh", (200, 50)),
)


WRITTEN = Written(
    "/home/official/zhibiao-2022-09-30",
    tuple((name, 1234) for name in FILE_NAMES.values() if name != "snapshot.xlsx"),
    (("xlsx", Message("output.failed", {"path": "snapshot.xlsx", "error": "ENOSPC"})),),
)


async def taken(shot: Shot, shown: Scene) -> str:
    """A screen as text; lines without the spaces at their ends."""
    past = date(2022, 9, 30) if shot.name == "past" else None
    app = Dashboard(shown._replace(past=past), look(shot.language, ascii_only=shot.ascii_only), theme="dark")
    async with app.run_test(size=shot.size) as pilot:
        if shot.name == "written":
            page = PageScreen(app.frame, "written", lambda frame, cells: written_page(WRITTEN, frame.look, cells))
            await app.push_screen(page)
        await pilot.press(*shot.keys)
        await pilot.pause()
        return screen_text(app)


async def painted(theme: str, shown: Scene) -> str:
    """The list in a theme: below each line a letter for the look of every cell, and at the end what the letters mean.

    `mono` is what NO_COLOR gives too.
    """
    app = Dashboard(shown, look("zh"), theme=theme)
    letters: dict[str, str] = {}
    lines = []
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.press("down", "down")
        for strip in app.screen._compositor.render_strips():
            looks = "".join(
                letters.setdefault(str(segment.style), chr(ord("a") + len(letters))) * segment.cell_length
                for segment in strip
            )
            lines += [strip.text.rstrip(), looks]
    legend = [f"{letter}  {style}" for style, letter in letters.items()]
    return "".join(f"{line}\n" for line in (*lines, "", *legend))


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
    PAINTED.mkdir(exist_ok=True)
    for old in PAINTED.glob("*.txt"):
        old.unlink()
    for theme in THEMES:
        name = theme.removeprefix("zb-")
        (PAINTED / f"{name}.txt").write_text(await painted(name, shown), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main(SHOTS))
