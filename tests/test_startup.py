"""Scripts start quickly: no verb but the dashboard pays for the dashboard, proven in a fresh interpreter."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PROBE = """
import json, sys
from tui.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as ended:
    code = ended.code
sys.stdout.flush()
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""

LOOKS = """
import gc, os
from tui.__main__ import main
os._exit = lambda code: None
main()
print(gc.isenabled())
"""

HEAVY = {"textual", "rich", "httpx", "asyncio"}
"""What `snapshot`, `explain`, `validate` and help never load."""

DEAR = {"dataclasses", "inspect", "logging", "email", "http", "difflib", "ast", "importlib.metadata", "tempfile"}
DEAR |= {"hashlib"}
"""Standard modules that cost more than a millisecond each, and that a plain `snapshot --format json` does without."""


def loaded(*arguments: str, home: Path) -> tuple[int, set[str]]:
    """The exit code of a verb, and the modules that it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"},
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["snapshot", "--help"],
        ["snapshot", "--format", "json", "--store", ":memory:"],
        ["snapshot", "--format", "text", "--store", ":memory:"],
        ["check", "--store", ":memory:"],
        ["explain", "pufa.aides", "--store", ":memory:"],
        ["watch", "--plain", "--as-of", "2023-03-06", "--store", ":memory:"],
        ["no-such-verb"],
    ],
    ids=" ".join,
)
def test_a_script_never_loads_the_dashboard(arguments: list[str], home: Path) -> None:
    """No Textual, no Rich, no HTTP client, no event loop."""
    _, modules = loaded(*arguments, home=home)
    assert not HEAVY & modules


def test_validate_never_loads_the_dashboard(home: Path) -> None:
    """Checking the sources' paths and headers needs no client."""
    code, modules = loaded("validate", home=home)
    assert code == 0
    assert not HEAVY & modules


@pytest.mark.parametrize("verb", [("snapshot", "--format", "json"), ("check",)], ids=" ".join)
def test_what_monitoring_runs_loads_nothing_dear(verb: tuple[str, ...], home: Path) -> None:
    """The verbs that run every minute also avoid the dear parts of the standard library."""
    _, modules = loaded(*verb, "--store", ":memory:", home=home)
    assert not DEAR & modules


def test_importing_the_package_loads_nothing() -> None:
    """`import tui` costs nothing: it only knows the version."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; before = set(sys.modules); import tui; print(set(sys.modules) - before)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "{'tui'}"


@pytest.mark.parametrize(("verb", "lasts"), [(["explain", "pufa.aides"], False), (["collect", "--once"], True)])
def test_only_a_verb_that_lasts_looks_for_garbage(verb: list[str], lasts: bool, home: Path) -> None:
    """A script ends before there is any; a collector runs for months."""
    done = subprocess.run(
        [sys.executable, "-c", LOOKS, *verb],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"},
    )
    assert done.stdout.splitlines()[-1] == str(lasts)


def test_what_was_read_before_is_not_parsed_again(home: Path) -> None:
    """From its second run on a script loads neither TOML nor what knows the shape of the file."""
    reading = {"tomli", "tui.config.reader"}
    verb = ("snapshot", "--format", "json", "--store", ":memory:")
    assert reading <= loaded(*verb, home=home)[1]
    assert not reading & loaded(*verb, home=home)[1]
