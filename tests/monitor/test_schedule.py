"""When a source is due, and how it fares after a try."""

from datetime import timedelta

import pytest

from tests.monitor.parts import START, failing, moment, reading, source
from tui.model.source import SourceState, Validators
from tui.monitor.schedule import (
    after_failure,
    after_success,
    is_due,
    next_due,
    place,
    retry_delay,
    seconds_until_due,
)


def gaps(name: str, every: float, polls: int) -> list[float]:
    """The seconds between polls, as shares of the interval, from the first poll on."""
    asked, found = START, []
    declared = source(name, every=every)
    for _ in range(polls):
        due = next_due(declared, asked)
        found.append((due - asked).total_seconds() / every)
        asked = due
    return found


@pytest.mark.parametrize("every", [0.5, 2, 60, 900, 86400])
@pytest.mark.parametrize("name", ["audit", "reconsideration", "a", "zz"])
def test_polls_are_an_interval_apart(name: str, every: float) -> None:
    """At most a tenth earlier while the source walks to its place, and exactly an interval once it is there."""
    found = gaps(name, every, 30)
    assert all(0.9 <= gap <= 1.011 for gap in found)
    assert found[12:] == pytest.approx([1.0] * 18, abs=1e-4)


def test_every_source_has_its_own_place() -> None:
    """A thousand sources spread evenly, and each finds its place again after a restart."""
    places = sorted(place(f"source-{number}") for number in range(1000))
    tenths = [sum(tenth / 10 <= each < (tenth + 1) / 10 for each in places) for tenth in range(10)]
    assert min(tenths) > 50
    assert place("audit") == place("audit")
    due = START
    for _ in range(20):
        due = next_due(source(every=900), due)
    other = moment(7)
    for _ in range(20):
        other = next_due(source(every=900), other)
    assert (due - other).total_seconds() % 900 == pytest.approx(0, abs=0.01) or (
        due - other
    ).total_seconds() % 900 == pytest.approx(900, abs=0.01)


@pytest.mark.parametrize(
    ("every", "delays"),
    [
        (2, [2, 2, 2, 4, 8, 16, 32, 60, 60]),
        (60, [60, 60, 60, 60]),
        (900, [60, 120, 240, 480, 900, 900]),
        (86400, [60, 120, 240, 480, 960, 1920, 3840]),
    ],
)
def test_a_quick_source_that_fails_is_asked_less_often_and_a_slow_one_sooner(every: float, delays: list[float]) -> None:
    """With a tenth less by the place of the source, so that what failed together does not come back together."""
    declared = source(every=every)
    share = 0.9 + 0.1 * place(declared.id)
    found = [retry_delay(declared, failures + 1) for failures in range(len(delays))]
    assert found == pytest.approx([delay * share for delay in delays])


@pytest.mark.parametrize(("asked", "least"), [(30, 54), (300, 270), (10**6, 810)])
def test_a_server_may_ask_for_patience_up_to_the_interval(asked: float, least: float) -> None:
    """Retry-After is obeyed, and capped (H4)."""
    assert least <= retry_delay(source(every=900), 1, asked) <= 900


@pytest.mark.parametrize(
    ("state", "seconds"),
    [
        (None, 0),
        (SourceState("audit"), 0),
        (SourceState("audit", next_due=moment(-1)), 0),
        (SourceState("audit", next_due=START), 0),
        (SourceState("audit", next_due=moment(5)), 300),
        (SourceState("audit", next_due=moment(1000)), 900),
    ],
)
def test_a_restart_goes_on_where_the_schedule_was(state: SourceState | None, seconds: float) -> None:
    """What was never tried or is overdue is due at once; a clock set back does not put a source off (T10)."""
    assert seconds_until_due(source(every=900), state, START) == seconds
    assert is_due(source(every=900), state, START) is (seconds == 0)


def test_failures_are_soft_until_there_are_as_many_as_attempts() -> None:
    """What the source last brought, and when it last succeeded, stays."""
    state = SourceState("audit", last_success=moment(-9), last_change=moment(-9), rows=7, validators=Validators("e"))
    error = failing().message
    kinds = []
    for _ in range(4):
        state = after_failure(state, source(attempts=3), error, START, 0.5)
        kinds.append((state.state, state.failures))
    assert kinds == [("soft", 1), ("soft", 2), ("failing", 3), ("failing", 4)]
    assert state.error == error
    assert state.last_attempt == START
    assert (state.last_success, state.last_change, state.rows) == (moment(-9), moment(-9), 7)
    assert state.validators == Validators("e")


def test_one_success_ends_all_failures() -> None:
    state = SourceState("audit", state="failing", failures=9, error=failing().message, rows=1)
    state = after_success(state, source(), reading("1", "2", etag="new"), START, 0.25, "d")
    assert (state.state, state.failures, state.error, state.rows) == ("ok", 0, None, 2)
    assert (state.last_success, state.latency, state.validators.etag, state.definition) == (START, 0.25, "new", "d")
    assert state.next_due is not None
    assert timedelta(seconds=810) <= state.next_due - START <= timedelta(seconds=910)


def test_an_unchanged_answer_keeps_the_number_of_figures() -> None:
    state = SourceState("audit", rows=208)
    same = reading()._replace(unchanged=True)
    assert after_success(state, source(), same, START, 0.25, "d").rows == 208
