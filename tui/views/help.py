"""What can be done here, and what the signs mean: made from the table of commands and the words for the statuses."""

from typing import Final

from tui.views.columns import COLUMNS
from tui.views.commands import COMMANDS, Command, Scope, commands
from tui.views.line import Line, Span, joined
from tui.views.look import Look
from tui.views.panel import LIGHT_OF
from tui.views.paper import Paper
from tui.words.cells import width
from tui.words.statuses import SYMBOLS

__all__ = ["footer", "help_page", "key_name"]

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


def help_page(look: Look, cells: int) -> list[Line]:
    """The page of help."""
    paper = Paper(look, cells)
    paper.text(look.say("help.about"))
    for scope in _SCOPES:
        paper.heading(look.say(f"help.{scope}"))
        for command in commands(scope):
            _command(paper, command)
    paper.heading(look.say("help.signs"))
    for code in SYMBOLS:
        sign = f"{look.symbol(code)} {look.word('code', code)}"
        paper.line(Span(" "), Span(look.pad(sign, 18), LIGHT_OF[code]), Span(look.say(f"help.code.{code}")))
    paper.heading(look.say("help.bar"))
    paper.text(look.say("help.bar.text", filled=look.glyphs.filled, mark=look.glyphs.mark))
    for sign in ("stale", "revised"):
        paper.field(getattr(look.glyphs, sign), look.say(f"help.mark.{sign}"))
    for column in COLUMNS:
        if column.id not in ("symbol", "name", "bar", "status"):
            paper.field(look.say(f"column.{column.id}"), look.say(f"help.column.{column.id}"))
    return paper.lines


def _command(paper: Paper, command: Command) -> None:
    look = paper.look
    keys = "  ".join(key_name(key, look) for key in command.keys)
    paper.line(Span(" "), Span(look.pad(keys, 18), "key"), Span(look.say(f"command.{command.id}.help")))


def footer(scope: Scope, look: Look, cells: int) -> Line:
    """The hints of the last line, as many as fit: the keys of a scope and those that hold everywhere."""
    hinted = sorted(
        (command for command in COMMANDS if command.footer and command.scope in (scope, "everywhere")),
        key=lambda command: command.footer,
    )
    pieces = [
        (Span(f" {key_name(command.keys[0], look)}", "key!"), Span(f" {look.say(f'command.{command.id}')} ", "bar!"))
        for command in hinted
    ]
    # Help is the last to go: whoever sees one hint only needs that one.
    kept: list[tuple[Span, Span]] = []
    room = cells - _cells(pieces[-1])
    for piece in pieces[:-1]:
        if _cells(piece) <= room:
            kept.append(piece)
            room -= _cells(piece)
    spans = [span for piece in (*kept, pieces[-1]) for span in piece]
    return joined((*spans, Span(" " * max(room, 0), "bar!")))


def _cells(piece: tuple[Span, Span]) -> int:
    return sum(width(span.text) for span in piece)
