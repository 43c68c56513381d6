"""What every test may rely on: an environment of its own, and no skip that nobody sees."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.browser import Browser
from tests.office import Office
from tests.postgres import Server, server

for name in [name for name in os.environ if name.startswith(("TEXTUAL", "ZHIBIAO", "XDG_", "LC_"))]:
    del os.environ[name]
for name in ("NO_COLOR", "COLORTERM", "LANGUAGE", "SSH_CONNECTION"):
    os.environ.pop(name, None)
# Before anything imports Textual, which reads them at import.
os.environ.update({"LANG": "C.UTF-8", "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"})


@pytest.fixture
def anyio_backend() -> str:
    """Coroutine tests run on asyncio, as the program does."""
    return "asyncio"


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home directory, so that no test reads or writes the developer's own files."""
    empty = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(empty))
    monkeypatch.setenv("XDG_STATE_HOME", str(empty / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(empty / "config"))
    return empty


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL server, started for the first test that needs one."""
    with server() as made:
        yield made


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice without a window."""
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, started when the first page is opened."""
    with Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed run: `-ra` has printed why."""
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
