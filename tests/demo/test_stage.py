"""A whole demonstration, without a screen: its server, a real collector, a store; then nothing of it is left."""

import io
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.exports.reread import document
from tests.monitor.world import eventually
from tests.processes import line, python
from tui.config import load
from tui.demo import Stage, stage
from tui.demo.declaration import PREFIX
from tui.exports import FORMATS, render
from tui.model.snapshot import Snapshot
from tui.monitor.viewer import Viewer
from tui.words import LANGUAGES, Words

SAID = ("made up", "made_up", "\u865a\u6784")
"""By which it is known in every file."""

QUICK = 6.0
"""Seconds that a year takes here."""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the demonstration makes its own."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def made() -> Iterator[Stage]:
    with stage(QUICK) as made:
        yield made


def running(folder: Path) -> list[str]:
    """The command lines of processes that were told anything of a folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if f"{folder}/zhibiao-demo-" in command:
                found.append(command)
    return found


def test_it_ends_at_the_figures_that_the_report_published(made: Stage, report: Snapshot, temporary: Path) -> None:
    """Through HTTP, the collector and the store, to the last digit; what came before says that it was made up."""
    viewer = Viewer(load(made.config, os.environ), made.store, lambda: datetime.now(UTC), calendar=made.year.day)
    seen = {viewer.snapshot.as_of.date()}
    made_up: set[str] = set()

    def arrived() -> bool:
        viewer.fresh()
        seen.add(viewer.snapshot.as_of.date())
        for each in viewer.snapshot.assessments:
            if each.observation is not None and each.observation.provenance.source.startswith(PREFIX):
                made_up.add(each.observation.provenance.document)
        return viewer.snapshot.counts == report.counts

    eventually(arrived, 60)
    assert len(seen) > 3
    assert made_up
    assert all("made up" in said for said in made_up)
    for each, published in zip(viewer.snapshot.assessments, report.assessments, strict=True):
        assert (each.id, each.unit) == (published.id, published.unit)
        assert (each.value, each.op, each.numerator, each.denominator) == (
            published.value,
            published.op,
            published.numerator,
            published.denominator,
        )
        assert each.status == published.status
        if each.observation is not None and published.observation is not None:
            assert each.observation.provenance.document == published.observation.provenance.document
    assert viewer.snapshot.as_of.date() == made.year.last
    said = document(viewer.snapshot)
    assert "made up" in said["title"]["en"]
    assert [source["id"].startswith(PREFIX) for source in said["sources"]] == [True] * 5 + [False]
    viewer.close()
    assert len(running(temporary)) == 1


def test_every_file_that_is_written_on_the_way_says_that_it_is_made_up() -> None:
    """In both languages, by its title, its documents or the names of its sources."""
    with stage(300.0, date(2022, 7, 20)) as made:
        viewer = Viewer(load(made.config, os.environ), made.store, lambda: datetime.now(UTC), calendar=made.year.day)
        eventually(lambda: viewer.fresh() and all(source.state == "ok" for source in viewer.snapshot.sources))
        for format in FORMATS:
            for language in LANGUAGES:
                written = render(viewer.snapshot, format, Words(language))
                if format == "xlsx":
                    with zipfile.ZipFile(io.BytesIO(written)) as book:
                        written = book.read("xl/sharedStrings.xml")
                assert any(said in written.decode() for said in SAID), format
        viewer.close()


def test_its_failures_are_real(made: Stage) -> None:
    """What the services are told to do, they do to whoever asks."""
    found = re.search(r'"url" = "(http://127\.0\.0\.1:\d+)/', Path(made.config).read_text(encoding="utf-8"))
    assert found
    url = found[1]
    kinds: set[str] = set()

    def asked() -> bool:
        for name, failure in (("cases", TimeoutError), ("services", urllib.error.HTTPError)):
            try:
                urllib.request.urlopen(f"{url}/{name}.json", timeout=0.2).close()
            except failure as error:
                kinds.add(f"{name} {getattr(error, 'code', '')}")
                if isinstance(error, urllib.error.HTTPError):
                    error.close()
        return len(kinds) == 2

    eventually(asked)
    assert kinds == {"cases ", "services 500"}


def test_nothing_is_left_of_it(temporary: Path) -> None:
    with stage(QUICK):
        assert [entry.name.startswith("zhibiao-demo-") for entry in temporary.iterdir()] == [True]
        eventually(lambda: running(temporary))
    assert list(temporary.iterdir()) == []
    assert running(temporary) == []


SETS_UP = """
import sys, time
from tui.demo import stage
with stage(60.0) as made:
    print(made.config, flush=True)
    time.sleep(99)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_of_one_that_was_killed(number: signal.Signals, temporary: Path) -> None:
    """What replays the year notices, and clears away what its owner cannot."""
    with python("-c", SETS_UP) as process:
        config = Path(line(process))
        assert config.exists()
        process.send_signal(number)
        process.wait(20)
        eventually(lambda: not config.parent.exists() and not running(temporary))


def test_nothing_of_it_is_loaded_by_other_verbs() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, tui.cli.watch, tui.cli.snapshot, tui.app; print([*sys.modules])"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "tui.app" in done.stdout
    assert "tui.demo" not in done.stdout
