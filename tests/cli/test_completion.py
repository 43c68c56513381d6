"""`zhibiao completion`: each shell itself completes verbs, options and their values with what is printed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import HERE, Run
from tests.e2e.terminal import Terminal
from tests.lacking import needed
from tui.cli import VERBS, Exit
from tui.cli.names import KINDS
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
ROOT = HERE.parent.parent


@pytest.fixture(params=["zh", "en"])
def scripts(request: pytest.FixtureRequest, tmp_path: Path, run: Run) -> Path:
    """A directory with all three scripts, explained in either language."""
    for shell in ("bash", "zsh", "fish"):
        code, out, err = run("completion", shell, language=request.param)
        assert (code, err) == (Exit.OK, "")
        (tmp_path / shell).write_text(out, encoding="utf-8")
    shutil.copy(HERE / "small.toml", tmp_path / "own.toml")
    command = tmp_path / "bin" / "zhibiao"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m tui "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def environ(scripts: Path) -> dict[str, str]:
    path = os.pathsep.join((str(scripts / "bin"), os.environ["PATH"]))
    return {"PATH": path, "HOME": str(scripts), "LANG": "C.UTF-8", "TERM": "xterm"}


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
        env=environ(scripts),
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
    (("zhibiao", "-c", "own.toml", "snapshot", "--id", "ai"), ["aides"]),
    (("zhibiao", "explain", "--config", "own.toml", ""), ["aides", "sites"]),
    (("zhibiao", "-c", "~/own.toml", "snapshot", "--id", "ai"), ["aides"]),
    (("~/bin/zhibiao", "--config", "=", "own.toml", "snapshot", "--id", "ai"), ["aides"]),
    (("zhibiao", "snapshot", "--group", "over"), ["oversight"]),
    (("zhibiao", "snapshot", "--unit", "b1-0"), [f"b1-0{number}" for number in range(1, 10)]),
    (("zhibiao", "-c", "broken.toml", "snapshot", "--id", ""), [""]),
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
        ("zhibiao -c own.toml snapshot --id ai", ["aides"]),
        ("zhibiao explain --config own.toml ", ["aides", "sites"]),
        ("zhibiao check -c ~/own.toml --id ai", ["aides"]),
        ("zhibiao check --group over", ["oversight"]),
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


ZSH = """
autoload -Uz compinit && compinit -u -D
source ./zsh
PROMPT='ready>'
"""
COMPLETED = {
    "zhibiao snaps": "zhibiao snapshot",
    "zhibiao snapshot --fail": "zhibiao snapshot --fail-on",
    "zhibiao completion ba": "zhibiao completion bash",
    "zhibiao snapshot --group over": "zhibiao snapshot --group oversight",
    "zhibiao -c own.toml explain ai": "zhibiao -c own.toml explain aides",
    "zhibiao check -c own.toml --id si": "zhibiao check -c own.toml --id sites",
    "zhibiao -c ~/own.toml explain ai": "zhibiao -c ~/own.toml explain aides",
}


def test_zsh_completes(scripts: Path) -> None:
    """On a terminal, with the key that people press."""
    (scripts / ".zshrc").write_text(ZSH, encoding="utf-8")
    command = ("sh", "-c", f"cd {scripts} && exec {needed('zsh', 'zsh')} -i")
    with Terminal(command, environ={**environ(scripts), "ZDOTDIR": str(scripts)}, columns=100) as terminal:
        terminal.wait_for("ready>")
        for typed, completed in COMPLETED.items():
            terminal.send(f"{typed}\t")
            terminal.wait_for(f"ready>{completed}")
            terminal.send("\x15")
            terminal.wait_for(lambda: terminal.text.rstrip().endswith("ready>"))


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_lines(kind: str, run: Run) -> None:
    """Of the packaged sample each kind has some, and none twice."""
    code, out, err = run("completion", "--names", kind)
    assert (code, err) == (Exit.OK, "")
    assert len(out.splitlines()) == len(set(out.splitlines())) > 1
    said = "zhibiao: give SHELL or --names, not both\n"
    assert run("completion", "bash", "--names", kind) == (Exit.USAGE, "", said)


def test_another_shell_is_a_mistake(run: Run) -> None:
    assert run("completion", "csh")[0] == Exit.USAGE
    assert run("completion")[0] == Exit.USAGE
