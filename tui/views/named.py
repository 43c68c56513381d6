"""Views by name: those that everybody has, and what one that was saved shows; pure."""

from collections.abc import Mapping
from typing import Final, cast

from tui.habits import View
from tui.views.look import Look
from tui.views.outline import GROUPINGS, REPORT, SORTS, WORST_FIRST, Arrangement, Grouping, Sort

__all__ = ["BUILT_IN", "arranged", "described"]

BUILT_IN: Final[Mapping[str, View]] = {
    "all": View(),
    "worst": View("status", "worst"),
    "mine": View("status", "worst", mine=True),
}
"""Views that everybody has."""


def arranged(by: str, sort: str) -> Arrangement:
    """An arrangement from words that were kept; as the report has it, where they are none."""
    known = by in GROUPINGS and sort in SORTS
    return Arrangement(cast("Grouping", by), cast("Sort", sort)) if known else REPORT


def described(view: View, look: Look) -> str:
    """What a view shows, in words."""
    arrangement = arranged(view.by, view.sort)
    said = [look.say(f"group.{arrangement.by}"), look.say(f"sort.{arrangement.sort}")]
    said += [look.word("code", code) for code in WORST_FIRST if code in view.statuses]
    said += [look.say("command.mine")] if view.mine else []
    said += [look.say("prompt", command=look.say("command.find")) + look.text(view.wanted)] if view.wanted else []
    return f" {look.glyphs.dot} ".join(said)
