"""The lifeline notices that the event loop no longer runs, and only then; it wakes it when a signal comes."""

import sys

import pytest

from tests.e2e.terminal import Terminal

SCRIPT = """
import time
from tui.views.lifeline import Lifeline
line = Lifeline(look=0.05, stalled=4)
line.tie(lambda code: print("left with", code, flush=True), {knock})
time.sleep({seconds})
print("still here", flush=True)
"""


def test_half_an_hour_without_a_sign_of_life_is_an_end() -> None:
    """Here a fifth of a second. The orderly end does not come about either, so the fuse ends the process."""
    script = SCRIPT.format(knock="lambda answer: None", seconds=30)
    with Terminal((sys.executable, "-c", script)) as terminal:
        assert terminal.exit_code() == 129
        assert "left with 129" in terminal.text
        assert "still here" not in terminal.text


@pytest.mark.parametrize("seconds", [1])
def test_a_loop_that_answers_is_left_alone(seconds: int) -> None:
    """Five times as long."""
    script = SCRIPT.format(knock="lambda answer: answer()", seconds=seconds)
    with Terminal((sys.executable, "-c", script)) as terminal:
        assert terminal.exit_code() == 0
        assert "left with" not in terminal.text
        assert "still here" in terminal.text


WAITS = """
import asyncio, signal, threading
from tui.views.lifeline import Lifeline

async def main():
    loop = asyncio.get_running_loop()
    Lifeline(look=3600).tie(lambda code: None, loop.call_soon_threadsafe)
    came, sleeps = loop.create_future(), threading.Event()
    signal.signal(signal.SIGCONT, lambda number, frame: came.set_result(None))
    other = threading.Thread(target=sleeps.wait, daemon=True)
    other.start()
    threading.Timer(0.3, lambda: signal.pthread_kill(other.ident, signal.SIGCONT)).start()
    await came
    print("awake", flush=True)

asyncio.run(main())
"""


def test_a_signal_that_another_thread_took_wakes_the_loop() -> None:
    """After `fg` the kernel gives SIGCONT to whichever thread runs first; the loop alone would sleep on."""
    with Terminal((sys.executable, "-c", WAITS)) as terminal:
        terminal.wait_for("awake")
        assert terminal.exit_code() == 0
