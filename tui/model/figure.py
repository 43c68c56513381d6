"""A figure: what a series says for a period, from an observation, a quotient or an expression.

Where there is no number the figure says why, as the reason code of the row of semantics.md section 5 that this
leads to: a zero, a missing value, a duty that does not exist and a division by zero stay four different things.
"""

from decimal import Decimal

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.arithmetic import divide, multiply
from tui.model.indicator import Indicator
from tui.model.number import HUNDRED, ZERO, Number, as_decimal, is_sane, over, power_of_ten
from tui.model.observation import Observation
from tui.model.period import Period
from tui.model.snapshot import TierCount
from tui.model.value import NonValue, Outcome, Quantity, outcome_of, satisfies
from tui.named import NamedTuple

__all__ = ["Figure", "computed", "lacking", "observed", "quotient", "scale_of"]

_LACKS = {
    NonValue.MISSING: "unreported",
    NonValue.UNDEFINED: "division",
    NonValue.NA: "no_duty",
    NonValue.CENSORED: "censored",
}


class Figure(NamedTuple):
    """What a series says for a period."""

    outcome: Outcome
    """In the indicator's own unit; percent for `PERCENT`."""
    lack: str = ""
    """Reason code where there is no number to judge; `""` where there is one."""
    period: Period | None = None
    """`None` for what is counted on the day itself."""
    observation: Observation | None = None
    """The newest observation that entered, where one did."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    share: Number | None = None
    """Done of what applies, 0 to 1, for coverage and steps."""
    is_whole: bool | None = None
    """Whether every tier, required step or unit satisfies by itself; `None` where there are no parts."""
    tiers: tuple[TierCount, ...] = ()
    missing_units: tuple[str, ...] = ()
    steps_done: tuple[str, ...] = ()
    flag: str = ""
    """Its observation's; E where members are missing that were left out as asked; of what follows from estimates or
    provisional figures, E or P."""
    counted: tuple[int, int] | None = None
    """How many of how many members entered, where some are missing."""
    why: Message | None = None
    """What is special about it, as a sentence."""
    short: tuple[Message, ...] = ()
    """Units that have less than each must have, with what they have."""
    bounds: tuple[Quantity, Quantity] | None = None
    """Numerator and denominator, where one of them is a bound or approximate, and so no plain number."""


def lacking(lack: str, why: Message | None = None, period: Period | None = None) -> Figure:
    """A figure without a number, for a reason."""
    outcome = next((value for value, code in _LACKS.items() if code == lack), NonValue.MISSING)
    return Figure(outcome, lack, period, why=why)


def observed(indicator: Indicator, observation: Observation) -> Figure:
    """The figure of an observation: its value, or its numerator over its denominator for a ratio."""
    if (
        indicator.measure == "ratio"
        and observation.numerator is not None
        and observation.denominator is not None
        and not isinstance(outcome_of(observation._replace(value=ZERO)), NonValue)
    ):
        return quotient(
            indicator,
            Quantity("eq", observation.numerator),
            Quantity("eq", observation.denominator),
            observation.period,
            observation,
        )._replace(flag=observation.flag)
    outcome = outcome_of(observation, indicator.decimals)
    lack = ""
    if isinstance(outcome, NonValue):
        lack = _lack_of(observation) if outcome is NonValue.MISSING else _LACKS[outcome]
    return Figure(
        outcome,
        lack,
        observation.period,
        observation,
        observation.numerator,
        observation.denominator,
        flag=observation.flag,
    )


def quotient(
    indicator: Indicator,
    numerator: Outcome,
    denominator: Outcome,
    period: Period | None = None,
    observation: Observation | None = None,
) -> Figure:
    """The figure of a ratio; both counts are kept.

    Args:
        indicator: Says the unit, and whether the ratio may exceed 1.
        numerator: What is counted, in units of one.
        denominator: What it is counted of, in units of one.
        period: The period of both.
        observation: The newest observation that entered.
    """
    for part in (numerator, denominator):
        if isinstance(part, NonValue):
            return Figure(part, _LACKS[part], period, observation)
    if not (isinstance(numerator, Quantity) and isinstance(denominator, Quantity)):  # the types do not know that
        return lacking("unreported")
    counts = Figure(
        NonValue.MISSING,
        "",
        period,
        observation,
        as_decimal(numerator.value) if numerator.op == "eq" else None,
        as_decimal(denominator.value) if denominator.op == "eq" else None,
        bounds=None if numerator.op == denominator.op == "eq" else (numerator, denominator),
    )
    if not all(is_sane(as_decimal(part.value)) for part in (numerator, denominator)):
        return counts._replace(outcome=NonValue.UNDEFINED, lack="number")
    if not denominator.value:
        return counts._replace(outcome=NonValue.UNDEFINED, lack="division" if numerator.value else "empty")
    if _is_over(indicator, numerator, denominator):
        values = {"numerator": _said(numerator), "denominator": _said(denominator)}
        return counts._replace(outcome=NonValue.UNDEFINED, lack="check", why=Message("why.check_over", values))
    outcome = multiply(divide(numerator, denominator), Quantity("eq", scale_of(indicator)))
    lack = _LACKS[outcome] if isinstance(outcome, NonValue) else ""
    if not lack and indicator.min_den is not None and satisfies(denominator, "lt", indicator.min_den):
        lack = "few"
    return counts._replace(outcome=outcome, lack=lack)


def computed(outcome: Outcome, period: Period | None = None, observation: Observation | None = None) -> Figure:
    """The figure that an expression gives."""
    return Figure(outcome, _LACKS[outcome] if isinstance(outcome, NonValue) else "", period, observation)


def scale_of(indicator: Indicator) -> Number:
    """What a plain quotient is multiplied with to be in the indicator's unit."""
    scale: Number = {"PERCENT": HUNDRED, "PERMILLE": HUNDRED * 10}.get(indicator.unit_measure, HUNDRED / 100)
    return over(scale, power_of_ten(indicator.unit_mult)) if indicator.unit_mult else scale


def _lack_of(observation: Observation) -> str:
    """Reason code of an observation without a number: confidential figures are withheld, others lack at the source."""
    return "withheld" if observation.flag == "Q" else "source"


def _said(part: Quantity) -> object:
    """A count for a sentence, with its operator where it is a bound."""
    return as_decimal(part.value) if part.op == "eq" else Amount(as_decimal(part.value), part.op)


def _is_over(indicator: Indicator, numerator: Quantity, denominator: Quantity) -> bool:
    """Whether the counts cannot be those of a rate: 0 <= n <= d, unless the rate may exceed 1."""
    if satisfies(numerator, "lt", ZERO) or satisfies(denominator, "lt", ZERO):
        return True
    if indicator.allow_over or numerator.op != "eq" or denominator.op != "eq":
        return False
    return satisfies(numerator, "le", denominator.value) is False
