"""A case: a figure beside its yardstick, with what follows from both: whether it satisfies, and how far it is."""

from tui.model.figure import Figure
from tui.model.number import ONE, ZERO, Number
from tui.model.progress import held, ranked, travelled, within
from tui.model.steps import Checklist
from tui.model.target import Target
from tui.model.value import Quantity
from tui.model.yardstick import Yardstick, meets
from tui.named import NamedTuple

__all__ = ["Case", "case_of", "satisfied"]


class Case(NamedTuple):
    """What the table is asked about."""

    yard: Yardstick
    figure: Figure
    """The figure that is judged."""
    newest: Figure
    """Another figure only when a deadline lies between them."""
    satisfied: bool | None = None
    """`None` without a target, without a number, or when bounds leave it open."""
    raw: Number | None = None
    """Progress, unclamped."""
    stands: Checklist | None = None
    """The checklist, for `steps`."""


def case_of(yard: Yardstick, figure: Figure, newest: Figure, stands: Checklist | None = None) -> Case:
    """A case with what follows from figure and target: whether it satisfies, and how far it is."""
    case = Case(yard, figure, newest, stands=stands)
    if not isinstance(figure.outcome, Quantity) or yard.problem is not None:
        return case
    if yard.indicator.measure == "steps":
        return case._replace(satisfied=figure.is_whole, raw=figure.share)
    if yard.target is None:
        return case
    met = satisfied(yard, figure)
    if met is None:
        return case
    return case._replace(satisfied=met, raw=_progress(yard, yard.target, figure, met))


def satisfied(yard: Yardstick, figure: Figure) -> bool | None:
    """Whether a figure, and every part of it, satisfies the target; `None` when bounds leave it open."""
    if yard.target is None or not isinstance(figure.outcome, Quantity):
        return None
    whole = meets(figure.outcome, yard.target, yard.limit)
    return False if figure.is_whole is False else whole


def _progress(yard: Yardstick, target: Target, figure: Figure, met: bool) -> Number:
    """Progress by the formula for the case (semantics.md section 4), unclamped."""
    value = figure.outcome.value if isinstance(figure.outcome, Quantity) else ZERO
    if figure.share is not None:
        return figure.share
    if yard.way is not None and yard.way.is_walkable:
        return travelled(value, yard.way.baseline, yard.way.limit)
    if yard.way is not None and yard.way.limit == yard.way.baseline:
        return ONE if met else ZERO
    if yard.limit.low is not None and yard.limit.high is not None:
        return within(value, yard.limit.low, yard.limit.high)
    limit = yard.limit.value if yard.limit.value is not None else ZERO
    if yard.indicator.unit_measure == "RANK" and target.op in {"le", "lt"}:
        return ranked(value, limit, yard.indicator.field_size, met)
    return held(value, target.op, limit, met)
