"""Checks: equations that figures must satisfy (semantics.md section 8).

A check passes, fails, or cannot tell; it says which figures entered, and what is missing. Checks look at values, not
at statuses, so that they can be run before anything is assessed: `CheckResult.hits` names the indicators whose newest
figure cannot be believed (row 7 of section 5). Rosters are checked where they are read, in `tui.config`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.builtin import builtin_results
from tui.model.expression import Expression, Truth, holds, parse
from tui.model.grammar import ExpressionError
from tui.model.indicator import Indicator
from tui.model.number import as_decimal
from tui.model.operands import Entry, Witness
from tui.model.period import Period
from tui.model.snapshot import CheckDefinition, CheckResult
from tui.model.value import NonValue, Outcome, Quantity
from tui.model.vantage import Vantage

__all__ = ["invalid", "rerun_checks", "run_checks"]

_FARTHEST = 120
"""Periods that are tried, newest first, until every operand of a check has a figure."""


def run_checks(vantage: Vantage) -> tuple[CheckResult, ...]:
    """What all checks find: those of the file in its order, then the built-in ones that have something to say.

    A built-in rule is listed when it fails; agreement of published figures is listed whatever it gives.
    """
    return (*_own(vantage), *builtin_results(vantage))


def rerun_checks(
    vantage: Vantage, before: Sequence[CheckResult], whole: Collection[str], parts: Collection[tuple[str, str]]
) -> tuple[CheckResult, ...]:
    """What all checks find after a few series changed; the same as `run_checks` at the cost of the change.

    Args:
        vantage: The vantage point of now.
        before: What `run_checks` gave before the change.
        whole: Ids of the indicators of which anything may have changed.
        parts: Indicator and unit of single series that changed.
    """
    changed = {*whole, *(id for id, _ in parts)}
    kept = {found.check.id: found for found in before if changed.isdisjoint(found.indicators)}
    return (*_own(vantage, kept), *builtin_results(vantage, before, whole, parts))


def invalid(results: Sequence[CheckResult]) -> Mapping[tuple[str, str], CheckResult]:
    """The first error-level failure that hits each newest figure, by indicator and unit."""
    hits: dict[tuple[str, str], CheckResult] = {}
    for found in results:
        for id in found.hits:
            hits.setdefault((id, found.unit), found)
    return hits


def _own(vantage: Vantage, kept: Mapping[str, CheckResult] | None = None) -> Iterator[CheckResult]:
    for check in vantage.framework.checks.values():
        yield (kept or {}).get(check.id) or _result(vantage, check)


def _result(vantage: Vantage, check: CheckDefinition) -> CheckResult:
    try:
        expression = parse(check.expr, True)
    except ExpressionError as error:  # the configuration refuses it first
        return CheckResult(check, "unknown", error.message)
    period = _period(vantage, expression)
    operands = _Operands(vantage, period)
    witness = Witness(operands)
    truth = holds(expression, witness)
    figures = (*_figures(vantage, witness.entries), *operands.members(vantage))
    why = _why(vantage, check, truth, witness.entries, figures)
    if isinstance(truth, NonValue):
        return CheckResult(check, "unknown", why, expression.ids)
    hits = () if truth or check.severity != "error" else tuple(_hit(vantage, expression, period))
    return CheckResult(check, "pass" if truth else "fail", why, expression.ids, hits=hits)


class _Operands:
    """The whole area's figures for one period."""

    def __init__(self, vantage: Vantage, period: Period | None) -> None:
        self._vantage = vantage
        self._period = period
        self._members: dict[str, Sequence[Outcome]] = {}

    def value(self, id: str, back: int = 0) -> Outcome:
        return self._vantage.value(id, "", self._period, back)

    def units(self, id: str) -> Sequence[Outcome]:
        if id not in self._members:
            self._members[id] = self._vantage.units(id, self._period)
        return self._members[id]

    def members(self, vantage: Vantage) -> Iterator[Message]:
        """How many units of an indicator entered a sum, or were counted."""
        for id, outcomes in self._members.items():
            owed = [outcome for outcome in outcomes if outcome is not NonValue.NA]
            reported = sum(outcome is not NonValue.MISSING for outcome in owed)
            if owed:
                values = {"name": _name(vantage, id), "reported": reported, "expected": len(owed)}
                yield Message("check.members", values)


def _period(vantage: Vantage, expression: Expression) -> Period | None:
    """The newest period for which every operand has a figure, else the newest of all; `None`: the day itself."""
    known = vantage.periods_behind(expression.ids, "")
    begun = sorted((period for period in known or () if period.start <= vantage.day), reverse=True)
    for period in begun[:_FARTHEST]:
        if not any(vantage.value(id, "", period) is NonValue.MISSING for id in expression.ids):
            return period
    return begun[0] if begun else None


def _hit(vantage: Vantage, expression: Expression, period: Period | None) -> Iterator[str]:
    """Ids whose newest figure is the one that was looked at, and not one that came later."""
    for id in expression.ids:
        indicator = vantage.framework.indicators.get(id)
        if indicator is None:
            continue
        newest = vantage.figure(indicator).period
        if newest is None or period is None or newest.end <= period.end:
            yield id


def _why(
    vantage: Vantage, check: CheckDefinition, truth: Truth, entries: Sequence[Entry], figures: Sequence[Message]
) -> Message:
    values: dict[str, object] = {"expr": check.expr, "figures": tuple(figures)}
    if truth is NonValue.MISSING:
        values["missing"] = tuple(_label(vantage, entry) for entry in entries if entry.outcome is NonValue.MISSING)
        return Message("check.unknown_missing" if values["missing"] else "check.unknown_units", values)
    if isinstance(truth, NonValue):
        return Message(f"check.unknown_{truth}", values)
    return Message("check.pass" if truth else "check.fail", values)


def _figures(vantage: Vantage, entries: Sequence[Entry]) -> Iterator[Message]:
    for entry in entries:
        if not isinstance(entry.outcome, Quantity):
            continue
        indicator = vantage.framework.indicators[entry.id]
        amount = _amount(indicator, entry.outcome)
        yield Message("check.figure", {"name": _label(vantage, entry), "value": amount})


def _amount(indicator: Indicator, outcome: Quantity) -> Amount:
    """A figure in units of one, with its indicator's unit."""
    decimals = None if indicator.unit_mult else indicator.decimals
    return Amount.of(indicator, as_decimal(outcome.value), outcome.op)._replace(unit_mult=0, decimals=decimals)


def _label(vantage: Vantage, entry: Entry) -> object:
    name = _name(vantage, entry.id)
    return Message("check.before", {"name": name}) if entry.back else name


def _name(vantage: Vantage, id: str) -> object:
    indicator = vantage.framework.indicators.get(id)
    return indicator.name if indicator else id
