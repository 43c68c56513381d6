"""What only PostgreSQL can do to a history: restart, end connections, refuse roles (T3, T11; robustness 5, job 10)."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.postgres import Server, server
from tests.processes import line, python
from tests.store.figures import START, figure, moment
from tests.store.writer import SERIES
from tui.errors import LockHeldError, StoreBusyError, StoreError
from tui.store import Tick, open_store
from tui.store.backup import back_up
from tui.store.copying import copy
from tui.store.link import Link, shown
from tui.store.postgres import SEAT, TURN

LEADER = (
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 "
    f"AND classid = {SEAT}::oid AND database = (SELECT oid FROM pg_database WHERE datname = '{{name}}')"
)


@pytest.fixture
def own() -> Iterator[Server]:
    """A server of the test's own, to be stopped."""
    with server() as made:
        yield made


@pytest.fixture
def lasting() -> Iterator[Server]:
    """... that has written to the disk what it says is written."""
    with server(lasts=True) as made:
        yield made


def name_of(url: str) -> str:
    """The name of a URL's database."""
    return url.partition("?")[0].rpartition("/")[2]


def test_nothing_is_made_for_a_reader(postgres: Server, database: str) -> None:
    """A database without our tables reads as an empty history."""
    store = open_store(database)
    assert store.history().latest("pufa.aides") is None
    assert (store.seal(), store.version(), store.collector(), store.verify().ticks) == (None, 0, None, 0)
    assert postgres.execute("SELECT to_regnamespace('zhibiao')", database=name_of(database)) == [(None,)]
    with closing(open_store(database, write=True)) as writer:
        writer.record(Tick(START, (figure("1"),)))
    assert store.history().latest("pufa.aides") is not None
    store.close()


def test_a_crash_of_the_server_loses_nothing_that_was_acknowledged(lasting: Server) -> None:
    """The writer connects again by itself, keeps its lock, and no tick is half there or twice (T11)."""
    url = lasting.url(lasting.database())
    open_store(url, write=True).close()
    with python("-m", "tests.store.postgres_writer", url) as writer:
        acknowledged = 0
        for _ in range(3):
            for _ in range(40):
                acknowledged = int(line(writer))
            lasting.stop(immediate=True)
            lasting.start()
        for _ in range(40):
            acknowledged = int(line(writer))
        with closing(open_store(url)) as store:
            held = store.collector()
            assert held is not None
            assert (held.held, held.pid, held.epoch) == (True, writer.pid, 1)
        writer.kill()
        assert writer.stdout is not None
        for more in writer.stdout:
            if more.endswith("\n"):
                acknowledged = int(more)
    with closing(open_store(url)) as store:
        last = store.source_states()["audit"].rows
        assert acknowledged <= last <= acknowledged + 1
        proof = store.verify()
        assert (proof.breach, proof.ticks, proof.figures) == (None, last, SERIES * last)


def test_a_reader_survives_a_restart(own: Server) -> None:
    """While the server is away it is told so; then it reads on."""
    url = own.url(own.database())
    with closing(open_store(url, write=True)) as writer:
        writer.record(Tick(START, (figure("1"),)))
    store = open_store(url)
    version = store.version()
    own.stop()
    with pytest.raises(StoreError) as caught:
        store.version()
    assert caught.value.message.key == "store.postgres.unreachable"
    own.start()
    assert store.version() == version
    latest = store.history().latest("pufa.aides")
    assert latest is not None
    store.close()


def test_a_holder_whose_connection_was_ended_takes_the_lock_again(postgres: Server, database: str) -> None:
    """Where nobody was quicker."""
    with closing(open_store(database, write=True)) as store, store.lock(START) as lock:
        postgres.execute(LEADER.format(name=name_of(database)))
        lock.beat(moment(1))
        lock.beat(moment(2))
        found = store.collector()
        assert found is not None
        assert (found.held, found.heartbeat, found.epoch) == (True, moment(2), lock.epoch)
        with closing(open_store(database, write=True)) as other, pytest.raises(LockHeldError):
            other.lock()


def test_a_holder_who_lost_the_lock_can_write_nothing_and_stops(postgres: Server, database: str) -> None:
    """Somebody was quicker: its epoch is in the store, and is compared within the transaction of every write."""
    first, second = open_store(database, write=True), open_store(database, write=True)
    lost = first.lock(START)
    postgres.execute(LEADER.format(name=name_of(database)))
    won = second.lock(moment(1))
    with pytest.raises(LockHeldError):
        first.record(Tick(moment(2), (figure("1", moment(2)),)))
    with pytest.raises(LockHeldError) as caught:
        lost.beat(moment(2))
    assert caught.value.message.key == "store.lock.lost"
    lost.release()
    found = second.collector()
    assert found is not None
    assert (found.epoch, found.held) == (won.epoch, True)
    assert second.record(Tick(moment(3), (figure("2", moment(3)),)))
    first.close()
    second.close()


def test_a_writer_waits_its_turn_and_then_says_that_somebody_else_writes(database: str) -> None:
    """Who holds the turn is another connection, here one that never ends its transaction."""
    with closing(open_store(database, write=True)) as store:
        link = Link(database)
        link.execute("BEGIN")
        link.execute(f"SELECT pg_advisory_xact_lock({TURN}, 2)")
        with pytest.raises(StoreBusyError):
            store.record(Tick(START, (figure("1"),)))
        link.close()
        assert store.record(Tick(START, (figure("1"),)))


def test_a_role_that_may_only_read_sees_everything_and_writes_nothing(postgres: Server, database: str) -> None:
    """It is told whose right it lacks, and the line that gives it, which names what there is to have rights in."""
    name = name_of(database)
    postgres.execute("DROP ROLE IF EXISTS clerk", "CREATE ROLE clerk LOGIN", database=name)
    with pytest.raises(StoreError) as caught:
        open_store(database.replace("postgres@", "clerk@"), write=True)
    assert caught.value.message.values["command"] == f"GRANT CREATE ON DATABASE {name} TO clerk"
    with closing(open_store(database, write=True)) as store:
        store.record(Tick(START, (figure("1"),)))
        url = database.replace("postgres@", "clerk@")
        with pytest.raises(StoreError) as caught:
            open_store(url)
        assert caught.value.message.values["command"] == "GRANT USAGE ON SCHEMA zhibiao TO clerk"
        postgres.execute("GRANT USAGE ON SCHEMA zhibiao TO clerk", database=name_of(database))
        with pytest.raises(StoreError) as caught:
            open_store(url)
        assert caught.value.message.values["command"] == "GRANT SELECT ON ALL TABLES IN SCHEMA zhibiao TO clerk"
        postgres.execute(
            "GRANT SELECT ON ALL TABLES IN SCHEMA zhibiao TO clerk",
            database=name_of(database),
        )
        with closing(open_store(url)) as clerk, store.lock(START):
            assert clerk.history().latest("pufa.aides") is not None
            assert not clerk.may_collect()
            held = clerk.collector()
            assert held is not None
            assert held.held
            assert clerk.verify().breach is None
        with pytest.raises(StoreError) as caught:
            open_store(url, write=True)
        assert caught.value.message.key == "store.postgres.forbidden"
        command = "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA zhibiao TO clerk"
        assert caught.value.message.values["command"] == command
    postgres.execute("DROP OWNED BY clerk", "DROP ROLE clerk", database=name_of(database))


def test_a_password_comes_from_the_environment_and_is_never_shown(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S1's rule for DSNs, for the store's own: neither right nor wrong ones stand in any message."""
    name = postgres.database()
    postgres.execute("DROP ROLE IF EXISTS boss", "CREATE ROLE boss LOGIN SUPERUSER PASSWORD 'can/ary?1'")
    url = postgres.tcp(name, "boss", "${BOSS}")
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.message.key == "store.postgres.secret"
    monkeypatch.setenv("BOSS", "can/ary?1")
    with closing(open_store(url, write=True)) as store:
        store.record(Tick(START, (figure("1"),)))
        assert store.path == f"postgresql://boss@127.0.0.1:{postgres.port}/{name}"
    monkeypatch.setenv("BOSS", "canary-wrong")
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.message.key == "store.postgres.password"
    assert "can" not in str(caught.value)
    assert "canary" not in shown("postgresql://boss:canary@host/name?sslmode=require")
    postgres.execute("DROP OWNED BY boss", database=name)


def test_who_has_no_psycopg_is_told_what_to_install() -> None:
    """Nothing else of the program needs it."""
    program = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from tui.store import open_store\nfrom tui.errors import StoreError\n"
        "try:\n    open_store('postgresql://x/y')\nexcept StoreError as error:\n    print(error.message.key)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "store.postgres.missing\n"


def test_an_unreachable_server_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(f"postgresql://postgres@/x?host={tmp_path}&port=5432")
    assert caught.value.message.key == "store.postgres.unreachable"


def test_what_the_system_said_of_a_server_is_said_in_every_language() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(StoreError) as caught:
        open_store(f"postgresql://postgres@127.0.0.1:{port}/x")
    assert caught.value.message.values["reason"] == "ECONNREFUSED"


@pytest.mark.parametrize("way", ["there", "back"])
def test_a_history_moves_between_the_two_with_all_its_seals(way: str, database: str, path: Path) -> None:
    origin, target = (str(path), database) if way == "there" else (database, str(path))
    with closing(open_store(origin, write=True)) as here, closing(open_store(target, write=True)) as there:
        for number in range(12):
            at = moment(number)
            here.record(Tick(at, (figure(str(number), at), figure("7", at, unit="\u6cd5"))))
        here.prune(moment(6), moment(99), "li")
        proof = copy(here, there)
        assert (proof.breach, proof.seal) == (None, here.seal())
        assert there.entries("pufa.aides") == here.entries("pufa.aides")
        change = there.record(Tick(moment(100), (figure("100", moment(100)),)))
        assert len(change) == 1
        assert there.verify().breach is None


def test_a_backup_is_a_file_of_its_own(database: str, tmp_path: Path) -> None:
    """A SQLite store with the same seals, and nothing beside it."""
    with closing(open_store(database, write=True)) as store:
        store.record(Tick(START, (figure("1"),)))
        proof = back_up(store, str(tmp_path / "copy.db"))
        assert (proof.breach, proof.seal) == (None, store.seal())
        assert [each.name for each in tmp_path.iterdir()] == ["copy.db"]
        with closing(open_store(str(tmp_path / "copy.db"))) as copied:
            assert copied.entries("pufa.aides") == store.entries("pufa.aides")


def test_a_store_of_a_newer_program_is_refused(postgres: Server, database: str) -> None:
    """T6: both versions are named, nothing is changed."""
    open_store(database, write=True).close()
    postgres.execute("UPDATE zhibiao.version SET number = 3", database=name_of(database))
    for write in (False, True):
        with pytest.raises(StoreError) as caught:
            open_store(database, write=write)
        assert caught.value.message.key == "store.newer"
        assert caught.value.message.values["found"] == 3


def test_text_beyond_an_index_page_is_kept(database: str) -> None:
    """A provenance longer than PostgreSQL's index rows."""
    with closing(open_store(database, write=True)) as store:
        seen = figure("1")
        long = "\n".join(f"\u7b2c{number}\u6761" for number in range(600))
        store.record(Tick(START, (seen._replace(provenance=seen.provenance._replace(note=long)),)))
        (entry,) = store.entries("pufa.aides")
        assert entry.provenance.note == long
