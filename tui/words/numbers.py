"""Numbers as people read them: rounded once, with their unit, and never better than they are.

A printed figure stands on the same side of a limit as the exact one: 99.998 % prints as `99.99 %` and not as
`100.00 %`, 0.001 % as `0.01 %`, 29.998 against a target of `<30` as `29.99`. It is then off by less than one unit of
its last digit instead of half a unit, and what was judged and what is read agree (semantics.md section 4; GB/T 8170
full-value comparison). Between number and unit stands a plain space, which every terminal, encoding and `grep` knows;
thousands are not separated unless asked for.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Final

from tui.model.amount import Amount
from tui.words.voice import Voice

__all__ = [
    "NONE",
    "OPERATORS",
    "amount_text",
    "count_text",
    "percent_text",
    "plain_number",
    "rounded",
    "share_text",
    "unit_text",
    "written",
]

NONE: Final = "-"
"""What stands where there is no figure."""

OPERATORS: Final = {"eq": "", "lt": "<", "le": "≤", "gt": ">", "ge": "≥", "approx": "≈"}
"""How a bound is written before its number; a figure itself carries nothing."""

_ROUNDINGS: Final = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}
_LONG: Final = Context(prec=2600, Emin=-2600, Emax=2600, traps=[])
"""Figures lie within 10 to the power of ±1000, so nothing is lost here but what is rounded away on purpose."""
_MOST_DIGITS: Final = 6
_HUNDRED: Final = Decimal(100)
_PERCENT_LIMITS: Final = (Decimal(0), _HUNDRED)
_UNITS: Final = tuple(Decimal((0, (1,), -digits)) for digits in range(9))
"""What a last digit stands for, by the digits after the point."""


def plain_number(value: object) -> str:
    """A `Decimal` without exponent and with at most six digits after the point, an `int` as it is; else `""`."""
    if isinstance(value, Decimal):
        return written(value, at_most=_MOST_DIGITS)
    if isinstance(value, int):
        return str(value)
    return ""


def rounded(value: Decimal, digits: int, rounding: str = "half_up", limits: tuple[Decimal, ...] = ()) -> Decimal:
    """A number with exactly so many digits after the point.

    Args:
        value: Finite.
        digits: At least 0.
        rounding: `"half_up"` (away from zero) or `"half_even"`.
        limits: Numbers that the result neither reaches nor crosses unless `value` does.
    """
    unit = _UNITS[digits] if digits < len(_UNITS) else Decimal((0, (1,), -digits))
    near = value.quantize(unit, _ROUNDINGS[rounding], _LONG)
    for limit in limits:
        if value < limit <= near:
            near = _beside(limit, unit, -1)
        elif value > limit >= near:
            near = _beside(limit, unit, 1)
    return near


def _beside(limit: Decimal, unit: Decimal, side: int) -> Decimal:
    """The printable number next to a limit, below it (-1) or above it (1)."""
    edge = limit.quantize(unit, ROUND_FLOOR if side < 0 else ROUND_CEILING, _LONG)
    return _LONG.add(edge, side * unit) if edge == limit else edge


def written(value: Decimal, at_most: int | None = None, grouping: str = "") -> str:
    """A number without exponent.

    Args:
        value: Any Decimal; what is not finite is written as `NONE`.
        at_most: Digits after the point beyond which it is rounded half up, trailing zeros then dropped; `None`: all.
        grouping: What separates thousands before the point.
    """
    if not value.is_finite():
        return NONE
    if at_most is not None and int(value.as_tuple().exponent) < -at_most:
        value = _without_zeros(rounded(value, at_most))
    text = f"{value if value else abs(value):f}"
    if not grouping:
        return text
    sign = "-" if text.startswith("-") else ""
    whole, point, rest = text.removeprefix("-").partition(".")
    return sign + f"{int(whole):,}".replace(",", grouping) + point + rest


def count_text(value: Decimal) -> str:
    """A numerator or denominator: whole numbers without a point."""
    return written(_without_zeros(value), at_most=2)


def percent_text(percent: Decimal, digits: int = 2, rounding: str = "half_up") -> str:
    """A percentage: `14.47 %`; `100.00 %` only of the whole, `0.00 %` only of nothing."""
    return f"{written(rounded(percent, digits, rounding, _PERCENT_LIMITS))} %" if percent.is_finite() else NONE


def share_text(share: Decimal, digits: int = 1) -> str:
    """A share, where 1 is the whole, as a percentage without needless zeros: `67.5 %`, `100 %`."""
    if not share.is_finite():
        return NONE
    return f"{written(_without_zeros(rounded(_LONG.multiply(share, _HUNDRED), digits, limits=_PERCENT_LIMITS)))} %"


def amount_text(voice: Voice, amount: Amount, grouping: str = "") -> str:
    """A figure with its operator and unit: `889 人`, `<30 %`, `12.3 万人`, `top 10`."""
    if not amount.value.is_finite():
        return NONE
    scale = _scale(voice, amount.unit_mult) if amount.unit_mult else ""
    shift = 0 if scale else amount.unit_mult
    value, limits = amount.value, amount.limits
    if shift:
        value = value.scaleb(shift, _LONG)
        limits = tuple(limit.scaleb(shift, _LONG) for limit in limits)
    if amount.unit_measure == "PERCENT":
        limits += _PERCENT_LIMITS
    if amount.decimals is not None:
        value = rounded(value, max(0, amount.decimals - shift), amount.rounding, limits)
    elif amount.computed:
        value = _without_zeros(rounded(value, 2, amount.rounding, limits))
    return _with_unit(voice, amount, written(value, grouping=grouping), scale)


def _scale(voice: Voice, power: int) -> str:
    """The language's word for a power of ten; `""` where it has none, and all digits are to be written."""
    for pair in voice.texts("unit")["unit.scales"].split("|"):
        said, _, word = pair.partition(" ")
        if int(said) == power:
            return word
    return ""


def unit_text(voice: Voice, unit_measure: str, unit_mult: int = 0) -> str:
    """What numbers count that stand in a column without their unit: `%`, `人`, `万人`, `×10000 persons`."""
    pattern = _pattern(voice, unit_measure, "alone" if unit_measure == "RANK" else "other")
    counted = pattern.format(n="").strip()
    if not unit_mult:
        return counted
    scale = _scale(voice, unit_mult)
    if scale:
        return voice.texts("unit")["unit.scaled"].format(n="", scale=scale, unit=counted).strip()
    return f"×{written(Decimal((0, (1,), unit_mult)))} {counted}".rstrip()


def _pattern(voice: Voice, code: str, form: str) -> str:
    """How a number stands beside what it counts: in the language's words, else in the administrator's own."""
    if not code:
        return "{n}"
    known = voice.texts("unit").get(f"unit.{code}.{form}")
    return "{n} " + code.replace("{", "{{").replace("}", "}}") if known is None else known


def _with_unit(voice: Voice, amount: Amount, number: str, scale: str) -> str:
    texts = voice.texts("unit")
    code = amount.unit_measure
    said = OPERATORS[amount.op] + number
    if code == "RANK" and amount.op == "le" and number != "1":
        return texts["unit.RANK.within"].format(n=number)
    if code == "RANK" and amount.op in {"eq", "le"}:
        said = number
    pattern = _pattern(voice, code, "one" if number == "1" and not scale else "other")
    if scale:
        return texts["unit.scaled"].format(n=said, scale=scale, unit=pattern.format(n="").strip()).rstrip()
    return pattern.format(n=said)


def _without_zeros(value: Decimal) -> Decimal:
    """The same number without trailing zeros; `written` gives back those before the point."""
    return value.normalize(_LONG)
