"""What an indicator is judged against: operator, value, mode, dates and plan (semantics.md sections 2 to 5)."""

from datetime import date
from decimal import Decimal
from typing import Literal

from tui.named import NamedTuple

__all__ = ["Milestone", "Mode", "Pace", "Plan", "Target", "TargetOp", "TargetVersion"]

TargetOp = Literal["ge", "gt", "le", "lt", "eq", "between"]
"""How a value must stand to the target; `between` takes `low` and `high`, both inclusive."""

Mode = Literal["reach", "hold"]
"""`reach`: be there by the deadline; `hold`: be there all the time."""

Plan = Literal["linear", "scurve", "seasonal", "milestones"]
"""The share of the way that should be done by a date."""

Pace = Literal["ratio", "gap", "growth"]
"""Which rule turns being behind the plan into a status."""


class Milestone(NamedTuple):
    """A dated value of a `milestones` plan."""

    date: date
    value: Decimal


class TargetVersion(NamedTuple):
    """The target as it stood from a day on; lowering it after a miss stays visible."""

    since: date
    value: Decimal
    reason: str = ""
    document: str = ""


class Target(NamedTuple):
    """What the figure must be; either `value`, `expr`, or `low` and `high`, is set."""

    op: TargetOp
    value: Decimal | None = None
    """In the indicator's own unit, before `unit_mult`."""
    expr: str | None = None
    """An expression over indicator ids that gives the value (a peer's mean, a roster's size)."""
    low: Decimal | None = None
    high: Decimal | None = None
    mode: Mode = "hold"
    start: date | None = None
    """First day of the way; `None`: the first day of the deadline's year."""
    deadline: date | None = None
    """Last day of the way, already rolled to a workday where the target says so; set whenever `mode` is `reach`."""
    closing_report: date | None = None
    """Until this day, included, the closing figure may still come in."""
    baseline: Decimal = Decimal(0)
    plan: Plan = "linear"
    shares: tuple[Decimal, ...] = ()
    """Twelve cumulative monthly shares, 0 to 1, of a `seasonal` plan."""
    milestones: tuple[Milestone, ...] = ()
    pace: Pace = "ratio"
    min_elapsed: Decimal = Decimal("0.10")
    """Share of the way, 0 to 1, before which pace is not judged."""
    warn_margin: Decimal = Decimal(0)
    """A hold target satisfied by less than this, in the indicator's unit, is at risk."""
    warn_days: int = 0
    """Days before a step's due date in which it is at risk."""
    per_unit_min: Decimal | None = None
    """Every unit of the roster must have at least this much, whatever the total."""
    versions: tuple[TargetVersion, ...] = ()
    """Earlier and later values, oldest first; empty when the target never changed."""
    example: bool = False
    """The target is ours, to show how one looks: not the document's."""
