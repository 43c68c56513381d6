"""The chain of seals: whatever is edited, deleted, inserted or back-dated is found, at the seal that it breaks (T12).

The forger here knows SQL and writes the file itself, but has no other copy of the chain.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.conftest import Open
from tests.store.figures import START, figure, moment
from tui.errors import StoreError
from tui.store import Proof, Store, Tick, open_store

TICKS = 6


@pytest.fixture
def sealed(path: Path) -> Path:
    """Six ticks of two figures each."""
    store = open_store(str(path), write=True)
    for number in range(TICKS):
        at = moment(number)
        store.record(Tick(at, (figure(str(number), at), figure(str(10 + number), at, unit="a"))))
    store.close()
    return path


def forged(path: Path, *statements: str) -> None:
    """Change the file behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def proof_of(path: Path, witness: str = "") -> Proof:
    store = open_store(str(path))
    try:
        return store.verify(witness)
    finally:
        store.close()


def test_an_untouched_history_is_proven(sealed: Path) -> None:
    """How much there is, from when to when, and the last seal, which every snapshot shows."""
    found = proof_of(sealed)
    assert (found.ticks, found.figures, found.dropped, found.breach) == (TICKS, 2 * TICKS, 0, None)
    assert (found.first, found.last) == (START, moment(TICKS - 1))
    store = open_store(str(sealed))
    assert found.seal == store.seal()
    store.close()


def test_a_store_that_is_not_there_has_nothing_to_prove(path: Path) -> None:
    assert proof_of(path) == Proof(0)
    assert not path.exists()


COPY = (
    "INSERT INTO vintage SELECT {id}, series, period, recorded, '99', op, flag, numerator, denominator, source, origin,"
)

FORGERIES: dict[str, tuple[tuple[str, ...], int, str]] = {
    "a value edited": (("UPDATE vintage SET value = '4' WHERE id = 5",), 3, "figures"),
    "a flag edited": (("UPDATE vintage SET flag = 'P' WHERE id = 6",), 3, "figures"),
    "a period edited": (("UPDATE vintage SET period = '2021' WHERE id = 6",), 3, "figures"),
    "a figure back-dated": (("UPDATE vintage SET recorded = '2020-01-01' WHERE id = 7",), 4, "figures"),
    "an entry back-dated": (("UPDATE tick SET at = '2020-01-01T00:00:00.000000Z' WHERE id = 2",), 2, "seal"),
    "a figure deleted": (("DELETE FROM vintage WHERE id = 3",), 2, "figures"),
    "all figures of a tick deleted": (("DELETE FROM vintage WHERE tick = 4",), 4, "figures"),
    "a tick deleted": (("DELETE FROM vintage WHERE tick = 4", "DELETE FROM tick WHERE id = 4"), 4, "missing"),
    "the first tick deleted": (("DELETE FROM vintage WHERE tick = 1", "DELETE FROM tick WHERE id = 1"), 1, "missing"),
    "a figure inserted": ((f"{COPY} locator, 3 FROM vintage WHERE id = 5".format(id=99),), 3, "figures"),
    "a figure inserted under no seal": ((f"{COPY} locator, 9 FROM vintage WHERE id = 5".format(id=99),), 9, "stray"),
    "a figure moved": (("UPDATE vintage SET tick = 2 WHERE id = 11",), 2, "figures"),
    "two figures exchanged": (
        (
            "UPDATE vintage SET id = 99 WHERE id = 5",
            "UPDATE vintage SET id = 5 WHERE id = 6",
            "UPDATE vintage SET id = 6 WHERE id = 99",
        ),
        3,
        "figures",
    ),
    "a document edited": (("UPDATE origin SET text = replace(text, 'Report', 'Rumour')",), 1, "figures"),
    "a series renamed": (("UPDATE latest SET unit = 'b' WHERE unit = 'a'",), 1, "figures"),
    "a number written otherwise": (("UPDATE vintage SET value = '4.0' WHERE id = 9",), 5, "figures"),
    "a seal edited": ((f"UPDATE tick SET seal = '{'0' * 64}' WHERE id = 5",), 5, "seal"),
    "a collector's number edited": (("UPDATE tick SET epoch = 3 WHERE id = 5",), 5, "seal"),
    "what is shown as newest edited": (("UPDATE latest SET value = '88' WHERE unit = 'a'",), TICKS, "latest"),
    "an older figure shown as newest": (("UPDATE latest SET vintage = 2 WHERE unit = 'a'",), TICKS, "latest"),
    "a series of its own invented": (
        (
            "INSERT INTO latest SELECT 9, 'x', '', 9, period, recorded, value, op, flag, numerator, denominator, "
            "source, origin, locator, tick FROM latest WHERE series = 1",
        ),
        TICKS,
        "latest",
    ),
    "a pruning invented": (
        ("DELETE FROM vintage WHERE id = 3", "INSERT INTO pruning VALUES (9, 2, 1, 'x', '2023', 'me')"),
        2,
        "figures",
    ),
    "a pruning under no seal": (("INSERT INTO pruning VALUES (9, 99, 1, 'x', '2023', 'me')",), 9, "stray"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_the_first_bad_seal_is_named(forgery: str, sealed: Path) -> None:
    statements, tick, kind = FORGERIES[forgery]
    forged(sealed, *statements)
    breach = proof_of(sealed).breach
    assert breach is not None
    assert (breach.tick, breach.message.key) == (tick, f"proof.breach.{kind}")


def test_every_single_edit_of_a_row_is_found(sealed: Path) -> None:
    """Column by column, row by row: each change of text breaks the seal of its own tick."""
    with closing(sqlite3.connect(sealed)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info (vintage)") if row[2] == "TEXT"]
        ticks = dict(connection.execute("SELECT id, tick FROM vintage"))
    for column in columns:
        for row, tick in ticks.items():
            was = f"CREATE TABLE was AS SELECT {column} AS it FROM vintage WHERE id = {row}"
            forged(sealed, was, f"UPDATE vintage SET {column} = coalesce({column}, '') || '!' WHERE id = {row}")
            breach = proof_of(sealed).breach
            assert breach is not None, (column, row)
            assert breach.tick == tick, (column, row)
            back = f"UPDATE vintage SET {column} = (SELECT it FROM was) WHERE id = {row}"
            forged(sealed, back, "DROP TABLE was")
    assert proof_of(sealed).breach is None


CUT = (
    "DELETE FROM latest",
    "DELETE FROM vintage WHERE tick > 4",
    "DELETE FROM tick WHERE id > 4",
    "INSERT INTO latest SELECT series, 'pufa.aides', CASE series WHEN 1 THEN '' ELSE 'a' END, id, period, recorded, "
    "value, op, flag, numerator, denominator, source, origin, locator, tick FROM vintage WHERE tick = 4",
)


def test_a_seal_kept_elsewhere_shows_that_the_end_was_cut_off(sealed: Path) -> None:
    """The chain alone cannot: what is left of it is whole."""
    kept = proof_of(sealed).seal
    assert kept is not None
    assert proof_of(sealed, kept[:12]).witnessed == TICKS
    forged(sealed, *CUT)
    assert proof_of(sealed).breach is None
    breach = proof_of(sealed, kept).breach
    assert breach is not None
    assert breach.message.key == "proof.breach.witness"


def test_an_older_seal_is_a_witness_too(sealed: Path) -> None:
    """The history went on since, and is the same up to there."""
    kept = proof_of(sealed).seal
    assert kept is not None
    store = open_store(str(sealed), write=True)
    store.record(Tick(moment(60), (figure("99", moment(60)),)))
    store.close()
    found = proof_of(sealed, kept.upper())
    assert (found.ticks, found.witnessed, found.breach) == (TICKS + 1, TICKS, None)


def answers(store: Store, known_by: float) -> list[tuple[str, str, str]]:
    """What is known of everything at a moment."""
    history = store.history(known_by=moment(known_by))
    return [
        (unit, seen.period.text, str(seen.value))
        for unit in history.units("pufa.aides")
        for seen in history.series("pufa.aides", unit)
    ]


@pytest.fixture
def long(opened: Open) -> Store:
    """Figures of two periods and two sources, corrected now and then; one came in late."""
    store = opened()
    for number in range(12):
        at = moment(number)
        source = "" if number % 5 == 4 else "audit"
        dated = moment(-number) if number == 7 else at
        store.record(Tick(at, (figure(str(number), dated, period=f"202{number % 2}", source=source),)))
        store.record(Tick(at, (figure(str(number // 3), at, unit="a"),)))
    return store


def test_a_pruning_changes_no_answer_about_its_date_or_later(long: Store) -> None:
    """Only what was replaced before goes; the seals still hold, and say what went."""
    if not long.keeps:
        assert long.prune(moment(9), moment(99), "li") == 0
        return
    later = [answers(long, known_by) for known_by in range(9, 13)]
    before = long.verify()
    dropped = long.prune(moment(9), moment(99), "li")
    assert dropped > 3
    after = long.verify()
    assert after.breach is None
    assert (after.ticks, after.dropped, after.figures) == (before.ticks + 1, dropped, before.figures - dropped)
    assert [answers(long, known_by) for known_by in range(9, 13)] == later
    assert long.prune(moment(9), moment(100), "li") == 0


def test_what_a_pruning_dropped_does_not_come_back(long: Store) -> None:
    """A source that repeats itself is still no news."""
    long.prune(moment(9), moment(99), "li")
    assert long.record(Tick(moment(100), (figure("10", moment(100), period="2020"),))) == ()
    assert long.prune(moment(99), moment(101), "li") == 0 or long.verify().breach is None


def test_a_second_pruning_carries_the_chain_on(long: Store) -> None:
    for number in range(3):
        long.prune(moment(4 * (number + 1)), moment(99 + number), "li")
        long.record(Tick(moment(200 + number), (figure(str(number), moment(200 + number)),)))
        assert long.verify().breach is None


def test_who_prunes_without_leave_is_found_out(sealed: Path) -> None:
    """After a pruning too: what it left is sealed."""
    store = open_store(str(sealed), write=True)
    assert store.prune(moment(5), moment(99), "li") == 8
    assert store.log_bytes() == 0, "the room is given back at once"
    store.close()
    assert proof_of(sealed).breach is None
    forged(sealed, "UPDATE pruning SET by = 'wang'")
    breach = proof_of(sealed).breach
    assert breach is not None
    assert (breach.tick, breach.message.key) == (TICKS + 1, "proof.breach.figures")


def test_a_broken_chain_is_not_carried_on(sealed: Path) -> None:
    """Dropping figures would hide where it broke."""
    forged(sealed, "UPDATE vintage SET value = '4' WHERE id = 5")
    store = open_store(str(sealed), write=True)
    with pytest.raises(StoreError) as caught:
        store.prune(moment(5), moment(99), "li")
    assert caught.value.message.key == "store.broken"
    assert len(store.entries("pufa.aides")) == 2 * TICKS
    store.close()


def test_a_viewer_that_looks_on_sees_a_pruned_history_anew(sealed: Path) -> None:
    """What changed cannot be told from the newest figures alone."""
    store, viewer = open_store(str(sealed), write=True), open_store(str(sealed))
    before, version = viewer.history(), viewer.version()
    store.prune(moment(5), moment(99), "li")
    assert viewer.version() != version
    assert viewer.changed(before, viewer.history()) is None
    store.close()
    viewer.close()
