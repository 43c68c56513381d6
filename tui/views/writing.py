"""Writing on behalf of the screen: on a thread of its own, with a page that says where; loaded on demand."""

import os
import threading

from tui.errors import ZhibiaoError
from tui.views.deeds import Deeds
from tui.views.drawn import Sheet
from tui.views.frame import Frame
from tui.views.line import Line
from tui.views.screens import PageScreen
from tui.views.written import Written, write_all, written_page

__all__ = ["begin"]


def begin(app: Deeds) -> None:
    """Write what is shown in all formats, and open a page that says where."""
    if app.read_only:
        if isinstance(app.screen, Sheet):
            app.screen.tell(app.frame.look.say("written.read_only"))
        return
    if isinstance(app.screen, PageScreen) and app.screen.kind == "written":
        return
    done: list[Written | ZhibiaoError] = []

    def lines(frame: Frame, cells: int) -> list[Line]:
        return written_page(done[0] if done else None, frame.look, cells)

    page = PageScreen(app.frame, "written", lines)
    app.push_screen(page)

    def arrived() -> None:
        if isinstance(done[0], Written) and done[0].files:
            page.copies = ((app.frame.look.say("written.copy"), done[0].folder),)
        if page in app.screen_stack:
            page.show(app.frame._replace())

    def run(frame: Frame) -> None:
        done.append(_written(frame))
        app.call_later(arrived)

    # A daemon: whoever leaves meanwhile does not wait, and every file is whole or not there.
    threading.Thread(target=run, args=(app.frame,), name="zhibiao-write", daemon=True).start()


def _written(frame: Frame) -> Written | ZhibiaoError:
    scene = frame.scene
    try:
        return write_all(scene.snapshot, frame.look.words, os.environ, sample=scene.is_sample)
    except ZhibiaoError as error:
        return error
