"""A process that records ticks as fast as it can and acknowledges each: to be killed."""

import sys
from datetime import timedelta

from tests.store.figures import START, figure
from tui.model.source import SourceState
from tui.store import Tick, open_store

SERIES = 7
"""Figures of every tick; all of them carry the tick's number."""


def tick_of(number: int) -> Tick:
    """The tick with a number."""
    at = START + timedelta(seconds=number)
    return Tick(
        at,
        tuple(figure(str(number), at, unit=f"u{unit}") for unit in range(SERIES)),
        (SourceState("audit", "file", "ok", last_attempt=at, rows=number),),
    )


def main(path: str) -> None:
    """Hold the lock, go on where the store ends, until killed."""
    store = open_store(path, write=True)
    with store.lock():
        states = store.source_states()
        number = states["audit"].rows if states else 0
        while True:
            number += 1
            store.record(tick_of(number))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
