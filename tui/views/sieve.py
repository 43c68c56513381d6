"""What the list lets through: words as one types them, statuses, and what needs one owner; pure.

What is searched is made once for an indicator and once for a reporting unit, not for each of their series: a hundred
thousand series are a thousand indicators and a hundred units, or the other way round.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from tui.model.indicator import Indicator
from tui.model.snapshot import Assessment, Framework
from tui.named import NamedTuple
from tui.views.initials import can_type, initials, matches
from tui.words.statuses import CONTEXT

__all__ = ["NOTHING", "Sieve", "Texts", "calls_for_action", "sieved", "unit_name"]

_UNKNOWN: Final = frozenset({"no_data", "invalid"})


class Sieve(NamedTuple):
    """What is asked for; everything, where nothing is."""

    wanted: str = ""
    """Words that must all occur, in any case, in a name, id, owner, tag or unit, or as initials of Chinese; one that
    begins with `!` must not occur."""
    statuses: frozenset[str] = frozenset()
    """Status codes, `context` among them; empty: all."""
    owner: str = ""
    """Only what this owner must do something about; `""`: everybody's."""

    @property
    def is_open(self) -> bool:
        """Whether everything passes."""
        return self == NOTHING


NOTHING: Final = Sieve()
"""Lets everything through."""


class Texts:
    """What can be searched of the indicators and units of one framework, made when it is first asked for."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self._plain: dict[tuple[str, str], str] = {}
        self._initials: dict[tuple[str, str], str] = {}

    def of_indicator(self, indicator: Indicator) -> str:
        """Names, id, owner and tags."""
        key = (indicator.id, "")
        if key not in self._plain:
            parts = (*indicator.name, indicator.id, indicator.owner, *indicator.tags)
            self._plain[key] = "\n".join(parts).casefold()
        return self._plain[key]

    def of_unit(self, indicator: Indicator, unit: str) -> str:
        """A reporting unit's id and name."""
        key = (indicator.units or "", unit)
        if key not in self._plain:
            self._plain[key] = f"{unit}\n{unit_name(self.framework, indicator, unit)}".casefold()
        return self._plain[key]

    def initials_of_indicator(self, indicator: Indicator) -> str:
        """Of its Chinese names and its owner."""
        key = (indicator.id, "")
        if key not in self._initials:
            self._initials[key] = initials(*indicator.name, indicator.owner, *indicator.tags)
        return self._initials[key]

    def initials_of_unit(self, indicator: Indicator, unit: str) -> str:
        """Of a reporting unit's name."""
        key = (indicator.units or "", unit)
        if key not in self._initials:
            self._initials[key] = initials(unit, unit_name(self.framework, indicator, unit))
        return self._initials[key]


def unit_name(framework: Framework, indicator: Indicator, unit: str) -> str:
    """What a reporting unit is called: by its roster, else by its id; `""` is the whole area."""
    if not unit or indicator.units is None:
        return unit
    return _names(framework, indicator.units).get(unit, unit)


_KNOWN: dict[str, tuple[object, Mapping[str, str]]] = {}
"""Names of the units of the rosters that were asked for last, by roster."""


def _names(framework: Framework, roster: str) -> Mapping[str, str]:
    found = framework.rosters.get(roster)
    known = _KNOWN.get(roster)
    if known is None or known[0] is not found:
        known = _KNOWN[roster] = (found, found.names() if found else {})
    return known[1]


def calls_for_action(assessment: Assessment) -> bool:
    """Whether somebody must do something: it is not as it should be, not known, or its figure is not there in time."""
    if assessment.light in ("yellow", "red") or assessment.status in _UNKNOWN:
        return True
    return assessment.freshness != "fresh"


def sieved(assessments: Iterable[Assessment], sieve: Sieve, texts: Texts) -> list[Assessment]:
    """What a sieve lets through, in the order in which it comes."""
    kept = list(assessments)
    if sieve.statuses:
        kept = [each for each in kept if (each.status or CONTEXT) in sieve.statuses]
    if sieve.owner:
        kept = [each for each in kept if each.indicator.owner == sieve.owner and calls_for_action(each)]
    for term in sieve.wanted.casefold().split():
        hit = _hits(term.removeprefix("!") or term, texts)
        leaves_out = len(term) > 1 and term.startswith("!")
        kept = [each for each in kept if hit(each) is not leaves_out]
    return kept


def _hits(term: str, texts: Texts) -> Callable[[Assessment], bool]:
    """Whether a series has a word; asked once for each indicator and each unit."""
    by_initials = can_type(term)
    of_indicators: dict[str, bool] = {}
    of_units: dict[tuple[str | None, str], bool] = {}

    def hit(assessment: Assessment) -> bool:
        indicator, unit = assessment.indicator, assessment.unit
        found = of_indicators.get(indicator.id)
        if found is None:
            found = term in texts.of_indicator(indicator)
            found = found or (by_initials and matches(term, texts.initials_of_indicator(indicator)))
            of_indicators[indicator.id] = found
        if found or not unit:
            return found
        seen = of_units.get((indicator.units, unit))
        if seen is None:
            seen = term in texts.of_unit(indicator, unit)
            seen = seen or (by_initials and matches(term, texts.initials_of_unit(indicator, unit)))
            of_units[indicator.units, unit] = seen
        return seen

    return hit
