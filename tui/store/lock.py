"""The lock of a SQLite store: one collector, also when the holder is frozen, or its file is deleted.

Three guards, because each fails alone: `flock` on a file that is opened once (a killed holder lets go at once, but a
deleted file lets a second one in); the file's inode, compared at every beat; an epoch in the store, raised by every
new holder and compared within every transaction.
"""

import fcntl
import os
import time
from collections.abc import Callable
from typing import Final

from tui.errors import LockHeldError, StoreError, symbol
from tui.store.contract import Collector
from tui.store.hold import Hold
from tui.store.holder import SIZE, block, holder, lock_path

__all__ = ["SqliteLock", "take"]

_TRIES: Final = 10
_PAUSE: Final = 0.01
"""Seconds between tries: a viewer that asks who collects shares the lock for some microseconds."""


def take(store: str, mode: int) -> int:
    """Take the lock of a store.

    Args:
        store: Path of its file.
        mode: Permissions of the lock's file, should it be made.

    Returns:
        The descriptor that holds it.

    Raises:
        LockHeldError: Another process holds it.
        StoreError: The lock's file cannot be made or written.
    """
    place = lock_path(store)
    for _ in range(_TRIES):
        descriptor = _open(place, mode)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(descriptor, place):
                return descriptor
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError as error:
            os.close(descriptor)
            raise _failed(place, error) from None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    found = holder(store, None)
    if found is None:
        raise LockHeldError("store.lock.held_by_unknown", path=place)
    raise LockHeldError("store.lock.held", pid=found.pid, host=found.host, since=found.since)


def _open(place: str, mode: int) -> int:
    try:
        descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, mode)
    except OSError as error:
        raise _failed(place, error) from None
    try:
        if os.fstat(descriptor).st_uid == os.geteuid():
            os.fchmod(descriptor, mode)
    except OSError as error:
        os.close(descriptor)
        raise _failed(place, error) from None
    return descriptor


def _failed(place: str, error: OSError) -> StoreError:
    return StoreError("store.failed", path=place, reason=symbol(error))


def _is_at(descriptor: int, place: str) -> bool:
    """Whether a path still leads to the file that is open."""
    try:
        found = os.stat(place, follow_symlinks=False)
    except OSError:
        return False
    return os.path.samestat(found, os.fstat(descriptor))


class SqliteLock(Hold):
    """The right to collect into one store."""

    def __init__(self, store: str, descriptor: int, collector: Collector, stop: Callable[[Collector], None]) -> None:
        """Begin to hold.

        Args:
            store: Path of its file.
            descriptor: As `take` returned it.
            collector: What the file shall say.
            stop: Called with the last words before the lock is let go.
        """
        super().__init__(collector)
        self._place = lock_path(store)
        self._descriptor = descriptor
        self._stop = stop
        self._write()

    def _say(self) -> None:
        if not self.is_held or not _is_at(self._descriptor, self._place):
            raise LockHeldError("store.lock.lost", path=self._place)
        self._write()

    def _write(self) -> None:
        try:
            os.pwrite(self._descriptor, block(self._collector), 0)
        except OSError as error:
            # A full disk takes no new file; the one that is there is overwritten in place.
            if os.fstat(self._descriptor).st_size < SIZE:
                raise _failed(self._place, error) from None

    def _let_go(self) -> None:
        try:
            self._stop(self._collector)
        finally:
            os.close(self._descriptor)
