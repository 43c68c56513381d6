"""The history: every vintage of every figure, and how the sources fare; one protocol over every kind of store."""

from importlib import import_module
from typing import cast

from tui.errors import StoreError
from tui.store.contract import Breach, Change, Collector, Gap, Lock, Proof, Store, Tick, with_changes

__all__ = [
    "Breach",
    "Change",
    "Collector",
    "Gap",
    "Lock",
    "Proof",
    "Store",
    "Tick",
    "open_store",
    "with_changes",
]

_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgres://")


def open_store(url: str, *, write: bool = False) -> Store:
    """The store that a URL names.

    Args:
        url: An absolute path or `sqlite:///` and one: a SQLite file; `postgresql://…`: tables in that database; a
            password in it may be `${NAME}`, for the environment; `:memory:`: nothing is kept.
        write: Create it where it is missing, migrate it where it is older. Otherwise a missing store reads as an empty
            one, no file is touched, and no permission to write is needed.

    Raises:
        StoreError: It cannot be used; nothing was changed.
    """
    if url == ":memory:":
        kind, place = "memory", ""
    elif url.startswith(_SQLITE):
        kind, place = "sqlite", "/" + url[len(_SQLITE) :].lstrip("/")
    elif url.startswith(_POSTGRES):
        kind, place = "postgres", url
    elif "://" not in url:
        kind, place = "sqlite", url
    else:
        raise StoreError("store.kind", kind=url.partition("://")[0])
    # Deferred: a script that reads loads neither the writing half (hashlib, locks: 2 ms) nor another kind of store.
    try:
        module = import_module(f"tui.store.{kind}_writer" if write and kind != "memory" else f"tui.store.{kind}")
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        raise StoreError("store.postgres.missing", command="pip install 'zhibiao[postgres]'") from None
    return cast("Store", module.open_place(place))
