"""What the history cannot take at the moment is kept, and what is lost is remembered as a gap (T2)."""

from tests.monitor.parts import moment, reading, values
from tui.errors import StoreBusyError, StoreError
from tui.model.period import Period
from tui.model.source import SourceState, Validators
from tui.monitor.backlog import MOST_TICKS, Backlog
from tui.store import Change, Store, Tick, open_store
from tui.store.memory import MemoryStore


class FullStore(MemoryStore):
    """A store whose disk is full until there is room."""

    def __init__(self, error: StoreError) -> None:
        super().__init__()
        self.error: StoreError | None = error

    def record(self, tick: Tick) -> tuple[Change, ...]:
        if self.error is not None:
            raise self.error
        return super().record(tick)


def tick(number: int) -> Tick:
    """A tick whose value is its number, read with validators of that number."""
    at = moment(number)
    state = SourceState("audit", "file", "ok", validators=Validators(str(number)), definition="d")
    return Tick(at, reading(str(number), retrieved=at).observations, (state,))


def vintages(store: Store) -> list[str]:
    return values(store.history().vintages("pufa.aides", "", Period.parse("2022")))


def test_what_can_be_recorded_is() -> None:
    store = open_store(":memory:")
    backlog = Backlog(store)
    backlog.add(tick(1))
    assert len(backlog.write(moment(1))) == 1
    assert (len(backlog), backlog.trouble) == (0, None)


def test_ten_ticks_wait_for_room_and_are_written_in_order() -> None:
    """It is told why and since when, and everything comes after."""
    store = FullStore(StoreError("store.full", path="/x"))
    backlog = Backlog(store)
    for number in range(MOST_TICKS):
        assert backlog.add(tick(number)) == ()
        assert backlog.write(moment(number)) == ()
    assert backlog.trouble is not None
    assert (backlog.trouble.key, backlog.trouble_since) == ("store.full", moment(0))
    store.error = None
    assert len(backlog.write(moment(20))) == MOST_TICKS
    assert vintages(store) == [str(number) for number in range(MOST_TICKS)]
    assert store.gaps() == ()
    assert [backlog.trouble, backlog.trouble_since] == [None, None]


def test_what_finds_no_place_becomes_a_gap() -> None:
    """The oldest ticks go; from when to when, how many, and why stands in the history."""
    store = FullStore(StoreError("store.full", path="/x"))
    backlog = Backlog(store)
    for number in range(MOST_TICKS + 3):
        backlog.add(tick(number))
        backlog.write(moment(number))
    store.error = None
    backlog.write(moment(20))
    assert vintages(store) == [str(number) for number in range(3, MOST_TICKS + 3)]
    (gap,) = store.gaps()
    assert (gap.since, gap.until, gap.ticks, gap.reason.key) == (moment(0), moment(2), 3, "store.full")
    assert len(backlog) == 0


def test_a_source_whose_reading_was_lost_is_read_anew() -> None:
    """Otherwise it would answer "unchanged" since the answer that nobody kept; no waiting tick may say so either."""
    store = FullStore(StoreError("store.full", path="/x"))
    backlog = Backlog(store)
    dropped: tuple[str, ...] = ()
    for number in range(MOST_TICKS + 1):
        dropped += backlog.add(tick(number))
        backlog.write(moment(number))
    assert dropped == ("audit",)
    store.error = None
    backlog.write(moment(20))
    assert store.source_states()["audit"].validators == Validators()
    assert store.source_states()["audit"].definition == ""


def test_a_busy_store_is_no_reason_to_lose_anything() -> None:
    store = FullStore(StoreBusyError("store.busy", path="/x"))
    backlog = Backlog(store)
    backlog.add(tick(1))
    backlog.write(moment(1))
    store.error = None
    backlog.add(tick(2))
    backlog.write(moment(2))
    assert vintages(store) == ["1", "2"]


def test_a_clock_set_back_is_remembered() -> None:
    """Without a tick of its own too (T10)."""
    store = open_store(":memory:")
    backlog = Backlog(store)
    backlog.clock_set_back(moment(60), moment(0))
    assert len(backlog) == 1
    backlog.write(moment(0))
    (gap,) = store.gaps()
    assert (gap.since, gap.until, gap.ticks, gap.reason.key) == (moment(60), moment(0), 0, "monitor.clock_back")
    assert len(backlog) == 0
