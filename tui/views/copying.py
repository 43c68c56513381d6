"""Copying: asks what, sends it the way that there is, and says how it was sent; loaded on demand."""

import asyncio
import os
from collections.abc import Sequence

from tui.views.clipboard import LONGEST, sequence, to_tmux, way_out
from tui.views.copies import Copy, copies_of_checks, copies_of_series, copies_of_sources
from tui.views.deeds import Deeds
from tui.views.drawn import Sheet
from tui.views.picker import Picker
from tui.views.screens import PageScreen

__all__ = ["ask"]


def ask(app: Deeds) -> None:
    """Ask which text of the screen to copy, and copy it."""
    copies = _offered(app)
    if not copies:
        _tell(app, "copy.nothing")
        return

    async def chosen(copy: Copy | None) -> None:
        if copy is not None:
            await _copy(app, copy.text)

    app.push_screen(Picker(app.frame, copies), chosen)


def _offered(app: Deeds) -> Sequence[Copy]:
    """What the screen is about: the sources, the checks, what was written, or the series that one looks at."""
    scene, look = app.frame.scene, app.frame.look
    screen = app.screen
    if isinstance(screen, PageScreen):
        if screen.copies:
            return [Copy(*each) for each in screen.copies]
        if screen.kind == "sources":
            return copies_of_sources(scene, look)
        if screen.kind == "checks":
            return copies_of_checks(scene, look)
    found = scene.snapshot.assessment(*app.in_view())
    return copies_of_series(scene, found, look) if found else ()


async def _copy(app: Deeds, text: str) -> None:
    if len(text) > LONGEST:
        _tell(app, "copy.long", most=LONGEST)
        return
    way = way_out(os.environ)
    if way == "tmux" and not app.read_only:
        sent = await asyncio.to_thread(to_tmux, text)
        if sent.is_in_buffer:
            _tell(app, "copy.tmux" if sent.is_passed_on else "copy.tmux_buffer", text=text)
            return
    written = sequence(text, way)
    driver = app._driver
    if written and driver is not None:
        driver.write(written)
        driver.flush()
    _tell(app, f"copy.{way}", text=text)


def _tell(app: Deeds, key: str, **values: object) -> None:
    """Say on the screen that one comes back to what was done."""
    if isinstance(app.screen, Sheet):
        app.screen.tell(app.frame.look.say(key, **values))
