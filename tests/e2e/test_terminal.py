"""The terminal in memory: what the other tests rely on."""

import sys

from tests.e2e.terminal import Terminal

SLOW = """
import time
input("ready")
while time.process_time() < 1.0:
    pass
print("done")
input()
"""


def test_it_settles_when_the_process_rests_and_not_when_it_is_slow() -> None:
    """A machine with too much to do looks from outside like a dashboard with nothing to say."""
    with Terminal((sys.executable, "-c", SLOW)) as terminal:
        terminal.wait_for("ready")
        terminal.send("\r")
        assert b"done" in terminal.settle(0.05)
