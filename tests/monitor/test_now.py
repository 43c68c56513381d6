"""The one place where configuration, store and an instant become a Snapshot."""

from datetime import UTC, date, datetime

from tests.monitor.parts import START, config, moment, reading, source
from tui.model.source import SourceState
from tui.monitor import take_now
from tui.store import Tick, open_store

BEFORE = datetime(2023, 1, 15, tzinfo=UTC)


def test_everything_known_is_seen_now() -> None:
    store = open_store(":memory:")
    store.record(Tick(START, reading("889").observations))
    snapshot = take_now(config(), store, lambda: moment(1))
    assessment = snapshot.assessment("pufa.aides")
    assert assessment is not None
    assert str(assessment.value) == "889"
    assert (snapshot.taken_at, snapshot.known_by) == (moment(1), None)
    assert snapshot.as_of == moment(1)


def test_a_day_in_the_past_sees_what_was_known_at_its_end() -> None:
    """And is the same whenever it is asked for."""
    store = open_store(":memory:")
    first = reading("600", retrieved=BEFORE).observations
    store.record(Tick(BEFORE, first))
    store.record(Tick(START, reading("889").observations))
    snapshot = take_now(config(), store, lambda: START, date(2023, 3, 5))
    assert snapshot == take_now(config(), store, lambda: moment(10**6), date(2023, 3, 5))
    assessment = snapshot.assessment("pufa.aides")
    assert assessment is not None
    assert str(assessment.value) == "600"
    assert snapshot.taken_at is None
    assert snapshot.as_of.isoformat() == "2023-03-05T23:59:59+08:00"


def test_what_was_recorded_in_the_last_second_of_the_day_was_known_by_then() -> None:
    late = datetime(2023, 3, 5, 15, 59, 59, 500_000, tzinfo=UTC)
    store = open_store(":memory:")
    store.record(Tick(late, reading("601", retrieved=late).observations))
    assessment = take_now(config(), store, lambda: START, date(2023, 3, 5)).assessment("pufa.aides")
    assert assessment is not None
    assert str(assessment.value) == "601"


def test_a_closed_years_file_is_judged_in_its_own_time() -> None:
    """`evaluate_on` fixes the day; all vintages stay known, and when it was taken is said."""
    store = open_store(":memory:")
    store.record(Tick(START, reading("889").observations))
    closed = config()
    closed = closed._replace(framework=closed.framework._replace(evaluate_on=date(2022, 12, 31)))
    snapshot = take_now(closed, store, lambda: moment(1))
    assert snapshot.as_of.isoformat() == "2022-12-31T23:59:59+08:00"
    assert snapshot.taken_at == moment(1)
    assert snapshot.known_by is None
    assessment = snapshot.assessment("pufa.aides")
    assert assessment is not None
    assert str(assessment.value) == "889"


def test_sources_stand_in_file_order_and_wait_until_they_are_tried() -> None:
    """One that the file no longer names is not shown."""
    store = open_store(":memory:")
    store.record(Tick(START, (), (SourceState("gone", "file", "ok"), SourceState("a", "file", "failing"))))
    snapshot = take_now(config(source("b"), source("a")), store, lambda: START)
    assert [(state.id, state.state) for state in snapshot.sources] == [("b", "waiting"), ("a", "failing")]


def test_figures_of_the_file_count() -> None:
    file = config()
    file = file._replace(framework=file.framework._replace(observations=reading("5").observations))
    assessment = take_now(file, open_store(":memory:"), lambda: START).assessment("pufa.aides")
    assert assessment is not None
    assert str(assessment.value) == "5"
