"""How a person left the dashboard: kept, read again, and never believed blindly."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tui.habits import Habit, View, habit_from, habit_text, merged, read_kept, write_kept

HABIT = Habit(
    language="zh",
    theme="light",
    by="owner",
    sort="worst",
    lines=2,
    folded=("section:people", "owner:"),
    owner="Bureau",
    alert="bell",
    views={"behind": View("status", "worst", "aides", ("missed",), mine=True)},
)


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    path = str(tmp_path / "deep" / "habits.json")
    assert write_kept(path, habit_text(HABIT))
    assert habit_from(read_kept(path, 10_000)) == HABIT
    assert Path(path).stat().st_mode & 0o777 == 0o600
    assert [each.name for each in Path(path).parent.iterdir()] == ["habits.json"]


def test_there_is_nothing_where_there_is_no_home() -> None:
    assert read_kept(None, 10_000) == {}
    assert not write_kept(None, "{}")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '"x"', "\x00", "[" * 100_000, '{"version": 2, "language": "zh"}', '{"a": NaN}']
)
def test_a_damaged_or_foreign_file_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "habits.json"
    path.write_text(text)
    assert habit_from(read_kept(str(path), 200_000)) == Habit()


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "habits.json"
    path.write_text(habit_text(HABIT))
    assert read_kept(str(path), 10) == {}


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("language", 5),
        ("theme", ["dark"]),
        ("by", None),
        ("lines", 99),
        ("lines", True),
        ("lines", "2"),
        ("folded", "section:people"),
        ("folded", [1, None]),
        ("owner", "x" * 1000),
        ("views", ["behind"]),
        ("views", {"behind": 5}),
    ],
)
def test_a_field_that_is_wrong_is_left_out_and_the_rest_is_kept(field: str, wrong: object) -> None:
    kept: dict[str, Any] = {**json.loads(habit_text(HABIT)), field: wrong}
    found = habit_from(kept)
    assert getattr(found, field) == getattr(Habit(), field)
    assert found._replace(**{field: getattr(HABIT, field)}) == HABIT


def test_control_characters_in_a_name_are_made_harmless() -> None:
    kept = {**json.loads(habit_text(HABIT)), "views": {"\x1b]2;x\x07": View()._asdict()}, "owner": "a\x1b[2J"}
    found = habit_from(kept)
    assert "\x1b" not in "".join((*found.views, found.owner))


def test_a_home_that_cannot_be_written_to_keeps_nothing(tmp_path: Path) -> None:
    """A file where a directory should be, which stops even root."""
    (tmp_path / "state").write_text("")
    assert not write_kept(str(tmp_path / "state" / "habits.json"), "{}")


def test_a_link_in_place_of_the_temporary_file_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    path = tmp_path / "habits.json"
    (tmp_path / f"habits.json.{os.getpid()}.tmp").symlink_to(victim)
    assert not write_kept(str(path), "{}")
    assert victim.read_text() == "mine"


MORE = {**HABIT.views, "mine": View(mine=True)}


@pytest.mark.parametrize(
    ("kept", "left", "found"),
    [
        (HABIT, HABIT._replace(by="unit"), HABIT._replace(by="unit")),
        (HABIT._replace(theme="dark"), HABIT._replace(by="unit"), HABIT._replace(theme="dark", by="unit")),
        (HABIT._replace(theme="dark"), HABIT._replace(theme="safe"), HABIT._replace(theme="safe")),
        (HABIT._replace(views=MORE), HABIT, HABIT._replace(views=MORE)),
        (HABIT, HABIT._replace(views=MORE), HABIT._replace(views=MORE)),
        (HABIT._replace(views={}), HABIT, HABIT._replace(views={})),
        (HABIT._replace(views=MORE), HABIT._replace(views={}), HABIT._replace(views={"mine": MORE["mine"]})),
        (
            HABIT._replace(views={"behind": View("unit")}),
            HABIT._replace(lines=1),
            HABIT._replace(views={"behind": View("unit")}, lines=1),
        ),
    ],
)
def test_of_two_dashboards_each_keeps_what_was_changed_in_it(kept: Habit, left: Habit, found: Habit) -> None:
    assert merged(kept, HABIT, left) == found
