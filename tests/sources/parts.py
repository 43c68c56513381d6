"""Sources and what they read, in as few words as a test needs."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tui.errors import Message, SourceError
from tui.model.observation import Observation
from tui.model.source import Reading, Source, SourceMap, Validators
from tui.sources.document import Piece, format_of_name, parsed
from tui.sources.mapping import Mapped, mapped
from tui.sources.readers import Readers
from tui.words import Words

NOW = datetime(2023, 3, 6, 4, 0, tzinfo=UTC)
FIXTURES = Path(__file__).parent / "fixtures"
NEVER = Validators()
"""Of a source that was never read."""

__all__ = ["FIXTURES", "NEVER", "NOW", "brief", "map_text", "read", "refusal", "said", "source"]


def source(place: str = "", *maps: SourceMap, kind: Any = "file", **fields: Any) -> Source:
    """A source with the limits of a test: quick to give up."""
    return Source(**{"id": "s", "type": kind, "every": 60.0, "timeout": 5.0, "maps": maps, "place": place, **fields})


def map_text(text: str, form: str, *maps: SourceMap, **fields: Any) -> Mapped:
    """What maps make of a document."""
    declared = source(f"figures.{form}", *maps, **fields)
    part = parsed(Piece(text.encode()), format_of_name(declared.place), declared)
    return mapped(declared, [part], NOW)


def read(
    declared: Source,
    validators: Validators = NEVER,
    environ: Mapping[str, str] | None = None,
    now: datetime = NOW,
) -> Reading:
    """One reading, with readers of its own."""

    async def once() -> Reading:
        async with Readers(environ or {}) as readers:
            return await readers.read(declared, validators, now)

    return asyncio.run(once())


def brief(observations: tuple[Observation, ...]) -> list[tuple[object, ...]]:
    """Observations as rows that a test can state: indicator, unit, period, figure, flag."""
    signs = {"eq": "", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "approx": "~"}
    return [
        (
            seen.indicator,
            seen.unit,
            seen.period.text,
            None if seen.value is None else f"{signs[seen.op]}{seen.value:f}",
            seen.flag,
        )
        for seen in observations
    ]


def said(message: Message | None) -> str:
    """A message in English."""
    assert message is not None
    return Words("en").told(message)


def refusal(error: SourceError) -> str:
    """What a refusal says in English; both languages must be able to say it."""
    assert Words("zh").told(error.message)
    return said(error.message)
