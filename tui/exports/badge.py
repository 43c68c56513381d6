"""One line about the snapshot for a README, a wiki or a wall: how many are on course, and what is worst.

As the JSON that shields.io's endpoint reads, and as a picture of the same line. Where a selection leaves one series,
the badge is about it: its name, figure and status. Grey is never green: one that cannot be judged makes it yellow.
"""

from collections.abc import Iterator
from json import dumps
from typing import Final

from tui.exports.markup import FONTS, escape
from tui.exports.options import Options
from tui.exports.outline import Outline
from tui.model.snapshot import Light, Snapshot
from tui.named import NamedTuple
from tui.words import Words
from tui.words import figures as said
from tui.words.cells import cut, visible, width
from tui.words.statuses import status_word, symbol

__all__ = ["pieces"]

_COLOURS: Final[dict[Light, tuple[str, str]]] = {
    "green": ("brightgreen", "#1a7f37"),
    "yellow": ("yellow", "#8a5a00"),
    "red": ("red", "#b42318"),
    "grey": ("lightgrey", "#57606a"),
    "none": ("lightgrey", "#57606a"),
}
"""By light: the endpoint's name for it, and what the picture is painted with, dark enough for white text."""
_WELL: Final = ("met", "on_track")
_WORST: Final = ("missed", "off_track", "invalid", "at_risk", "no_data")
_LONGEST: Final = 72
"""Cells of each half: a badge stands in a line of text. The picture's title has all of it."""
_CELL: Final = 6.6
_ROOM: Final = 8
"""Beside a text, in pixels."""


class _Badge(NamedTuple):
    label: str
    message: str
    light: Light


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """JSON for the format `badge`, a picture for `badge-svg`."""
    alone = len(snapshot.assessments) == 1
    badge = _of_one(snapshot, words) if alone else _of_all(snapshot, words)
    yield (_picture(badge, words) if options.format == "badge-svg" else _endpoint(badge)).encode()


def _of_one(snapshot: Snapshot, words: Words) -> _Badge:
    (found,) = snapshot.assessments
    name = Outline(snapshot, words).name(found)
    status = f"{symbol(found.status)} {status_word(words, found.status)}"
    return _Badge(visible(name), visible(f"{said.figure(words, found)} {status}"), found.light)


def _of_all(snapshot: Snapshot, words: Words) -> _Badge:
    counts = snapshot.counts
    judged = sum(number for code, number in counts.items() if code != "context")
    message = words.say("export.badge.well", well=sum(counts.get(code, 0) for code in _WELL), judged=judged)
    worst = next((code for code in _WORST if counts.get(code)), "")
    if worst:
        message += f" · {symbol(worst)} {status_word(words, worst)} {counts[worst]}"
    return _Badge(visible(snapshot.framework.title.said(words.language)), visible(message), _light(snapshot))


def _light(snapshot: Snapshot) -> Light:
    """Of the worst series that owes something: red, then yellow; grey beside others makes yellow."""
    lights = {found.light for found in snapshot.assessments if found.status is not None} - {"none"}
    if "red" in lights:
        return "red"
    if lights == {"grey"} or not lights:
        return "grey"
    return "green" if lights == {"green"} else "yellow"


def _endpoint(badge: _Badge) -> str:
    document = {
        "schemaVersion": 1,
        "label": cut(badge.label, _LONGEST),
        "message": cut(badge.message, _LONGEST),
        "color": _COLOURS[badge.light][0],
        "isError": badge.light == "red",
    }
    return dumps(document, ensure_ascii=False) + "\n"


def _picture(badge: _Badge, words: Words) -> str:
    label, message = cut(badge.label, _LONGEST), cut(badge.message, _LONGEST)
    left, right = (round(width(text) * _CELL + 2 * _ROOM) for text in (label, message))
    said_whole = escape(f"{badge.label}{words.say('export.part', name='', part='')}{badge.message}")
    colour = _COLOURS[badge.light][1]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" '
        f'aria-label="{said_whole}" xml:lang="{words.language}">\n<title>{said_whole}</title>\n'
        f'<clipPath id="edge"><rect width="{left + right}" height="20" rx="3"/></clipPath>\n'
        f'<g clip-path="url(#edge)"><rect width="{left}" height="20" fill="#3d444d"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{colour}"/></g>\n'
        f'<g fill="#fff" text-anchor="middle" font-size="12" font-family="{escape(FONTS)}">\n'
        f'<text x="{left / 2:g}" y="14">{escape(label)}</text>\n'
        f'<text x="{left + right / 2:g}" y="14">{escape(message)}</text>\n</g>\n</svg>\n'
    )
