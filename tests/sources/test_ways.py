"""A server that misbehaves in forty ways (robustness section 5, job 1), met by a process of bounded memory."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.faults import FAULTS
from tests.sources.server import PATHS, Server
from tests.sources.ways import DEADLINE, WAYS

ROOT = Path(__file__).parents[2]

CHILD = """
import asyncio, json, re, resource, sys
from pathlib import Path
from tests.sources.parts import NEVER, NOW, refusal, source
from tests.sources.ways import DEADLINE, WAYS
from tui.errors import SourceError
from tui.model.source import SourceMap
from tui.sources.readers import Readers

def peak():
    return int(re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())[1])

async def main(port):
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    loop = asyncio.get_running_loop()
    figure = SourceMap("x.y", value="$.n", const={"period": "2022"})
    table = SourceMap("x.y", unit="unit", value="value", const={"period": "2022"})
    tabular = ("short", "bad-chunk", "half-chunk")
    headers = {"X-Api-Key": "${TOKEN}", "Authorization": "Bearer ${TOKEN}"}

    async def read(path, timeout=20.0):
        place = f"http://127.0.0.1:{port}/{path}"
        mapping = table if path in tabular else figure
        declared = source(place, mapping, kind="http", timeout=timeout, headers=headers)
        try:
            await readers.read(declared, NEVER, NOW)
        except SourceError as failed:
            return refusal(failed), loop.time()
        return "", loop.time()

    async with Readers({"TOKEN": "canary"}) as readers:
        await read("good"), await read("gzip")
        before, told, late = peak(), {}, {}
        slow = [way.path for way in WAYS if way.row == "H2"]
        async def clock():
            await asyncio.sleep(DEADLINE)
            return "", loop.time()
        *found, (_, rang) = await asyncio.gather(*(read(path, DEADLINE) for path in slow), clock())
        for path, (words, ended) in zip(slow, found, strict=True):
            told[path], late[path] = words, ended - rang
        for way in WAYS:
            if way.path not in told:
                told[way.path], _ = await read(way.path)
        print(json.dumps({"told": told, "late": late, "grown": peak() - before}))

asyncio.run(main(sys.argv[1]))
"""


def test_there_are_forty_of_them_each_once_each_by_its_row() -> None:
    assert len({way.path for way in WAYS}) == len(WAYS) == 40
    assert [way.path for way in WAYS if f"/{way.path}" not in PATHS] == []
    assert {way.row for way in WAYS} <= set(FAULTS)


def test_each_is_refused_in_words_within_its_time_and_in_little_memory(web: Server, elsewhere: Server) -> None:
    """The exact words; at its deadline, within half a second; 20 MiB; and no secret at the second port."""
    web.redirect_to = f"http://127.0.0.1:{elsewhere.port}/good"
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(web.port)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    wrong = {way.path: found["told"][way.path] for way in WAYS if not found["told"][way.path].startswith(way.words)}
    assert wrong == {}
    assert {path for path, late in found["late"].items() if not -0.5 < late < 0.5} == set(), f"after {DEADLINE} s"
    assert found["grown"] < 20 * 1024
    assert elsewhere.requests == []
    assert not any(re.search("canary|Traceback", words) for words in found["told"].values())
