"""What can be copied from a screen: ids, links, documents and what else one looks up elsewhere; pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tui.model.snapshot import Assessment
from tui.named import NamedTuple
from tui.views.checks import check_title
from tui.views.look import Look
from tui.views.origin import feeding
from tui.views.scene import Scene
from tui.words import figures

__all__ = ["Copy", "copies_of_checks", "copies_of_series", "copies_of_sources"]

_LINK: Final = re.compile(r"https?://[^\s<>\"'\u3000-\u303f\uff00-\uffef\u2018-\u201d]+")
"""An address, to the next space or the next Chinese punctuation mark."""


class Copy(NamedTuple):
    """One text that can be copied."""

    label: str
    text: str


def copies_of_series(scene: Scene, assessment: Assessment, look: Look) -> list[Copy]:
    """Id first; then the links, documents and proofs of the figure, and the figure in words."""
    known, indicator = assessment.provenance, assessment.indicator
    name = indicator.name.said(look.words.language)
    found = [Copy(look.say("field.id"), indicator.id), Copy(look.say("roster.unit"), assessment.unit)]
    sources = [scene.sources[state.id] for state in feeding(scene, assessment) if state.id in scene.sources]
    definition = indicator.definition.said(look.words.language) if indicator.definition else ""
    texts = [*known, indicator.basis, definition, *(step.evidence for step in indicator.steps)]
    found += [Copy(look.say("copy.link"), link) for link in _links(text for text in texts if isinstance(text, str))]
    for field in ("document", "section", "evidence", "locator", "sha256"):
        found.append(Copy(look.say(f"field.{field}"), getattr(known, field)))
    found += [Copy(look.say("field.place"), source.place) for source in sources]
    found.append(Copy(look.say("column.name"), name))
    found.append(Copy(look.say("column.value"), f"{name} {figures.figure(look.words, assessment)}"))
    return _whole(found)


def copies_of_sources(scene: Scene, look: Look) -> list[Copy]:
    """Of every source its id, where it lies, and what went wrong."""
    found = []
    for state in scene.snapshot.sources:
        found.append(Copy(look.say("field.source"), state.id))
        if state.id in scene.sources:
            found.append(Copy(look.say("field.place"), scene.sources[state.id].place))
        if state.error:
            found.append(Copy(look.say("sources.error"), f"{state.id}: {look.told(state.error)}"))
    return _whole(found)


def copies_of_checks(scene: Scene, look: Look) -> list[Copy]:
    """Of every check its id, and in words what it found; those that fail first."""
    ordered = sorted(scene.snapshot.checks, key=lambda check: check.result != "fail")
    found = []
    for check in ordered:
        found.append(Copy(look.say("field.id"), check.check.id))
        title = check_title(check, scene.snapshot, look)
        found.append(Copy(look.word("result", check.result), f"{title}: {look.told(check.why)}"))
    return _whole(found)


def _links(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _LINK.findall(text)


def _whole(found: Iterable[Copy]) -> list[Copy]:
    """Without what is empty or stands there already."""
    seen: dict[str, Copy] = {}
    for copy in found:
        if copy.text:
            seen.setdefault(copy.text, copy)
    return list(seen.values())
