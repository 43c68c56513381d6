"""The snapshot made by hand, compared with one of the day before."""

from datetime import timedelta
from decimal import Decimal

from tests.exports import case
from tests.exports.polled import AS_OF
from tui.exports import render
from tui.exports.comparison import compare
from tui.exports.differences import changes_of
from tui.exports.options import Changes
from tui.model.snapshot import Status
from tui.reading.document import parse_json
from tui.words import Words

__all__ = ["changes"]


def changes(words: Words) -> Changes:
    """What differs from a snapshot of the day before, in which one series was not there and another was other."""
    rate, _, received, *rest = case.assessments()
    other = rate._replace(status=Status.AT_RISK, value=Decimal(2100) / 152, numerator=Decimal(21))
    moved = received._replace(value=Decimal(207))
    day = AS_OF - timedelta(days=1)
    before = case.snapshot()._replace(assessments=(other, moved, *rest), as_of=day, checks=case.CHECKS[1:])
    old, new = (parse_json(render(each, "json", words).decode()) for each in (before, case.snapshot()))
    return changes_of(compare(old, new, ("before", "after")), words)
