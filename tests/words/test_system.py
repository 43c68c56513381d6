"""Why the operating system refused is said in the reader's language, from one table."""

import ast
import errno
import os
import socket
from pathlib import Path

import pytest

from tui.cli import Exit, main
from tui.errors import Message, symbol, symbol_said
from tui.words import Words

TUI = Path(__file__).parent.parent.parent / "tui"
TABLE = [key.removeprefix("system.") for key in Words("en").texts("system")]


def said(error: BaseException, language: str = "zh") -> str:
    failed = Message("store.failed", {"path": "", "reason": symbol(error)})
    return Words("zh" if language == "zh" else "en").told(failed)


@pytest.mark.parametrize("name", TABLE)
def test_every_reason_of_the_table_is_one_of_the_system(name: str) -> None:
    """And is said in Chinese to Chinese readers, whatever the system would say."""
    number = getattr(errno, name)
    error = OSError(number, os.strerror(number))
    assert os.strerror(number) not in said(error)
    assert name not in said(error)
    assert said(error, "en").isascii()


def test_other_reasons_are_the_systems_own_words() -> None:
    assert "EUCLEAN" not in TABLE
    assert said(OSError(errno.EUCLEAN, "ignored")).endswith(os.strerror(errno.EUCLEAN))


def test_what_has_no_number_says_itself() -> None:
    """A resolver's errors have numbers of their own."""
    assert symbol(OSError("no room")) == "no room"
    assert symbol(ValueError()) == "ValueError"
    assert symbol(socket.gaierror(socket.EAI_NONAME, "Name or service not known")) == "Name or service not known"


def test_what_a_library_passed_on_is_recognised() -> None:
    assert symbol_said(os.strerror(errno.ECONNREFUSED)) == "ECONNREFUSED"
    assert symbol_said("server is starting up") == "server is starting up"


def test_a_sentence_holds_no_words_of_the_system() -> None:
    """Nobody but `symbol` asks for them, and no sentence is made of a whole error of the system."""
    for path in sorted(TUI.rglob("*.py")):
        if path.name != "errors.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr == "strerror":
                    assert getattr(node.value, "id", "") == "os", f"{path.relative_to(TUI)}:{node.lineno}"


@pytest.mark.parametrize(("language", "reason"), [("zh", "没有这个文件或文件夹"), ("en", "there is no such file")])
def test_verbs_say_it(language: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A real refusal, from the kernel to the reader."""
    assert main(["init", str(tmp_path / "none" / "indicators.toml"), "--lang", language]) == Exit.OUTPUT
    assert reason in capsys.readouterr().err
