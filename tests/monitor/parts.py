"""Sources, readers and configurations to try the monitor with."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import TracebackType
from typing import Self

from tui.config import Config
from tui.errors import SourceError
from tui.model.indicator import Indicator
from tui.model.observation import Observation, Provenance
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.model.snapshot import Framework
from tui.model.source import Reading, Source, SourceMap, Validators

START = datetime(2023, 3, 6, 2, 32, tzinfo=UTC)
"""The moment at which the tests begin."""


def moment(minutes: float) -> datetime:
    """So many minutes after the start."""
    return START + timedelta(minutes=minutes)


def source(name: str = "audit", *, every: float = 900, attempts: int = 3, place: str = "/srv/audit.csv") -> Source:
    """A declared source."""
    return Source(
        id=name,
        type="http" if "://" in place else "file",
        every=every,
        timeout=10,
        maps=(SourceMap("pufa.aides", value="value", period="period"),),
        place=place,
        attempts=attempts,
    )


def config(*sources: Source, path: str = "/etc/zhibiao/indicators.toml", store: str = ":memory:") -> Config:
    """A configuration of one indicator."""
    aides = Indicator("pufa.aides", Phrase("aides", "aides"), unit_measure="PERSONS")
    return Config(
        framework=Framework(Phrase("title", "title"), indicators={aides.id: aides}),
        sources={each.id: each for each in sources},
        store=store,
        language="en",
        path=path,
        is_sample=False,
    )


def reading(*values: str, retrieved: datetime = START, etag: str = "", period: str = "2022") -> Reading:
    """An answer; each value is that of a unit, the first one that of the whole area."""
    return Reading(
        tuple(
            Observation(
                "pufa.aides",
                f"u{number}" if number else "",
                Period.parse(period),
                Decimal(value),
                recorded=retrieved,
                provenance=Provenance(source="audit", retrieved=retrieved),
            )
            for number, value in enumerate(values)
        ),
        retrieved,
        validators=Validators(etag=etag),
    )


Answer = Callable[[Source, Validators, datetime], Awaitable[Reading]]


class FakeReaders:
    """Answers as a function says, and remembers what it was asked."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.asked: list[tuple[str, Validators]] = []
        self.running = 0
        self.most = 0
        """The most that ran at the same time."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def read(self, source: Source, validators: Validators, now: datetime) -> Reading:
        self.asked.append((source.id, validators))
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            return await self._answer(source, validators, now)
        finally:
            self.running -= 1


def answering(*answers: Reading | Exception) -> FakeReaders:
    """Gives the answers one after the other, then the last one for ever."""
    left = list(answers)

    async def answer(source: Source, validators: Validators, now: datetime) -> Reading:
        given = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(given, Exception):
            raise given
        return given

    return FakeReaders(answer)


async def hang(source: Source, validators: Validators, now: datetime) -> Reading:
    """Never answers."""
    await asyncio.Event().wait()
    raise AssertionError


def failing(key: str = "source.file.missing") -> SourceError:
    """A source that cannot be read."""
    return SourceError(key, path="/srv/audit.csv")


def values(observations: Sequence[Observation]) -> list[str]:
    """The values alone."""
    return [str(seen.value) for seen in observations]
