"""Sends to the terminal what differs from what stands there, and no more: over SSH bytes are time.

Textual (8.2.8) paints a new screen two or three times before it settles, and cuts a partial update off at its right
edge only. Here a line that stands there already is not sent again (a first frame of 80x24 takes 7 kB, not 20), and a
partial update is cut at both edges (a changed figure takes some 100 bytes, not 300).
"""

import codecs
import functools
from typing import cast

import textual.drivers.linux_driver
from rich.console import Console, RenderableType
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

__all__ = ["Wire", "bear_any_bytes"]


class Wire:
    """Remembers the lines of the terminal as they were last sent whole."""

    def __init__(self) -> None:
        self._lines: dict[int, str] = {}

    def forget(self) -> None:
        """Somebody else may have written on the terminal, or it has another size: everything is to be sent again."""
        self._lines.clear()

    def slimmed(self, update: RenderableType | None) -> RenderableType | None:
        """The same update in fewer bytes; as it is, where it is none that is known here."""
        if isinstance(update, LayoutUpdate):
            return cast("RenderableType", _Whole(update, self._lines))
        if isinstance(update, ChopsUpdate):
            return cast("RenderableType", _Part(update, self._lines))
        return update


class _Whole(CompositorUpdate):
    """A repaint of the whole screen."""

    def __init__(self, update: LayoutUpdate, lines: dict[int, str]) -> None:
        self._update = update
        self._lines = lines

    def render_segments(self, console: Console) -> str:
        """The lines that differ, each with where to go."""
        x, y = self._update.region.offset
        written = []
        for place, strips in enumerate(self._update.strips, y):
            text = Control.move_to(x, place).segment.text + "".join([strip.render(console) for strip in strips])
            if self._lines.get(place) != text:
                self._lines[place] = text
                written.append(text)
        return "".join(written)


class _Part(CompositorUpdate):
    """A repaint of some columns of some lines."""

    def __init__(self, update: ChopsUpdate, lines: dict[int, str]) -> None:
        self._update = update
        self._lines = lines

    def render_segments(self, console: Console) -> str:
        """For every span where to go, and its text and colours; whole lines only when they differ."""
        written = []
        for y, first, last in self._update.spans:
            text = self._span(console, y, first, last)
            if first <= 0 and last >= self._update.chop_ends[y][-1]:
                if self._lines.get(y) == text:
                    continue
                self._lines[y] = text
            else:
                self._lines.pop(y, None)
            written.append(text)
        return "".join(written)

    def _span(self, console: Console, y: int, first: int, last: int) -> str:
        written = []
        place = -1
        for end, (x, strip) in zip(self._update.chop_ends[y], self._update.chops[y].items(), strict=False):
            if strip is None or x >= last or end <= first:
                continue
            left = max(x, first)
            if left != place:
                written.append(Control.move_to(left, y).segment.text)
            place = min(end, last)
            written.append(strip.crop(left - x, place - x).render(console))
        return "".join(written)


def bear_any_bytes() -> None:
    """Bytes that are no UTF-8 (a GBK terminal's keys, line noise) become U+FFFD instead of ending the program."""
    decoder = functools.partial(codecs.getincrementaldecoder("utf-8"), errors="replace")
    vars(textual.drivers.linux_driver)["getincrementaldecoder"] = lambda encoding: decoder
