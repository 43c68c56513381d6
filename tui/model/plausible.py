"""Built-in rules for a single reading: what a count, a rank, a cumulative figure, a publication date cannot be.

Each rule looks at the newest observation of a series, since that is what a status rests on (semantics.md section 8).
A clean one costs a few comparisons: a store holds tens of thousands.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.calendar import local_day
from tui.model.indicator import Indicator
from tui.model.number import ZERO, is_sane
from tui.model.observation import Observation
from tui.model.phrase import Phrase
from tui.model.snapshot import Severity
from tui.named import NamedTuple

__all__ = ["COUNTS", "Fault", "faults", "figure_name"]

COUNTS = frozenset(
    {
        *("PERSONS", "HOUSEHOLDS", "CASES", "ORDERS", "DOCUMENTS", "REPORTS", "LAWS", "ITEMS", "STEPS", "PROJECTS"),
        *("PAIRS", "UNITS", "SITES", "CELLS", "COMMUNITIES", "FIRMS", "ROOMS", "KINDS", "TIMES", "SESSIONS"),
    }
)
"""Units that come in whole numbers; of a unit that is not listed nothing is assumed."""


class Fault(NamedTuple):
    """A built-in rule that a reading breaks."""

    rule: str
    """`count`, `rank`, `range`, `cumulative`, `dates` or `retrieved`."""
    severity: Severity
    """An error makes the figure invalid; a warning is only said."""
    why: Message


def faults(indicator: Indicator, series: Sequence[Observation], timezone: str) -> Sequence[Fault]:
    """The rules that the newest reading of a series breaks.

    Args:
        indicator: Whose reading it is.
        series: Newest vintage of every period, oldest period first, up to the reading; not empty.
        timezone: In which the day of retrieval falls.
    """
    newest = series[-1]
    value = newest.value
    found: list[Fault] = []
    if value is not None and value.is_finite():
        if indicator.unit_measure in COUNTS:
            if not _is_count(newest, value, indicator.unit_mult):
                found.append(_fault("count", indicator, newest, {}))
        elif indicator.unit_measure == "RANK" and not _is_rank(newest, value, indicator.field_size):
            size = indicator.field_size
            found.append(_fault("rank" if size is None else "place", indicator, newest, {"size": size}))
        if indicator.accrual == "cumulative" and len(series) > 1 and newest.op == "eq":
            found += _fall(indicator, series, newest, value)
    has_counts = newest.numerator is not None or newest.denominator is not None
    if has_counts and indicator.measure != "ratio":  # a ratio is judged by its counts, wherever they come from
        found += _range(indicator, newest)
    given = newest.provenance
    if given.published and not _are_in_order(newest.period.end, given.published, given.retrieved, timezone):
        found += _dates(indicator, newest, timezone)
    return found


@lru_cache(maxsize=1024)
def _are_in_order(end: date, published: str, retrieved: datetime | None, timezone: str) -> bool:
    """Period end <= published <= retrieved, as far as it can be told: the same for all figures of a document."""
    day = _date(published)
    return day is None or (end <= day and (retrieved is None or day <= local_day(retrieved, timezone)))


def _is_count(newest: Observation, value: Decimal, multiplier: int) -> bool:
    """Whole and not negative, in units of one; of a bound and of what is only near, no more than not negative."""
    if newest.op != "eq":
        return newest.op in {"ge", "gt"} or value > ZERO or (value == ZERO and newest.op != "lt")
    if value < ZERO:
        return False
    if multiplier and is_sane(value):
        value = value.scaleb(multiplier)
    return value == value.to_integral_value()


def _is_rank(newest: Observation, value: Decimal, size: int | None) -> bool:
    """A whole number from 1 to how many are ranked; a bound such as `<=10` need only leave room for one."""
    if newest.op in {"ge", "gt"}:
        return size is None or value < size or (newest.op == "ge" and value == size)
    if newest.op in {"le", "lt"}:
        return value > 1 or (newest.op == "le" and value == 1)
    is_there = value >= 1 and (size is None or value <= size)
    return is_there and (newest.op == "approx" or value == value.to_integral_value())


def _range(indicator: Indicator, newest: Observation) -> list[Fault]:
    """0 <= n <= d, unless the rate may exceed 1."""
    numerator, denominator = newest.numerator, newest.denominator
    counts = [count for count in (numerator, denominator) if count is not None]
    if not all(count.is_finite() for count in counts):
        return []
    is_over = numerator is not None and denominator is not None and numerator > denominator
    if all(count >= ZERO for count in counts) and (indicator.allow_over or not is_over):
        return []
    return [_fault("range", indicator, newest, {"numerator": _said(numerator), "denominator": _said(denominator)})]


def _fall(indicator: Indicator, series: Sequence[Observation], newest: Observation, value: Decimal) -> list[Fault]:
    """What is cumulative does not fall within its year, unless the series is broken or a note says why."""
    if newest.flag == "B" or newest.provenance.note:
        return []
    above = None
    for seen in reversed(series[:-1]):
        if seen.period.end.year != newest.period.end.year or seen.flag == "B":
            break
        is_least = seen.value is not None and seen.value.is_finite() and seen.op in {"eq", "ge", "gt"}
        if is_least and seen.value is not None and seen.value > value and seen.period.freq == newest.period.freq:
            above = seen
    if above is None:
        return []
    values = {"period": newest.period, "before": _amount(indicator, above), "earlier": above.period}
    return [_fault("cumulative", indicator, newest, values)]


def _dates(indicator: Indicator, newest: Observation, timezone: str) -> list[Fault]:
    """What is not in order."""
    published = _date(newest.provenance.published)
    if published is None:
        return []
    found = []
    if published < newest.period.end:
        values: dict[str, object] = {"published": published, "end": newest.period.end}
        found.append(_fault("dates", indicator, newest, values, "warn"))
    retrieved = newest.provenance.retrieved
    if retrieved is not None and published > local_day(retrieved, timezone):
        values = {"published": published, "retrieved": local_day(retrieved, timezone)}
        found.append(_fault("retrieved", indicator, newest, values, "warn"))
    return found


def _fault(
    rule: str, indicator: Indicator, newest: Observation, values: Mapping[str, object], severity: Severity = "error"
) -> Fault:
    said = {"name": figure_name(indicator, newest.unit), "value": _amount(indicator, newest), **values}
    return Fault(rule, severity, Message(f"check.builtin.{rule}", said))


def figure_name(indicator: Indicator, unit: str) -> Phrase | Message:
    """What a figure is called: its indicator, and its unit where it has one."""
    if not unit:
        return indicator.name
    return Message("check.of_unit", {"name": indicator.name, "unit": unit})


def _amount(indicator: Indicator, seen: Observation) -> Amount:
    return Amount.of(indicator, seen.value or ZERO, seen.op, computed=False)


def _said(count: Decimal | None) -> object:
    return Message("check.no_figure") if count is None else count


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
