"""What polling costs: a thousand web sources in one tick, against bare httpx and the standard parser."""

import asyncio
import itertools
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import httpx

from tests.bench.answering import HOSTS, serving
from tests.bench.pairs import Measure, paired
from tui.config import Config
from tui.model.indicator import Indicator
from tui.model.phrase import Phrase
from tui.model.snapshot import Framework
from tui.model.source import Source, SourceMap
from tui.monitor.intake import CONCURRENCY, Result
from tui.monitor.poll import poll
from tui.sources.readers import Readers
from tui.store import Store, open_store

__all__ = ["measure"]

SOURCES: Final = 1000
HANGING: Final = 100
CLIENTS: Final = 2
"""What the sources that are read at the same time take, ten connections each."""
FEW: Final = 4
"""Hosts of the sources in the comparison with bare httpx: so few that it, too, keeps its connections."""
DEADLINE: Final = 5.0
"""Seconds: what hangs is cut so soon here only so that the bench comes to its end."""
START = datetime(2023, 3, 6, tzinfo=UTC)

_moments = (START + timedelta(minutes=number) for number in itertools.count())


def declared(addresses: Sequence[str], path: str = "fresh") -> Config:
    """A configuration of a thousand sources, one figure each, on hosts that take turns."""
    indicators = {name: Indicator(name, Phrase(name, name)) for name in (f"x.n{number}" for number in range(SOURCES))}
    sources = {}
    for number, name in enumerate(indicators):
        place = f"{addresses[number % len(addresses)]}/{path}/{number}"
        maps = (SourceMap(name, value="$.data.concluded", period="$.data.month"),)
        sources[f"s{number}"] = Source(f"s{number}", "http", every=900.0, timeout=DEADLINE, maps=maps, place=place)
    framework = Framework(Phrase("bench", "bench"), indicators=indicators)
    return Config(framework, sources, store=":memory:", language="en", path="/etc/bench.toml", is_sample=False)


def some_hang(config: Config) -> Config:
    """The same, but every tenth source of every host never answers."""
    sources = {
        name: source._replace(place=source.place.replace("/fresh/", "/hang/")) if hangs(number) else source
        for number, (name, source) in enumerate(config.sources.items())
    }
    return config._replace(sources=sources)


def without_them(config: Config) -> Config:
    """The same without those."""
    return config._replace(
        sources={name: source for number, (name, source) in enumerate(config.sources.items()) if not hangs(number)}
    )


def hangs(number: int) -> bool:
    """Whether a source is one of those that never answer, when some do."""
    return number // HOSTS % (SOURCES // HANGING) == 0


@contextmanager
def history() -> Iterator[Store]:
    """A store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(os.path.join(folder, "history.db"), write=True)
        try:
            yield store
        finally:
            store.close()


async def polled(config: Config, store: Store, on_result: Callable[[Result], None] | None = None) -> None:
    """Every source once, recorded."""
    async with Readers({}) as readers:
        await poll(config, store, readers, next(_moments), on_result)


async def bare(places: Sequence[str]) -> None:
    """The same answers, fetched and parsed, and nothing done with them."""
    limits = httpx.Limits(max_connections=10, max_keepalive_connections=10)
    clients = [httpx.AsyncClient(limits=limits) for _ in range(CLIENTS)]
    left = iter(places)

    async def work(client: httpx.AsyncClient) -> None:
        for place in left:
            response = await client.get(place)
            json.loads(response.content)

    await asyncio.gather(*(work(clients[number % CLIENTS]) for number in range(CONCURRENCY)))
    for client in clients:
        await client.aclose()


def cpu(work: Callable[[], None]) -> Callable[[], float]:
    """Processor seconds that some work takes here."""

    def run() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return run


def wall(work: Callable[[], None]) -> Callable[[], float]:
    """Seconds that some work takes."""

    def run() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return run


def seconds_until_done(config: Config, store: Store) -> float:
    """Seconds until nine hundred sources have answered."""
    began = time.perf_counter()
    arrived: list[float] = []

    def note(result: Result) -> None:
        if result.reading is not None:
            arrived.append(time.perf_counter() - began)

    asyncio.run(polled(config, store, note))
    return arrived[SOURCES - HANGING - 1]


def measure() -> list[Measure]:
    """A thousand sources that answer anew, or that nothing changed; and a hundred of them that hang."""
    with serving() as addresses, history() as store, history() as other, history() as third:
        fresh, steady = declared(addresses[:FEW]), declared(addresses[:FEW], "steady")
        many = declared(addresses)
        places = [source.place for source in fresh.sources.values()]

        def ours() -> None:
            asyncio.run(polled(fresh, store))

        def unchanged() -> None:
            asyncio.run(polled(steady, other))

        def plain() -> None:
            asyncio.run(bare(places))

        return [
            paired(
                "1,000 HTTP sources polled ÷ bare httpx GET + json.loads, CPU seconds",
                cpu(ours),
                cpu(plain),
                floor=1.5,
                runs=5,
                note=f"{FEW} hosts; recorded in SQLite",
            ),
            paired("... seconds on the wall", wall(ours), wall(plain), floor=1.3, runs=5, note="answers after 50 ms"),
            paired("... CPU seconds where nothing changed (304)", cpu(unchanged), cpu(plain), floor=1.1, runs=5),
            paired(
                "900 HTTP sources beside 100 that hang ÷ the 900 alone, seconds until they are done",
                lambda: seconds_until_done(some_hang(many), third),
                lambda: seconds_until_done(without_them(many), third),
                floor=1.2,
                runs=5,
                note=f"on the same {HOSTS} hosts",
            ),
        ]
