"""A person's own keys, as they stand in a file."""

from pathlib import Path

import pytest

from tui.habits import read_keymap
from tui.words import LANGUAGES, Language, Words


def written(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "keys.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def test_one_key_or_several(tmp_path: Path) -> None:
    found = read_keymap(written(tmp_path, 'find = "ctrl+f"\norder = ["o", "f6"]\n'))
    assert found.keys == {"find": ("ctrl+f",), "order": ("o", "f6")}
    assert found.problems == ()


@pytest.mark.parametrize("path", ["", "/no/such/keys.toml"])
def test_without_a_file_the_keys_are_the_usual_ones(path: str) -> None:
    found = read_keymap(path)
    assert (found.path, found.keys, found.problems) == (path, {}, ())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("find = ", "keys.toml"),
        ("find = 5\n", "keys.shape"),
        ("find = []\n", "keys.shape"),
        ('find = ["f", 5]\n', "keys.shape"),
        ('find = ""\n', "keys.shape"),
        ("[find]\nkey = 'f'\n", "keys.shape"),
        (b"\xff\xfe\x00", "keys.file"),
        ("x = " + "[" * 5000, "keys.toml"),
        ("#" * 70_000, "keys.file"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_keymap_is_said_in_a_sentence(
    tmp_path: Path, text: str | bytes, key: str, language: Language
) -> None:
    found = read_keymap(written(tmp_path, text))
    assert found.keys == {}
    assert [problem.key for problem in found.problems] == [key]
    assert Words(language).told(found.problems[0])


def test_a_directory_is_no_keymap(tmp_path: Path) -> None:
    assert [problem.key for problem in read_keymap(str(tmp_path)).problems] == ["keys.file"]
