"""A history that is held lean says what any other says."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.store.conftest import Open
from tui.model.observation import History, Observation, WholeHistory
from tui.model.period import Period
from tui.store import Tick, kept

MONTHS = [Period.parse(text) for text in ("2022-M09", "2022", "2022-M10")]
TYPED = Observation("a", "u2", MONTHS[0], Decimal(7))
"""Stands in the file itself."""


def at(day: int) -> datetime:
    """An instant of November 2022."""
    return datetime(2022, 11, day, tzinfo=UTC)


def seen(indicator: str, unit: str, month: Period, value: int, day: int) -> Observation:
    """A figure of a day's vintage."""
    return Observation(indicator, unit, month, Decimal(value), recorded=at(day))


def all_of(history: History) -> dict[object, object]:
    """Whatever can be asked."""
    assert isinstance(history, WholeHistory)
    said: dict[object, object] = {}
    for indicator in ("a", "b", "c", "nobody"):
        said[indicator, "units"] = tuple(history.units(indicator))
        said[indicator, "revised"] = frozenset(history.revised_units(indicator))
        for unit in ("", "u1", "u2", "u3"):
            said[indicator, unit] = tuple(history.series(indicator, unit))
            said[indicator, unit, "in all"] = tuple(history.series_by_unit(indicator).get(unit, ()))
            said[indicator, unit, "latest"] = history.latest(indicator, unit)
            for month in MONTHS:
                said[indicator, unit, month] = tuple(history.vintages(indicator, unit, month))
    return said


def test_a_lean_history_says_the_same(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of revised figures, of those of the file, and after others were recorded or handed on."""
    monkeypatch.setattr(kept, "_OPEN", 1)
    store = opened()
    first = [seen(indicator, unit, month, 5, 1) for indicator in "abc" for unit in ("", "u1") for month in MONTHS]
    store.record(Tick(at(2), tuple(first)))
    store.record(Tick(at(4), (seen("a", "u1", MONTHS[2], 6, 3), seen("b", "u2", MONTHS[0], 6, 3))))
    lean, plain = (store.history(None, (TYPED,), lean=held) for held in (True, False))
    told = all_of(plain)
    assert all_of(lean) == told
    store.record(Tick(at(6), (seen("a", "u1", MONTHS[2], 8, 5), seen("c", "u3", MONTHS[1], 8, 5))))
    assert all_of(lean) == told, "a history is one moment"
    after = store.history(None, (TYPED,), lean=True)
    changed = store.changed(lean, after)
    assert changed is None or set(changed) == {("a", "u1"), ("c", "u3")}
    assert all_of(after) == all_of(store.history(None, (TYPED,)))
