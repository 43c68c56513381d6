"""The place of a collector in a PostgreSQL store: alone, or among several that share the sources between them.

Four guards, because each fails alone. An advisory lock on a connection of its own: the server lets go of it when the
process or its machine dies. A lease: the server ends that connection when no sign of life comes for some seconds, as
of a process that is frozen or whose wire is cut; what it then believes does not matter. A number (epoch), raised by
every new holder, and a row that says who is gone, written by whoever takes over and compared within every transaction
that records: whoever lost its lock cannot write. A claim for every source: it belongs to one collector until that one
gives it away or is gone.
"""

import os
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Final

import psycopg

from tui.errors import LockHeldError, Message, StoreError
from tui.store.connection import insert, upsert
from tui.store.contract import Collector
from tui.store.hold import Hold
from tui.store.link import CHANNEL, Link, store_error
from tui.store.postgres import BEAT, LIVE, SEAT, TURN
from tui.store.rows import instant, instant_text, message_text
from tui.store.sharing import Claim, moves

__all__ = ["NEWS", "PostgresLock", "turn"]

LEASE: Final = 4.0
"""Seconds without a sign of life after which the server ends the connection, and the lock with it."""

GRACE: Final = 1.5
"""Seconds for which somebody's lock must be free before others take its sources: it may only be connecting again."""

NEWS: Final = f"SELECT pg_notify('{CHANNEL}', 'news')"

_PULSE: Final = timedelta(seconds=4.5)
"""How often a sign of life is written down when there is nothing else to say."""

_TRIES: Final = 10
_PAUSE: Final = 0.02
"""Seconds between tries: of a holder that was killed the server learns within some milliseconds."""

_SETTINGS: Final = {
    "idle_session_timeout": f"{LEASE:.0f}s",
    "idle_in_transaction_session_timeout": f"{LEASE:.0f}s",
}
_TAKE_TURN: Final = f"SELECT pg_advisory_xact_lock({TURN}, 2)"
_SIT: Final = f"SELECT pg_try_advisory_lock({SEAT}, ?::integer)"
_RISE: Final = f"SELECT pg_advisory_unlock({SEAT}, ?::integer)"
_ADD: Final = insert("collector", "epoch, pid, host, since, heartbeat")
_HEARTBEAT: Final = (
    "UPDATE collector SET heartbeat = ?, trouble = ?, trouble_since = ?, remark = ? "
    "WHERE epoch = ? AND NOT gone RETURNING epoch"
)
_PULSED: Final = f"SELECT pg_notify('{CHANNEL}', '{BEAT}')"
_MEMBERS: Final = "SELECT epoch FROM collector WHERE NOT gone"
_LOOK: Final = " ".join(
    (
        *("SELECT ARRAY(", _MEMBERS, "ORDER BY epoch), ARRAY(", LIVE, "ORDER BY objid),"),
        "EXISTS (SELECT 1 FROM claim WHERE epoch = ? AND wanted IS NOT NULL)",
    )
)
_CLAIMS: Final = "SELECT source, epoch, wanted FROM claim"
_TAKE: Final = upsert("claim", "source, epoch, wanted", "source")
_GIVE: Final = "UPDATE claim SET epoch = ?, wanted = NULL WHERE source = ? AND epoch = ?"
_ASK: Final = "UPDATE claim SET wanted = ? WHERE source = ?"


@contextmanager
def turn(link: Link) -> Iterator[Link]:
    """A transaction in which nobody else writes; raises psycopg's errors."""
    link.execute("BEGIN")
    try:
        link.execute(_TAKE_TURN)
        yield link
        link.execute("COMMIT")
    except BaseException:
        if link.in_transaction:
            with suppress(psycopg.Error):
                link.execute("ROLLBACK")
        raise


class PostgresLock(Hold):
    """The right to collect into one store; all that it does, it does over the connection that holds it."""

    lease = LEASE

    def __init__(self, url: str, path: str, at: datetime, refused: Callable[[], StoreError], *, shares: bool) -> None:
        """Take it.

        Args:
            url: Of the database.
            path: The store, as a message may show it.
            at: Now, aware UTC.
            refused: Says which right its role lacks where the server refuses it one.
            shares: Collect beside others; a lock that was lost is taken again under another number.

        Raises:
            LockHeldError: Somebody else collects, and it is not to be shared.
            psycopg.Error: The server cannot be reached, or refuses.
        """
        super().__init__(Collector(os.getpid(), os.uname().nodename, at, at, 0))
        self.shares = shares
        self._url = url
        self._path = path
        self._refused = refused
        self._mute: Message | None = None
        """Why the last sign of life could not be written."""
        self._told: tuple[datetime, tuple[str | None, ...]] = (at, (None, None, None))
        """The last sign of life that was written down, and what was said with it."""
        self._sure = 0.0
        self._mine: frozenset[str] = frozenset()
        self._left: frozenset[str] = frozenset()
        self._absent: dict[int, float] = {}
        """Collectors without a connection, and since when that has been seen."""
        self._seen: object = None
        """What the last settling was based on; `None`: it is not the last word."""
        for _ in range(_TRIES - 1):
            try:
                self._link = self._joined(at)
            except LockHeldError:
                time.sleep(_PAUSE)
            else:
                return
        self._link = self._joined(at)

    @property
    def is_sure(self) -> bool:
        """Whether the server still holds the lock: it counts from later than we do."""
        return time.monotonic() < self._sure + LEASE

    def _opened(self) -> Link:
        """A connection that nothing stands in between of, and that ends with the lease."""
        link = Link(self._url, mends=False, settings=_SETTINGS, lease=LEASE)
        try:
            ((here,),) = link.execute("SELECT pg_backend_pid()").fetchall()
            if here != link.connected().info.backend_pid:
                raise StoreError("store.postgres.pooled", path=self._path)
        except BaseException:
            link.close()
            raise
        return link

    def _joined(self, at: datetime) -> Link:
        """Become a collector, under a new number."""
        link = self._opened()
        began = time.monotonic()
        try:
            with turn(link):
                live = {epoch for (epoch,) in link.execute(LIVE).fetchall()}
                rows = link.execute("SELECT epoch, pid, host, since, gone FROM collector ORDER BY epoch").fetchall()
                others = [row for row in rows if row[0] in live and not row[4]]
                if others and not self.shares:
                    _, pid, host, since, _ = others[0]
                    raise LockHeldError("store.lock.held", pid=pid, host=host, since=instant(since))
                epoch = rows[-1][0] + 1 if rows else 1
                link.execute(_SIT, (epoch,))
                if not self.shares:
                    link.execute("UPDATE collector SET gone = true")
                link.execute("DELETE FROM collector WHERE gone")
                self._collector = self._collector._replace(epoch=epoch, since=at, heartbeat=at)
                said = self._collector
                link.execute(_ADD, (epoch, said.pid, said.host, instant_text(at), instant_text(at)))
                link.execute(NEWS)
        except BaseException:
            link.close()
            raise
        self._told = (at, (None, None, None))
        self._sure, self._seen, self._mine, self._left = began, None, frozenset(), frozenset()
        return link

    def _seated(self) -> Link | None:
        """The connection that holds the lock, made anew where it broke; `None` while the server minds the old one."""
        if self._link.is_broken:
            link = self._opened()
            if not link.execute(_SIT, (self.epoch,)).fetchone()[0]:
                link.close()
                return None
            self._link = link
            link.execute(NEWS)  # who looked meanwhile saw nobody
        return self._link

    def _lost(self) -> None:
        """Somebody took over: begin anew, or end."""
        self._link.close()
        if not self.shares:
            raise LockHeldError("store.lock.lost", path=self._path)
        self._link = self._joined(self._collector.heartbeat)

    def _say(self) -> None:
        """Write a sign of life, and what the screens are to know.

        While the server is away there is nobody to tell, and nobody who could take over: when it is back, the lock is
        taken again. Whatever else it says, that its disk is full or that a right was taken away, the next sign of life
        tries again, and `trouble` tells of it meanwhile.
        """
        if not self.is_held:
            raise LockHeldError("store.lock.lost", path=self._path)
        self._mute = self.trouble = self._failure(self._write)

    def _failure(self, step: Callable[[Link], None]) -> Message | None:
        """Take a step over the connection that holds the lock; why that came to nothing, or `None`.

        It is taken again where the connection broke, which shows only when it is used.
        """
        why = None
        for _ in range(2):
            try:
                link = self._seated()
                if link is not None:
                    step(link)
            except (psycopg.Error, StoreError) as error:
                known = error if isinstance(error, StoreError) else store_error(error, self._path, self._refused)
                why = known.message
                if not self._link.is_broken:
                    break
            else:
                return None
        return why

    def _write(self, link: Link) -> None:
        said = self._collector
        since = None if said.trouble_since is None else instant_text(said.trouble_since)
        words = (message_text(said.trouble), since, message_text(said.remark))
        at, told = self._told
        if words == told and timedelta() < said.heartbeat - at < _PULSE:
            return
        began = time.monotonic()
        row = (instant_text(said.heartbeat), *words, self.epoch)
        if link.execute(_HEARTBEAT, row).fetchone() is None:
            self._lost()
            return
        link.execute(_PULSED if words == told else NEWS)
        self._told, self._sure = (said.heartbeat, words), began

    def share(self, sources: Collection[str], busy: Collection[str] = ()) -> frozenset[str]:
        """The sources that are this collector's; while the server is away, or refuses, those that were."""
        why = self._failure(lambda link: self._look(link, frozenset(sources), busy))
        self.is_cut, self.trouble = why is not None, why or self._mute
        return self._mine

    def _look(self, link: Link, sources: frozenset[str], busy: Collection[str]) -> None:
        began = time.monotonic()
        members, live, is_asked = link.execute(_LOOK, (self.epoch,)).fetchone()
        if self.epoch not in members:
            self._lost()
            return
        self._sure = began
        seen = (members, live, is_asked, sources)
        if seen != self._seen:
            with turn(link):
                is_settled = self._settle(link, sources, busy)
            self._seen = seen if is_settled else None

    def _settle(self, link: Link, sources: frozenset[str], busy: Collection[str]) -> bool:
        """Take, give and ask, within a transaction; false where it is to be done again soon."""
        members = self._remaining(link)
        claims = {source: Claim(epoch, wanted) for source, epoch, wanted in link.execute(_CLAIMS).fetchall()}
        found = moves(self.epoch, sources, claims, members, busy, self._left)
        link.executemany(_TAKE, [(source, self.epoch, None) for source in found.taken])
        link.executemany(_GIVE, [(to, source, self.epoch) for source, to in found.given])
        link.executemany(_ASK, [(self.epoch, source) for source in found.asked])
        link.executemany("DELETE FROM claim WHERE source = ?", [(source,) for source in found.dropped])
        self._mine, self._left = found.kept | set(found.taken), found.left
        return found.is_settled and not self._absent

    def _remaining(self, link: Link) -> set[int]:
        """Who is not gone; those whose lock has been free for a while are, from now on."""
        members = {epoch for (epoch,) in link.execute(_MEMBERS).fetchall()}
        live = {epoch for (epoch,) in link.execute(LIVE).fetchall()}
        now = time.monotonic()
        self._absent = {epoch: self._absent.get(epoch, now) for epoch in members - live - {self.epoch}}
        gone = {epoch for epoch, since in self._absent.items() if now >= since + GRACE}
        if gone:
            link.execute("UPDATE collector SET gone = true WHERE epoch = ANY(?)", (sorted(gone),))
            link.execute("UPDATE claim SET wanted = NULL WHERE wanted = ANY(?)", (sorted(gone),))
            link.execute(NEWS)
            for epoch in gone:
                del self._absent[epoch]
        return members - gone

    def _let_go(self) -> None:
        """Say when it ended, and leave its sources to the others."""
        try:
            with suppress(psycopg.Error, StoreError):
                link = self._link = self._opened() if self._link.is_broken else self._link
                with turn(link):
                    link.execute("UPDATE collector SET gone = true WHERE epoch = ?", (self.epoch,))
                    link.execute("DELETE FROM claim WHERE epoch = ?", (self.epoch,))
                    link.execute("UPDATE claim SET wanted = NULL WHERE wanted = ?", (self.epoch,))
                    link.execute(NEWS)
                # Closed alone, the lock would last until the server notices.
                link.execute(_RISE, (self.epoch,))
        finally:
            self._link.close()
