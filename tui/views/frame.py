"""What every screen is given: what there is, how it is said, and how it is painted."""

from tui.named import NamedTuple
from tui.views.commands import COMMANDS, Table
from tui.views.look import Look
from tui.views.paint import Paint
from tui.views.scene import Scene

__all__ = ["Frame"]


class Frame(NamedTuple):
    """One state of the dashboard; a screen is drawn from it alone."""

    scene: Scene
    look: Look
    paint: Paint
    table: Table = COMMANDS
    """The commands as this user has them."""
