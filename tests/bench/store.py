"""What keeping costs: a hundred thousand figures recorded and read, against bare sqlite3 on the same tables.

Recording is compared in processor time: both sides wait for the same bytes on the same disk.
"""

import gc
import itertools
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from tests.bench.pairs import Measure, paired
from tui.model.observation import Observation, Provenance, WholeHistory
from tui.model.period import Period
from tui.store import Tick, open_store
from tui.store.connection import insert
from tui.store.rows import FIGURE
from tui.store.schema import create
from tui.store.sqlite import APPLICATION, connect

__all__ = ["measure"]

INDICATORS: Final = 10
SERIES: Final = 100_000
START: Final = datetime(2023, 3, 6, 2, 32, tzinfo=UTC)
MONTHS: Final = [Period.parse(f"2022-M{month:02}") for month in range(1, 13)]
TABLES: Final = {
    "tick": "id, at, epoch, figures, batch, seal",
    "origin": "id, text",
    "latest": f"series, indicator, unit, vintage, {FIGURE}",
    "vintage": f"id, series, {FIGURE}",
}
"""What a tick of figures is written into."""
MOVE: Final = " ".join(
    ("UPDATE latest SET vintage = ?,", ", ".join(f"{name.strip()} = ?" for name in FIGURE.split(",")))
)
ONE: Final = " ".join(
    (
        "SELECT period, recorded, value FROM vintage WHERE series =",
        "(SELECT series FROM latest WHERE indicator = ? AND unit = ?) ORDER BY period LIMIT 1",
    )
)

Rows = list[tuple[Any, ...]]


def indicator(number: int) -> str:
    """The id of one of the indicators."""
    return f"district.indicator{number}"


def figures(month: Period, at: datetime) -> tuple[Observation, ...]:
    """A figure of a month for each of a hundred thousand series, indicator by indicator."""
    units = SERIES // INDICATORS
    return tuple(
        Observation(
            indicator(number // units),
            f"unit{number % units:05}",
            month,
            Decimal(1000 + 7 * number + month.end.month),
            recorded=at,
            provenance=Provenance("cases", "monthly report", retrieved=at, locator=f"#{number + 2}, value"),
        )
        for number in range(SERIES)
    )


class Recording:
    """Ticks that are recorded into an empty store, the last of them timed; and the same rows without us."""

    def __init__(self, folder: Path, months: int) -> None:
        self._folder = Path(tempfile.mkdtemp(dir=folder))
        self._names = map(str, itertools.count())
        moments = [START + timedelta(days=day) for day in range(months)]
        self._ticks = [Tick(at, figures(month, at)) for month, at in zip(MONTHS, moments, strict=False)]
        self._before = self._rows_of(self._ticks[:-1])
        after = self._rows_of(self._ticks)
        self._new = {name: _without(rows, self._before[name]) for name, rows in after.items()}

    def _rows_of(self, ticks: Sequence[Tick]) -> dict[str, Rows]:
        """What ticks leave in each table."""
        path = self._folder / next(self._names)
        with closing(open_store(str(path), write=True)) as store:
            for tick in ticks:
                store.record(tick)
        with closing(sqlite3.connect(path)) as connection:
            return {name: connection.execute(_select(name)).fetchall() for name in TABLES}

    def ours(self) -> float:
        """Seconds of the processor that the last tick takes."""
        path = self._folder / next(self._names)
        with closing(open_store(str(path), write=True)) as store:
            for tick in self._ticks[:-1]:
                store.record(tick)
            began = time.process_time()
            store.record(self._ticks[-1])
            return time.process_time() - began

    def bare(self) -> float:
        """Seconds that its rows alone take, by `executemany` in one transaction."""
        path = self._folder / next(self._names)
        create(str(path), 0o600, APPLICATION)
        with closing(connect(str(path), "rw")) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA journal_mode = WAL")
            _write(connection, self._before, are_new=True)
            began = time.process_time()
            _write(connection, self._new, are_new=len(self._ticks) == 1)
            return time.process_time() - began


def _without(rows: Rows, known: Rows) -> Rows:
    old = set(known)
    return [row for row in rows if row not in old]


def _select(name: str) -> str:
    return " ".join(("SELECT", TABLES[name], "FROM", name, "ORDER BY 1"))


def _write(connection: sqlite3.Connection, tables: dict[str, Rows], *, are_new: bool) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for name, rows in tables.items():
        if name == "latest" and not are_new:
            connection.executemany(" ".join((MOVE, "WHERE series = ?")), [(*row[3:], row[0]) for row in rows])
        else:
            connection.executemany(insert(name, TABLES[name]), rows)
    connection.execute("COMMIT")


def _reading(path: str) -> Measure:
    """The newest figures of all series, as a snapshot asks for them, each made into an observation."""

    def ours() -> float:
        with closing(open_store(path)) as store:
            began = time.process_time()
            history = store.history()
            assert isinstance(history, WholeHistory)
            found = [history.series_by_unit(indicator(number)) for number in range(INDICATORS)]
            spent = time.process_time() - began
            assert sum(map(len, found)) == SERIES
        return spent

    def bare() -> float:
        with closing(sqlite3.connect(path)) as connection:
            began = time.process_time()
            found = connection.execute(_select("latest")).fetchall()
            spent = time.process_time() - began
            assert len(found) == SERIES
        return spent

    return paired(f"latest of {SERIES:,} series ÷ bare SELECT of that table", ours, bare, floor=1.5, runs=9)


def _first_row(path: str) -> Measure:
    """From opening to the first figure of one series, in milliseconds beyond sqlite3's own."""
    asked = (indicator(7), "unit04711")

    def ours() -> object:
        with closing(open_store(path)) as store:
            return store.history().series(*asked)[0]

    def bare() -> object:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(ONE, asked).fetchone()

    def milliseconds(work: Callable[[], object]) -> float:
        began = time.perf_counter()
        assert work()
        return 1000 * (time.perf_counter() - began)

    ours(), bare()
    spent = [(milliseconds(ours), milliseconds(bare)) for _ in range(25)]
    beyond = [mine - other for mine, other in spent]
    note = f"{statistics.median(mine for mine, _ in spent):.3g} / {statistics.median(other for _, other in spent):.3g}"
    return Measure(
        f"first row of one of {SERIES:,} series, ms beyond sqlite3's",
        statistics.median(beyond),
        1.0,
        (min(beyond), max(beyond)),
        note,
    )


def measure() -> list[Measure]:
    """Figures of new series, of the next month of known ones; then reading them."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        was_looked_for = gc.isenabled()
        gc.disable()  # on both sides: neither makes any garbage, and the figures of the bench itself are many
        try:
            new, following = Recording(folder, 1), Recording(folder, 2)
            path = str(folder / "history.db")
            with closing(open_store(path, write=True)) as store:
                store.record(Tick(START, figures(MONTHS[0], START)))
            return [
                paired(f"record {SERIES:,} new series ÷ bare executemany", new.ours, new.bare, floor=2.0, runs=7),
                paired(
                    f"record the next month of {SERIES:,} series ÷ bare executemany",
                    following.ours,
                    following.bare,
                    floor=2.0,
                    runs=7,
                ),
                _reading(path),
                _first_row(path),
            ]
        finally:
            if was_looked_for:
                gc.enable()
