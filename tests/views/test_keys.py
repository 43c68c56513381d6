"""Own keys on the table of commands."""

import pytest

from tui.views.commands import COMMANDS, table_for
from tui.views.keys import key_of, with_keys
from tui.words import LANGUAGES, Words


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("f", "f"),
        ("F", "F"),
        ("/", "slash"),
        ("?", "question_mark"),
        ("slash", "slash"),
        ("F5", "f5"),
        ("ctrl+f", "ctrl+f"),
        ("Ctrl+F", "ctrl+f"),
        ("shift+up", "shift+up"),
        ("space", "space"),
        ("enter", "enter"),
        ("ctrl+nonsense", None),
        ("hyper+f", None),
        ("ff", None),
        (",", None),
        ("\x1b", None),
    ],
)
def test_keys_as_people_write_them(written: str, key: str | None) -> None:
    assert key_of(written) == key


def told(wanted: dict[str, tuple[str, ...]]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The keys that are another's now, and why some were refused."""
    usual = {command.id: command.keys for command in COMMANDS}
    table, refused = with_keys(COMMANDS, wanted)
    for problem in refused:
        for language in LANGUAGES:
            assert Words(language).told(problem)
    return {each.id: each.keys for each in table if each.keys != usual[each.id]}, [each.key for each in refused]


@pytest.mark.parametrize(
    ("wanted", "changed", "refused"),
    [
        ({"find": ("ctrl+f1",)}, {"find": ("ctrl+f1",)}, []),
        ({"order": ("f", "f6"), "fold": ("o",)}, {"order": ("f", "f6"), "fold": ("o",)}, []),
        ({"finde": ("z",)}, {}, ["keys.unknown"]),
        ({"find": ("nonsense",)}, {}, ["keys.no_key"]),
        ({"find": ("o",)}, {}, ["keys.taken"]),
        ({"sources": ("k",)}, {}, ["keys.taken"]),
        ({"back": ("o",)}, {"back": ("o",)}, []),
        ({"find": ("ctrl+c",)}, {}, ["keys.taken"]),
        ({"find": ("ctrl+q",)}, {}, ["keys.taken"]),
        ({"interrupt": ("z",)}, {}, ["keys.unknown"]),
        ({"order": ("f",), "fold": ("nonsense",)}, {}, ["keys.no_key", "keys.taken"]),
        ({"find": ("z",), "order": ("z",)}, {"order": ("z",)}, ["keys.taken"]),
    ],
    ids=str,
)
def test_what_can_be_is_taken_and_the_rest_refused(
    wanted: dict[str, tuple[str, ...]], changed: dict[str, tuple[str, ...]], refused: list[str]
) -> None:
    """A command that gives way keeps the keys that it had; two may trade theirs."""
    assert told(wanted) == (changed, refused)


def test_nobody_who_may_only_read_has_a_command_that_writes() -> None:
    table = table_for(read_only=True)
    assert {command.id for command in COMMANDS} - {command.id for command in table} == {"keep", "write"}
    assert with_keys(table, {"write": ("z",)})[1][0].key == "keys.unknown"
