"""Where a figure comes from, and how the sources fare that feed it: the first question about one that looks wrong."""

from collections.abc import Iterator
from datetime import datetime

from tui.errors import ZhibiaoError
from tui.model.expression import parse
from tui.model.indicator import Indicator
from tui.model.observation import KNOWN_FROM_THE_START
from tui.model.snapshot import Assessment
from tui.model.source import Source, SourceState
from tui.views.look import Look
from tui.views.paper import Paper
from tui.views.scene import Scene
from tui.views.summary import COLLECTION_ROLES, STATE_ROLES, STATE_SYMBOLS, clock_text

__all__ = ["feeding", "instant_text", "origin_part", "source_fields"]


def origin_part(paper: Paper, scene: Scene, assessment: Assessment) -> None:
    """Add document, locator and dates of the figure, and the health of its sources."""
    look = paper.look
    known = assessment.provenance
    feeding_it = feeding(scene, assessment)
    if assessment.observation is None and not feeding_it:
        return
    paper.heading(look.say("part.origin"))
    if assessment.observation is not None:
        if not any(state.id == known.source for state in feeding_it):
            paper.field(look.say("field.source"), known.source or look.say("in_the_file"))
        for name in ("document", "section", "publisher", "published"):
            paper.field(look.say(f"field.{name}"), getattr(known, name))
        paper.field(look.say("field.recorded"), instant_text(assessment.observation.recorded, scene, look))
        if known.retrieved:
            paper.field(look.say("field.retrieved"), clock_text(known.retrieved, scene))
        for name in ("locator", "entered_by", "evidence", "note", "sha256"):
            paper.field(look.say(f"field.{name}"), getattr(known, name))
    for state in feeding_it:
        _health(paper, scene, state)


def feeding(scene: Scene, assessment: Assessment) -> list[SourceState]:
    """The sources that the figure came from, or that it, or what it is computed from, is to come from."""
    wanted = set(_ids(assessment.indicator))
    named = {source.id for source in scene.sources.values() if _feeds(source, wanted)}
    named.add(assessment.provenance.source)
    return [state for state in scene.snapshot.sources if state.id in named]


def source_fields(paper: Paper, scene: Scene, source: SourceState) -> None:
    """Add how a source fares: error, failures, times."""
    look = paper.look
    role = STATE_ROLES[source.state]
    if source.error:
        paper.field(look.say("sources.error"), look.told(source.error), role)
    if source.failures:
        paper.field(look.say("sources.failures"), str(source.failures), role)
    for name in ("last_success", "last_attempt", "last_change", "next_due"):
        instant: datetime | None = getattr(source, name)
        paper.field(look.say(f"sources.{name}"), clock_text(instant, scene) if instant else "")


def instant_text(recorded: datetime, scene: Scene, look: Look) -> str:
    """A vintage; a figure that was known from the start has no date."""
    return look.say("from_the_start") if recorded == KNOWN_FROM_THE_START else clock_text(recorded, scene)


def _health(paper: Paper, scene: Scene, source: SourceState) -> None:
    look = paper.look
    said = f"{source.id}  {STATE_SYMBOLS[source.state]} {look.word('state', source.state)}"
    paper.field(look.say("field.source"), said, STATE_ROLES[source.state])
    place = scene.sources[source.id].place if source.id in scene.sources else ""
    paper.field(look.say("field.place"), place)
    source_fields(paper, scene, source)
    collection = scene.collection
    if collection.kind in ("silent", "stopped", "never"):
        paper.field("", look.told(collection.said), COLLECTION_ROLES.get(collection.kind, "yellow"))


def _feeds(source: Source, wanted: set[str]) -> bool:
    return any(each.indicator in wanted for each in source.maps)


def _ids(indicator: Indicator) -> Iterator[str]:
    """The indicator, and those in its formula."""
    yield indicator.id
    yield from indicator.members
    for text in (indicator.numerator, indicator.denominator, indicator.expr):
        try:
            yield from parse(text).ids if text else ()
        except ZhibiaoError:  # a bad formula is the configuration's problem, and said there
            continue
