"""What roles look like: themes, and the one place where text becomes what Textual draws.

A role is a theme variable of its name (`"green"` is `$zb-green`); one that ends with `!` stands on the band of the
first and the last line. Colour is never the only sign of anything: every status has a symbol and a word as well.
"""

from collections.abc import Mapping
from typing import Final

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.theme import Theme

from tui.views.line import Line
from tui.words.cells import visible

__all__ = ["AUTO", "MONO", "THEMES", "Paint", "next_theme", "theme_for"]

AUTO: Final = "auto"

_BOLD: Final = frozenset({"title", "section", "heading", "strong", "key", "mark", "red", "note"})
_TERMINALS_OWN: Final = "ansi_default"
_DIM: Final = frozenset({"dim", "rest"})
_STRIPS: Final = 256
"""Lines whose strips are kept: those of a wall screen."""


def _theme(called: str, /, *, dark: bool, ansi: bool = False, **colors: str) -> Theme:
    """A theme from our own roles; what Textual draws itself (the palette) takes its colours from the same."""
    return Theme(
        name=called,
        primary=colors["key"],
        secondary=colors["dim"],
        warning=colors["yellow"],
        error=colors["red"],
        success=colors["green"],
        accent=colors["key"],
        foreground=colors["text"],
        background=colors["ground"],
        surface=colors["ground"],
        panel=colors["band"],
        dark=dark,
        ansi=ansi,
        boost=colors["ground"],
        # The last two stand in Textual's own style sheet.
        variables={f"zb-{role}": color for role, color in colors.items()}
        | {name: colors["ground"] for name in ("ansi-background", "ansi-foreground")},
    )


_ROLES: Final = (
    *("ground", "band", "cursor", "text", "name", "dim", "rest", "key", "title", "bar", "section", "heading"),
    *("strong", "mark", "note", "green", "yellow", "red", "grey", "invalid", "none"),
)
"""Everything that a theme gives a colour to, in the order of all themes."""

THEMES: Final[Mapping[str, Theme]] = {
    theme.name: theme
    for theme in (
        _theme(
            "zb-dark",
            dark=True,
            ground="#121212",
            band="#262626",
            cursor="#00005f",
            text="#dadada",
            name="#eeeeee",
            dim="#a8a8a8",
            rest="#4e4e4e",
            key="#87d7ff",
            title="#ffffff",
            bar="#d0d0d0",
            section="#87afff",
            heading="#87afff",
            strong="#ffffff",
            mark="#ffffff",
            note="#ffd787",
            green="#87d787",
            yellow="#ffd75f",
            red="#ff8787",
            grey="#b2b2b2",
            invalid="#d7afff",
            none="#a8a8a8",
        ),
        _theme(
            "zb-light",
            dark=False,
            ground="#ffffff",
            band="#e4e4e4",
            cursor="#d7ffff",
            text="#262626",
            name="#000000",
            dim="#585858",
            rest="#c6c6c6",
            key="#005f87",
            title="#000000",
            bar="#303030",
            section="#0000af",
            heading="#0000af",
            strong="#000000",
            mark="#000000",
            note="#875f00",
            green="#005f00",
            yellow="#875f00",
            red="#af0000",
            grey="#585858",
            invalid="#5f00af",
            none="#585858",
        ),
        _theme(
            "zb-contrast",
            dark=True,
            ground="#000000",
            band="#080808",
            cursor="#00005f",
            text="#ffffff",
            name="#ffffff",
            dim="#dadada",
            rest="#767676",
            key="#87ffff",
            title="#ffffff",
            bar="#ffffff",
            section="#afd7ff",
            heading="#afd7ff",
            strong="#ffffff",
            mark="#ffffff",
            note="#ffff87",
            green="#87ff87",
            yellow="#ffff5f",
            red="#ffafaf",
            grey="#dadada",
            invalid="#ffafff",
            none="#dadada",
        ),
        _theme(
            "zb-safe",
            dark=True,
            ground="#121212",
            band="#262626",
            cursor="#00005f",
            text="#dadada",
            name="#eeeeee",
            dim="#a8a8a8",
            rest="#4e4e4e",
            key="#ffffff",
            title="#ffffff",
            bar="#d0d0d0",
            section="#dadada",
            heading="#dadada",
            strong="#ffffff",
            mark="#ffffff",
            note="#ffffaf",
            green="#5fafff",
            yellow="#ffffaf",
            red="#ff8700",
            grey="#b2b2b2",
            invalid="#ffffff",
            none="#a8a8a8",
        ),
        _theme(
            "zb-ansi",
            dark=True,
            ansi=True,
            ground="ansi_default",
            band="ansi_default",
            cursor="ansi_default",
            text="ansi_default",
            name="ansi_default",
            dim="ansi_default",
            rest="ansi_default",
            key="ansi_cyan",
            title="ansi_default",
            bar="ansi_default",
            section="ansi_cyan",
            heading="ansi_cyan",
            strong="ansi_default",
            mark="ansi_default",
            note="ansi_yellow",
            green="ansi_green",
            yellow="ansi_yellow",
            red="ansi_red",
            grey="ansi_default",
            invalid="ansi_magenta",
            none="ansi_default",
        ),
        _theme("zb-mono", dark=True, ansi=True, **dict.fromkeys(_ROLES, _TERMINALS_OWN)),
    )
}
"""By name. `zb-contrast` is for bad light and weak eyes; `zb-safe` says good and bad by blue and orange, which all eyes
tell apart; `zb-ansi` leaves the ground and every colour to the terminal's own sixteen; `zb-mono` has none: weight and
reversal set apart what is to be set apart."""

MONO: Final = "zb-mono"
"""What NO_COLOR asks for."""

_SIXTEEN: Final = "zb-ansi"


def theme_for(asked: str, color_system: str | None, environ: Mapping[str, str]) -> str:
    """The theme that was asked for; where none was, the one for this terminal.

    Args:
        asked: Its name without `zb-`, or `AUTO`.
        color_system: What the terminal can show, as Rich calls it.
        environ: Environment variables; some terminals say there what their paper is.
    """
    if asked != AUTO:
        return f"zb-{asked}"
    if color_system in (None, "standard"):
        return _SIXTEEN
    # Ink;paper, where paper 7 and 15 are white.
    paper = environ.get("COLORFGBG", "").rpartition(";")[2]
    return "zb-light" if paper in ("7", "15") else "zb-dark"


def next_theme(name: str) -> str:
    """The theme after one, in turn."""
    names = list(THEMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]


class Paint:
    """Lines as strips of styled segments, in one theme."""

    def __init__(self, theme: Theme) -> None:
        """Paint in the colours of a theme's own variables."""
        self.theme = theme
        self._styles: dict[tuple[str, bool], Style] = {}
        self._strips: dict[tuple[Line, int, bool], Strip] = {}
        """Of lines that were painted last: what scrolls is the same line in another place."""

    def strip(self, line: Line, cells: int, *, selected: bool = False) -> Strip:
        """A line in exactly so many cells.

        Data was cleaned where it came in; what could still move the cursor is made visible here, at the last moment.
        """
        known = self._strips.get((line, cells, selected))
        if known is None:
            if len(self._strips) >= _STRIPS:
                self._strips.clear()
            known = self._strips[line, cells, selected] = self._painted(line, cells, selected)
        return known

    def _painted(self, line: Line, cells: int, selected: bool) -> Strip:
        segments = [Segment(visible(span.text), self.style(span.role, selected=selected)) for span in line]
        ground = self.style("text", selected=selected)
        return Strip(segments).adjust_cell_length(cells, ground).simplify()

    def style(self, role: str, *, selected: bool = False) -> Style:
        """What a role looks like."""
        known = self._styles.get((role, selected))
        if known is None:
            known = self._styles[role, selected] = self._made(role.removesuffix("!"), role.endswith("!"), selected)
        return known

    def _made(self, name: str, on_band: bool, selected: bool) -> Style:
        colors = self.theme.variables
        ground = colors["zb-cursor" if selected else "zb-band" if on_band else "zb-ground"]
        # Where there is no colour to set a line apart with, it is set apart by exchanging paper and ink.
        reverse = (selected or on_band) and ground == _TERMINALS_OWN
        return Style(
            color=_rich(colors[f"zb-{name}"]),
            bgcolor=_rich(ground),
            bold=True if name in _BOLD else None,
            dim=True if name in _DIM and self.theme.ansi and not reverse else None,
            reverse=True if reverse else None,
        )


def _rich(color: str) -> RichColor | None:
    """A theme's colour for Rich; the terminal's own is no colour at all."""
    return None if color == _TERMINALS_OWN else RichColor.parse(color.removeprefix("ansi_"))
