"""A process that records ticks and goes on when one fails: its system calls are made to fail under it."""

import sys

from tests.store.writer import tick_of
from tui.errors import Message, StoreError
from tui.store import open_store

TICKS = 30


def main(path: str) -> None:
    """Record tick after tick, and say of each whether it was; the lock is held and beaten as a collector does."""
    try:
        store = open_store(path, write=True)
        lock = store.lock()
    except StoreError as error:
        say(0, error.message)
        return
    trouble: Message | None = None
    for number in range(1, TICKS + 1):
        tick = tick_of(number)
        try:
            store.record(tick)
            trouble = None
        except StoreError as error:
            trouble = error.message
        lock.beat(tick.at, trouble, tick.at if trouble else None)
        say(number, trouble)
    lock.release()
    store.close()


def say(number: int, trouble: Message | None) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{number} {trouble.key if trouble else 'recorded'}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
