"""The least amount that every unit must have, whatever the total: 889 in all do not prove four in each of 222."""

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.figure import Figure
from tui.model.indicator import Indicator
from tui.model.number import as_decimal
from tui.model.value import Quantity
from tui.model.vantage import Vantage
from tui.model.yardstick import meets

__all__ = ["below_floor"]


def below_floor(vantage: Vantage, indicator: Indicator, figure: Figure) -> Figure:
    """The figure of a whole, with the names of the units that have less; who has not reported has proved nothing.

    Args:
        vantage: Where the units' figures are found.
        indicator: With a series per unit, and a target with a least amount for each.
        figure: Of the whole.
    """
    yard = vantage.for_unit(indicator)[1]
    if yard is None or yard.target is None or not indicator.units:
        return figure
    members = vantage.members(indicator.units)
    names = {unit.id: unit.name or unit.id for unit in members.units.values()} if members else {}
    below: list[str] = []
    short: list[Message] = []
    for unit in vantage.unit_ids(indicator):
        part = vantage.figure(indicator, unit)
        if part.lack == "no_duty":
            continue
        if not (isinstance(part.outcome, Quantity) and meets(part.outcome, yard.target, yard.limit)):
            below.append(names.get(unit, unit))
            short.append(_what_it_has(indicator, below[-1], part))
    return figure._replace(is_whole=not below, missing_units=tuple(below), short=tuple(short))


def _what_it_has(indicator: Indicator, name: str, part: Figure) -> Message:
    if not isinstance(part.outcome, Quantity):
        return Message("why.unit_without", {"unit": name})
    amount = Amount.of(indicator, as_decimal(part.outcome.value), part.outcome.op)
    return Message("why.unit_with", {"unit": name, "value": amount})
