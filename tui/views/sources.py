"""How the sources fare: when each was last read, what went wrong, what it brought, and when it is due again."""

from collections.abc import Mapping
from datetime import datetime
from heapq import nlargest
from typing import Final

from tui.model.observation import Observation
from tui.model.snapshot import Assessment, Snapshot
from tui.model.source import SourceState
from tui.views.line import Line, Span
from tui.views.look import Look
from tui.views.origin import instant_text, source_fields
from tui.views.paper import Paper
from tui.views.scene import Scene
from tui.views.summary import COLLECTION_ROLES, STATE_ROLES, STATE_SYMBOLS
from tui.words import figures
from tui.words.dates import period_text

__all__ = ["sources"]

_WORST_FIRST: Final = ("failing", "soft", "waiting", "ok")
_NEWEST: Final = 8
"""Figures of a source that are named; its number says how many there are."""
_SEARCHED: Final = 20_000
"""Series beyond which nobody looks for what a source brought: the list, filtered, has them sooner."""

_Brought = Mapping[str, list[Assessment]]


def sources(scene: Scene, look: Look, cells: int) -> list[Line]:
    """The page of the sources: those that fail first."""
    paper = Paper(look, cells)
    paper.heading(look.say("part.collector"))
    collection = scene.collection
    paper.text(look.told(collection.said), COLLECTION_ROLES.get(collection.kind, "yellow"))
    if collection.trouble:
        paper.text(f"! {look.told(collection.trouble)}", "red")
    brought = _brought(scene.snapshot)
    for source in sorted(scene.snapshot.sources, key=lambda source: _WORST_FIRST.index(source.state)):
        _source(paper, scene, source, brought)
    if not scene.snapshot.sources:
        paper.blank()
        paper.text(look.say("no_sources"), "dim")
    return paper.lines


def _source(paper: Paper, scene: Scene, source: SourceState, brought: _Brought) -> None:
    look = paper.look
    paper.heading(source.id)
    state = f"{STATE_SYMBOLS[source.state]} {look.word('state', source.state)}"
    paper.field(look.say("sources.state"), state, STATE_ROLES[source.state])
    source_fields(paper, scene, source)
    paper.field(look.say("sources.type"), source.type)
    if source.id in scene.sources:
        paper.field(look.say("field.place"), scene.sources[source.id].place)
    if source.latency is not None:
        paper.field(look.say("sources.latency"), look.say("sources.seconds", seconds=f"{source.latency:.2f}"))
    if source.last_success:
        paper.field(look.say("sources.rows"), str(source.rows))
    _arrived(paper, scene, brought.get(source.id, []))


def _brought(snapshot: Snapshot) -> _Brought:
    """What the screen shows of each source, in file order; units are counted with the whole that they make."""
    found: dict[str, list[Assessment]] = {}
    if len(snapshot.assessments) <= _SEARCHED:
        for each in snapshot.assessments:
            if not each.unit and each.observation is not None:
                found.setdefault(each.provenance.source, []).append(each)
    return found


def _arrived(paper: Paper, scene: Scene, brought: list[Assessment]) -> None:
    """The figures that came last, with the period that they are about."""
    look = paper.look
    known = [(_came(each.observation), -place) for place, each in enumerate(brought) if each.observation is not None]
    newest = nlargest(_NEWEST, known)
    rows = []
    for came, place in newest:
        each = brought[-place]
        rows.append(
            (
                Span(instant_text(came, scene, look), "dim"),
                Span(each.indicator.name.said(look.words.language), "name"),
                Span(figures.figure(look.words, each), "strong"),
                Span(period_text(look.words, each.period) if each.period else "", "dim"),
            )
        )
    if rows:
        paper.blank()
        heads = [look.say(f"{name}") for name in ("sources.arrived", "column.name", "column.value", "history.period")]
        paper.table(heads, rows, 1, (3, 0))
    if len(brought) > _NEWEST:
        paper.text(look.say("changes.more", count=len(brought) - _NEWEST), "dim")


def _came(seen: Observation) -> datetime:
    """When a figure really came: its vintage may be the day of a document that is older."""
    return seen.entered or seen.provenance.retrieved or seen.recorded
