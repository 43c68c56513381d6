"""Performance data of the Monitoring Plugins guidelines: `'label'=value[UOM];warn;crit;min;max`.

A range `start:end` alerts outside of it, ends excluded from the alert; `@start:end` alerts inside of it, ends included;
`~` is minus infinity, an empty end plus infinity. So every target has a range that says just the same: at least 10 is
`10:`, but more than 10 is `@~:10`, because 10 itself must alert. A range is given only where the figure alone decides:
not for checklists, nor while it is too early for pace, nor where growth over years decides.

A bound such as `<30`, a stale figure and a missing one are `U`: a graph of them would lie.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from tui.exports.json import computed, value_text
from tui.model.number import Number, as_decimal, as_fraction
from tui.model.snapshot import Assessment
from tui.model.target import Target
from tui.model.yardstick import Limit, Way, Yardstick
from tui.words.cells import visible

__all__ = ["is_determined", "perfdata", "ranges"]

_HELD: Final = frozenset({"held", "near_limit", "not_held", "broken"})
_ON_THE_WAY: Final = frozenset({"pace", "gap", "closing", "away", "reached"})
_OVER: Final = frozenset({"deadline", "reached"})
_EXACT: Final = frozenset({"eq", "approx"})
_OLD: Final = frozenset({"stale", "expired"})


def is_determined(found: Assessment) -> bool:
    """Whether there is a figure, exact and not out of date."""
    value = found.value
    return value is not None and value.is_finite() and found.op in _EXACT and found.freshness not in _OLD


def perfdata(found: Assessment) -> str:
    """A series, quoted; the ranges are those of the day that was judged."""
    label = f"{found.id}[{found.unit}]" if found.unit else found.id
    quoted = visible(label).replace("=", "_").replace("|", "_").replace("'", "''")
    percent = found.indicator.unit_measure == "PERCENT"
    value = f"{value_text(found)}{'%' if percent else ''}" if is_determined(found) else "U"
    return f"'{quoted}'=" + ";".join((value, *ranges(found), *_ends(found, percent=percent))).rstrip(";")


def ranges(found: Assessment) -> tuple[str, str]:
    """The ranges of warning and of alarm; `""` where no figure alone would bring one."""
    yard, target = found.basis, found.indicator.target
    if not isinstance(yard, Yardstick) or target is None:
        return "", ""
    if yard.way is None:
        return (_margin(target, yard.limit), _wanted(target, yard.limit)) if found.reason in _HELD else ("", "")
    if yard.way.stage == "over":
        return "", _wanted(target, yard.limit) if found.reason in _OVER else ""
    if found.reason in _ON_THE_WAY and target.pace != "growth" and yard.way.is_walkable and not _is_idle(yard.way):
        return _cuts(yard.way)
    return "", ""


def _wanted(target: Target, limit: Limit) -> str:
    """The range that alerts on just those figures that do not satisfy a target."""
    if limit.low is not None and limit.high is not None:
        return f"{_text(limit.low)}:{_text(limit.high)}"
    if limit.value is None:
        return ""
    end = _text(limit.value)
    return {"ge": f"{end}:", "gt": f"@~:{end}", "le": f"~:{end}", "lt": f"@{end}:", "eq": f"{end}:{end}"}[target.op]


def _margin(target: Target, limit: Limit) -> str:
    """The range that alerts on figures nearer to the limit than the margin of warning."""
    if not target.warn_margin:
        return ""
    margin = as_fraction(target.warn_margin)
    low = limit.low if target.op == "between" else limit.value if target.op in {"ge", "gt"} else None
    high = limit.high if target.op == "between" else limit.value if target.op in {"le", "lt"} else None
    start = "~" if low is None else _text(as_fraction(low) + margin)
    end = "" if high is None else _text(as_fraction(high) - margin)
    return f"{start}:{end}" if (low, high) != (None, None) else ""


def _cuts(way: Way) -> tuple[str, str]:
    """Ranges by pace: an alarm below the cut of yellow or back beyond the baseline, a warning below that of green."""
    base, end = as_fraction(way.baseline), as_fraction(way.limit)
    green, yellow = (_text(base + (end - base) * share) for share in (way.green, max(way.yellow, Fraction(0))))
    rises = base < end
    alarm = f"{yellow}:" if rises else f"~:{yellow}"
    if not way.is_strict:
        return f"{green}:" if rises else f"~:{green}", alarm
    return f"@~:{green}" if rises else f"@{green}:", alarm


def _is_idle(way: Way) -> bool:
    """Whether pace says nothing yet."""
    return way.stage == "open" and way.is_early


def _ends(found: Assessment, *, percent: bool) -> tuple[str, str]:
    """The least and the greatest value that there can be, where that is sure."""
    if found.indicator.measure not in {"coverage", "steps"}:
        return "", ""
    return "0", "100" if percent else computed(found.denominator).replace("null", "")


def _text(number: Number) -> str:
    exact = number if isinstance(number, Decimal) else as_decimal(number)
    return computed(exact)
