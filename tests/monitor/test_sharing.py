"""Three collectors and six dashboards, each on a host of its own, over one PostgreSQL (M1, M3, T11; issue 4, item 7).

Every source is asked once an interval, by one collector at a time, whatever becomes of collectors, connections and the
server; all dashboards show the same.
"""

import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.hosts import Hosts, hosts
from tests.monitor.hall import EVERY, SOURCES, Clerk, Hall, collector, viewer
from tests.monitor.world import eventually
from tests.postgres import Server, server
from tui.store import open_store

LONG = 60.0
"""Seconds after which what should have come about never will."""


class District:
    """The hosts, the server, and who works there."""

    def __init__(self, folder: Path, town: Hosts, base: Server, hall: Hall) -> None:
        self.folder, self.town, self.base, self.hall = folder, town, base, hall
        self.name = base.database()
        self.store = f"postgresql://postgres@{town.address}:{base.port}/{self.name}"
        self.clerks: list[Clerk] = []
        self.collectors: list[Clerk] = []
        self.viewers: list[Clerk] = []

    def collect(self) -> Clerk:
        """One more collector."""
        host = self.town.machines[len(self.clerks) % len(self.town.machines)]
        made = collector(host, self.folder / f"collector{len(self.clerks)}", self.hall.config, self.store)
        self.clerks.append(made)
        self.collectors.append(made)
        return made

    def view(self) -> None:
        """One more dashboard."""
        host = self.town.machines[len(self.clerks) % len(self.town.machines)]
        made = viewer(host, self.folder / f"viewer{len(self.clerks)}", self.hall.config, self.store)
        self.clerks.append(made)
        self.viewers.append(made)

    def query(self, text: str) -> list[tuple[object, ...]]:
        return self.base.execute(text, database=self.name)

    def shares(self) -> list[int]:
        """How many sources each collector has that is not gone."""
        rows = self.query(
            "SELECT collector.epoch FROM zhibiao.claim JOIN zhibiao.collector USING (epoch) WHERE NOT gone"
        )
        return sorted(Counter(rows).values())

    def changes(self) -> None:
        """The figures change, and every dashboard shows the same new ones."""
        self.hall.figure += 1
        total = f"{self.hall.figure * len(SOURCES)} running -"
        eventually(lambda: all(each.last_word == total for each in self.viewers), LONG)

    def all_asked(self) -> float:
        """Wait until every office was asked again; the moment at which that began."""
        began = time.monotonic()
        eventually(lambda: len(self.hall.asked_since(began)) == len(SOURCES), LONG)
        return began


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    """Nine hosts, one server, one town hall."""
    with ExitStack() as stack:
        town = stack.enter_context(hosts(9))
        base = stack.enter_context(server())
        if town.are_apart:
            base.stop()
            base.open_to(town.address, town.network)
            base.start()
        hall = stack.enter_context(Hall(town.address, tmp_path).open())
        made = District(tmp_path, town, base, hall)
        if not town.are_apart:
            made.store = base.url(made.name)
        open_store(made.store, write=True).close()
        yield made
        for clerk in made.clerks:
            clerk.end()


def test_collectors_share_the_sources_and_take_over_from_each_other(district: District) -> None:
    """The whole story, since each of its turns begins where the last one ended."""
    hall = district.hall
    for _ in range(3):
        district.collect()
    for _ in range(6):
        district.view()

    # Each has a third, and each source is asked once an interval.
    eventually(lambda: district.shares() == [4, 4, 4], LONG)
    district.changes()
    began = district.all_asked()
    district.all_asked()
    assert hall.shortest_wait(began) > 0.8 * EVERY
    assert hall.longest_wait(began) < 1.5 * EVERY

    # One is killed: its sources are asked within an interval of when they were due.
    killed, stopped, kept = district.collectors
    killed.end()
    began = district.all_asked()
    assert hall.longest_wait(began) < 2 * EVERY
    assert district.shares() == [6, 6]
    district.changes()

    # One is frozen: the same; and when it wakes up it is one among others again.
    stopped.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    eventually(lambda: district.shares() == [12], LONG)
    assert time.monotonic() - began < 2 * EVERY
    began = district.all_asked()
    assert hall.longest_wait(began) < 2.5 * EVERY
    district.changes()
    stopped.process.send_signal(signal.SIGCONT)
    eventually(lambda: district.shares() == [6, 6], LONG)
    assert "taken by others" in stopped.words

    # A wire is cut: the same; neither the one nor the others wait for the network to give up.
    if district.town.are_apart:
        kept.host.cut()
        eventually(lambda: district.shares() == [12], LONG)
        began = district.all_asked()
        assert hall.longest_wait(began) < 2.5 * EVERY
        kept.host.mend()
        eventually(lambda: district.shares() == [6, 6], LONG)

    # Every connection is ended: nobody loses anything by it.
    before = district.shares()
    district.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IS NOT NULL AND pid <> pg_backend_pid()"
    )
    began = district.all_asked()
    assert hall.longest_wait(began) < 2 * EVERY
    assert district.shares() == before
    district.changes()

    # The server crashes and is away for a while: collectors and dashboards say so, and come back.
    district.base.stop(immediate=True)
    eventually(lambda: stopped.says("cannot be reached") and kept.says("cannot be reached"), LONG)
    eventually(lambda: all("unreachable" in each.last_word for each in district.viewers), LONG)
    district.base.start()
    district.changes()
    assert stopped.says("answers again as it should")
    assert kept.says("answers again as it should")
    eventually(lambda: district.shares() == [6, 6], LONG)

    # Another one comes, and they end in good order.
    district.collect()
    eventually(lambda: district.shares() == [4, 4, 4], LONG)
    assert hall.most == 1, "no source was ever asked by two"
    for clerk in district.collectors[1:]:
        clerk.process.terminate()
    for clerk in district.collectors[1:]:
        assert clerk.process.wait(20) == 143, clerk.words
    eventually(lambda: all("stopped" in each.last_word for each in district.viewers), LONG)
    with closing(open_store(district.base.url(district.name))) as store:
        proof = store.verify()
        assert proof.breach is None
        assert proof.figures == len(store.entries("i.s00")) * len(SOURCES)
