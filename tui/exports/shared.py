"""Text that many lines share: of hundreds of units most stand the same to their target."""

from collections.abc import Callable
from typing import Generic, TypeVar

from tui.model.snapshot import Assessment

__all__ = ["Shared"]

_Text = TypeVar("_Text")


class Shared(Generic[_Text]):
    """Works out once what the lines of all assessments with the same `common` share, and else for each."""

    def __init__(self, work_out: Callable[[Assessment], _Text]) -> None:
        """Know nothing yet.

        Args:
            work_out: Reads nothing of an assessment that differs among those with the same `common`.
        """
        self._work_out = work_out
        self._known: dict[int, tuple[object, _Text]] = {}
        """By the identity of what is common, which is held here, so that no other object can have it."""

    def __call__(self, found: Assessment) -> _Text:
        """The text for an assessment."""
        common = found.common
        if common is None:
            return self._work_out(found)
        known = self._known.get(id(common))
        if known is None:
            known = self._known[id(common)] = (common, self._work_out(found))
        return known[1]
