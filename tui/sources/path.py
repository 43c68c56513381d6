"""Paths into JSON documents: RFC 9535, by the library; values stay exact."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import jsonpath_rfc9535
from jsonpath_rfc9535.exceptions import JSONPathError, JSONPathRecursionError
from jsonpath_rfc9535.selectors import IndexSelector, NameSelector

from tui.errors import Message, SourceError
from tui.named import NamedTuple
from tui.reading import clean

__all__ = ["Location", "Node", "Tree", "compiled", "flaw"]

_NAMED: Final = (NameSelector, IndexSelector)

Location = tuple[str | int, ...]

_LONGEST: Final = 1000
"""Characters of the longest path that is looked at."""


class Node(NamedTuple):
    """A value of a document, and where it stands."""

    location: Location
    """Member names and indexes from the root."""
    value: object


def flaw(path: str) -> Message | None:
    """What is wrong with a path, or `None`."""
    try:
        compiled(path)
    except SourceError as failed:
        return failed.message
    return None


@lru_cache(maxsize=4096)
def compiled(path: str) -> jsonpath_rfc9535.JSONPathQuery:
    """A path, ready to be looked up.

    Raises:
        SourceError: It is no JSONPath.
    """
    shown = clean(path, 120)
    if len(path) > _LONGEST:
        raise SourceError("source.path.too_long", path=shown, limit=_LONGEST)
    try:
        return jsonpath_rfc9535.compile(path)
    except (JSONPathError, RecursionError) as failed:
        token = getattr(failed, "token", None)
        raise SourceError("source.path.syntax", path=shown, column=1 + max(0, getattr(token, "index", 0))) from failed


class Tree:
    """A document that paths are looked up in."""

    def __init__(self, root: Any) -> None:
        """Look up in a document.

        Args:
            root: `dict`, `list`, `str`, `int`, `Decimal`, `bool` or `None`, all the way down.
        """
        self.root = root
        self._rounded: Any = None
        self._is_rounded = False

    def find(self, path: str) -> Sequence[Node]:
        """The values at a path, in the library's order: document order within arrays.

        Raises:
            SourceError: The path is no JSONPath, or leads too deep.
        """
        query = compiled(path)
        # Filters compare numbers as doubles (RFC 9535 section 2.3.5.2.2), and the library knows no Decimal: a filter
        # over Decimals would find nothing, silently. So it sees doubles, and the exact value is taken by its place.
        is_filter = "?" in path
        try:
            nodes = query.find(self._doubles() if is_filter else self.root)
        except (JSONPathRecursionError, RecursionError) as failed:
            raise SourceError("source.path.too_deep", path=clean(path, 120)) from failed
        if is_filter:
            return [Node(node.location, self.at(node.location)) for node in nodes]
        return [Node(node.location, node.value) for node in nodes]

    def is_empty_place(self, path: str) -> bool:
        """Whether a path that found nothing looked into something that is there: an empty array, a filter.

        Where it names a member or an index that does not exist, the document is not what the path was written for.
        """
        query = compiled(path)
        for length in range(len(query.segments) - 1, -1, -1):
            before = jsonpath_rfc9535.JSONPathQuery(env=query.env, segments=query.segments[:length])
            found = before.find(self._doubles() if "?" in path else self.root)
            if found:
                choosing = any(not isinstance(each, _NAMED) for each in query.segments[length].selectors)
                return choosing and any(isinstance(node.value, dict | list) for node in found)
        return False

    def at(self, location: Location) -> Any:
        """The value at a place that is known to exist."""
        value = self.root
        for step in location:
            value = value[step]
        return value

    def _doubles(self) -> Any:
        if not self._is_rounded:
            self._rounded = _rounded(self.root)
            self._is_rounded = True
        return self._rounded


def _rounded(value: object) -> Any:
    """A copy with doubles for Decimals; depth is bounded by whoever parsed the document."""
    match value:
        case dict():
            return {name: _rounded(each) for name, each in value.items()}
        case list():
            return [_rounded(each) for each in value]
        case Decimal():
            return float(value)
        case _:
            return value
