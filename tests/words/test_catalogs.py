"""The catalogues of both languages say the same things, and everything that the program says is in them."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from tui import errors

TUI = Path(__file__).parent.parent.parent / "tui"
DOMAINS = sorted(path.stem for path in (TUI / "words" / "zh").glob("*.py") if path.stem != "__init__")
ERRORS = {name for name in errors.__all__ if name.endswith("Error")}
KEY = re.compile(r"[a-z]+(\.[A-Za-z0-9_]+)+")
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uff60]")
PROPER = re.compile(
    r"\{[^}]*\}"  # placeholders
    r"|--?[a-z][a-z-]*"  # options
    r"|\b[A-Za-z0-9_]+(?:[.:/][A-Za-z0-9_*]+)+"  # file names, keys, addresses
    r"|\b[A-Z][A-Z0-9_-]+\b"  # JSON, HTTP, ENOSPC
    r"|\b(?:zhibiao|Tab|Esc|Enter|Space|Home|End|PgUp|PgDn|Ctrl|Shift)\b"
)
"""What stands in Chinese text as it is."""


def catalogue(language: str, domain: str) -> dict[str, str]:
    texts: dict[str, str] = import_module(f"tui.words.{language}.{domain}").TEXT
    return texts


def everything(language: str) -> dict[str, str]:
    return {key: text for domain in DOMAINS for key, text in catalogue(language, domain).items()}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


class Said(NamedTuple):
    """A place where the program names a sentence."""

    where: str
    key: str
    given: frozenset[str] | None
    """Names of the values, or `None` when they are not written at that place."""


def callee(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def spoken(call: ast.Call, path: Path) -> str | None:
    """The key that a call names, or how it begins when it is put together at run time; `None` when it names none.

    A view's `look.say` leaves out the domain, which is always `view`.
    """
    if callee(call) not in {"Message", "say", *ERRORS} or not call.args:
        return None
    first = call.args[0].values[0] if isinstance(call.args[0], ast.JoinedStr) else call.args[0]
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return None
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    name = receiver.attr if isinstance(receiver, ast.Attribute) else getattr(receiver, "id", "")
    is_relative = callee(call) == "say" and path.is_relative_to(TUI / "views") and name != "words"
    return f"view.{first.value}" if is_relative else first.value


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted(TUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node


def given(call: ast.Call) -> frozenset[str] | None:
    if callee(call) == "Message":
        values = call.args[1] if len(call.args) > 1 else next((each.value for each in call.keywords), None)
        if values is None:
            return frozenset()
        keys = values.keys if isinstance(values, ast.Dict) else [None]
        names = [key.value if isinstance(key, ast.Constant) else None for key in keys]
    else:
        names = [keyword.arg for keyword in call.keywords if keyword.arg != "after"]
    return frozenset(map(str, names)) if None not in names else None


def sayings() -> Iterator[Said]:
    """Every key that is written out in a Message, an error, or a `say`."""
    for path, call in calls():
        key = spoken(call, path)
        if key is not None and not isinstance(call.args[0], ast.JoinedStr) and KEY.fullmatch(key):
            yield Said(f"{path.relative_to(TUI)}:{call.lineno}", key, given(call))


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_have_the_same_keys(domain: str) -> None:
    """What can be said in one language can be said in the other, with the same values."""
    chinese, english = catalogue("zh", domain), catalogue("en", domain)
    assert list(chinese) == list(english), "same keys in the same order"
    assert {key: placeholders(text) for key, text in chinese.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


def test_every_domain_exists_in_both_languages() -> None:
    """A domain without its twin would only be missed when somebody reads it."""
    assert sorted(path.stem for path in (TUI / "words" / "en").glob("*.py") if path.stem != "__init__") == DOMAINS


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_texts_are_well_formed(language: str, domain: str) -> None:
    """Keys belong to their domain; texts are neither empty nor ragged; placeholders are plain names."""
    for key, text in catalogue(language, domain).items():
        assert key.startswith(f"{domain}."), key
        assert KEY.fullmatch(key), key
        assert text.strip(), key
        assert "\t" not in text, key
        assert all(name.isidentifier() for name in placeholders(text)), key


@pytest.mark.parametrize("domain", DOMAINS)
def test_english_is_english(domain: str) -> None:
    """No Chinese in English text, but for the name of the language itself."""
    mixed = [key for key, text in catalogue("en", domain).items() if CHINESE.search(text.replace("中文", ""))]
    assert mixed == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_chinese_is_chinese(domain: str) -> None:
    """Text with letters has Chinese ones, unless all of it is names that stand as they are, or the other language's."""
    foreign = [
        key
        for key, text in catalogue("zh", domain).items()
        if re.search("[A-Za-z]{2,}", PROPER.sub("", text).replace("English", "")) and not CHINESE.search(text)
    ]
    assert foreign == []


def test_everything_that_is_said_has_words() -> None:
    """Every key written in the program stands in the catalogues."""
    known = everything("zh")
    missing = [f"{said.where}: {said.key}" for said in sayings() if said.key not in known]
    assert missing == []


def test_every_sentence_gets_its_values() -> None:
    """Where a call writes out its values, they fill all placeholders of the sentence."""
    known = everything("zh")
    unfilled = [
        f"{said.where}: {said.key} needs {sorted(placeholders(known[said.key]) - said.given)}"
        for said in sayings()
        if said.key in known and said.given is not None and not placeholders(known[said.key]) <= said.given
    ]
    assert unfilled == []


def test_composed_keys_have_words() -> None:
    """A key that is put together at run time begins like some that exist."""
    known = everything("zh")
    lost = []
    for path, call in calls():
        start = spoken(call, path)
        if start and isinstance(call.args[0], ast.JoinedStr) and not any(key.startswith(start) for key in known):
            lost.append(f"{path.relative_to(TUI)}:{call.lineno}: {start}…")
    assert lost == []
