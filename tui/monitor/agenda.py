"""Which source is to be asked next, by the monotonic clock: a clock that jumps moves nothing."""

from heapq import heappop, heappush

__all__ = ["Agenda"]


class Agenda:
    """Sources by the moment at which they are due."""

    def __init__(self) -> None:
        self._entries: list[tuple[float, str]] = []

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, source: str, due: float) -> None:
        """Enter a source, in seconds of the monotonic clock; it is taken out when it is due."""
        heappush(self._entries, (due, source))

    def due(self, now: float) -> list[str]:
        """The sources that are due, longest due first; they leave the agenda."""
        found = []
        while self._entries and self._entries[0][0] <= now:
            found.append(heappop(self._entries)[1])
        return found

    def clear(self) -> list[str]:
        """Take all sources out."""
        found = [source for _, source in self._entries]
        self._entries.clear()
        return found

    @property
    def next(self) -> float:
        """When the next source is due; infinity when none waits."""
        return self._entries[0][0] if self._entries else float("inf")
