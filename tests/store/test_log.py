"""Whoever looks on keeps nobody from merging the log (T8)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.figures import START, figure, moment
from tui.model.period import Period
from tui.store import Tick, kept, open_store


@pytest.mark.parametrize("small", [5000, -1], ids=["read at once", "read series by series"])
def test_a_history_that_is_looked_at_holds_no_transaction(
    small: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dashboard keeps its history for hours: the log is merged and cut to nothing all the same."""
    monkeypatch.setattr(kept, "SMALL", small)
    with closing(open_store(str(path), write=True)) as writer, closing(open_store(str(path))) as viewer:
        writer.record(Tick(START, (figure("1"),)))
        history = viewer.history()
        assert history.latest("pufa.aides") is not None
        for number in range(1, 50):
            writer.record(Tick(moment(number), (figure(str(number), moment(number)),)))
        assert viewer.log_bytes() > 0
        with closing(sqlite3.connect(path)) as other:
            assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        assert viewer.log_bytes() == 0
        assert [str(seen.value) for seen in history.vintages("pufa.aides", "", Period.parse("2022"))] == ["1"]
