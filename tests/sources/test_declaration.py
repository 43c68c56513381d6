"""What only whoever polls must know is still found before: paths, encodings, kinds, secrets."""

import subprocess
import sys
from pathlib import Path

from tests.sources.parts import said, source
from tui.model.source import SourceMap
from tui.sources import problems


def test_every_flaw_has_its_key_and_line() -> None:
    maps = (
        SourceMap("x.y", value="$.data.n", rows="$.units[?@.k == 'x']", unit="@.id", line=5),
        SourceMap("x.y", value="$.data[", period="@..", rows="$.", line=9),
    )
    declared = source("a.json", *maps, encoding="no-such", line=2)
    assert [(each.file, each.line, each.key, said(each.message)) for each in problems(declared, "i.toml")] == [
        ("i.toml", 2, "sources.s.encoding", "there is no text encoding no-such"),
        ("i.toml", 9, "sources.s.map[2].rows", "$.: no JSONPath from character 3 on"),
        ("i.toml", 9, "sources.s.map[2].value", "$.data[: no JSONPath from character 8 on"),
        ("i.toml", 9, "sources.s.map[2].period", "$..: no JSONPath from character 4 on"),
    ]


def test_secrets_are_looked_for_when_asked() -> None:
    declared = source("http://x/", kind="http", headers={"X-Key": "${NONE}", "Accept": "text/csv"})
    assert problems(declared, "i.toml") == []
    (found,) = problems(declared, "i.toml", {})
    assert found.key == "sources.s.headers.X-Key"
    assert said(found.message) == "secret NONE missing: the environment does not hold it"


def test_a_kind_that_cannot_be_read_is_said() -> None:
    (found,) = problems(source(kind="odd"), "i.toml")
    assert said(found.message) == "sources of type odd cannot be read by this version"


def test_validating_loads_no_client() -> None:
    """`zhibiao validate` and `snapshot` pay neither for the HTTP client nor for an event loop."""
    probe = (
        "import sys; from tui.sources import problems; from tui.model.source import Source, SourceMap\n"
        "problems(Source('s', 'http', 1, 1, (SourceMap('x', value='$.n'),)), 'f')\n"
        "print({'httpx', 'httpcore', 'asyncio', 'anyio'} & set(sys.modules))"
    )
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=root, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "set()"
