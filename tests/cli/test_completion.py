"""`zhibiao completion`: each shell itself completes verbs, options and their values with what is printed."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.lacking import needed
from tui.cli import VERBS, Exit
from tui.cli.parser import Parser, common
from tui.words import Words

BASH = """
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_zhibiao
printf '%s\\n' "${COMPREPLY[@]}"
"""
PATIENCE = 20


@pytest.fixture(params=["zh", "en"])
def scripts(request: pytest.FixtureRequest, tmp_path: Path, run: Run) -> Path:
    """A directory with all three scripts, explained in either language."""
    for shell in ("bash", "zsh", "fish"):
        code, out, err = run("completion", shell, language=request.param)
        assert (code, err) == (Exit.OK, "")
        (tmp_path / shell).write_text(out, encoding="utf-8")
    return tmp_path


def shell(scripts: Path, *command: str) -> list[str]:
    """What a shell prints, without any configuration."""
    path = needed(command[0], command[0])
    done = subprocess.run(
        [path, *command[1:]],
        cwd=scripts,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        env={"PATH": os.environ["PATH"], "HOME": str(scripts), "LANG": "C.UTF-8", "TERM": "xterm"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split("\n")[:-1]


CASES = [
    (("zhibiao", "snaps"), ["snapshot"]),
    (("zhibiao", "--lang", "z"), ["zh"]),
    (("zhibiao", "snapshot", "--fail"), ["--fail-on"]),
    (("zhibiao", "snapshot", "--format", "js"), ["json", "jsonl"]),
    (("zhibiao", "--lang", "en", "calendar", "--format", "i"), ["ics"]),
    (("zhibiao", "completion", "f"), ["fish"]),
    (("zhibiao", "snapshot", "--output", "x"), [""]),
]


@pytest.mark.parametrize(("typed", "offered"), CASES, ids=lambda case: " ".join(case))
def test_bash_completes(typed: tuple[str, ...], offered: list[str], scripts: Path) -> None:
    """Where anything may stand, nothing is offered, so that bash offers files."""
    assert shell(scripts, "bash", "--norc", "-c", BASH, "bash", "./bash", *typed) == offered


def test_bash_offers_every_verb_and_option(scripts: Path) -> None:
    assert shell(scripts, "bash", "--norc", "-c", BASH, "bash", "./bash", "zhibiao", "") == list(VERBS)
    shared = Parser("", Words("en"))
    common(shared)
    for verb in VERBS:
        offered = shell(scripts, "bash", "--norc", "-c", BASH, "bash", "./bash", "zhibiao", verb, "-")
        assert {name for taken in shared.options.taken for name in taken.names} <= set(offered)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("zhibiao snaps", ["snapshot"]),
        ("zhibiao snapshot --fail", ["--fail-on"]),
        ("zhibiao snapshot --format js", ["json", "jsonl"]),
        ("zhibiao completion ba", ["bash"]),
    ],
)
def test_fish_completes(typed: str, offered: list[str], scripts: Path) -> None:
    lines = shell(scripts, "fish", "--no-config", "-c", f"source fish; complete -C '{typed}'")
    assert [line.partition("\t")[0] for line in lines] == offered


def test_zsh_reads_it(scripts: Path) -> None:
    """Its own parser finds nothing to say, and it knows every verb."""
    assert shell(scripts, "zsh", "-f", "-n", "./zsh") == []
    text = (scripts / "zsh").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"\n        {verb})\n" not in text or f"'{verb}:" not in text] == []


def test_another_shell_is_a_mistake(run: Run) -> None:
    assert run("completion", "csh")[0] == Exit.USAGE
    assert run("completion")[0] == Exit.USAGE
