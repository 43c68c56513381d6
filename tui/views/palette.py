"""The palette: every command by its name, for hands whose letters an input method takes."""

from tui.views.asking import Offer
from tui.views.chooser import Chooser
from tui.views.commands import Scope, commands
from tui.views.frame import Frame
from tui.views.help import key_name

__all__ = ["Palette"]


class Palette(Chooser):
    """Asks for a command; its result is the command's id."""

    def __init__(self, frame: Frame, scope: Scope) -> None:
        """Offer the commands of a scope, and those that hold everywhere."""
        look = frame.look
        offers = [
            Offer(
                command.id,
                look.say(f"command.{command.id}"),
                "  ".join(key_name(key, look) for key in command.keys),
                look.say(f"command.{command.id}.help"),
            )
            for command in commands(scope, "everywhere", table=frame.table)
            if command.palette
        ]
        super().__init__(frame, look.say("palette.ask"), offers, none=look.say("palette.none"))
