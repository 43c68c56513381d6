"""How the sources fare: when each was last read, what went wrong, and when it is due again."""

from datetime import datetime

from tui.model.source import SourceState
from tui.views.line import Line
from tui.views.look import Look
from tui.views.paper import Paper
from tui.views.scene import Scene
from tui.views.summary import COLLECTION_ROLES, STATE_ROLES, STATE_SYMBOLS, clock_text

__all__ = ["sources"]


def sources(scene: Scene, look: Look, cells: int) -> list[Line]:
    """The page of the sources."""
    paper = Paper(look, cells)
    paper.heading(look.say("part.collector"))
    collection = scene.collection
    paper.text(look.told(collection.said), COLLECTION_ROLES.get(collection.kind, "yellow"))
    if collection.trouble:
        paper.text(f"! {look.told(collection.trouble)}", "red")
    for source in scene.snapshot.sources:
        _source(paper, scene, source)
    if not scene.snapshot.sources:
        paper.blank()
        paper.text(look.say("no_sources"), "dim")
    return paper.lines


def _source(paper: Paper, scene: Scene, source: SourceState) -> None:
    look = paper.look
    paper.heading(source.id)
    state = f"{STATE_SYMBOLS[source.state]} {look.word('state', source.state)}"
    paper.field(look.say("sources.state"), state, STATE_ROLES[source.state])
    if source.error:
        paper.field(look.say("sources.error"), look.told(source.error), STATE_ROLES[source.state])
    if source.failures:
        paper.field(look.say("sources.failures"), str(source.failures))
    paper.field(look.say("sources.type"), source.type)
    for name in ("last_success", "last_attempt", "last_change", "next_due"):
        paper.field(look.say(f"sources.{name}"), _clock(getattr(source, name), scene))
    if source.last_success:
        paper.field(look.say("sources.rows"), str(source.rows))
    if source.latency is not None:
        paper.field(look.say("sources.latency"), look.say("sources.seconds", seconds=f"{source.latency:.2f}"))


def _clock(instant: datetime | None, scene: Scene) -> str:
    return clock_text(instant, scene) if instant else ""
