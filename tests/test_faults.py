"""No promised fault is without a test: each has its line in `python -m tests.faults`, and every test named there is."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import DEMANDED, FAULTS

HERE = Path(__file__).parent


def functions(module: Path) -> set[str]:
    """The names of a module's test functions."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }


def test_every_demanded_fault_has_its_line() -> None:
    """Sixty-nine rows, all of robustness section 2, in its order."""
    assert len(DEMANDED) == 69
    assert list(FAULTS) == list(DEMANDED)


@pytest.mark.parametrize("name", FAULTS)
def test_every_test_that_is_named_is_there(name: str) -> None:
    missing = []
    for test in FAULTS[name].tests:
        module, _, function = test.partition("::")
        if not (HERE / module).is_file() or function not in functions(HERE / module):
            missing.append(test)
    assert missing == []
    assert FAULTS[name].tests


def test_the_table_is_printed_a_line_a_fault() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults"],
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(FAULTS)
