"""Several collectors of one PostgreSQL store: who may read and write what, and what ends a lock (M3, T11)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest

from tests.monitor.world import eventually
from tests.postgres import Server
from tests.store.figures import START, figure, moment
from tests.store.test_postgres import LEADER, name_of
from tui.errors import LockHeldError, Message, StoreError
from tui.model.source import SourceState
from tui.store import Lock, Store, Tick, open_store
from tui.store.link import Link
from tui.store.postgres import TURN
from tui.store.postgres_schema import MIGRATIONS

SOURCES = [f"s{number}" for number in range(6)]


class Office:
    """Collectors in this process, each with a store and a lock of its own."""

    def __init__(self, url: str, stack: ExitStack) -> None:
        self.url = url
        self._stack = stack

    def join(self, *, shares: bool = True) -> tuple[Store, Lock]:
        store = self._stack.enter_context(closing(open_store(self.url, write=True)))
        return store, store.lock(START, shares=shares)


@pytest.fixture
def office(database: str) -> Iterator[Office]:
    with ExitStack() as stack:
        yield Office(database, stack)


def tick(minute: float, *sources: str) -> Tick:
    """What somebody read from sources."""
    at = moment(minute)
    seen = figure(str(minute), at)
    told = tuple(SourceState(source, "file", "ok", last_attempt=at) for source in sources)
    return Tick(at, (seen,), told)


def settled(*locks: Lock) -> list[frozenset[str]]:
    """What each has once nobody has anything to give or take."""
    shares: list[frozenset[str]] = []

    def even() -> bool:
        shares[:] = [lock.share(SOURCES) for lock in locks]
        counts = sorted(map(len, shares))
        return sum(counts) == len(SOURCES) and counts[-1] - counts[0] <= 1

    eventually(even)
    assert len(frozenset[str]().union(*shares)) == len(SOURCES)
    return shares


def is_held(store: Store) -> bool:
    """Whether anybody holds the lock."""
    found = store.collector()
    return found is not None and found.held


def test_they_share_and_everybody_can_see_how_many_they_are(office: Office) -> None:
    """With the first one's name and the trouble of any of them."""
    store, first = office.join()
    assert first.share(SOURCES) == frozenset(SOURCES)
    _, second = office.join()
    assert [len(share) for share in settled(first, second)] == [3, 3]
    full = Message("store.full", {"path": "/x"})
    second.beat(moment(1), full, START, full)
    found = store.collector()
    assert found is not None
    assert (found.epoch, found.members, found.held, found.leased) == (first.epoch, 2, True, True)
    assert (found.trouble, found.remark, found.heartbeat) == (full, full, moment(1))
    second.release()
    assert settled(first) == [frozenset(SOURCES)]


def test_what_is_being_read_stays_until_it_is_recorded(office: Office) -> None:
    _, first = office.join()
    first.share(SOURCES)
    _, second = office.join()
    for _ in range(3):
        assert second.share(SOURCES) == frozenset()
        assert first.share(SOURCES, SOURCES) == frozenset(SOURCES)
    settled(first, second)


def test_nobody_writes_what_is_anothers(office: Office) -> None:
    """The claim is compared within the transaction; a hand that needs no lock may write."""
    (one, first), (other, second) = office.join(), office.join()
    mine, theirs = settled(first, second)
    assert one.record(tick(1, *mine))
    assert other.record(tick(2, *theirs))
    with pytest.raises(LockHeldError):
        one.record(tick(3, *theirs))
    with pytest.raises(LockHeldError):
        other.record(tick(3, *SOURCES))
    with closing(open_store(office.url, write=True)) as hand:
        assert hand.record(tick(4, *SOURCES))


def test_who_lost_its_lock_cannot_write_and_begins_anew(postgres: Server, office: Office) -> None:
    """Under another number; what it had read before is refused."""
    (one, first), (_, second) = office.join(), office.join()
    mine, _ = settled(first, second)
    before = first.epoch
    postgres.execute(f"UPDATE zhibiao.collector SET gone = true WHERE epoch = {before}", database=name_of(office.url))
    with pytest.raises(LockHeldError):
        one.record(tick(1, *mine))
    first.beat(moment(1))
    assert first.epoch > second.epoch > before
    assert one.record(tick(2))
    settled(first, second)


def test_a_connection_that_is_ended_moves_nothing_if_it_is_back_soon(postgres: Server, office: Office) -> None:
    """Its lock is taken again under the same number."""
    (_, first), (_, second) = office.join(), office.join()
    before, numbers = settled(first, second), (first.epoch, second.epoch)
    with closing(open_store(office.url)) as viewer:
        viewer.is_quiet()
        postgres.execute(LEADER.format(name=name_of(office.url)))
        eventually(lambda: not is_held(viewer), 5)
        viewer.is_quiet()
        assert settled(first, second) == before
        eventually(lambda: not viewer.is_quiet(), 5)
        seen = viewer.collector()
        assert seen is not None
        assert (seen.held, seen.members) == (True, 2), "who looked meanwhile is told that they are back"
    assert (first.epoch, second.epoch) == numbers


def test_a_lock_ends_where_no_sign_of_life_comes(office: Office) -> None:
    """The server itself ends it: of what is frozen or cut off the others learn without asking it."""
    store, first = office.join()
    first.share(SOURCES)
    assert first.is_sure
    _, second = office.join()

    def taken() -> bool:
        return len(second.share(SOURCES)) == len(SOURCES)

    eventually(taken)
    assert not first.is_sure, "it knows by itself that it may read nothing"
    with pytest.raises(LockHeldError):
        store.record(tick(1, *SOURCES))


def test_who_is_to_be_alone_is_so(office: Office) -> None:
    """What a timer or a dashboard starts does not join others; what is left of the dead it takes at once."""
    store, first = office.join()
    first.share(SOURCES)
    with pytest.raises(LockHeldError) as caught:
        office.join(shares=False)
    assert caught.value.message.key == "store.lock.held"
    first.release()
    _, alone = office.join(shares=False)
    assert alone.share(SOURCES) == frozenset(SOURCES)
    found = store.collector()
    assert found is not None
    assert (found.epoch, found.members) == (alone.epoch, 1)


def test_a_held_lock_costs_a_query_a_second_and_no_row(postgres: Server, office: Office) -> None:
    """Once all is settled: nothing is written but a sign of life every few seconds."""
    _, lock = office.join()
    settled(lock)
    name = name_of(office.url)
    before = postgres.execute("SELECT xmin::text, ctid::text FROM zhibiao.collector", database=name)
    for _ in range(20):
        lock.beat(moment(0.001))
        lock.share(SOURCES)
    rows = postgres.execute("SELECT xmin::text, ctid::text FROM zhibiao.collector", database=name)
    assert rows == before


def test_many_may_come_first(database: str) -> None:
    """Collectors that start together on several hosts find no tables, and make them once."""
    waiting = Link(database)
    waiting.execute("BEGIN")
    waiting.execute(f"SELECT pg_advisory_xact_lock({TURN}, 2)")
    with ThreadPoolExecutor(4) as pool:
        opening = [pool.submit(open_store, database, write=True) for _ in range(4)]
        others = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        eventually(lambda: waiting.execute(others).fetchone()[0] >= 4, 4)
        waiting.close()
        stores = [each.result(20) for each in opening]
    for number, store in enumerate(stores):
        assert store.record(tick(number, *SOURCES))
        store.close()


def test_a_store_of_version_1_is_brought_to_version_2(postgres: Server, database: str) -> None:
    """T6: by a writer alone, with what it knows of its last collector, and a copy of what was."""
    name = name_of(database)
    search = "SET search_path TO zhibiao"
    row = "INSERT INTO collector VALUES (1, 7, 42, 'host', '{0}', '{0}')".format("2023-03-06T02:32:00.000000Z")
    postgres.execute(search, *MIGRATIONS[0], "UPDATE version SET number = 1", row, database=name)
    with pytest.raises(Exception, match="older"):
        open_store(database)
    with closing(open_store(database, write=True)) as store:
        found = store.collector()
        assert found is not None
        assert (found.epoch, found.pid, found.held) == (7, 42, False)
        with store.lock(moment(1)) as lock:
            assert lock.epoch == 8
    left = postgres.execute("SELECT one, epoch, pid FROM zhibiao_v1.collector", database=name)
    assert left == [(1, 7, 42)]
    assert postgres.execute("SELECT number FROM zhibiao_v1.version", database=name) == [(1,)]


def test_who_does_not_own_the_tables_is_told_who_can_bring_them_up_to_date(postgres: Server, database: str) -> None:
    """Rights to write them are not enough to alter them; nothing is changed."""
    name = name_of(database)
    postgres.execute(
        "SET search_path TO zhibiao",
        *MIGRATIONS[0],
        "UPDATE version SET number = 1",
        "DROP ROLE IF EXISTS deputy",
        "CREATE ROLE deputy LOGIN",
        "GRANT ALL ON SCHEMA zhibiao TO deputy",
        "GRANT ALL ON ALL TABLES IN SCHEMA zhibiao TO deputy",
        database=name,
    )
    with pytest.raises(StoreError) as caught:
        open_store(database.replace("postgres@", "deputy@"), write=True)
    assert caught.value.message.key == "store.postgres.owner"
    assert caught.value.message.values["user"] == "deputy"
    assert postgres.execute("SELECT number FROM zhibiao.version", database=name) == [(1,)]
    postgres.execute("DROP OWNED BY deputy", "DROP ROLE deputy", database=name)
