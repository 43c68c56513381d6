"""What a role lacks is named by the line that gives it: making the tables, and bringing them up to date (T6)."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.postgres import Server
from tests.store.figures import START, figure
from tests.store.test_postgres import name_of
from tui.errors import StoreError
from tui.store import Tick, open_store
from tui.store.postgres_schema import MIGRATIONS

ROLES = ("keeper", "Archive-1")
"""A plain name, and one that must be quoted."""


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest, postgres: Server, database: str) -> Iterator[str]:
    """A role that may make nothing; its name as it stands in a statement."""
    name = request.param if request.param.isidentifier() else f'"{request.param}"'
    postgres.execute(f"CREATE ROLE {name} LOGIN", database=name_of(database))
    yield name
    postgres.execute(f"DROP OWNED BY {name}", f"DROP ROLE {name}", database=name_of(database))


def old_tables(postgres: Server, database: str, role: str) -> None:
    """Tables of version 1 that belong to a role, in a schema that is another's."""
    tables = ("version", "tick", "pruning", "origin", "latest", "vintage", "source", "gap", "collector", "revision")
    postgres.execute(
        "SET search_path TO zhibiao",
        *MIGRATIONS[0],
        "UPDATE version SET number = 1",
        f"GRANT USAGE ON SCHEMA zhibiao TO {role}",
        *(f"ALTER TABLE {table} OWNER TO {role}" for table in tables),
        database=name_of(database),
    )


def opened_by(database: str, role: str) -> str:
    return database.replace("postgres@", role.strip('"') + "@")


def command(url: str) -> str:
    """What is to be typed before a store can be opened for writing."""
    with pytest.raises(StoreError) as caught:
        open_store(url, write=True)
    assert caught.value.message.key == "store.postgres.forbidden"
    return str(caught.value.message.values["command"])


def test_the_owner_of_the_tables_is_told_each_right_that_a_new_version_needs(
    postgres: Server, database: str, role: str
) -> None:
    """The copy of what was needs a schema of its own, the new tables a place in ours; nothing is half done."""
    name, url = name_of(database), opened_by(database, role)
    old_tables(postgres, database, role)
    for right in (f"CREATE ON DATABASE {name}", "CREATE ON SCHEMA zhibiao"):
        asked = command(url)
        assert asked == f"GRANT {right} TO {role}"
        assert postgres.execute("SELECT number FROM zhibiao.version", database=name) == [(1,)]
        assert postgres.execute("SELECT to_regnamespace('zhibiao_v1')", database=name) == [(None,)]
        postgres.execute(asked, database=name)
    with closing(open_store(url, write=True)) as store:
        store.record(Tick(START, (figure("1"),)))
    assert postgres.execute("SELECT number FROM zhibiao.version", database=name) == [(2,)]


def test_who_finds_the_copy_made_needs_no_right_to_make_it(postgres: Server, database: str, role: str) -> None:
    """It is left from an earlier time, and stays."""
    old_tables(postgres, database, role)
    postgres.execute(
        "CREATE SCHEMA zhibiao_v1",
        "CREATE TABLE zhibiao_v1.version AS TABLE zhibiao.version",
        f"GRANT CREATE ON SCHEMA zhibiao TO {role}",
        database=name_of(database),
    )
    open_store(opened_by(database, role), write=True).close()


def test_who_makes_the_tables_in_anothers_schema_is_told_the_right_to_that(
    postgres: Server, database: str, role: str
) -> None:
    name, url = name_of(database), opened_by(database, role)
    postgres.execute("CREATE SCHEMA zhibiao", f"GRANT USAGE ON SCHEMA zhibiao TO {role}", database=name)
    for right in (f"CREATE ON DATABASE {name}", "CREATE ON SCHEMA zhibiao"):
        asked = command(url)
        assert asked == f"GRANT {right} TO {role}"
        postgres.execute(asked, database=name)
    open_store(url, write=True).close()


def test_who_owns_only_some_of_the_tables_cannot_bring_them_up_to_date(
    postgres: Server, database: str, role: str
) -> None:
    old_tables(postgres, database, role)
    postgres.execute("ALTER TABLE zhibiao.collector OWNER TO postgres", database=name_of(database))
    postgres.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA zhibiao TO {role}", database=name_of(database))
    with pytest.raises(StoreError) as caught:
        open_store(opened_by(database, role), write=True)
    assert caught.value.message.key == "store.postgres.owner"
