"""A process that records ticks into PostgreSQL whatever becomes of the server, and acknowledges each: to be vexed."""

import sys
import time

from tests.store.writer import tick_of
from tui.errors import StoreError
from tui.store import Store, open_store


def recorded(store: Store) -> int:
    """The number of the last tick in the store."""
    states = store.source_states()
    return states["audit"].rows if states else 0


def main(url: str) -> None:
    """Hold the lock, give signs of life, go on where the store ends, until killed."""
    store = open_store(url, write=True)
    with store.lock() as lock:
        number = recorded(store)
        while True:
            tick = tick_of(number + 1)
            try:
                store.record(tick)
            except StoreError:
                time.sleep(0.02)
                continue
            lock.beat(tick.at)
            number += 1
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
