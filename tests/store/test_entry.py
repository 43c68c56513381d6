"""Which figures become rows does not depend on how they are looked up: every store adds what the plain rule adds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.store.figures import figure, moment
from tui.model.observation import Observation
from tui.store import Store, Tick, entry, open_store

FIGURES = some.builds(
    figure,
    some.sampled_from(["1", "1.0", "2", None]),
    some.integers(0, 3).map(moment),
    indicator=some.sampled_from(["pufa.aides", "pufa.lectures"]),
    unit=some.sampled_from(["", "u1"]),
    period=some.sampled_from(["2021", "2022", "2022-M12", "2023"]),
    source=some.sampled_from(["audit", "court", ""]),
    flag=some.sampled_from(["A", "P"]),
)
TICKS = some.lists(some.lists(FIGURES, max_size=12), min_size=1, max_size=4)


@contextmanager
def stores() -> Iterator[tuple[Store, Store]]:
    """One that keeps lists and follows the rule word by word, and a database."""
    with TemporaryDirectory() as folder:
        database = open_store(str(Path(folder) / "history.db"), write=True)
        try:
            yield open_store(":memory:"), database
        finally:
            database.close()


@pytest.mark.parametrize("many", [1, 1000])
@given(ticks=TICKS)
@settings(deadline=None, max_examples=60)
def test_a_database_adds_what_the_rule_says(many: int, ticks: list[list[Observation]]) -> None:
    """Whether series are looked up one by one or all at once, and in whatever order periods and vintages come."""
    with pytest.MonkeyPatch.context() as patch, stores() as (plain, database):
        patch.setattr(entry, "_MANY", many)
        for number, seen in enumerate(ticks):
            tick = Tick(moment(10 * number), tuple(seen))
            assert database.record(tick) == plain.record(tick)
        assert database.verify().breach is None
