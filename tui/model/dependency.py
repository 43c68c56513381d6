"""Which indicators follow from which: what must be assessed again when a figure changes."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from tui.model.calculation import formula, formulas_of
from tui.model.indicator import Indicator
from tui.model.snapshot import Framework

__all__ = ["dependants", "operands_of"]


def operands_of(indicator: Indicator) -> Iterator[str]:
    """Ids of the indicators that an assessment reads directly: operands, the target's operands, members."""
    for each in formulas_of(indicator):
        yield from each.ids
    if indicator.target is not None and indicator.target.expr is not None:
        yield from formula(indicator.target.expr).ids
    yield from indicator.members


def dependants(
    framework: Framework, changed: Collection[tuple[str, str]]
) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """What a change reaches.

    Args:
        framework: All definitions.
        changed: Indicator and unit of every series that has a new observation.

    Returns:
        Ids of the indicators of which every series must be assessed again, and the single series of others.
    """
    single = {(each, unit) for each, unit in changed if _has_series(framework, each)}
    ids = {each for each, _ in changed}
    whole = {each for each in ids if not _has_series(framework, each)}
    readers = _readers(framework)
    ahead = list(ids)
    while ahead:
        for reader in readers.get(ahead.pop(), ()):
            if reader not in whole:
                whole.add(reader)
                ahead.append(reader)
    return frozenset(whole), frozenset(single | {(each, "") for each, _ in single})


def _has_series(framework: Framework, indicator_id: str) -> bool:
    indicator = framework.indicators.get(indicator_id)
    return indicator is not None and bool(indicator.units)


_remembered: list[tuple[Mapping[str, Indicator], dict[str, list[str]]]] = []
"""The index of the framework that was asked about last: a dashboard asks about the same one again and again."""


def _readers(framework: Framework) -> Mapping[str, Sequence[str]]:
    """Indicators that read an indicator, by its id."""
    for known, index in _remembered:
        if known is framework.indicators:
            return index
    readers: dict[str, list[str]] = {}
    for indicator in framework.indicators.values():
        for operand in dict.fromkeys(operands_of(indicator)):
            readers.setdefault(operand, []).append(indicator.id)
    _remembered[:] = [(framework.indicators, readers)]
    return readers
