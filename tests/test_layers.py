"""The house stands: a floor imports only from the floors below it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TUI = Path(__file__).parent.parent / "tui"

PURE = {"errors", "model"}
FLOORS: dict[str, set[str]] = {
    "named": set(),
    "keeping": set(),
    "errors": set(),
    "nearest": {"errors"},
    "terminal": {"errors"},
    "model": {"errors"},
    "words": {"errors", "model"},
    "reading": {"errors"},
    "config": PURE | {"nearest", "words", "reading", "keeping"},
    "sources": PURE | {"reading"},
    "habits": PURE | {"reading", "keeping"},
    "store": PURE | {"reading"},
    "exports": PURE | {"nearest", "words"},
    "monitor": PURE | {"nearest", "reading", "config", "sources", "store"},
    "views": PURE | {"words", "reading", "config", "habits", "exports", "monitor"},
    "app": PURE | {"terminal", "words", "config", "habits", "monitor", "views"},
    "demo": PURE | {"words", "config", "sources", "monitor"},
    "cli": PURE
    | {"nearest", "words", "reading", "terminal", "config", "sources", "store", "exports", "monitor", "app", "demo"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""What each room may import, beside itself; `tui` itself (the version) and `tui.named` are free for all."""

DEFERRED: dict[str, str] = {
    "config/cache.py": "the classes that an entry names",
    "config/loading.py": "the reader of the file, for what is not remembered",
    "config/findings.py": "lines and nearest names, for a configuration with problems",
    "model/assess.py": "floors, rollups and sweeps, for an indicator with units or members",
    "model/judgement.py": "the reckoning step by step, for who reads it",
    "model/why.py": "rollups, for an indicator with units or members",
    "model/reckoning.py": "rollups, for an indicator with units or members",
    "model/calendar.py": "the zone database, where a zone is not at a fixed distance from UTC",
    "reading/file.py": "SHA-256 by the interpreter itself, and by OpenSSL only where that has none",
    "reading/table.py": "the standard library's CSV reader, for files in which something is quoted",
    "words/__init__.py": "a domain of words, dates and formats on the first sentence that needs them",
    "words/cells.py": "wcwidth, for the few characters outside Latin and the common Chinese blocks",
    "sources/__init__.py": "a reader on the first source of its kind",
    "store/__init__.py": "the store that the URL names",
    "store/sqlite.py": "who collects, for who asks",
    "store/kept.py": "folding, for a history so large that it is kept folded",
    "store/tables.py": "the proof of the seals and the copy of all rows, for `verify` and `store` alone",
    "exports/selection.py": "what an unknown name was meant to be",
    "exports/__init__.py": "the format that was asked for",
    "cli/__init__.py": "the verb that was asked for",
    "cli/parser.py": "the help page, and what a mistyped option was meant to be",
    "cli/destination.py": "files that are replaced whole, for `-o` alone",
    "cli/snapshot.py": "polling, comparing and names of units, for the options that ask for them",
    "cli/poll.py": "Rich, on a terminal alone",
    "cli/verify.py": "signatures, for the two options that ask for them",
    "cli/completion.py": "every verb, whose options it lists",
    "cli/report.py": "the template engine, which is an extra",
    "cli/watch.py": "the dashboard, which alone needs Textual",
    "cli/demo.py": "the dashboard, which alone needs Textual, or the lines of `--plain`",
    "views/asking.py": "the screens that ask, for who is asked something",
    "views/reader.py": "the pages with their charts and rosters, for who opens one",
    "views/initials.py": "the readings of Chinese signs, which are an extra, for the first letter of a filter",
    "views/deeds.py": "copying, and writing with the exports, for the keys that ask for it",
    "terminal.py": "the event loop without TLS, once there is a terminal for the dashboard",
}
"""Modules that may load another one inside a function, and which."""

THIRD_PARTY: dict[str, set[str]] = {
    "textual": {"views", "app"},
    "rich": {"views", "app", "cli"},
    "httpx": {"sources"},
    "httpcore": {"sources"},
    "tomli": {"habits", "config", "sources", "demo"},
    "jsonpath_rfc9535": {"sources"},
    "wcwidth": {"words"},
    "pypinyin": {"views"},
    "openpyxl": {"sources"},
    "jinja2": {"exports"},
    "docxtpl": {"exports"},
    "xlsxwriter": {"exports"},
    "defusedxml": {"sources"},
    "psycopg": {"sources", "store"},
    "cryptography": {"store"},
}
"""Who may import what from outside the standard library."""


def modules() -> list[Path]:
    return sorted(TUI.rglob("*.py"))


def room_of(module: Path) -> str:
    return module.relative_to(TUI).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every import wherever it stands, also inside functions and under TYPE_CHECKING, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"


def hidden(tree: ast.AST) -> Iterator[int]:
    """Lines of functions that import, by statement or through importlib."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                called = node.func if isinstance(node, ast.Call) else None
                name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                if isinstance(node, ast.Import | ast.ImportFrom) or name in {"import_module", "__import__"}:
                    yield function.lineno


def test_every_room_is_on_a_floor() -> None:
    """A new room at the top of `tui` is placed in the table before it is lived in."""
    assert {room_of(module) for module in modules()} <= set(FLOORS)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.relative_to(TUI).as_posix())
def test_imports_go_down(module: Path) -> None:
    """A module imports its own room, the floors below, and the libraries that its room may know."""
    room = room_of(module)
    wrong = []
    for line, name in imports(ast.parse(module.read_text(encoding="utf-8"))):
        top, _, rest = name.partition(".")
        if top == "tui":
            target = rest.partition(".")[0]
            if target in FLOORS and target not in {room, "named", *FLOORS[room]}:
                wrong.append(f"{module.relative_to(TUI)}:{line} imports tui.{target}: {room} may import {FLOORS[room]}")
        elif top in THIRD_PARTY and room not in THIRD_PARTY[top]:
            wrong.append(f"{module.relative_to(TUI)}:{line} imports {top}: only {THIRD_PARTY[top]} may")
    assert not wrong


def test_only_the_named_deferrals_import_inside_a_function() -> None:
    """An import inside a function hides a dependency; the few that pay for themselves are named above."""
    found = {
        module.relative_to(TUI).as_posix()
        for module in modules()
        if any(hidden(ast.parse(module.read_text(encoding="utf-8"))))
    }
    assert found == set(DEFERRED)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.relative_to(TUI).as_posix())
def test_a_module_is_one_idea(module: Path) -> None:
    """No file of the package is longer than 400 lines."""
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


def test_packages_say_what_is_public() -> None:
    """Each room's `__init__` lists its public face, and every name on the list exists in it."""
    for package in sorted(TUI.glob("*/__init__.py")):
        tree = ast.parse(package.read_text(encoding="utf-8"))
        names = [
            ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "__all__" for target in node.targets)
        ]
        imported = [name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names]
        defined = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)]
        assigned = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
        bound = {name.asname or name.name for name in imported} | {node.name for node in defined} | set(assigned)
        for public in names:
            assert set(public) <= bound, package
