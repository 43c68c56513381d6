"""What an assessment says in figures: one text each, the same in every view, export and report.

Every function gives `""` where there is nothing to say, but for `figure`, which then gives `NONE`.
"""

from decimal import Decimal

from tui.model.amount import Amount
from tui.model.progress import bound_of
from tui.model.snapshot import Assessment
from tui.model.target import Target, TargetOp
from tui.words.numbers import NONE, OPERATORS, amount_text, count_text, plain_number, rounded, share_text
from tui.words.voice import Voice

__all__ = [
    "SIGNS",
    "figure",
    "forecast",
    "fraction",
    "gap",
    "gap_points",
    "needed",
    "plan",
    "progress",
    "target",
    "tiers",
    "value",
]

SIGNS: dict[TargetOp, str] = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "=", "between": ""}
"""How a target's operator is written before its number."""


def figure(voice: Voice, assessment: Assessment) -> str:
    """The figure with its parts: `22/152 14.47 %`, `<30 %`, `889 人`; `NONE` where there is none."""
    parts = [part for part in (fraction(assessment), value(voice, assessment)) if part]
    if len(parts) == 2 and assessment.value == assessment.numerator:
        # "3/4" says what "3/4 3 steps" says.
        return parts[0]
    return " ".join(parts) or NONE


def fraction(assessment: Assessment) -> str:
    """Numerator and denominator: `22/152`, `<30/152`."""
    if assessment.bounds is not None:
        return "/".join(OPERATORS[part.op] + count_text(part.value) for part in assessment.bounds)
    if assessment.numerator is None or assessment.denominator is None:
        return ""
    return f"{count_text(assessment.numerator)}/{count_text(assessment.denominator)}"


def value(voice: Voice, assessment: Assessment) -> str:
    """The value alone, with operator and unit, rounded as the indicator says."""
    if assessment.value is None:
        return ""
    amount = Amount.of(assessment.indicator, assessment.value, assessment.op, _limits(assessment))
    return amount_text(voice, amount)


def target(voice: Voice, assessment: Assessment) -> str:
    """What the figure must be: `≥889 人`, `<30 %`, `10–20 %`, all steps; without its dates."""
    asked = assessment.indicator.target
    if asked is None:
        return ""
    limit = asked.value if assessment.target_value is None else assessment.target_value
    if asked.op == "between" and asked.low is not None and asked.high is not None:
        return f"{plain_number(asked.low)}–{_limit_text(voice, assessment, asked, asked.high)}"
    if limit is not None:
        return _limit_text(voice, assessment, asked, limit)
    if asked.expr:
        return SIGNS[asked.op] + asked.expr
    return voice.say("number.all_steps") if assessment.indicator.measure == "steps" else ""


def progress(assessment: Assessment) -> str:
    """The progress as it is, also below 0 and above 100 %: `67.5 %`; of a bound, `≤67.5 %`."""
    if assessment.progress_raw is None:
        return ""
    return OPERATORS[bound_of(assessment.op, assessment.reason)] + share_text(assessment.progress_raw)


def plan(assessment: Assessment) -> str:
    """What should be done by today: `74.8 %`."""
    return "" if assessment.plan is None else share_text(assessment.plan)


def gap(voice: Voice, assessment: Assessment) -> str:
    """How far behind or ahead of the plan: `7.3 points behind`, `落后 7.3 个百分点`."""
    behind = assessment.gap_pp
    if behind is None or bound_of(assessment.op, assessment.reason) in {"le", "ge"}:
        return ""
    if not behind:
        return voice.say("number.gap.none")
    # The sentence says the side, so that a trace of a gap may read 0.0 without lying about it; better, it reads 0.1.
    size = rounded(abs(behind), 1, limits=(Decimal(0),))
    side = "behind" if behind > 0 else "ahead"
    return voice.say(f"number.gap.{side}", points=size)


def gap_points(assessment: Assessment) -> str:
    """The distance to the plan for a column: `-7.3` is behind, `+2.1` ahead."""
    if assessment.gap_pp is None or bound_of(assessment.op, assessment.reason) in {"le", "ge"}:
        return ""
    ahead = rounded(-assessment.gap_pp, 1, limits=(Decimal(0),))
    return f"{ahead:+f}" if ahead else "0.0"


def forecast(voice: Voice, assessment: Assessment) -> str:
    """The value expected at the deadline if it goes on as before."""
    if assessment.forecast is None:
        return ""
    return _amount(voice, assessment, assessment.forecast, _limits(assessment), computed=True)


def needed(voice: Voice, assessment: Assessment) -> str:
    """How much a month is needed from now on."""
    if assessment.needed_per_month is None:
        return ""
    amount = _amount(voice, assessment, assessment.needed_per_month, computed=True)
    return voice.say("number.needed", amount=amount)


def tiers(voice: Voice, assessment: Assessment) -> str:
    """How much of every tier of the roster is covered: `一级 70/70、二级 137/138`."""
    said = [f"{tier.level} {tier.covered}/{tier.applicable}".strip() for tier in assessment.tiers]
    return voice.say("list.separator").join(said)


def _limits(assessment: Assessment) -> tuple[Decimal, ...]:
    asked = assessment.indicator.target
    if asked is None:
        return ()
    return tuple(limit for limit in (assessment.target_value, asked.low, asked.high) if limit is not None)


def _limit_text(voice: Voice, assessment: Assessment, asked: Target, limit: Decimal) -> str:
    """A limit as it was typed, or, where it was derived, rounded as the indicator is."""
    amount = Amount.of(assessment.indicator, limit, computed=True)
    if asked.expr is None:
        amount = amount._replace(decimals=None, computed=False)
    if amount.unit_measure == "RANK" and asked.op in {"le", "eq"}:
        return amount_text(voice, amount._replace(op="le" if asked.op == "le" else "eq"))
    return SIGNS[asked.op] + amount_text(voice, amount)


def _amount(
    voice: Voice,
    assessment: Assessment,
    number: Decimal,
    limits: tuple[Decimal, ...] = (),
    *,
    computed: bool | None = None,
) -> str:
    return amount_text(voice, Amount.of(assessment.indicator, number, "eq", limits, computed))
