"""No text reaches Textual as a plain `str`: it would be read as markup, and its control characters sent as they are."""

import ast
from pathlib import Path

import pytest

import tui.views

VIEWS = Path(tui.views.__file__).parent

MODULES = [*sorted(VIEWS.glob("*.py")), VIEWS.parent / "app.py"]

SINKS = {"notify", "update", "write", "Static", "Label", "Content", "Text", "border_title", "tooltip"}
"""What takes text in Textual; here lines of spans are drawn instead, through one gate (`tui.views.paint`)."""

WRITERS = {"report", "lifeline", "written", "copying", "alert"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_widget_of_textual_is_given_text(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "textual.widgets" not in imported
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    # Files are written, the last words of the lifeline are fixed bytes, and what is copied goes out as base64,
    # and what a notification says has lost its control characters (test_alert.py).
    assert called & SINKS <= (
        {"write"} if module.stem in {"report", "lifeline", "written", "copying", "alert"} else set()
    )
    stored = {
        node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }
    assert not stored & SINKS
