"""What results make of the history."""

from decimal import Decimal

import pytest

from tests.monitor.parts import START, failing, moment, reading, source
from tui.errors import Message
from tui.model.observation import Observation
from tui.model.source import SourceState
from tui.monitor.intake import Result
from tui.monitor.tick import tick_of


def result(brought: Observation | None = None) -> Result:
    """What came of asking the audit a minute before the tick."""
    found = reading("600", retrieved=moment(-1))
    if brought is not None:
        found = found._replace(observations=(brought,))
    return Result(source(), moment(-1), 0.5, found)


def test_a_figure_without_a_date_is_known_from_the_moment_of_recording() -> None:
    """Semantics, section 9: the vintage is the publication date where stated, else the moment of recording."""
    (seen,) = tick_of([result()], {}, START).observations
    assert seen.recorded == START
    assert seen.provenance.retrieved == moment(-1)


def test_a_date_of_its_own_stays() -> None:
    dated = reading("600").observations[0]._replace(recorded=moment(-500))
    (seen,) = tick_of([result(dated)], {}, START).observations
    assert seen.recorded == moment(-500)


def test_a_figure_names_the_source_that_brought_it() -> None:
    nameless = reading("600").observations[0]
    nameless = nameless._replace(provenance=nameless.provenance._replace(source="somebody else"))
    (seen,) = tick_of([result(nameless)], {}, START).observations
    assert seen.provenance.source == "audit"


@pytest.mark.parametrize(
    ("wrong", "key"),
    [({"value": Decimal("NaN")}, "store.unfit.number"), ({"unit": "a\0"}, "store.unfit.text")],
)
def test_an_answer_that_cannot_be_kept_fails_its_source_alone(wrong: dict[str, object], key: str) -> None:
    """The others' figures are recorded; nothing of this answer is (T9)."""
    bad = Observation(**{**reading("1").observations[0]._asdict(), **wrong})
    good = Result(source("other"), START, 0.5, reading("7"))
    tick = tick_of([result(bad), good], {}, START)
    assert [str(seen.value) for seen in tick.observations] == ["7"]
    states = {state.id: state for state in tick.states}
    assert states["other"].state == "ok"
    assert states["audit"].state == "soft"
    assert states["audit"].error is not None
    assert states["audit"].error.key == key


def test_an_old_answer_is_recorded_and_its_source_does_not_fare_well() -> None:
    """F3 and H14: though the exchange went well, an answer older than allowed is no success, changed or not."""
    old = result()
    assert old.reading is not None
    warned = old._replace(reading=old.reading._replace(warning=Message("source.ahead")))
    states: dict[str, SourceState] = {}
    for expected, failures in (("soft", 1), ("soft", 2), ("failing", 3)):
        tick = tick_of([warned], states, START)
        (state,) = tick.states
        states = {state.id: state}
        assert len(tick.observations) == 1
        assert (state.state, state.failures, state.error) == (expected, failures, Message("source.ahead"))
    (state,) = tick_of([old], states, START).states
    assert (state.state, state.failures, state.error) == ("ok", 0, None)


def test_a_failure_leaves_what_was_known() -> None:
    """No figure, and the state goes on from the last one."""
    before = SourceState("audit", state="soft", failures=2, last_success=moment(-60))
    tick = tick_of([result()._replace(reading=None, error=failing().message)], {"audit": before}, START)
    assert tick.observations == ()
    (state,) = tick.states
    assert (state.state, state.failures, state.last_success) == ("failing", 3, moment(-60))
