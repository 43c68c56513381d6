"""The person in front of the screen: habits, keys, and what that person may do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from tui.config.place import state_file, state_folder
from tui.habits import Habit, Keymap, habit_from, habit_text, merged, read_kept, read_keymap, seen_at, write_kept
from tui.named import NamedTuple
from tui.views.commands import COMMANDS, Table, table_for
from tui.views.keys import with_keys

__all__ = ["NOBODY", "Person", "person"]

_MOST: Final = 8 * 1024 * 1024
"""Bytes of a file that is believed to be ours."""


class Person(NamedTuple):
    """Whoever looks."""

    habit: Habit = Habit()
    """As it was last read or written."""
    keymap: Keymap = Keymap()
    """The file of own keys, and everything in it that was refused."""
    table: Table = COMMANDS
    """The commands that this person has, with their keys."""
    file: str | None = None
    """Where habits are kept; `None`: nowhere."""
    seen_file: str | None = None
    """Where it is kept what was seen last."""
    read_only: bool = False
    """Nothing is written."""

    def keep(self, habit: Habit) -> "Person":
        """Write habits down, where they may and can be; what another dashboard of this person kept meanwhile stays.

        Returns:
            The person, with these habits as those that were written.
        """
        if self.read_only or habit == self.habit:
            return self
        found = read_kept(self.file, _MOST)
        kept = merged(habit_from(found), self.habit, habit) if found else habit
        return self._replace(habit=habit) if write_kept(self.file, habit_text(kept)) else self

    def keep_seen(self, at: datetime, text: str) -> None:
        """Write down what was seen, where that may and can be, and nobody looked later in another dashboard."""
        if not self.read_only:
            later = seen_at(self.seen())
            if later is None or later <= at:
                write_kept(self.seen_file, text)

    def seen(self) -> dict[str, object]:
        """What was seen last, as it was kept."""
        return read_kept(self.seen_file, _MOST)


NOBODY: Final = Person()
"""Of whom nothing is known, and nothing kept."""


def person(config: str, environ: Mapping[str, str], *, read_only: bool) -> Person:
    """Who looks at the dashboard of a configuration.

    Args:
        config: The configuration's path: folded sections and saved views belong to it.
        environ: Says where that person's state is kept.
        read_only: Nothing may be written; what was kept is read all the same.
    """
    folder = state_folder(environ)
    keymap = read_keymap(f"{folder}/keys.toml" if folder else "")
    table, refused = with_keys(table_for(read_only=read_only), keymap.keys)
    file = state_file(config, environ, ".habits.json")
    return Person(
        habit=habit_from(read_kept(file, _MOST)),
        keymap=keymap._replace(problems=(*keymap.problems, *refused)),
        table=table,
        file=file,
        seen_file=state_file(config, environ, ".seen.json"),
        read_only=read_only,
    )
