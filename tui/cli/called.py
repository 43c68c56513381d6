"""What a name on the command line means: indicators by their id, units and steps by an id or a name."""

from collections.abc import Mapping, Sequence
from itertools import chain

from tui.errors import UsageError
from tui.model.called import by_name
from tui.model.indicator import Indicator, Step
from tui.model.roster import Unit
from tui.model.snapshot import Framework
from tui.nearest import nearest_said

__all__ = ["indicator_called", "reported_by", "unit_called", "units_called"]


def indicator_called(id: str, framework: Framework) -> Indicator:
    """The indicator of an id.

    Raises:
        UsageError: There is none.
    """
    found = framework.indicators.get(id)
    if found is None:
        raise UsageError("cli.explain.unknown", id=id, nearest=nearest_said(id, framework.indicators))
    return found


def reported_by(indicator: Indicator, framework: Framework) -> Sequence[Unit | Step]:
    """Whose figures an indicator takes: its steps, or the units of its roster, each once for every version of it."""
    if indicator.measure == "steps":
        return indicator.steps
    roster = framework.roster_of(indicator)
    return roster.units if roster else ()


def unit_called(written: str, indicator: Indicator, framework: Framework) -> str:
    """The id of the unit or step that is meant; figures may be of one that is on no roster, by its id.

    Raises:
        UsageError: Several go by the name.
    """
    return _only(written, by_name(reported_by(indicator, framework)))


def units_called(written: Sequence[str], framework: Framework) -> tuple[str, ...]:
    """The ids of the reporting units that are meant; what no unit goes by stays as it was written.

    Raises:
        UsageError: Several units go by one of the names.
    """
    rosters = dict.fromkeys(each.units for each in framework.indicators.values() if each.units)
    known = by_name(chain.from_iterable(framework.rosters[roster].units for roster in rosters))
    return tuple(_only(each, known) for each in written)


def _only(written: str, known: Mapping[str, tuple[str, ...]]) -> str:
    found = known.get(written, (written,))
    if len(found) > 1:
        raise UsageError("problem.several_units", found=written, ids=found)
    return found[0]
