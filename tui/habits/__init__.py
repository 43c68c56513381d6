"""What one person is used to: how the dashboard was left, views by name, keys, and what was seen last.

All of it stands in files of that person's own state directory, never in the shared `indicators.toml`, and is a comfort:
a file that is missing, foreign or damaged is as if there were none, and one that cannot be written is not written.
Nobody but the dashboard uses it.
"""

from tui.habits.habit import ALERTS, Habit, View, habit_from, habit_text, merged
from tui.habits.kept import read_kept, write_kept
from tui.habits.keymap import Keymap, read_keymap
from tui.habits.seen import seen_at, seen_from, seen_text

__all__ = [
    "ALERTS",
    "Habit",
    "Keymap",
    "View",
    "habit_from",
    "habit_text",
    "merged",
    "read_kept",
    "read_keymap",
    "seen_at",
    "seen_from",
    "seen_text",
    "write_kept",
]
