"""Who collects into a store, of whatever kind: one at a time, and everybody can see who (M2)."""

import pytest

from tests.store.conftest import Open
from tests.store.figures import START, moment
from tui.errors import LockHeldError, Message


def test_one_collector_at_a_time(opened: Open) -> None:
    """The second is told who holds the lock and since when (M2); afterwards it may."""
    store, other = opened(), opened()
    lock = store.lock(START)
    with pytest.raises(LockHeldError) as caught:
        other.lock()
    assert caught.value.message.key == "store.lock.held"
    assert caught.value.message.values["since"] == START
    lock.release()
    with other.lock(moment(1)) as second:
        assert second.epoch > lock.epoch


def test_everybody_can_see_who_collects(opened: Open) -> None:
    """While it runs, while it cannot write, and after it ended."""
    store, other = opened(), opened()
    full = Message("store.full", {"path": "/x"})
    with store.lock(START) as lock:
        lock.beat(moment(1))
        found = other.collector()
        assert found is not None
        assert (found.since, found.heartbeat, found.epoch, found.held) == (START, moment(1), lock.epoch, True)
        assert found.trouble is None
        lock.beat(moment(2), full, moment(1))
        found = other.collector()
        assert found is not None
        assert (found.trouble, found.trouble_since) == (full, moment(1))
        lock.beat(moment(3), remark=full)
        found = other.collector()
        assert found is not None
        assert (found.trouble, found.remark) == (None, full)
        lock.beat(moment(3))
    found = other.collector()
    assert found is not None
    assert (found.held, found.heartbeat, found.trouble) == (False, moment(3), None)
