"""A connection pooler before PostgreSQL: who looks on may come through it, who collects may not (T11)."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.lacking import lacking
from tests.monitor.world import eventually
from tests.postgres import Server, account, free_port
from tests.store.figures import START, figure, moment
from tests.store.test_postgres import name_of
from tui.errors import StoreError
from tui.store import Tick, open_store

SETTINGS = """\
[databases]
* = host={folder} port={port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
ignore_startup_parameters = extra_float_digits
"""


@pytest.fixture(params=["session", "transaction"])
def pooled(request: pytest.FixtureRequest, postgres: Server, database: str, tmp_path: Path) -> Iterator[str]:
    """The URL of the database, by way of PgBouncer."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        lacking("PgBouncer", "pgbouncer")
    port, place = free_port(), Path(postgres.folder) / f"pooler-{os.getpid()}.ini"
    settings = SETTINGS.format(folder=postgres.folder, port=postgres.port, own=port, mode=request.param)
    place.write_text(settings, encoding="utf-8")
    who = account()
    process = subprocess.Popen(
        [program, "-q", str(place)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path.anchor,
        user=None if who is None else who.pw_uid,
        group=None if who is None else who.pw_gid,
        extra_groups=None if who is None else [],
    )
    url = f"postgresql://postgres@127.0.0.1:{port}/{name_of(database)}"

    def answers() -> bool:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            return False
        return True

    try:
        eventually(answers)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def test_a_collector_wants_the_server_itself(pooled: str) -> None:
    """Its lock would be somebody else's a moment later: it is told so, in words, and nothing is begun."""
    with closing(open_store(pooled, write=True)) as store:
        for shares in (False, True):
            with pytest.raises(StoreError) as caught:
                store.lock(START, shares=shares)
            assert caught.value.message.key == "store.postgres.pooled"
        assert store.collector() is None


def test_who_looks_on_sees_everything(pooled: str, database: str) -> None:
    """Where the pooler keeps no channel open, silence is asked about."""
    with closing(open_store(database, write=True)) as writer:
        writer.record(Tick(START, (figure("1"),)))
        with closing(open_store(pooled)) as store:
            for number in (2,):
                store.is_quiet()
                before = store.version()
                writer.record(Tick(moment(number), (figure(str(number), moment(number)),)))
                eventually(lambda: not store.is_quiet(), 20)
                assert store.version() > before
            latest = store.history().latest("pufa.aides")
            assert latest is not None
            assert str(latest.value) == "2"
