"""The few programs that ours starts: none is a shell, a pager or an editor, and nothing from data is one of its words.

Robustness M4, C10, R2: there is no source that runs a command, so none can flood, fork or refuse to end.
"""

import ast
from pathlib import Path

import pytest

from tests.config.loading import complaints

TUI = Path(__file__).parent.parent / "tui"
ROOT = TUI.parent

STARTS = {
    "monitor/spawn.py": "our own interpreter: the collector of a dashboard, when nobody else collects",
    "sources/workbook.py": "our own interpreter: what reads a workbook, and may die of it",
    "views/clipboard.py": "tmux, whose buffer is the clipboard where we run in it",
}
"""What may start a program, and which."""

NEVER = (
    "system",
    "popen",
    "startfile",
    "forkpty",
    "fork",
    "pager",
    "create_subprocess_shell",
    "create_subprocess_exec",
)
"""Names of functions by which a shell, a pager or an unbounded child would start."""


def modules() -> dict[str, ast.Module]:
    return {path.relative_to(TUI).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in TUI.rglob("*.py")}


def imported(tree: ast.Module) -> set[str]:
    """The top names of the modules that a module imports."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def test_only_the_named_modules_start_a_program() -> None:
    starting = {"subprocess", "multiprocessing", "pty", "webbrowser", "pydoc", "pexpect"}
    assert {name for name, tree in modules().items() if imported(tree) & starting} == set(STARTS)


def test_none_of_them_asks_a_shell() -> None:
    found = []
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "shell":
                found.append(f"{name}:{node.lineno} shell=")
            if isinstance(node, ast.Attribute) and node.attr.startswith(NEVER) and _is_os(node.value):
                found.append(f"{name}:{node.lineno} os.{node.attr}")
            if isinstance(node, ast.Attribute) and node.attr.startswith("create_subprocess"):
                found.append(f"{name}:{node.lineno} {node.attr}")
    assert found == []


def _is_os(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "os"


@pytest.mark.parametrize("kind", ["command", "exec", "script"])
def test_no_source_runs_a_command(kind: str, tmp_path: Path) -> None:
    """C10: not with any switch."""
    path = tmp_path / "indicators.toml"
    path.write_text(
        f'[sources.s]\ntype = "{kind}"\ncommand = ["sh", "-c", "true"]\nshell = true\n[indicators.a]\nname = "A"\n',
        encoding="utf-8",
    )
    assert complaints(str(path))[0] == f'{path}:2: sources.s.type: "{kind}" is none of: http, file, sql, snapshot'
