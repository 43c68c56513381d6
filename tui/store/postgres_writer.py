"""The history in PostgreSQL, for writing: tables made where they are missing, one writer at a time.

Writers take turns by an advisory lock that ends with their transaction, so that ticks and ids have the order in which
they are committed. Who collects what, `postgres_lock` says; here it is compared within every transaction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import MappingProxyType
from typing import ClassVar, Final

from tui.errors import LockHeldError, StoreError
from tui.store.connection import Connection, Rows
from tui.store.contract import Change, Lock, Tick
from tui.store.copying import load
from tui.store.link import SCHEMA
from tui.store.news import refuse_unfit
from tui.store.postgres import VERSION, PostgresReader, quoted
from tui.store.postgres_lock import NEWS, PostgresLock, turn
from tui.store.postgres_schema import MIGRATIONS
from tui.store.pruning import prune
from tui.store.recording import record

__all__ = ["PostgresWriter", "open_place"]

_IS_MADE: Final = (
    "SELECT EXISTS (SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
    "WHERE nspname = 'zhibiao' AND relname = 'version')"
)
"""By the catalogue itself: what `to_regclass` found before somebody else made the tables, it finds again."""

_OWNS: Final = (
    "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class "
    "JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = 'zhibiao' AND relkind = 'r'"
)
_HAS_SCHEMA: Final = "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = ?)"
_MAY_CREATE: Final = (
    "SELECT has_database_privilege(current_database(), 'CREATE'), "
    f"coalesce(has_schema_privilege(to_regnamespace('{SCHEMA}'), 'CREATE'), true)"
)
_IS_OURS: Final = "SELECT 1 FROM collector WHERE epoch = ? AND NOT gone"
_IS_THEIRS: Final = (
    "SELECT 1 FROM claim JOIN collector ON collector.epoch = claim.epoch "
    "WHERE NOT collector.gone AND claim.epoch <> ? AND claim.source = ANY(?)"
)


def open_place(place: str) -> "PostgresWriter":
    """The store at a URL, for reading and writing."""
    return PostgresWriter(place)


class PostgresWriter(PostgresReader):
    """A store that may be written."""

    SETTINGS: ClassVar[Mapping[str, str]] = MappingProxyType({"idle_in_transaction_session_timeout": "10s"})
    """Whoever is frozen in the midst of writing does not keep the others from it for long."""
    RIGHTS: ClassVar[str] = f"SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {SCHEMA}"

    def __init__(self, url: str) -> None:
        """Open it, and make or migrate its tables before.

        Raises:
            StoreError: It cannot be used; nothing was changed.
        """
        self._held: PostgresLock | None = None
        super().__init__(url)
        try:
            if not self.may_collect():
                raise self._refused() if self._is_there else self._forbidden(self._create_on_database)
            if self._connected() is None:
                self._migrate()
                self._connected()
        except BaseException:
            self.close()
            raise

    def _check(self) -> None:
        """A newer store is refused, an older one brought to the newest version."""
        (found,) = self._link.execute("SELECT number FROM version").fetchone()
        if found > VERSION:
            raise StoreError("store.newer", path=self.path, found=found, known=VERSION)
        if found < VERSION:
            self._check_owner()
            self._migrate()

    def _check_owner(self) -> None:
        """Only who owns the tables can alter them."""
        if not self._link.execute(_OWNS).fetchone()[0]:
            raise StoreError("store.postgres.owner", path=self.path, user=self._link.user)

    @property
    def _create_on_database(self) -> str:
        """What a role needs that makes a schema."""
        return f"CREATE ON DATABASE {quoted(self._link.database)}"

    def _check_rights(self, connection: Connection, found: int) -> None:
        """That this role may make what is to be made: a schema, for the tables or for the copy of what was, and tables.

        Args:
            connection: Within the transaction.
            found: Version of the tables that there are; 0: there are none.
        """
        in_database, in_schema = connection.execute(_MAY_CREATE).fetchone()
        is_copied = bool(found) and connection.execute(_HAS_SCHEMA, (_place_of(found),)).fetchone()[0]
        if not in_database and not is_copied:
            raise self._forbidden(self._create_on_database)
        if not in_schema:
            raise self._forbidden(f"CREATE ON SCHEMA {SCHEMA}")

    def _migrate(self) -> None:
        with self._turn() as connection:
            found = 0
            # Asked again now that nobody else can write: two collectors may have started together.
            if connection.execute(_IS_MADE).fetchone()[0]:
                (found,) = connection.execute("SELECT number FROM version").fetchone()
            if found < VERSION:
                self._check_rights(connection, found)
            if 0 < found < VERSION:
                _copy(connection, _place_of(found))
            for statements in MIGRATIONS[found:]:
                for statement in statements:
                    connection.execute(statement)
            connection.execute("UPDATE version SET number = ?", (VERSION,))

    def record(self, tick: Tick) -> tuple[Change, ...]:
        """Add what a tick brings, in one transaction; recording it again adds nothing."""
        refuse_unfit(tick)
        with self._transaction([state.id for state in tick.states]) as connection:
            changes = record(connection, tick, self._epoch)
            if changes or tick.states or tick.gap:
                connection.execute(NEWS)
            return changes

    def load(self, batches: Iterable[Rows]) -> None:
        """Put the rows of another store into this one, which must be empty."""
        with self._transaction() as connection:
            load(connection, self.path, batches)
            connection.execute(NEWS)

    def prune(self, before: datetime, at: datetime, by: str) -> int:
        """Drop figures that were replaced before an instant; the server gives their room to new ones."""
        with self._transaction() as connection:
            dropped = prune(connection, self.path, before, at, by, self._epoch)
            connection.execute(NEWS)
            return dropped

    @contextmanager
    def _transaction(self, sources: Sequence[str] = ()) -> Iterator[Connection]:
        """A transaction that commits whole or not at all, and only while the lock, if it was taken, is still ours.

        Args:
            sources: None of them may be another collector's.
        """
        with self._turn() as connection:
            epoch = self._epoch
            if epoch:
                is_ours = connection.execute(_IS_OURS, (epoch,)).fetchone()
                if not is_ours or connection.execute(_IS_THEIRS, (epoch, list(sources))).fetchone():
                    raise LockHeldError("store.lock.lost", path=self.path)
            yield connection

    @contextmanager
    def _turn(self) -> Iterator[Connection]:
        """A transaction in which nobody else writes."""
        with self._errors(), turn(self._link) as connection:
            yield connection

    @property
    def _epoch(self) -> int:
        """The number of this collector; 0 for who only writes."""
        return self._held.epoch if self._held is not None and self._held.is_held else 0

    def lock(self, at: datetime | None = None, *, shares: bool = False) -> Lock:
        """Become the collector, or one of them."""
        with self._errors():
            self._held = PostgresLock(self._url, self.path, at or datetime.now(UTC), self._refused, shares=shares)
        return self._held

    def close(self) -> None:
        """Let go of the lock and the server."""
        if self._held:
            self._held.release()
        super().close()


def _place_of(version: int) -> str:
    """The schema in which a copy of the tables of an older version is kept."""
    return f"{SCHEMA}_v{version}"


def _copy(connection: Connection, place: str) -> None:
    """A copy of all tables in a schema of its own; one that stands there already is older or as good, and stays."""
    if not connection.execute(_HAS_SCHEMA, (place,)).fetchone()[0]:
        connection.execute(f"CREATE SCHEMA {place}")
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = ?", (SCHEMA,)).fetchall()
        for (name,) in names:
            connection.execute(f"CREATE TABLE {place}.{name} AS TABLE {SCHEMA}.{name}")
