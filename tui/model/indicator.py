"""What is measured, and how it is judged: the definition of an indicator and of its group."""

from datetime import date
from decimal import Decimal
from typing import Literal

from tui.model.phrase import Phrase
from tui.model.target import Target
from tui.named import NamedTuple

__all__ = ["Accrual", "Group", "Indicator", "Measure", "RollupRule", "Step", "Suspension"]

Measure = Literal["value", "ratio", "coverage", "steps", "expr", "group"]
"""How the value comes about (semantics.md section 2)."""

Accrual = Literal["cumulative", "level", "period"]
"""Grows within its year, stands at a time, or belongs to its period alone."""

RollupRule = Literal["worst", "mean", "score"]
"""How a group's members make the group's light and progress (semantics.md section 7)."""


class Step(NamedTuple):
    """One milestone of a checklist."""

    id: str
    name: Phrase
    due: date | None = None
    done: date | None = None
    evidence: str = ""
    """The document that proves it; without one a done step is claimed, with one it is verified."""
    required: bool = True
    weight: Decimal = Decimal(1)


class Suspension(NamedTuple):
    """A dated decision that no figure is owed for a while."""

    start: date
    end: date | None = None
    document: str = ""


class Indicator(NamedTuple):
    """The definition of one indicator, as the TOML gives it; never changed by data."""

    id: str
    """Matches `[a-z0-9_.]+`."""
    name: Phrase
    group: str = ""
    """Id of a group, or `""`."""
    definition: Phrase | None = None
    owner: str = ""
    tags: tuple[str, ...] = ()
    basis: str = ""
    """Where the duty or the figure stands, e.g. "2022 report 5(1)"."""
    measure: Measure = "value"
    accrual: Accrual = "level"
    unit_measure: str = ""
    """SDMX-like code of what is counted: `PERSONS`, `CASES`, `PERCENT`, `RANK` ...; TOML key `unit`."""
    unit_mult: int = 0
    """Power of ten of the figures as reported: 4 for units of ten thousand."""
    decimals: int | None = None
    """Digits after the point on display; `None`: as recorded, at most 2 for ratios."""
    freq: str | None = None
    """`A S Q M W D`: how often a figure is owed; `None`: never due, never stale."""
    report_lag: int = 0
    """Days after a period's end until its figure is due."""
    grace: int = 0
    """Days after that until a missing figure is stale."""
    expire_after: int | None = None
    """Days after a period's end until its figure has expired; `None`: never."""
    weight: Decimal = Decimal(1)
    binding: bool = False
    veto: bool = False
    empty: Literal["not_applicable", "met", "no_data"] = "not_applicable"
    """What 0/0 means."""
    allow_over: bool = False
    """A ratio may exceed 100 %."""
    missing: Literal["", "skip", "zero"] = ""
    """What a missing member does to a sum or a group; `""`: the result is missing too."""
    field_size: int | None = None
    """How many are ranked, for `RANK`."""
    min_den: Decimal | None = None
    """A ratio over fewer than this says too little to be judged."""
    epsilon: Decimal = Decimal(0)
    """Changes up to this, in the indicator's unit, are no trend."""
    complement_of: str | None = None
    """Id of the indicator with which this one adds up to 100 %."""
    rounding: Literal["half_up", "half_even"] = "half_up"
    units: str | None = None
    """Roster whose every unit has a series of its own; the indicator is their rollup."""
    roster: str | None = None
    """Roster that a `coverage` must cover."""
    numerator: str | None = None
    """Expression of a `ratio`; a plain id in most files."""
    denominator: str | None = None
    expr: str | None = None
    """Expression of an `expr`."""
    steps: tuple[Step, ...] = ()
    is_sourced: bool = False
    """Of `steps`: a source has a map for this indicator by its id, so what the file leaves out may be done all the
    same. A map that names indicators by a column may be about any of them, or none, and does not count."""
    members: tuple[str, ...] = ()
    """Ids that a `group` measure rolls up."""
    rollup: RollupRule = "worst"
    """How a `group` measure, or a series per unit, is rolled up."""
    target: Target | None = None
    suspended: tuple[Suspension, ...] = ()

    @property
    def roster_id(self) -> str:
        """The roster of the units whose figures it takes; `""` where none says which these are."""
        return self.roster or self.units or ""


class Group(NamedTuple):
    """A section of the dashboard: the indicators that name it, in file order."""

    id: str
    name: Phrase
    rollup: RollupRule = "worst"
    min_valid: Decimal = Decimal("0.70")
    """Share of the weight that must be judged before a score is given, 0 to 1."""
    missing: Literal["", "zero"] = ""
    """What an unreported member counts: `""`: it is undetermined; `zero`: it has achieved nothing."""
