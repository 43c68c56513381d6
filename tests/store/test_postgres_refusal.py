"""A lock's server that is there and refuses: the reason is its own, and no fault of the network (T2, T11)."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.postgres import Server
from tests.store.figures import START, moment
from tests.store.test_postgres import LEADER, name_of
from tui.store import Lock, open_store

SOURCES = ["audit", "register"]
FAILING = (
    "CREATE FUNCTION zhibiao.fails() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'no more' USING ERRCODE = '{code}'; END $$",
    "CREATE TRIGGER fails BEFORE UPDATE ON zhibiao.collector EXECUTE FUNCTION zhibiao.fails()",
)
WELL_AGAIN = ("DROP TRIGGER fails ON zhibiao.collector",)


class Post:
    """A collector's place in a store, held by a role that may write the tables, and the hand that can spoil it."""

    def __init__(self, server: Server, database: str, lock: Lock) -> None:
        self._server = server
        self.name = name_of(database)
        self.lock = lock
        self._minute = 0

    def spoil(self, *statements: str) -> None:
        self._server.execute(*statements, database=self.name)

    def spoil_the_next(self, *statements: str) -> None:
        """What the server says only to connections that are made from now on."""
        self._server.execute(*statements)
        self._server.execute(LEADER.format(name=self.name))

    def tend(self, *more: str) -> tuple[bool, str]:
        """A sign of life, and the question whose the sources are: whether the latter failed, and what is said."""
        self._minute += 1
        self.lock.beat(moment(self._minute))
        self.lock.share([*SOURCES, *more])
        trouble = self.lock.trouble
        return self.lock.is_cut, trouble.key if trouble is not None else ""


@pytest.fixture
def post(postgres: Server, database: str) -> Iterator[Post]:
    open_store(database, write=True).close()
    name = name_of(database)
    postgres.execute(
        "CREATE ROLE clerk LOGIN",
        "GRANT USAGE ON SCHEMA zhibiao TO clerk",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA zhibiao TO clerk",
        database=name,
    )
    with closing(open_store(database.replace("postgres@", "clerk@"), write=True)) as store:
        made = Post(postgres, database, store.lock(START, shares=True))
        assert made.tend() == (False, "")
        yield made
    postgres.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true", f"ALTER DATABASE {name} RESET ALL")
    postgres.execute("DROP OWNED BY clerk", "DROP ROLE clerk", database=name)


@pytest.mark.parametrize(
    ("spoilt", "mended", "said"),
    [
        (
            ["REVOKE UPDATE ON zhibiao.collector FROM clerk"],
            ["GRANT UPDATE ON zhibiao.collector TO clerk"],
            (False, "store.postgres.forbidden"),
        ),
        (
            ["REVOKE SELECT ON zhibiao.collector FROM clerk"],
            ["GRANT SELECT ON zhibiao.collector TO clerk"],
            (True, "store.postgres.forbidden"),
        ),
        (
            ["ALTER TABLE zhibiao.collector RENAME TO away"],
            ["ALTER TABLE zhibiao.away RENAME TO collector"],
            (True, "store.missing"),
        ),
        ([each.format(code="53100") for each in FAILING], WELL_AGAIN, (False, "store.full")),
        ([each.format(code="58030") for each in FAILING], WELL_AGAIN, (False, "store.failed")),
        ([each.format(code="53200") for each in FAILING], WELL_AGAIN, (False, "store.failed")),
    ],
    ids=["no right to write", "no right to read", "no table", "disk full", "disk broken", "no memory"],
)
def test_what_the_server_refuses_is_said_until_it_is_mended(
    spoilt: list[str], mended: list[str], said: tuple[bool, str], post: Post
) -> None:
    """And the lock stays what it is: its connection did not break."""
    epoch = post.lock.epoch
    post.spoil(*spoilt)
    assert post.tend() == said
    assert post.tend() == said
    post.spoil(*mended)
    assert post.tend() == (False, "")
    assert post.lock.epoch == epoch


def test_the_right_that_is_lacking_is_named(post: Post) -> None:
    post.spoil("REVOKE UPDATE ON zhibiao.collector FROM clerk")
    post.tend()
    trouble = post.lock.trouble
    assert trouble is not None
    command = "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA zhibiao TO clerk"
    assert (trouble.values["user"], trouble.values["command"]) == ("clerk", command)


def test_a_server_that_became_read_only_is_called_so(post: Post) -> None:
    """As a standby is, and a database that is set so: signs of life fail, then whatever is to be settled."""
    post.spoil_the_next(f"ALTER DATABASE {post.name} SET default_transaction_read_only = on")
    assert post.tend() == (False, "store.postgres.read_only")
    assert post.tend("one more") == (True, "store.postgres.read_only")
    post.spoil_the_next(f"ALTER DATABASE {post.name} RESET default_transaction_read_only")
    assert post.tend("one more") == (False, "")


def test_a_server_that_takes_no_connection_is_unreachable_with_its_reason(post: Post) -> None:
    post.spoil_the_next(f"ALTER DATABASE {post.name} ALLOW_CONNECTIONS false")
    assert post.tend() == (True, "store.postgres.unreachable")
    trouble = post.lock.trouble
    assert trouble is not None
    assert "not currently accepting connections" in str(trouble.values["reason"])
    post.spoil_the_next(f"ALTER DATABASE {post.name} ALLOW_CONNECTIONS true")
    assert post.tend() == (False, "")
