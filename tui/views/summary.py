"""What stands above the list: what this is, as of when, how many stand how, and whether the figures keep coming."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Final

from tui.errors import Message
from tui.views.checks import RESULT_SYMBOLS, check_title, failing
from tui.views.chips import chip_at, chips
from tui.views.line import Line, Span, fit, width_of
from tui.views.look import Look
from tui.views.scene import Scene
from tui.words.cells import width

__all__ = [
    "COLLECTION_ROLES",
    "STATE_ROLES",
    "STATE_SYMBOLS",
    "chip_under",
    "clock_text",
    "remark_under",
    "summary",
    "title_band",
]

STATE_SYMBOLS: Final = {"failing": "✘", "soft": "▲", "waiting": "○", "ok": "✔"}
"""How a source fares, as a sign; the same that statuses use."""

COLLECTION_ROLES: Final = {"running": "green", "silent": "red", "none": "dim", "starting": "dim"}
"""Whether anybody collects, as a role; what is not named here is yellow."""

_QUIET: Final = frozenset({"silent", "stopped", "never"})
"""Kinds of collection in which no figure comes: that stands before all that is merely good to know."""

STATE_ROLES: Final = {"ok": "green", "soft": "yellow", "failing": "red", "waiting": "grey"}

_GAP: Final = "   "
_NAMED: Final = 2
"""Failing checks that are named above the list."""

_Remark = tuple[Span, str]
"""What is said of the whole screen, and the command that shows more of it; `""`: none does."""


def summary(
    scene: Scene, look: Look, cells: int, place: str = "", chosen: Collection[str] = ()
) -> tuple[Line, Line, Line]:
    """Three lines of exactly so many cells.

    Args:
        scene: What they are about.
        look: Language and glyphs.
        cells: Width of a line.
        place: Which part of the list is to be seen; stands at the end of the second line.
        chosen: Statuses that alone are let through.
    """
    said = Span(f" {place} " if place else "", "dim")
    room = max(cells - width(said.text), 0)
    return (
        _title(scene, look, cells),
        fit((*fit((Span(" "), *_counts(scene, look, room - 1, chosen)), room, look.tail), said), cells, look.tail),
        fit((Span(" "), *_in_a_row(_around(scene, look, cells - 1))), cells, look.tail),
    )


def clock_text(instant: datetime, scene: Scene) -> str:
    """An instant as the clocks of the place show it: the snapshot carries the time zone."""
    return f"{instant.astimezone(scene.snapshot.as_of.tzinfo):%Y-%m-%d %H:%M}"


def _title(scene: Scene, look: Look, cells: int) -> Line:
    name = look.text(scene.snapshot.framework.title.said(look.words.language))
    return title_band(name, scene, look, cells)


def title_band(title: str, scene: Scene, look: Look, cells: int) -> Line:
    """The first line of every screen: what it shows, and of which day; it stands out when that day has passed."""
    said = look.say("past_as_of" if scene.past else "as_of", day=scene.snapshot.as_of.date())
    if scene.demonstration:
        said = f" {look.told(Message('demo.band'))}{_GAP}{said}"
    if scene.unseen and title:
        said = f" {look.glyphs.changed}{len(scene.unseen)}{_GAP}{said.lstrip()}"
    day = Span(f"{said} ", "note!" if scene.past or scene.demonstration else "bar!")
    head = fit((Span(f" {title}", "title!"),), max(cells - width_of((day,)), 0), look.tail)
    return fit((*(Span(span.text, "title!") for span in head), day), cells, look.tail)


def chip_under(scene: Scene, look: Look, cells: int, place: str, chosen: Collection[str], x: int) -> str | None:
    """The status whose chip stands at a cell of the second line; arguments as of `summary`."""
    room = max(cells - width(f" {place} " if place else ""), 0)
    return None if scene.is_unread else chip_at(scene.snapshot.counts, look, room - 1, chosen, x - 1)


def remark_under(scene: Scene, look: Look, cells: int, x: int) -> str:
    """The command that shows more of the remark at a cell of the third line; `""` where there is none."""
    left = 1
    for span, command in _around(scene, look, cells - 1):
        right = left + width(span.text)
        if left <= x < right:
            return command
        left = right + len(_GAP)
    return ""


def _counts(scene: Scene, look: Look, cells: int, chosen: Collection[str]) -> Line:
    if scene.is_unread:
        return (Span(look.say("unread"), "note"),)
    return chips(scene.snapshot.counts, look, cells, chosen)


def _around(scene: Scene, look: Look, cells: int) -> list[_Remark]:
    """Remarks about the whole screen, the most important first; failing checks are named where all else has room."""
    quiet = scene.collection.kind in _QUIET
    collector = _each([_collector(scene, look)], "sources")
    troubles = _each(_troubles(scene, look), "sources")
    before = [*troubles, *_each(_demonstrated(scene, look)), *(collector if quiet else ())]
    news = [*_each(_unseen(scene, look), "changes"), *_each(_notes(scene, look), "now" if scene.past else "")]
    said = _sources(scene, look)
    sources = _each(said, "sources")
    ill = any(span.role == STATE_ROLES["failing"] for span in said)
    after = [*(sources + news if ill else news + sources), *(() if quiet else collector)]
    named = [*before, *_each(_checks(scene, look), "checks"), *after]
    if width_of(_in_a_row(named)) <= cells:
        return named
    return [*before, *_each(_checks_counted(scene, look), "checks"), *after]


def _each(spans: list[Span], command: str = "") -> list[_Remark]:
    return [(span, command) for span in spans]


def _in_a_row(remarks: list[_Remark]) -> Line:
    spans: list[Span] = []
    for place, (span, _) in enumerate(remarks):
        spans += [Span(_GAP), span] if place else [span]
    return tuple(spans)


def _troubles(scene: Scene, look: Look) -> list[Span]:
    trouble = scene.collection.trouble
    return [Span(f"! {look.told(trouble)}", "red")] if trouble else []


def _unseen(scene: Scene, look: Look) -> list[Span]:
    """How many statuses changed since somebody looked; what happened stands on the last line."""
    if not scene.unseen:
        return []
    return [Span(f"{look.glyphs.changed} {look.say('unseen', count=len(scene.unseen))}", "note")]


def _checks(scene: Scene, look: Look) -> list[Span]:
    """The checks that fail, by name; the first ones, where there are many."""
    found = failing(scene.snapshot)
    if not found:
        return []
    names = look.words.plain(tuple(check_title(check, scene.snapshot, look) for check in found[:_NAMED]))
    more = f" +{len(found) - _NAMED}" if len(found) > _NAMED else ""
    return [Span(look.text(RESULT_SYMBOLS["fail"]) + " " + look.say("checks_fail", names=names) + more, "red")]


def _checks_counted(scene: Scene, look: Look) -> list[Span]:
    """How many checks fail."""
    count = len(failing(scene.snapshot))
    said = look.text(RESULT_SYMBOLS["fail"]) + " " + look.say("checks_failing", count=count)
    return [Span(said, "red")] if count else []


def _notes(scene: Scene, look: Look) -> list[Span]:
    day = scene.snapshot.framework.evaluate_on
    if scene.past:
        return [Span(look.say("past"), "note"), *_sample(scene, look)]
    judged = [Span(look.say("judged_on", day=day), "note")] if day and not scene.demonstration else []
    return [*judged, *_sample(scene, look)]


def _demonstrated(scene: Scene, look: Look) -> list[Span]:
    """Of a demonstration, how quickly the year passes, and that what is seen at its end is not made up."""
    shown = scene.demonstration
    if shown is None or scene.past:
        return []
    if shown.pace == 0:
        return [Span(look.told(Message("demo.still")), "note")]
    if scene.snapshot.framework.evaluate_on == shown.last:
        return [Span(look.told(Message("demo.over")), "note")]
    return [Span(look.told(Message("demo.pace", {"seconds": f"{shown.pace:.2g}"})), "note")]


def _sample(scene: Scene, look: Look) -> list[Span]:
    return [Span(look.say("sample"), "note")] if scene.is_sample else []


def _sources(scene: Scene, look: Look) -> list[Span]:
    counted: Counter[str] = Counter(source.state for source in scene.snapshot.sources)
    if not counted:
        return []
    said = [
        f"{look.text(STATE_SYMBOLS[state])} {look.word('state', state)} {counted[state]}"
        for state in STATE_SYMBOLS
        if counted[state]
    ]
    worst = next(state for state in STATE_SYMBOLS if counted[state])
    return [Span(look.say("sources", counts="  ".join(said)), STATE_ROLES[worst])]


def _collector(scene: Scene, look: Look) -> Span:
    """Whether anybody collects, in few words: since when nobody does is worth more than which process it was."""
    collection = scene.collection
    kind = collection.kind
    since = _short_clock(collection.since, scene) if collection.since else ""
    short = look.words.texts("view").get(f"view.collector.{kind}")
    said = look.say(f"collector.{kind}", since=since) if short else look.told(collection.said)
    return Span(said, COLLECTION_ROLES.get(kind, "yellow"))


def _short_clock(instant: datetime, scene: Scene) -> str:
    """An instant without its year where that is this one."""
    said = clock_text(instant, scene)
    now = scene.snapshot.taken_at
    return said.partition("-")[2] if now is not None and now.year == instant.year else said
