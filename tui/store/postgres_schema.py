"""The tables of a PostgreSQL store: those of a SQLite store, so that the same queries serve both.

Text is compared byte by byte, whatever the database's own collation, because instants are text of one width.
"""

from typing import Final

from tui.store.link import SCHEMA

__all__ = ["MIGRATIONS"]

_TEXT: Final = 'TEXT COLLATE "C"'
_FIGURE: Final = f"""
    period {_TEXT} NOT NULL,
    recorded {_TEXT} NOT NULL,
    value {_TEXT},
    op {_TEXT} NOT NULL,
    flag {_TEXT} NOT NULL,
    numerator {_TEXT},
    denominator {_TEXT},
    source {_TEXT} NOT NULL,
    origin BIGINT NOT NULL,
    locator {_TEXT} NOT NULL,
    tick BIGINT NOT NULL"""

_FIRST: Final = (
    f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}",
    "CREATE TABLE version (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL)",
    "INSERT INTO version VALUES (1, 0)",
    f"""
CREATE TABLE tick (
    id BIGINT PRIMARY KEY,
    at {_TEXT} NOT NULL UNIQUE,
    epoch BIGINT NOT NULL,
    figures BIGINT NOT NULL,
    batch {_TEXT} NOT NULL,
    seal {_TEXT} NOT NULL
)""",
    f"""
CREATE TABLE pruning (
    tick BIGINT NOT NULL,
    pruned BIGINT NOT NULL,
    figures BIGINT NOT NULL,
    batch {_TEXT} NOT NULL,
    before {_TEXT} NOT NULL,
    by {_TEXT} NOT NULL,
    PRIMARY KEY (tick, pruned)
)""",
    f"CREATE TABLE origin (id BIGINT PRIMARY KEY, text {_TEXT} NOT NULL)",
    # By hash: the text may be longer than what a tree takes. That it stands there once, its writers see to.
    "CREATE INDEX origin_of_text ON origin USING hash (text)",
    f"""
CREATE TABLE latest (
    series BIGINT PRIMARY KEY,
    indicator {_TEXT} NOT NULL,
    unit {_TEXT} NOT NULL,
    vintage BIGINT NOT NULL,{_FIGURE},
    UNIQUE (indicator, unit)
)""",
    f"""
CREATE TABLE vintage (
    id BIGINT PRIMARY KEY,
    series BIGINT NOT NULL,{_FIGURE}
)""",
    "CREATE INDEX vintage_of_series ON vintage (series, period, recorded)",
    f"""
CREATE TABLE source (
    id {_TEXT} PRIMARY KEY,
    type {_TEXT} NOT NULL,
    state {_TEXT} NOT NULL,
    last_attempt {_TEXT},
    last_success {_TEXT},
    last_change {_TEXT},
    failures BIGINT NOT NULL,
    error {_TEXT},
    next_due {_TEXT},
    etag {_TEXT} NOT NULL,
    last_modified {_TEXT} NOT NULL,
    fingerprint {_TEXT} NOT NULL,
    latency DOUBLE PRECISION,
    rows BIGINT NOT NULL,
    definition {_TEXT} NOT NULL
)""",
    f"""
CREATE TABLE gap (
    id BIGINT PRIMARY KEY,
    since {_TEXT} NOT NULL,
    until {_TEXT} NOT NULL,
    ticks BIGINT NOT NULL,
    reason {_TEXT} NOT NULL
)""",
    f"""
CREATE TABLE collector (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch BIGINT NOT NULL,
    pid BIGINT NOT NULL,
    host {_TEXT} NOT NULL,
    since {_TEXT} NOT NULL,
    heartbeat {_TEXT} NOT NULL,
    trouble {_TEXT},
    trouble_since {_TEXT},
    remark {_TEXT}
)""",
    "CREATE TABLE revision (one INTEGER PRIMARY KEY CHECK (one = 1), number BIGINT NOT NULL)",
    "INSERT INTO revision VALUES (1, 1)",
)

_SECOND: Final = (
    # One row a collector; of those that are gone the newest stays.
    "ALTER TABLE collector DROP COLUMN one",
    "ALTER TABLE collector ADD COLUMN gone BOOLEAN NOT NULL DEFAULT false",
    "ALTER TABLE collector ADD PRIMARY KEY (epoch)",
    # Whose a source is, and who asks for it.
    f"CREATE TABLE claim (source {_TEXT} PRIMARY KEY, epoch BIGINT NOT NULL, wanted BIGINT)",
    "CREATE INDEX claim_wanted ON claim (epoch) WHERE wanted IS NOT NULL",
)

MIGRATIONS: Final = (_FIRST, _SECOND)
"""Statements that lead from version n to n + 1; the first ones make an empty store."""
