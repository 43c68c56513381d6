"""What a collector does that runs short of descriptors or memory, or whose sources are all down at once (R1)."""

import os
import re
import resource
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, Self

from tests.monitor.world import World, eventually, world
from tests.postgres import free_port
from tests.processes import ROOT
from tui.monitor.intake import CONCURRENCY
from tui.store import open_store

BODY = 5 * 1024
"""Kibibytes of the longest answer."""
MANY = 10_000

SOURCE = """\
[sources.s{number}]
type = "http"
url = "http://127.0.0.1:{port}/{number}"
every = "60s"
[[sources.s{number}.map]]
indicator = "pufa.aides"
value = "$.aides"
const = {{ period = "2022", unit = "u{number}" }}
"""


class Done(NamedTuple):
    """A process that ended."""

    code: int
    seconds: float
    peak: int
    """The most memory that it had, in kibibytes."""
    lines: list[str]


def collected(folder: Path, count: int) -> Done:
    """`zhibiao collect --once` of so many sources, none of which there is."""
    port = free_port()
    config, log = folder / f"{count}.toml", folder / f"{count}.log"
    head = 'schema = 1\n[dashboard]\ntitle = "t"\n[indicators."pufa.aides"]\nname = "aides"\n'
    sources = "".join(SOURCE.format(number=number, port=port) for number in range(count))
    config.write_text(head + sources, encoding="utf-8")
    store = str(folder / f"{count}.db")
    began = time.monotonic()
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "tui", "--lang", "en", "-c", str(config), "--store", store, "collect", "--once"],
            cwd=ROOT,
            stdout=said,
            stderr=said,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    lines = log.read_text(encoding="utf-8").splitlines()
    return Done(process.returncode, time.monotonic() - began, usage.ru_maxrss, lines)


def test_ten_thousand_sources_that_are_down_are_done_within_their_interval(tmp_path: Path) -> None:
    """By the real program: 3 at the end, a line each, and no more memory than the answers that may be open at once."""
    few, many = collected(tmp_path, 10), collected(tmp_path, MANY)
    assert (few.code, many.code) == (3, 3)
    assert many.seconds < 60
    assert many.peak <= few.peak + CONCURRENCY * BODY
    told = [line for line in many.lines if "failed once, trying again" in line]
    assert len(told) == MANY
    assert len(many.lines) == MANY + 2, "beside them it began and it stopped"
    with closing(open_store(str(tmp_path / f"{MANY}.db"))) as store:
        assert len(store.source_states()) == MANY


class Started:
    """A collector whose limits are changed while it runs."""

    def __init__(self, made: World, log: Path) -> None:
        self._log = log
        arguments = ("--lang", "en", "-c", str(made.config), "--store", made.place, "collect")
        with log.open("wb") as said:
            self.process = subprocess.Popen([sys.executable, "-m", "tui", *arguments], cwd=ROOT, stderr=said)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *arguments: object) -> None:
        self.process.kill()
        self.process.wait()

    def says(self, *texts: str) -> bool:
        """Whether texts are among its words, one after the other."""
        said = self._log.read_text(encoding="utf-8")
        return re.search(".*".join(map(re.escape, texts)), said, re.DOTALL) is not None

    def limit(self, what: int, most: int | None) -> None:
        """Let it have no more of something than this; `None` is as much as before."""
        _, hard = resource.prlimit(self.process.pid, what)
        resource.prlimit(self.process.pid, what, (hard if most is None else most, hard))


def test_a_collector_that_runs_out_of_descriptors_goes_on_when_there_are_some(tmp_path: Path) -> None:
    """EMFILE fails the source, with its reason, and nothing else; the history stays whole."""
    with world(tmp_path) as made, Started(made, tmp_path / "log") as started:
        eventually(lambda: started.says("figures new or changed"))
        started.limit(resource.RLIMIT_NOFILE, 3)
        eventually(lambda: started.says("register: failed once, trying again: ", "too many files"))
        made.register.aides = 700
        started.limit(resource.RLIMIT_NOFILE, None)
        eventually(lambda: started.says("answers again", "figures new or changed"))
        started.process.terminate()
        assert started.process.wait(20) == 143
        with closing(open_store(made.place)) as store:
            latest = store.history().latest("pufa.aides")
            assert latest is not None
            assert str(latest.value) == "700"
            assert store.verify().breach is None
