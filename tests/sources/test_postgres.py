"""PostgreSQL as a source: a real server, a role that only reads, and all that it must not be made to do (S1 to S4)."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from tests.postgres import Server
from tests.sources.parts import NEVER, NOW, brief, read, refusal, said, source
from tui.errors import RetryableError, SourceError
from tui.model.source import Source, SourceMap
from tui.sources import database, problems
from tui.sources.sql import Reader

MAP = SourceMap("audit.units", unit="unit", value="covered", period="year")
QUERY = "SELECT unit, covered, year FROM audit ORDER BY unit;"
PASSWORD = "p@ss/w:rd%41 ${x}"
ENVIRON = {"DB": PASSWORD}


@pytest.fixture(scope="module")
def cases(postgres: Server) -> Iterator[str]:
    """The name of a database with a table, and with roles that can read, write, and more."""
    name = postgres.database()
    roles = {
        "source_reader": "LOGIN",
        "source_writer": "LOGIN",
        "source_column_writer": "LOGIN",
        "source_maker": "LOGIN CREATEROLE",
        "source_hidden": "LOGIN NOINHERIT",
    }
    made = [f"CREATE ROLE {role} {can} PASSWORD '{PASSWORD}'" for role, can in roles.items()]
    postgres.execute(
        *made,
        "CREATE TABLE audit (unit text, covered text, year int, rate float8, exact numeric, big bigint, day date)",
        "INSERT INTO audit VALUES ('a', '1', 2022, 0.57, 14.470, 9007199254740993, '2022-06-30'),"
        " ('b', '<30', 2022, 0.1::float8 + 0.2, 1, 2, NULL), ('c', NULL, 2022, 'nan', 'nan', 3, NULL)",
        "GRANT SELECT ON audit TO " + ", ".join(roles),
        "GRANT INSERT ON audit TO source_writer",
        "GRANT UPDATE (unit) ON audit TO source_column_writer",
        "GRANT source_writer TO source_hidden",
        database=name,
    )
    yield name
    postgres.execute(
        *(f"DROP OWNED BY {role} CASCADE" for role in roles), *(f"DROP ROLE {role}" for role in roles), database=name
    )


def asking(server: Server, cases: str, query: str = QUERY, role: str = "source_reader", **fields: Any) -> Source:
    address = f"postgresql://{role}:${{DB}}@127.0.0.1:{server.port}/{cases}"
    return source(address, fields.pop("mapping", MAP), kind="sql", query=query, **fields)


def failure(declared: Source, environ: dict[str, str] | None = None) -> str:
    with pytest.raises(SourceError) as refused:
        read(declared, environ=ENVIRON if environ is None else environ)
    told = refusal(refused.value)
    assert PASSWORD not in told
    assert quote(PASSWORD, safe="") not in told
    return told


def test_the_columns_of_a_result_are_those_of_a_table(postgres: Server, cases: str) -> None:
    """The password comes from the environment, whatever characters it has."""
    declared = asking(postgres, cases)
    reading = read(declared, environ=ENVIRON)
    assert brief(reading.observations) == [
        ("audit.units", "a", "2022", "1", "A"),
        ("audit.units", "b", "2022", "<30", "A"),
    ]
    assert reading.observations[0].provenance.locator == "#1, covered"
    assert read(declared, reading.validators, ENVIRON).unchanged


@pytest.mark.parametrize(
    ("column", "figures"),
    [("rate", ["0.57", "0.3"]), ("exact", ["14.470", "1"]), ("big", ["9007199254740993", "2"])],
)
def test_numbers_keep_their_digits(postgres: Server, cases: str, column: str, figures: list[str]) -> None:
    query = f"SELECT unit, {column} AS covered, year FROM audit WHERE unit <> 'c' ORDER BY unit"
    found = read(asking(postgres, cases, query), environ=ENVIRON).observations
    assert [seen.value for seen in found] == [Decimal(figure) for figure in figures]
    assert [f"{seen.value:f}" for seen in found] == figures


def test_dates_are_dates_and_what_is_no_number_is_none(postgres: Server, cases: str) -> None:
    query = "SELECT unit, 1 AS covered, day AS year FROM audit WHERE unit = 'a' -- the end"
    assert brief(read(asking(postgres, cases, query), environ=ENVIRON).observations)[0][2] == "2022-06-30"
    query = "SELECT unit, rate AS covered, year FROM audit WHERE unit = 'c'"
    assert failure(asking(postgres, cases, query)) == "row 1, column covered: NaN is not a number"


def test_no_row_is_a_result_with_columns(postgres: Server, cases: str) -> None:
    assert read(asking(postgres, cases, "SELECT * FROM audit WHERE false"), environ=ENVIRON).observations == ()
    words = "there is no column covered; the columns are unit"
    assert failure(asking(postgres, cases, "SELECT unit FROM audit WHERE false")) == words


READ_ONLY = "the query does more than read: cannot execute {} in a read-only transaction"
CORPUS = [
    ("SELECT 1; DROP TABLE audit", "more than one statement"),
    ("SELECT 1 INTO other", "the database refuses the query: SELECT ... INTO is not allowed here"),
    ("WITH a AS (DELETE FROM audit RETURNING *) SELECT * FROM a", "the query does more than read: "),
    ("WITH a AS (SELECT 1) INSERT INTO audit SELECT 'x' RETURNING *", "the database refuses the query: "),
    ("WITH a AS (SELECT 1) DELETE FROM audit RETURNING *", "the database refuses the query: "),
    ("SELECT * FROM audit) AS result; DROP TABLE audit; SELECT (1", "the database refuses the query: "),
    ("SELECT set_config('transaction_read_only', 'off', false)", "the query does more than read: "),
    ("SELECT nextval('numbers')", READ_ONLY.format("nextval()")),
    ("SELECT * FROM audit FOR UPDATE", "the query does more than read: "),
    ("SELECT writes()", READ_ONLY.format("INSERT")),
    ("SELECT undoes()", "the query does more than read: "),
    ("SELECT pg_read_file('/etc/passwd')", "the database refuses the query: permission denied"),
    ("SELECT no_such_column FROM audit", "the database refuses the query: column "),
    ("SELECT 1/0 AS unit, 1 AS covered, 2 AS year", "the database refuses the query: division by zero"),
]


@pytest.fixture(scope="module")
def armed(postgres: Server, cases: str) -> str:
    """The same database, with a sequence, and functions that do what they should not as whoever made them."""
    postgres.execute(
        "CREATE SEQUENCE numbers",
        "GRANT SELECT ON SEQUENCE numbers TO source_reader",
        "GRANT USAGE ON SEQUENCE numbers TO source_reader",
        "CREATE FUNCTION writes() RETURNS int SECURITY DEFINER LANGUAGE plpgsql AS"
        " $$ BEGIN INSERT INTO audit (unit) VALUES ('x'); RETURN 1; END $$",
        "CREATE FUNCTION undoes() RETURNS int SECURITY DEFINER LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM set_config('transaction_read_only', 'off', true);"
        " INSERT INTO audit (unit) VALUES ('x'); RETURN 1; END $$",
        database=cases,
    )
    return cases


@pytest.mark.parametrize("role", ["source_reader", "postgres"])
@pytest.mark.parametrize(("query", "words"), CORPUS)
def test_a_query_can_do_nothing_but_read(postgres: Server, armed: str, role: str, query: str, words: str) -> None:
    """S3: refused by the server itself; also where the role could do more, but for the functions of a superuser."""
    before = postgres.execute("SELECT count(*), (SELECT count(*) FROM pg_class) FROM audit", database=armed)
    if role == "postgres":
        declared = source(postgres.url(armed), MAP, kind="sql", query=query, allow_privileged=True)
        if "pg_read_file" not in query:
            with pytest.raises(SourceError):
                read(declared)
    else:
        assert failure(asking(postgres, armed, query)).startswith(words)
    assert postgres.execute("SELECT count(*), (SELECT count(*) FROM pg_class) FROM audit", database=armed) == before


def test_nothing_is_ever_committed(postgres: Server, cases: str) -> None:
    """Releases before 16 let a transaction that can only read make a large object."""
    query = "SELECT lo_create(4711) AS unit, 1 AS covered, 2022 AS year"
    with suppress(SourceError):
        read(asking(postgres, cases, query), environ=ENVIRON)
    objects = "SELECT count(*) FROM pg_largeobject_metadata WHERE oid = 4711"
    assert postgres.execute(objects, database=cases) == [(0,)]


@pytest.mark.parametrize(
    "statement", ["DROP TABLE audit", "COPY audit TO '/tmp/x'", "SET role postgres", "VACUUM", "DO ''"]
)
def test_a_statement_that_is_no_query_is_refused_twice(postgres: Server, cases: str, statement: str) -> None:
    """By its first word, and by the server, which is asked for a cursor over it."""
    assert "a query begins with SELECT" in failure(asking(postgres, cases, statement))
    asked = database.asked(source(postgres.url(cases), MAP, kind="sql", query=QUERY, allow_privileged=True), {})
    with pytest.raises(SourceError) as refused:
        database.fetched(asked._replace(query=statement))
    assert refusal(refused.value).startswith("the database refuses the query: syntax error")


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("source_writer", "its role could write audit; give it a role that can only read"),
        ("source_column_writer", "its role could write audit; give it a role that can only read"),
        ("source_hidden", "its role could write audit; give it a role that can only read"),
        ("source_maker", "its role has the rights of source_maker, beyond reading; give it a role that can only read"),
    ],
)
def test_a_role_that_could_do_more_than_read_is_refused(postgres: Server, cases: str, role: str, words: str) -> None:
    """S4: at a poll and by `validate`, unless it is allowed by name."""
    declared = asking(postgres, cases, role=role)
    assert failure(declared) == words
    (found,) = problems(declared, "i.toml", reach=ENVIRON)
    assert (found.key, said(found.message)) == ("sources.s.url", words)
    allowed = declared._replace(allow_privileged=True)
    assert len(read(allowed, environ=ENVIRON).observations) == 2
    assert problems(allowed, "i.toml", reach=ENVIRON) == []


def test_a_superuser_is_refused(postgres: Server, cases: str) -> None:
    declared = source(postgres.url(cases), MAP, kind="sql", query=QUERY)
    assert failure(declared).startswith("its role has the rights of ")
    assert len(read(declared._replace(allow_privileged=True)).observations) == 2


def test_validating_finds_what_the_server_refuses_without_running_it(postgres: Server, armed: str) -> None:
    for query, words in CORPUS[:6]:
        (found,) = problems(asking(postgres, armed, query), "i.toml", reach=ENVIRON)
        assert found.key == "sources.s.query"
        assert said(found.message).startswith(words)
    begun = time.monotonic()
    assert problems(asking(postgres, armed, "SELECT pg_sleep(60)"), "i.toml", reach=ENVIRON) == []
    assert time.monotonic() - begun < 30
    assert problems(asking(postgres, armed), "i.toml", reach={}) == [], "whose secret is not here is not asked"


def test_a_password_that_is_wrong_or_missing(postgres: Server, cases: str) -> None:
    """S1: the address is shown without it."""
    place = f"postgresql://source_reader@127.0.0.1:{postgres.port}/{cases}"
    declared = asking(postgres, cases)
    assert failure(declared, {"DB": "wrong"}) == f"{place}: user or password is not accepted"
    assert failure(declared, {}) == "secret DB missing: the environment does not hold it"
    (found,) = problems(declared, "i.toml", reach={"DB": "wrong"})
    assert found.key == "sources.s.url"


def test_a_server_that_is_not_there(postgres: Server, cases: str) -> None:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    declared = source(f"postgresql://me:${{DB}}@127.0.0.1:{port}/x", MAP, kind="sql", query=QUERY)
    assert failure(declared).startswith(f"postgresql://me@127.0.0.1:{port}/x: ")
    assert problems(declared, "i.toml", reach=ENVIRON) == [], "what cannot be reached is no problem of the file"
    declared = asking(postgres, "no_such_database")
    assert "no_such_database" in failure(declared)


class Silent:
    """A server that takes connections and says nothing; or stops in the middle of what a real one says."""

    def __init__(self, behind: int = 0, after: int = 0) -> None:
        self._behind = behind
        self._after = after
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._held: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                taken, _ = self._listening.accept()
                self._held.append(taken)
                if self._behind:
                    beyond = socket.create_connection(("127.0.0.1", self._behind))
                    self._held.append(beyond)
                    threading.Thread(target=self._pass_on, args=(taken, beyond, 1 << 30), daemon=True).start()
                    threading.Thread(target=self._pass_on, args=(beyond, taken, self._after), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, most: int) -> None:
        with suppress(OSError):
            while most > 0 and (data := source.recv(min(most, 4096))):
                target.sendall(data)
                most -= len(data)

    def close(self) -> None:
        self._listening.close()
        for each in self._held:
            each.close()


@pytest.mark.parametrize("after", [0, 300, 900])
def test_a_wire_that_goes_dead_is_given_up_at_the_deadline(postgres: Server, cases: str, after: int) -> None:
    """S1: before, while and after the server lets us in; and the thread is free again."""
    silent = Silent(postgres.port if after else 0, after)
    declared = asking(postgres, cases, timeout=1.5)
    declared = declared._replace(place=declared.place.replace(str(postgres.port), str(silent.port)))

    async def polled() -> float:
        reader = Reader(ENVIRON)
        begun = time.monotonic()
        with pytest.raises(SourceError) as refused:
            await reader.read(declared, NEVER, NOW)
        assert refusal(refused.value) == "no complete result within 1.5 s"
        took = time.monotonic() - begun
        await reader.close()
        return took

    try:
        assert asyncio.run(polled()) < 10
        until = time.monotonic() + 20
        while any(thread.name == "zhibiao sql" for thread in threading.enumerate()):
            assert time.monotonic() < until, "a thread still waits"
            time.sleep(0.02)
    finally:
        silent.close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT pg_sleep(60)::text AS unit, 1 AS covered, 2022 AS year",
        "SELECT count(*) AS unit, 1 AS covered, 2022 AS year FROM generate_series(1, 100000) a,"
        " generate_series(1, 100000) b",
    ],
)
def test_a_query_that_runs_on_is_stopped_on_the_server(postgres: Server, cases: str, query: str) -> None:
    """S2."""
    assert failure(asking(postgres, cases, query, timeout=1.0)) == "no complete result within 1 s"
    until = time.monotonic() + 20
    running = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'source_reader' AND state <> 'idle'"
    while postgres.execute(running) != [(0,)]:
        assert time.monotonic() < until, "it still runs"
        time.sleep(0.02)


def test_a_lock_is_not_waited_for_beyond_the_deadline(postgres: Server, cases: str) -> None:

    with psycopg.connect(postgres.url(cases)) as other:
        other.execute("LOCK TABLE audit IN ACCESS EXCLUSIVE MODE")
        assert failure(asking(postgres, cases, timeout=1.0)) == "no complete result within 1 s"
        other.rollback()


def test_a_server_without_room_may_be_asked_again(postgres: Server, cases: str) -> None:
    postgres.execute("ALTER ROLE source_reader CONNECTION LIMIT 0")
    try:
        with pytest.raises(RetryableError) as refused:
            read(asking(postgres, cases), environ=ENVIRON)
        assert "too many connections" in refusal(refused.value)
    finally:
        postgres.execute("ALTER ROLE source_reader CONNECTION LIMIT -1")


def numbers(count: int, cell: str = "1") -> str:
    return f"SELECT i AS unit, {cell} AS covered, 2022 AS year FROM generate_series(1, {count}) AS i"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (numbers(10_001), "more than 10000 rows"),
        (numbers(1_000_000), "more than 10000 rows"),
        (numbers(1, "repeat('x', 200000000)"), "row 1: more than 262144 bytes"),
        (numbers(1, "repeat('x', 140000)"), "row 1, column covered: a value of more than 131072 characters"),
        (numbers(100, "repeat('x', 100000)"), "result larger than 5242880 bytes"),
        ("SELECT 1 AS unit, 2 AS unit", "the column unit stands twice in the result"),
        (numbers(1, "'\\x00'::bytea"), "row 1, column covered: \\x00 is not a number"),
        (numbers(1, "ARRAY[1]"), "row 1, column covered: [1] is not a number"),
    ],
)
def test_a_result_beyond_bounds_is_an_error_and_not_its_beginning(
    postgres: Server, cases: str, query: str, words: str
) -> None:
    """S2: measured on the server, so that what is too large is never sent."""
    assert failure(asking(postgres, cases, query, timeout=20.0)) == words


def test_ten_thousand_rows_are_a_result(postgres: Server, cases: str) -> None:
    assert len(read(asking(postgres, cases, numbers(10_000)), environ=ENVIRON).observations) == 10_000


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_NEEDED", "no_such_module")
    declared = source("postgresql://db/x", MAP, kind="sql", query=QUERY)
    words = "needs a part that is not installed: pip install 'zhibiao[postgres]'"
    assert failure(declared) == words
    (found,) = problems(declared, "i.toml")
    assert (found.key, said(found.message)) == ("sources.s.url", words)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:secret@db:5433/x?sslmode=require&password=secret", "postgresql://me@db:5433/x"),
        ("postgresql://me:${DB}@db/x", "postgresql://me@db/x"),
        ("postgresql:///x?host=/run", "postgresql:///x"),
        ("postgresql://me:se@cret@db/x", "postgresql://me@db/x"),
        ("sqlite:////srv/a.db", "sqlite:////srv/a.db"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert database.without_password(url) == shown
