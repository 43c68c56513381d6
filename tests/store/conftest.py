"""Every store there is, so that one suite speaks for all of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.postgres import Server
from tui.store import Store, kept, open_store

Open = Callable[[], Store]


KINDS = ("sqlite", "sqlite read series by series", "memory", "postgres", "postgres read series by series")


@pytest.fixture
def database(postgres: Server) -> Iterator[str]:
    """The URL of a database that is empty."""
    name = postgres.database()
    yield postgres.url(name)
    postgres.take_back(name)


@pytest.fixture(params=KINDS)
def opened(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens the same store for writing, as often as asked; stores that keep nothing are shared."""
    if "series" in request.param:
        monkeypatch.setattr(kept, "SMALL", -1)
    shared = open_store(":memory:")
    url = str(tmp_path / "history.db")
    if "postgres" in request.param:
        url = request.getfixturevalue("database")
    stores: list[Store] = []

    def open_again() -> Store:
        if request.param == "memory":
            return shared
        stores.append(open_store(url, write=True))
        return stores[-1]

    yield open_again
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Open) -> Store:
    """An empty store."""
    return opened()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a SQLite store may stand."""
    return tmp_path / "history.db"
