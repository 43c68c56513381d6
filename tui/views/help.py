"""What can be done here, and what the signs mean: made from the table of commands and the words for the statuses."""

from typing import Final

from tui.habits import Keymap
from tui.views.columns import COLUMNS
from tui.views.commands import COMMANDS, Command, Scope, Table, commands
from tui.views.line import Line, Span, joined
from tui.views.look import Look
from tui.views.panel import LIGHT_OF
from tui.views.paper import Paper
from tui.words.cells import width
from tui.words.statuses import SYMBOLS

__all__ = ["footer", "help_page", "hint_at", "key_name"]

NO_KEYS: Final = Keymap()

_SIGN: Final = 18
"""Cells of a sign or of keys."""
_BESIDE: Final = 50
"""Cells of a line below which what they mean stands below them."""

_SCOPES: Final[tuple[Scope, ...]] = ("list", "page", "everywhere")

_NAMES: Final = {
    "slash": "/",
    "question_mark": "?",
    "escape": "Esc",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "space": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "backspace": "Backspace",
}


def key_name(key: str, look: Look) -> str:
    """A key as it is printed on a keyboard."""
    glyphs = look.glyphs
    arrows = {
        "up": glyphs.key_up,
        "down": glyphs.key_down,
        "left": glyphs.key_left,
        "right": glyphs.key_right,
        "enter": glyphs.key_enter,
    }
    for held, sign in (("ctrl+", "^"), ("shift+", f"{look.say('help.shift')}+")):
        if key.startswith(held):
            rest = key.removeprefix(held)
            return sign + (rest.upper() if len(rest) == 1 else key_name(rest, look))
    if key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return arrows.get(key) or _NAMES.get(key, key)


def help_page(look: Look, cells: int, table: Table = COMMANDS, own: Keymap = NO_KEYS) -> list[Line]:
    """The page of help.

    Args:
        look: Language and glyphs.
        cells: Width of a line.
        table: The commands as this user has them.
        own: The file of that user's own keys, and what of it was refused.
    """
    paper = Paper(look, cells)
    paper.text(look.say("help.about"))
    for scope in _SCOPES:
        paper.heading(look.say(f"help.{scope}"))
        for command in commands(scope, table=table):
            _command(paper, command)
    _own_keys(paper, own)
    paper.heading(look.say("help.signs"))
    for code in SYMBOLS:
        sign = f"{look.symbol(code)} {look.word('code', code)}"
        _said(paper, Span(sign, LIGHT_OF[code]), look.say(f"help.code.{code}"))
    paper.heading(look.say("help.bar"))
    paper.text(look.say("help.bar.text", filled=look.glyphs.filled, mark=look.glyphs.mark))
    for sign in ("stale", "revised"):
        paper.field(getattr(look.glyphs, sign), look.say(f"help.mark.{sign}"))
    for column in COLUMNS:
        if column.id not in ("symbol", "name", "bar", "status"):
            paper.field(look.say(f"column.{column.id}"), look.say(f"help.column.{column.id}"))
    return paper.lines


def _own_keys(paper: Paper, own: Keymap) -> None:
    """Where keys can be changed, by which names, and what of it was refused."""
    look = paper.look
    if not own.path:
        return
    paper.heading(look.say("help.keys"))
    paper.text(look.say("help.keys.text", file=own.path))
    for problem in own.problems:
        paper.text(f"! {look.told(problem)}", "red")
    names = ", ".join(command.id for command in COMMANDS)
    paper.text(names, "dim")


def _command(paper: Paper, command: Command) -> None:
    look = paper.look
    keys = "  ".join(key_name(key, look) for key in command.keys)
    _said(paper, Span(keys, "key"), look.say(f"command.{command.id}.help"))


def _said(paper: Paper, sign: Span, said: str) -> None:
    """What a sign or a key means: behind it, or below it where there is no room for that; never cut."""
    look = paper.look
    if paper.cells < _BESIDE:
        paper.line(Span(" "), sign)
        paper.text(said, indent=3)
        return
    head = look.pad(sign.text, _SIGN)
    for part in look.wrap(said, paper.cells - _SIGN - 1):
        paper.line(Span(" "), Span(head, sign.role), Span(part))
        head = " " * _SIGN


def footer(scope: Scope, look: Look, cells: int, table: Table = COMMANDS) -> Line:
    """The hints of the last line, as many as fit: the keys of a scope and those that hold everywhere."""
    kept, rest = _hints(scope, look, cells, table)
    spans = [span for _, piece in kept for span in piece]
    return joined((*spans, Span(" " * rest, "bar!")))


def hint_at(scope: Scope, look: Look, cells: int, table: Table, place: int) -> str | None:
    """The command whose hint stands at a cell of the last line."""
    left = 0
    for command, piece in _hints(scope, look, cells, table)[0]:
        right = left + _cells(piece)
        if left <= place < right:
            return command.id
        left = right
    return None


_Piece = tuple[Span, Span]


def _hints(scope: Scope, look: Look, cells: int, table: Table) -> tuple[list[tuple[Command, _Piece]], int]:
    """The hints that fit, and the cells that are left."""
    hinted = sorted(
        (command for command in table if command.footer and command.scope in (scope, "everywhere")),
        key=lambda command: command.footer,
    )
    pieces: list[tuple[Command, _Piece]] = [
        (
            command,
            (
                Span(f" {key_name(command.keys[0], look)}", "key!"),
                Span(f" {look.say(f'command.{command.id}')} ", "bar!"),
            ),
        )
        for command in hinted
    ]
    # Help is the last to go: whoever sees one hint only needs that one.
    kept: list[tuple[Command, _Piece]] = []
    room = cells - _cells(pieces[-1][1])
    for command, piece in pieces[:-1]:
        if _cells(piece) <= room:
            kept.append((command, piece))
            room -= _cells(piece)
    return [*kept, pieces[-1]], max(room, 0)


def _cells(piece: tuple[Span, Span]) -> int:
    return sum(width(span.text) for span in piece)
