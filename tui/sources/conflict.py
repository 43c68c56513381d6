"""Two figures for one thing: which rows contradict each other, as people name them."""

import re
from typing import Final

from tui.errors import Message, SourceError
from tui.model.observation import Observation

__all__ = ["conflict"]

_ROW: Final = re.compile(r"(?:(?P<part>.+) )?#(?P<row>\d+)(?:, (?P<column>.+))?")
"""Where a row of a table stands, as the record says it: `#2, value`, `b.csv #2`."""
_SPAN: Final = " .. "
"""What joins the ends of a span of rows."""


def conflict(first: Observation, second: Observation) -> SourceError:
    """The refusal of two different figures for the same series, period and vintage."""
    one, other = (seen.provenance.locator for seen in (first, second))
    rows = _place(one), _place(other)
    return SourceError(
        "source.map.conflict",
        series=f"{first.indicator}[{first.unit}]" if first.unit else first.indicator,
        period=first.period.text,
        first=_place(one, in_row=True) if rows[0] == rows[1] else rows[0],
        second=_place(other, in_row=True) if rows[0] == rows[1] else rows[1],
    )


def _place(locator: str, *, in_row: bool = False) -> Message | str:
    """The row, or the cell, that a locator of a table means; any other locator is its own name."""
    found = _ROW.fullmatch(locator)
    if found is None or _SPAN in locator:
        return locator
    place = Message("source.at.row", {"row": int(found["row"])})
    if in_row and found["column"]:
        place = Message("source.at.cell", {"row": int(found["row"]), "column": found["column"]})
    return Message("source.at.part", {"part": found["part"], "at": place}) if found["part"] else place
