"""What every lock of a store does alike: one protocol of number, signs of life and last words, whatever holds it."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from datetime import datetime
from math import inf
from types import TracebackType
from typing import Self

from tui.errors import Message
from tui.store.contract import Collector

__all__ = ["Hold"]


class Hold(ABC):
    """The right to collect, as its holder has it; `tui.store.contract.Lock` says what each member promises."""

    lease = inf
    """It stays until it is released, or the process ends."""

    shares = False
    """Nobody else collects."""

    is_cut = False
    """There is no server that could be away."""

    trouble: Message | None = None
    """... or that could refuse anything."""

    def __init__(self, collector: Collector) -> None:
        """Begin to hold; the store knows it already.

        Args:
            collector: What everybody is to see of the holder.
        """
        self._collector = collector
        self.is_held = True
        """Until it is released; that it was lost shows when it is used."""

    @property
    def epoch(self) -> int:
        """The number of this holder."""
        return self._collector.epoch

    @property
    def is_sure(self) -> bool:
        """Nobody can have taken over unseen."""
        return True

    def beat(
        self,
        at: datetime,
        trouble: Message | None = None,
        trouble_since: datetime | None = None,
        remark: Message | None = None,
    ) -> None:
        """Give a sign of life; raises LockHeldError when the lock was lost."""
        self._collector = self._collector._replace(
            heartbeat=at, trouble=trouble, trouble_since=trouble_since, remark=remark
        )
        self._say()

    @abstractmethod
    def _say(self) -> None:
        """Let everybody see `_collector`; raises LockHeldError when the lock was lost."""

    def share(self, sources: Collection[str], busy: Collection[str] = ()) -> frozenset[str]:
        """All of them."""
        return frozenset(sources)

    def release(self) -> None:
        """Let the next one in; a second time does nothing."""
        if self.is_held:
            self.is_held = False
            self._let_go()

    @abstractmethod
    def _let_go(self) -> None:
        """Say when it ended, then end it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
