"""SQLite files as sources: only read, within bounds, and told apart where they are no database (S2, S3, S5)."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.sources.parts import NOW, brief, read, refusal, said, source
from tui.errors import SourceError
from tui.model.source import Source, SourceMap
from tui.sources import database, problems

MAP = SourceMap("audit.units", unit="unit", value="covered", period="year")
QUERY = "SELECT unit, covered, year FROM audit ORDER BY unit"


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE audit (unit TEXT, covered, year INTEGER, rate REAL)")
        made.execute("CREATE INDEX by_unit ON audit (unit)")
        made.executemany(
            "INSERT INTO audit VALUES (?, ?, ?, ?)",
            [("a", 1, 2022, 0.57), ("b", "<30", 2022, 14.47), ("c", None, 2022, None), ("d", 0, 2021, 2.5)],
        )
        made.commit()
    return path


def asking(path: Path, query: str = QUERY, mapping: SourceMap = MAP, **fields: Any) -> Source:
    return source(f"sqlite:///{path}", mapping, kind="sql", query=query, **fields)


def failure(declared: Source) -> str:
    with pytest.raises(SourceError) as refused:
        read(declared)
    return refusal(refused.value)


def test_the_columns_of_a_result_are_those_of_a_table(cases: Path) -> None:
    """NULL is no value, whatever stands for none in texts; a bound stays a bound."""
    reading = read(asking(cases, missing=("-",)))
    assert brief(reading.observations) == [
        ("audit.units", "a", "2022", "1", "A"),
        ("audit.units", "b", "2022", "<30", "A"),
        ("audit.units", "d", "2021", "0", "A"),
    ]
    first = reading.observations[0]
    assert (first.provenance.locator, first.recorded) == ("#1, covered", NOW)
    assert first.provenance.sha256 == reading.sha256 != ""


def test_numbers_are_what_they_were_written_for(cases: Path) -> None:
    query = "SELECT unit, rate, year FROM audit UNION ALL SELECT 'sum', 0.1 + 0.2, 2022 UNION ALL SELECT 'e', 9e999, 1"
    found = read(asking(cases, query + " LIMIT 5", MAP._replace(value="rate"))).observations
    assert [seen.value for seen in found] == [Decimal("0.57"), Decimal("14.47"), Decimal("2.5"), Decimal("0.3")]
    assert failure(asking(cases, query, MAP._replace(value="rate"))) == "row 6, column rate: inf is not a number"


def test_an_unchanged_result_is_said_to_be_unchanged(cases: Path) -> None:
    first = read(asking(cases))
    assert read(asking(cases), first.validators).unchanged
    with closing(sqlite3.connect(cases)) as other:
        other.execute("UPDATE audit SET covered = 0 WHERE unit = 'a'")
        other.commit()
    again = read(asking(cases), first.validators)
    assert not again.unchanged
    assert again.observations[0].value == 0


def test_a_wal_file_is_read_to_its_end(cases: Path) -> None:
    with closing(sqlite3.connect(cases)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE audit SET covered = 7 WHERE unit = 'a'")
        other.commit()
        assert read(asking(cases)).observations[0].value == 7


@pytest.mark.parametrize("name", ["odd name?mode=rwc.db", "100%.db", "数据.db", "a#b.db"])
def test_any_file_name_is_only_a_name(tmp_path: Path, cases: Path, name: str) -> None:
    os.rename(cases, tmp_path / name)
    assert len(read(asking(tmp_path / name)).observations) == 3
    assert os.listdir(tmp_path) == [name]


def test_a_file_that_is_missing_is_not_created(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert failure(asking(path)) == f"{path}: no such file"
    assert os.listdir(tmp_path) == []


def test_what_is_no_database_is_said(tmp_path: Path, cases: Path) -> None:
    path = tmp_path / "text.db"
    path.write_text("unit,covered\na,1\n" * 100, encoding="utf-8")
    assert failure(asking(path)) == f"{path}: not a SQLite database"
    constant = "SELECT 'a' AS unit, 2022 AS year, 1 AS covered"
    assert failure(asking(path, constant)) == f"{path}: not a SQLite database", "though nothing in it is asked for"
    os.mkfifo(tmp_path / "pipe.db")
    assert failure(asking(tmp_path / "pipe.db")).endswith("pipe.db: not a regular file")
    (tmp_path / "empty.db").touch()
    assert failure(asking(tmp_path / "empty.db")) == "the database refuses the query: no such table: audit"
    damaged = bytearray(cases.read_bytes())
    damaged[4096:] = b"\xff" * (len(damaged) - 4096)
    cases.write_bytes(damaged)
    assert failure(asking(cases)) == f"{cases}: the database is damaged"


def test_a_locked_database_is_waited_for_until_the_deadline(cases: Path) -> None:
    with closing(sqlite3.connect(cases, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert failure(asking(cases, timeout=0.5)) == f"{cases}: locked by another program, for 0.5 s"
        other.execute("ROLLBACK")
    assert len(read(asking(cases, timeout=0.5)).observations) == 3


FORBIDDEN = "the query does more than read: not authorized"
STATEMENTS = [
    "DROP TABLE audit",
    "DELETE FROM audit RETURNING unit, covered, year",
    "INSERT INTO audit VALUES ('x', 1, 2022, 1) RETURNING *",
    "UPDATE audit SET covered = 1 RETURNING *",
    "CREATE TABLE other (a)",
    "CREATE TEMP TABLE other AS SELECT 1",
    "ATTACH 'other.db' AS other",
    "VACUUM INTO 'other.db'",
    "VACUUM",
    "PRAGMA query_only = OFF",
    "PRAGMA journal_mode = WAL",
    "BEGIN IMMEDIATE",
    "REINDEX",
]
NO_QUERY = "not a query: it begins with {}; a query begins with SELECT or WITH"
CORPUS = [
    *((query, NO_QUERY.format(query.split()[0])) for query in STATEMENTS),
    ("-- SELECT\n/* WITH */ EXPLAIN SELECT 1", NO_QUERY.format("EXPLAIN")),
    ("WITH a AS (SELECT 1) DELETE FROM audit RETURNING unit, covered, year", FORBIDDEN),
    ("WITH a AS (SELECT 1) INSERT INTO audit SELECT 1, 1, 1, 1 RETURNING *", FORBIDDEN),
    ("WITH a AS (SELECT 1) UPDATE audit SET covered = 1 RETURNING *", FORBIDDEN),
    ("SELECT * FROM pragma_table_info('audit')", FORBIDDEN),
    ("SELECT 1; DROP TABLE audit", "more than one statement"),
    ("SELECT load_extension('x')", "the query does more than read: not authorized to use function: load_extension"),
    ("SELECT no_such_column FROM audit", "the database refuses the query: no such column: no_such_column"),
]


@pytest.mark.parametrize(("query", "words"), CORPUS)
def test_a_query_can_do_nothing_but_read(cases: Path, query: str, words: str) -> None:
    """S3: the database itself refuses, the file and its folder stay as they are."""
    before = cases.read_bytes()
    assert failure(asking(cases, query)) == words
    assert cases.read_bytes() == before
    assert os.listdir(cases.parent) == ["cases.db"]


@pytest.mark.parametrize(("query", "words"), CORPUS)
def test_validating_finds_what_the_database_refuses(cases: Path, query: str, words: str) -> None:
    (found,) = problems(asking(cases, query), "i.toml", reach={})
    assert (found.key, said(found.message)) == ("sources.s.query", words)
    elsewhere = problems(asking(cases, query), "i.toml")
    assert bool(elsewhere) == words.startswith("not a query"), "and reaches for nothing where it was not asked to"


def test_validating_says_nothing_of_a_database_that_is_elsewhere(tmp_path: Path, cases: Path) -> None:
    assert problems(asking(tmp_path / "none.db"), "i.toml", reach={}) == []
    assert problems(asking(cases), "i.toml", reach={}) == []
    cases.write_text("no database, but a text", encoding="utf-8")
    (found,) = problems(asking(cases), "i.toml", reach={})
    assert found.key == "sources.s.url"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT count(*) AS unit, 1 AS covered, 2022 AS year FROM audit a, audit b, audit c, audit d, audit e, audit f,"
        " audit g, audit h, audit i, audit j, audit k, audit l, audit m, audit n, audit o, audit p",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS unit, 1, 2 FROM n",
    ],
)
def test_a_query_that_runs_on_is_stopped(cases: Path, query: str) -> None:
    """S2: by the engine, so that the thread is free again."""
    begun = time.process_time()
    assert failure(asking(cases, query, timeout=0.5)) == "no complete result within 0.5 s"
    stopped = time.process_time()
    time.sleep(0.2)
    assert time.process_time() - stopped < 0.1, "nothing runs on"
    assert stopped - begun < 5


@pytest.mark.parametrize("query", STATEMENTS)
def test_the_engine_refuses_what_is_no_query(cases: Path, query: str) -> None:
    """Were the first word ever to let one pass."""
    before = cases.read_bytes()
    with pytest.raises(SourceError):
        database.fetched(database.asked(asking(cases), {})._replace(query=query))
    assert cases.read_bytes() == before
    assert os.listdir(cases.parent) == ["cases.db"]


def numbers(count: int, cell: str = "1") -> str:
    return (
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
        f" SELECT i AS unit, {cell} AS covered, 2022 AS year FROM n"
    )


def bounds() -> Iterator[tuple[str, str]]:
    yield numbers(10_001), "more than 10000 rows"
    yield numbers(1, "zeroblob(900000000)"), "a value of more than 131072 characters"
    yield numbers(1, "hex(zeroblob(100000))"), "row 1, column covered: a value of more than 131072 characters"
    yield numbers(100, "hex(zeroblob(50000))"), "result larger than 5242880 bytes"
    yield numbers(1, "x'00'"), "row 1, column covered: not text, number or date; leave it out or cast it in the query"
    yield "SELECT 1 AS unit, 2 AS unit", "the column unit stands twice in the result"
    yield "SELECT 1 AS unit", "there is no column covered; the columns are unit"


@pytest.mark.parametrize(("query", "words"), list(bounds()))
def test_a_result_beyond_bounds_is_an_error_and_not_its_beginning(cases: Path, query: str, words: str) -> None:
    assert failure(asking(cases, query)) == words


def test_ten_thousand_rows_are_a_result(cases: Path) -> None:
    assert len(read(asking(cases, numbers(10_000))).observations) == 10_000


def test_where_nobody_may_write_nothing_is_written(cases: Path) -> None:
    """The guard is the engine's own: a file that could be written is opened so that it cannot."""
    cases.chmod(0o444)
    assert len(read(asking(cases)).observations) == 3
