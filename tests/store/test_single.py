"""A store in which no series has more than one figure yet is read from its newest figures alone."""

import pytest

from tests.store.conftest import Open
from tests.store.figures import figure, moment
from tests.store.test_lean import all_of
from tui.model.observation import Record
from tui.store import Tick

FIRST = tuple(
    figure(str(number), moment(number), indicator=indicator, unit=unit)._replace(entered=moment(9))
    for indicator in ("b", "a")
    for number, unit in enumerate(("u2", "u1", ""))
)


@pytest.mark.parametrize("lean", [True, False])
@pytest.mark.parametrize("known_by", [None, 1])
def test_it_shows_its_moment_whatever_is_recorded_later(opened: Open, lean: bool, known_by: int | None) -> None:
    """Also to who asks for the first time after a figure was replaced, and a series came."""
    store = opened()
    store.record(Tick(moment(9), FIRST))
    by = None if known_by is None else moment(known_by)
    told = all_of(Record(FIRST, by))
    begun, unread = (store.history(by, lean=lean) for _ in range(2))
    assert all_of(begun) == told
    later = (figure("7", moment(10), indicator="a", unit="u1"), figure("8", moment(0), indicator="b", unit="u3"))
    store.record(Tick(moment(11), later))
    assert all_of(begun) == told
    assert all_of(unread) == told
