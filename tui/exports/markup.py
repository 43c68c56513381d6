"""Text inside HTML and XML, and the colours that both draw with."""

import re
from typing import Final

from tui.words.cells import visible

__all__ = ["DARK", "FONTS", "LIGHT", "escape", "linked"]

_ENTITIES: Final = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
        # Well encoded, and yet no characters of XML 1.0 (section 2.2).
        "\ufffe": "\ufffd",
        "\uffff": "\ufffd",
    }
)

_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.ASCII | re.IGNORECASE)

FONTS: Final = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', "
    "'Noto Sans SC', 'Source Han Sans SC', 'WenQuanYi Zen Hei', 'WenQuanYi Micro Hei', sans-serif"
)
"""Fonts of the reader's system; none is fetched."""

LIGHT: Final = {
    "paper": "#ffffff",
    "ink": "#1b1f24",
    "quiet": "#57606a",
    "line": "#d0d7de",
    "band": "#f6f8fa",
    "track": "#e2e6ea",
    "link": "#0550ae",
    "green": "#1a7f37",
    "yellow": "#8a5a00",
    "red": "#b42318",
    "grey": "#57606a",
    "none": "#57606a",
}
"""By role, on white; lights have at least 4.5 : 1 against paper and band (WCAG 2.2, 1.4.3)."""

DARK: Final = {
    "paper": "#0d1117",
    "ink": "#e6edf3",
    "quiet": "#9da7b3",
    "line": "#30363d",
    "band": "#161b22",
    "track": "#2b323a",
    "link": "#79c0ff",
    "green": "#4ac26b",
    "yellow": "#e3b341",
    "red": "#ff8b82",
    "grey": "#9da7b3",
    "none": "#9da7b3",
}
"""The same on black."""


def escape(text: str) -> str:
    """A text as content or quoted attribute: nothing in it is markup, steers, hides, or is illegal in XML 1.0."""
    return visible(text).translate(_ENTITIES)


def linked(text: str) -> str:
    """A text that is a link where all of it is an address of the web; any other scheme stays text."""
    shown = escape(text)
    return f'<a href="{shown}" rel="noreferrer">{shown}</a>' if _ADDRESS.fullmatch(text) else shown
