"""Which definitions rest on which, and where they run in circles.

Indicators may follow from each other; a circle of them has no beginning and is an error of the configuration.
"""

from collections.abc import Iterable, Iterator, Mapping

__all__ = ["cycles", "in_order"]


def cycles(definitions: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """The circles among definitions.

    Args:
        definitions: By id, the ids that it names; ids without a definition end a chain.

    Returns:
        Each circle as the ids on its way, the first one again at the end; every id on at most one of them.
    """
    return _walked(definitions)[1]


def in_order(definitions: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The ids of the definitions, each after all that it names; circles are cut where they close."""
    return _walked(definitions)[0]


def _walked(definitions: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """All definitions depth first, without recursion: a chain may be as long as the file."""
    done: dict[str, None] = {}
    circles: list[tuple[str, ...]] = []
    blamed: set[str] = set()
    for root in definitions:
        path: dict[str, Iterator[str]] = {} if root in done else {root: iter(definitions[root])}
        while path:
            current = next(reversed(path))
            following = next((each for each in path[current] if each in definitions and each not in done), None)
            if following is None:
                del path[current]
                done[current] = None
            elif following in path:
                names = list(path)
                circle = names[names.index(following) :]
                if blamed.isdisjoint(circle):
                    circles.append((*circle, following))
                    blamed.update(circle)
            else:
                path[following] = iter(definitions[following])
    return tuple(done), tuple(circles)
