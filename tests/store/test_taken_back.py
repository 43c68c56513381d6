"""A test's database goes to the next test only as if it were new; the tests of this room stand on that."""

import psycopg
import pytest

from tests.postgres import Server
from tui.store import open_store


def test_a_database_that_is_taken_back_is_empty_and_nobody_is_in_it(postgres: Server) -> None:
    name = postgres.database()
    store = open_store(postgres.url(name), write=True)
    postgres.execute("CREATE SCHEMA other", database=name)
    with psycopg.connect(postgres.url(name)) as left:
        left.execute("SELECT count(*) FROM zhibiao.tick")  # a transaction that would hold up whoever drops the table
        postgres.take_back(name)
        assert postgres.database() == name
        schemas = "SELECT count(*) FROM pg_namespace WHERE nspname IN ('zhibiao', 'other')"
        assert postgres.execute(schemas, database=name) == [(0,)]
        with pytest.raises(psycopg.OperationalError):
            left.execute("SELECT 1")
    store.close()
    postgres.take_back(name)


@pytest.mark.parametrize(
    "trace",
    [
        "CREATE TABLE public.left_over (one INTEGER)",
        "CREATE FUNCTION public.left_over() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "ALTER DATABASE {name} SET lock_timeout = '1s'",
        "GRANT CREATE ON DATABASE {name} TO PUBLIC",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
        "SELECT lo_create(0)",
    ],
)
def test_a_database_in_which_a_trace_is_left_goes_to_nobody(trace: str, postgres: Server) -> None:
    name = postgres.database()
    postgres.execute(trace.format(name=name), database=name)
    postgres.take_back(name)
    assert postgres.database() != name
