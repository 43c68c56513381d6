"""The lifeline notices that the event loop no longer runs, and only then."""

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
