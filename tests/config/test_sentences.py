"""Every problem that the configuration can have is a sentence, and every sentence a problem."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import tui.config
from tui.config import document
from tui.words.en.problem import TEXT

ROOM = Path(tui.config.__file__).parent
READING = ROOM.parent / "reading"

NOT_SAID = {"near", "wanted", "earlier"}
"""Arguments that are no values of the sentence."""


class Said(NamedTuple):
    where: str
    key: str
    given: frozenset[str] | None
    """`None` where the values are not written at that place."""


def constants(folder: Path, prefix: str) -> set[str]:
    return {
        node.value
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(prefix)
    }


def sayings() -> Iterator[Said]:
    """Every call that names a problem, with the values that it gives."""
    for path in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            keys = [str(each.value) for each in node.args if isinstance(each, ast.Constant)]
            key = next((each for each in keys if each in TEXT), "")
            if not key:
                continue
            names = {keyword.arg for keyword in node.keywords}
            values = {name for name in names if name is not None} - NOT_SAID
            if "earlier" in names:
                values.add("first")
            for each in node.args:
                if isinstance(each, ast.Dict):
                    values |= {str(name.value) for name in each.keys if isinstance(name, ast.Constant)}
            is_named_later = None in names or (isinstance(node.func, ast.Attribute) and node.func.attr == "named")
            yield Said(f"{path.name}:{node.lineno}", key, None if is_named_later else frozenset(values))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def composed() -> set[str]:
    """Keys that are put together: of the parser's sentences, and of reading a file."""
    syntax = {f"problem.toml.{ours}" for _, ours in document._SYNTAX} | {"problem.toml.other"}
    return syntax | {key.replace("source.", "problem.") for key in constants(READING, "source.file.")}


def test_every_problem_has_a_sentence_and_every_sentence_a_problem() -> None:
    written = {key for key in constants(ROOM, "problem.") if not key.endswith(".")}
    said_elsewhere = {"problem.count", "problem.nearest", "problem.several_units"}
    assert written | composed() | said_elsewhere == set(TEXT)


def test_every_sentence_gets_its_values() -> None:
    lacking = [
        f"{said.where}: {said.key} needs {sorted(placeholders(TEXT[said.key]) - said.given)}"
        for said in sayings()
        if said.given is not None and not placeholders(TEXT[said.key]) <= said.given
    ]
    assert lacking == []
