"""A context in which the errors of a database's library become the store's own."""

from collections.abc import Callable
from types import TracebackType
from typing import Generic, TypeVar

from tui.errors import StoreError

__all__ = ["Translation"]

Foreign = TypeVar("Foreign", bound=Exception)


class Translation(Generic[Foreign]):
    """A class, and not a generator, because it is entered once for every series that is read."""

    __slots__ = ("_foreign", "_path", "_translated")

    def __init__(self, foreign: type[Foreign], translated: Callable[[Foreign, str], StoreError], path: str) -> None:
        """Translate within the context.

        Args:
            foreign: The base of the library's errors.
            translated: Gives the store's error for one of them, and the store's path.
            path: The store, as a message may show it.
        """
        self._foreign = foreign
        self._translated = translated
        self._path = path

    def __enter__(self) -> None:
        """Nothing is to be prepared."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, self._foreign):
            raise self._translated(error, self._path) from error
