"""Units that cannot be compared: a definition that is bad whatever the data (semantics.md section 5, row 3)."""

from collections.abc import Mapping

from tui.errors import Message
from tui.model.calculation import formula
from tui.model.indicator import Indicator
from tui.model.unit import units_of

__all__ = ["unit_clash"]


def unit_clash(indicator: Indicator, known: Mapping[str, Indicator]) -> Message | None:
    """What cannot be: a target in another unit than its indicator's, or an expression that adds persons to percent.

    Args:
        indicator: The definition.
        known: All indicators by id.
    """
    target = indicator.target
    texts = [indicator.expr if indicator.measure == "expr" else None, target.expr if target else None]
    for text in texts:
        if text is None:
            continue
        expression = formula(text)
        problems = units_of(expression, lambda id: known[id].unit_measure if id in known else "")
        if problems:
            return problems[0].message
    if target is None or target.expr is None or target.expr.strip() not in known:
        return None
    other = known[target.expr.strip()]
    if indicator.unit_measure and other.unit_measure and indicator.unit_measure != other.unit_measure:
        return Message("why.config_units", {"first": indicator.unit_measure, "second": other.unit_measure})
    return None
