"""What the configuration says of a database as a source: its address, its one query, its secrets."""

from pathlib import Path

import pytest

from tests.config.loading import complaints, loaded
from tui.model.source import Source

HEAD = """
[indicators.a]
name = "A"
[sources.s]
type = "sql"
query = "SELECT v, p FROM t"
map = [{ indicator = "a", value = "v", period = "p" }]
"""


def source(text: str, folder: Path) -> Source:
    return loaded(HEAD + text, folder).sources["s"]


def test_a_file_is_looked_for_beside_the_configuration(tmp_path: Path) -> None:
    assert source('url = "sqlite:///drop/cases.db"', tmp_path).place == f"sqlite:///{tmp_path}/drop/cases.db"
    assert source('url = "sqlite:////srv/cases.db"', tmp_path).place == "sqlite:////srv/cases.db"


def test_a_server_with_its_secret_in_the_environment(tmp_path: Path) -> None:
    found = source('url = "postgresql://reader:${CASES_PASSWORD}@db.example/cases"', tmp_path)
    assert found.place == "postgresql://reader:${CASES_PASSWORD}@db.example/cases"
    assert (found.query, found.every, found.allow_privileged) == ("SELECT v, p FROM t", 900.0, False)
    assert source('url = "postgresql:///cases"\nallow_privileged = true', tmp_path).allow_privileged


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('url = "mysql://db/cases"', "sources.s.url: no database address: "),
        ('url = "sqlite:///"', "sources.s.url: no database address: "),
        ('url = "postgresql://me:secret@db/cases"', "sources.s.url: "),
        ('url = "postgresql://db/cases?user=me&password=secret"', "sources.s.url: "),
        ('url = "postgresql://me:${1}@db/cases"', "sources.s.url: "),
        ('url = "postgresql://me:${P@db/cases"', "sources.s.url: "),
        ('url = "sqlite:///a.db"\nallow_privileged = 1', "sources.s.allow_privileged: "),
        ('url = "sqlite:///a.db"\nheaders = {}', "sources.s.headers: "),
    ],
)
def test_what_is_wrong_is_said_at_its_key_and_no_password_with_it(text: str, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(HEAD.replace("map =", text + "\nmap ="), encoding="utf-8")
    path.chmod(0o644)
    [only] = complaints(str(path))
    assert complaint in only
    assert "secret@" not in only
    assert complaints(str(path), "zh")


def test_a_password_may_stand_in_a_file_that_nobody_else_reads(tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    path.touch(0o600)
    assert source('url = "postgresql://me:secret@db/cases"', tmp_path).place.endswith("@db/cases")
