"""The feed: asks on a thread of its own, delivers the newest only, and ends when it is told to."""

import threading
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from tests.views.scenes import NOW, RUNNING, district, snapshot
from tui.errors import Message
from tui.model.observation import History, Observation, Record
from tui.model.snapshot import Snapshot
from tui.monitor.viewer import Collection, Viewer
from tui.views.feed import Feed

CONFIG = district()


class Watched(Viewer):
    """A viewer whose news the test gives out."""

    def __init__(self) -> None:
        self.snapshot: Snapshot = snapshot(CONFIG)
        self.history: History = Record(CONFIG.framework.observations)
        self.collection: Collection = RUNNING
        self.as_of: date | None = None
        self.is_unread = False
        self.days: list[date | None] = []
        self.asked = threading.Semaphore(0)
        self.closed = threading.Event()
        self.failure: Exception | None = None
        self.next: list[Snapshot] = []

    def fresh(self) -> Snapshot | None:
        if self.failure:
            raise self.failure
        if self.next:
            self.snapshot = self.next.pop(0)
        self.asked.release()
        return None

    def travel(self, day: date | None) -> None:
        self.days.append(day)
        self.as_of, self.snapshot = day, snapshot(CONFIG)

    def at(self, day: date) -> Snapshot | None:
        return snapshot(CONFIG) if day.year == 2022 else None

    def close(self) -> None:
        self.closed.set()


def started(viewer: Watched) -> tuple[Feed, threading.Semaphore]:
    """A feed, and what counts its notices."""
    feed, notices = Feed(viewer), threading.Semaphore(0)
    feed.start(notices.release)
    return feed, notices


def test_nothing_new_is_not_delivered() -> None:
    viewer = Watched()
    feed, notices = started(viewer)
    feed.hurry()
    assert viewer.asked.acquire(timeout=5)
    assert viewer.asked.acquire(timeout=5)
    assert not notices.acquire(blocking=False)
    assert feed.fetch() is None
    feed.close()


def test_of_much_news_only_the_newest_is_kept() -> None:
    """A screen that cannot draw must not pile up what it missed."""
    viewer = Watched()
    news = [snapshot(CONFIG) for _ in range(3)]
    viewer.next = list(news)
    feed, notices = started(viewer)
    feed.hurry()
    feed.hurry()
    for _ in news:
        assert notices.acquire(timeout=5)
    fetched = feed.fetch()
    assert fetched is not None
    assert fetched.snapshot is news[-1]
    assert feed.fetch() is None
    feed.close()


def test_a_collector_that_falls_silent_is_news() -> None:
    viewer = Watched()
    feed, notices = started(viewer)
    assert viewer.asked.acquire(timeout=5)
    viewer.collection = Collection("silent", Message("monitor.collector.never"), NOW)
    feed.hurry()
    assert notices.acquire(timeout=5)
    fetched = feed.fetch()
    assert fetched is not None
    assert fetched.collection.kind == "silent"
    feed.close()


def test_vintages_are_read_on_the_feeds_thread() -> None:
    """The store's connection is used by one thread only."""
    feed, _ = started(Watched())
    answers: list[tuple[str, int]] = []
    answered = threading.Event()

    def answer(found: Sequence[Observation]) -> None:
        answers.append((threading.current_thread().name, len(found)))
        answered.set()

    feed.vintages("people.aides", "", answer)
    assert answered.wait(5)
    assert answers == [("zhibiao-feed", 3)]
    feed.close()


def test_of_many_days_only_the_last_is_shown() -> None:
    """Holding a key down does not make the store read every day on the way."""
    viewer = Watched()
    feed = Feed(viewer)
    for number in range(1, 10):
        feed.travel(date(2022, 9, number))
    notices = threading.Semaphore(0)
    feed.start(notices.release)
    assert notices.acquire(timeout=5)
    fetched = feed.fetch()
    assert fetched is not None
    assert fetched.past == date(2022, 9, 9)
    assert viewer.days == [date(2022, 9, 9)]
    feed.close()


def test_another_day_can_be_asked_for_without_showing_it() -> None:
    viewer = Watched()
    feed, _ = started(viewer)
    answers: list[Snapshot | None] = []
    answered = threading.Semaphore(0)

    def answer(then: Snapshot | None) -> None:
        answers.append(then)
        answered.release()

    for year in (2022, 2021):
        feed.at(date(year, 9, 1), answer)
        assert answered.acquire(timeout=5)
    assert [then is None for then in answers] == [False, True]
    assert viewer.as_of is None
    feed.close()


@pytest.mark.parametrize("begin", [started, lambda viewer: (Feed(viewer), None)], ids=["running", "never started"])
def test_closing_ends_the_thread_and_the_viewer(begin: Callable[[Watched], tuple[Feed, object]]) -> None:
    viewer = Watched()
    feed, _ = begin(viewer)
    feed.close()
    assert viewer.closed.is_set()
    assert not any(thread.name == "zhibiao-feed" for thread in threading.enumerate())


def test_a_mistake_of_ours_is_told_and_not_swallowed() -> None:
    viewer = Watched()
    viewer.failure = ValueError("ours")
    feed, notices = started(viewer)
    assert notices.acquire(timeout=5)
    assert feed.failure is viewer.failure
    assert viewer.closed.wait(5)
    feed.close()
