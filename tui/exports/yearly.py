"""How a figure changed from one year to the next, in words."""

from decimal import Decimal

from tui.model.amount import Amount
from tui.model.period import Period
from tui.model.snapshot import Assessment
from tui.words import Words
from tui.words.numbers import NONE, amount_text, share_text

__all__ = ["change_text", "year_before"]

_BREAK = "B"
"""The flag of a figure that cannot be compared with those before it (SDMX CL_OBS_STATUS)."""


def year_before(period: Period) -> Period | None:
    """The same period of the year before; `None` where there is none, as of a week."""
    year, *rest = period.text.split("-")
    try:
        return None if period.freq == "W" else Period.parse("-".join((f"{int(year) - 1:04d}", *rest)))
    except ValueError:  # 29 February, or before the first year
        return None


def change_text(words: Words, earlier: Assessment, found: Assessment) -> str:
    """The difference with its sign, and in per cent of what it was: `+37 persons (+4.3 %)`, `-1.2 percentage points`.

    Bounds have no difference, nor has a figure behind a break in its series, nor one whose year before is not known.
    """
    if found.value is None or earlier.value is None or (found.op, earlier.op) != ("eq", "eq"):
        return NONE
    if found.period is None or earlier.period is None or year_before(found.period) != earlier.period:
        return NONE
    if _is_broken(found, earlier.period):
        return NONE
    change = found.value - earlier.value
    if not change:
        return words.say("report.unchanged")
    unit = found.indicator.unit_measure
    amount = Amount.of(found.indicator, abs(change))
    # A difference of percentages is in points; of ranks it is a mere number of places.
    amount = amount._replace(unit_measure={"PERCENT": "PP", "RANK": ""}.get(unit, unit), computed=True)
    sign = "+" if change > 0 else "-"
    said = f"{sign}{amount_text(words, amount)}"
    if unit in {"PERCENT", "RANK"} or earlier.value <= 0:
        return said
    return words.say("report.change", change=said, share=f"{sign}{share_text(abs(change) / Decimal(earlier.value))}")


def _is_broken(found: Assessment, since: Period) -> bool:
    """Whether the series has a break after a period."""
    newer = (seen for seen in found.series if seen.period.end > since.end)
    return found.flag == _BREAK or any(seen.flag == _BREAK for seen in newer)
