"""What a person can do: every command declared once; bindings, footer, help and palette derive from this table.

A command `x` is said by the words `view.command.x` (short, for the footer) and `view.command.x.help` (one sentence),
and done by the method `action_x` of the app or the screen. Ids are stable, keys are not.
"""

from typing import Final, Literal

from tui.named import NamedTuple

__all__ = ["COMMANDS", "Command", "Scope", "Table", "commands", "keys_of", "table_for"]

Scope = Literal["everywhere", "list", "page"]
"""Where a command can be given: on every screen, in the list of indicators, on a page to read."""


class Command(NamedTuple):
    """One thing that a person can do."""

    id: str
    scope: Scope
    keys: tuple[str, ...]
    """Key names as Textual calls them, the first is shown; letters fail under input methods, so others come along."""
    footer: int = 0
    """Place among the hints of the last line, 1 first; 0: not there."""
    palette: bool = True
    """Whether the palette offers it; moving about needs none."""
    writes: bool = False
    """Whether it leaves something behind: with `--read-only` it is nowhere to be found."""


COMMANDS: Final[tuple[Command, ...]] = (
    Command("open", "list", ("enter", "right"), footer=1, palette=False),
    Command("find", "list", ("slash", "f3"), footer=2),
    Command("order", "list", ("o", "f6"), footer=3),
    Command("mine", "list", ("m", "ctrl+n"), footer=4),
    Command("who", "list", ("M", "ctrl+e")),
    Command("status", "list", ("x", "ctrl+x"), footer=10),
    Command("group", "list", ("b", "ctrl+g"), footer=11),
    Command("sort", "list", ("a", "ctrl+o")),
    Command("views", "list", ("v", "ctrl+v"), footer=12),
    Command("keep", "list", ("ctrl+s",), writes=True),
    Command("fold", "list", ("f", "space"), footer=13),
    Command("fold_all", "list", ("F", "f9")),
    Command("lines", "list", ("p", "ctrl+l")),
    Command("move_up", "list", ("up", "k"), palette=False),
    Command("move_down", "list", ("down", "j"), palette=False),
    Command("page_up", "list", ("pageup", "ctrl+b"), palette=False),
    Command("page_down", "list", ("pagedown", "ctrl+f"), palette=False),
    Command("top", "list", ("home", "g"), palette=False),
    Command("bottom", "list", ("end", "G"), palette=False),
    Command("clear", "list", ("escape",)),
    Command("back", "page", ("escape", "left", "backspace"), footer=1, palette=False),
    Command("line_up", "page", ("up", "k"), palette=False),
    Command("line_down", "page", ("down", "j"), palette=False),
    Command("leaf_up", "page", ("pageup", "ctrl+b"), palette=False),
    Command("leaf_down", "page", ("pagedown", "space", "ctrl+f"), footer=2, palette=False),
    Command("seek", "page", ("slash", "f3"), footer=3),
    Command("start", "page", ("home", "g"), palette=False),
    Command("finish", "page", ("end", "G"), palette=False),
    Command("sources", "everywhere", ("s", "f4"), footer=5),
    Command("checks", "everywhere", ("c", "f2"), footer=6),
    Command("changes", "everywhere", ("n", "f11"), footer=7),
    Command("since", "everywhere", ("N", "ctrl+d")),
    Command("calendar", "everywhere", ("d", "f12")),
    Command("copy", "everywhere", ("y", "ctrl+y")),
    Command("write", "everywhere", ("w", "ctrl+w"), writes=True),
    Command("day_back", "everywhere", ("left_square_bracket", "shift+left")),
    Command("day_forward", "everywhere", ("right_square_bracket", "shift+right")),
    Command("month_back", "everywhere", ("left_curly_bracket", "ctrl+left")),
    Command("month_forward", "everywhere", ("right_curly_bracket", "ctrl+right")),
    Command("period_back", "everywhere", ("less_than_sign", "ctrl+shift+left")),
    Command("period_forward", "everywhere", ("greater_than_sign", "ctrl+shift+right")),
    Command("now", "everywhere", ("equals_sign", "shift+home")),
    Command("language", "everywhere", ("l", "f7"), footer=8),
    Command("theme", "everywhere", ("t", "f8")),
    Command("alert", "everywhere", ("A", "ctrl+t")),
    Command("reread", "everywhere", ("ctrl+r", "f5")),
    Command("help", "everywhere", ("question_mark", "f1"), footer=99),
    Command("palette", "everywhere", ("ctrl+p",), palette=False),
    Command("suspend", "everywhere", ("ctrl+z",), palette=False),
    Command("quit", "everywhere", ("q", "f10"), footer=9),
    Command("interrupt", "everywhere", ("ctrl+c",), palette=False),
)
"""In the order of the help screen."""


Table = tuple[Command, ...]
"""The commands as one user has them: with that user's keys, and without those that are not allowed."""


def commands(*scopes: Scope, table: Table = COMMANDS) -> Table:
    """The commands of some scopes, in the order of the table."""
    return tuple(command for command in table if command.scope in scopes)


def keys_of(command: str, table: Table = COMMANDS) -> tuple[str, ...]:
    """The keys that give a command; none, where this user does not have it."""
    return next((known.keys for known in table if known.id == command), ())


def table_for(*, read_only: bool) -> Table:
    """The commands that there are at all."""
    return tuple(command for command in COMMANDS if not (read_only and command.writes))
