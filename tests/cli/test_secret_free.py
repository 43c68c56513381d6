"""Who only looks on needs no secret and gets none: neither the right to read it nor its value (M5)."""

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.monitor.world import Register
from tests.processes import line, python

SECRET = "canary-4f1c09"
AS_ROOT = os.geteuid() == 0
OTHER = 64001 if AS_ROOT else os.geteuid()
"""Whoever is not root tries it with the same account, from which the secret is taken away."""

TOML = """\
schema = 1
store = "{folder}/shared/history.db"
[sources.register]
type = "http"
url = "{url}"
every = "1s"
headers = {{ Authorization = {{ file = "{folder}/own/token" }}, Cookie = "id=${{REGISTER_COOKIE}}" }}
[[sources.register.map]]
indicator = "aides"
value = "$.aides"
period = "$.year"
[indicators.aides]
name = "Legal aides"
unit = "PERSONS"
target = {{ op = "ge", value = 889, mode = "hold" }}
"""

LOOKS_ON = """
import contextlib, io, os, sys
from tui.cli import main
user, config, token = int(sys.argv[1]), sys.argv[2], sys.argv[3]
snapshot = ["snapshot", "--format", "json", "-c", config]
plain = ["watch", "--plain", "--read-only", "--lang", "en", "-c", config]
# Once beforehand: the interpreter's own modules may be out of the other account's reach.
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
    main(snapshot)
    main([*plain, "--as-of", "2022-12-31"])
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
try:
    print(open(token).read(), flush=True)
except OSError as error:
    print(type(error).__name__, flush=True)
code = main(snapshot)
print(flush=True)
print("ended with", code, flush=True)
main(plain)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A configuration and a history that everybody may read, and a secret that only its owner may."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        (folder / "shared").mkdir(mode=0o755)
        (folder / "own").mkdir(mode=0o700)
        token = folder / "own" / "token"
        token.write_text(SECRET)
        token.chmod(0o600)
        yield folder


def test_who_looks_on_needs_no_secret_and_gets_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The collector sends it; the viewers have the figures, names and targets, and nothing else."""
    token = folder / "own" / "token"
    config = folder / "indicators.toml"
    monkeypatch.setenv("REGISTER_COOKIE", f"{SECRET}-too")
    with Register() as register:
        config.write_text(TOML.format(folder=folder, url=register.url))
        with python("-m", "tui", "collect", "--once", "-q", "-c", str(config)) as collector:
            assert collector.wait(60) == 0, collector.communicate()
        assert register.hits
    monkeypatch.delenv("REGISTER_COOKIE")
    if not AS_ROOT:
        token.chmod(0)
    with python("-c", LOOKS_ON, str(OTHER), str(config), str(token)) as viewer:
        assert line(viewer) == "PermissionError"
        snapshot = ""
        while "ended with" not in snapshot:
            snapshot += line(viewer)
        (shown,) = json.loads(snapshot.partition("ended with")[0])["indicators"]
        assert (shown["value"], shown["target"]["value"]) == (600, 889)
        said = [line(viewer) for _ in range(3)]
        assert "600" in " ".join(said)
        viewer.terminate()
        rest, errors = viewer.communicate(timeout=20)
    for text in (snapshot, *said, rest, errors, config.read_text()):
        assert SECRET not in text
    assert all(SECRET.encode() not in file.read_bytes() for file in (folder / "shared").iterdir())
