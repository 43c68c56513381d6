"""What every store promises (`tui.store.contract`), sentence by sentence."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.store.conftest import Open
from tests.store.figures import START, figure, moment
from tui.errors import Message, StoreError
from tui.model.observation import KNOWN_FROM_THE_START, Observation, Provenance, Record
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.model.source import SourceState, Validators
from tui.store import Change, Gap, Store, Tick, kept, open_store

YEAR = Period.parse("2022")


def values(store: Store, indicator: str = "pufa.aides", unit: str = "") -> list[tuple[str, str]]:
    """The newest value of every period."""
    return [(seen.period.text, str(seen.value)) for seen in store.history().series(indicator, unit)]


def test_an_empty_store_knows_nothing(store: Store) -> None:
    history = store.history()
    assert history.latest("pufa.aides") is None
    assert history.series("pufa.aides") == ()
    assert history.vintages("pufa.aides", "", YEAR) == ()
    assert list(history.units("pufa.aides")) == []
    assert store.source_states() == {}
    assert store.collector() is None
    assert store.seal() is None
    assert store.gaps() == ()


def test_a_figure_comes_back_as_it_was_recorded(opened: Open) -> None:
    """Every field, digit for digit, also in a store that is opened again."""
    seen = Observation(
        indicator="fuyi.revoked_rate",
        unit="unit-7",
        period=Period.parse("2022-Q4"),
        value=Decimal("14.470"),
        op="approx",
        flag="P",
        numerator=Decimal("22"),
        denominator=Decimal("152.00"),
        recorded=datetime(2023, 3, 6, 1, 2, 3, 4, tzinfo=UTC),
        provenance=Provenance(
            source="reconsideration",
            document="\u62a5\u544a",
            section="\u56db(\u4e00)",
            publisher="\u53f8\u6cd5\u5c40",
            published="2023-03-06",
            retrieved=datetime(2023, 3, 7, tzinfo=UTC),
            sha256="ab" * 32,
            locator="$.data[0]",
            entered_by="li",
            evidence="scan.pdf",
            note="\u2028 and ' and \"",
        ),
    )
    store = opened()
    store.record(Tick(START, (seen,)))
    for reader in (store, opened()):
        (found,) = reader.history().series("fuyi.revoked_rate", "unit-7")
        assert found == seen._replace(entered=START)
        assert str(found.value) == "14.470"
        assert reader.history().latest("fuyi.revoked_rate", "unit-7") == found


@pytest.mark.parametrize("value", ["0", "-0.00", "1E+30", "123456789012345678901234567890.123456789", "1E-40", None])
def test_numbers_keep_their_digits(store: Store, value: str | None) -> None:
    store.record(Tick(START, (figure(value, flag="A" if value else "Q"),)))
    found = store.history().latest("pufa.aides")
    assert found is not None
    assert (None if found.value is None else str(found.value)) == value


def test_what_is_the_same_adds_nothing(store: Store) -> None:
    """Polled again with the same result, a source changes nothing but its own state."""
    first = figure("600")
    assert store.record(Tick(START, (first,))) == (Change(None, first._replace(entered=START)),)
    assert store.record(Tick(moment(1), (figure("600", moment(1)),))) == ()
    assert store.record(Tick(moment(2), (figure("600.0", moment(2)),))) == ()
    assert len(store.history().vintages("pufa.aides", "", YEAR)) == 1


def test_a_change_is_one_more_vintage(store: Store) -> None:
    """The old value stays, the new one is what is known now."""
    store.record(Tick(START, (figure("600"),)))
    (change,) = store.record(Tick(moment(1), (figure("889", moment(1)),)))
    assert change.old is not None
    assert (str(change.old.value), str(change.new.value)) == ("600", "889")
    assert [str(seen.value) for seen in store.history().vintages("pufa.aides", "", YEAR)] == ["600", "889"]
    assert values(store) == [("2022", "889")]


@pytest.mark.parametrize(
    "field",
    [
        {"flag": "P"},
        {"op": "ge"},
        {"numerator": Decimal(1)},
        {"denominator": Decimal(1)},
        {"value": None},
    ],
    ids=lambda field: next(iter(field)),
)
def test_every_part_of_a_figure_may_change(store: Store, field: dict[str, object]) -> None:
    store.record(Tick(START, (figure("600"),)))
    changed = figure("600", moment(1))
    assert store.record(Tick(moment(1), (Observation(**{**changed._asdict(), **field}),)))


def test_a_tick_recorded_twice_counts_once(store: Store) -> None:
    """A collector that died after the commit, before it knew, repeats the tick."""
    tick = Tick(START, (figure("1"), figure("2", unit="a"), figure("3", period="2021")))
    assert len(store.record(tick)) == 3
    assert store.record(tick) == ()


def test_a_date_of_ones_own_may_be_older_than_what_is_known(store: Store) -> None:
    """An older vintage that comes in late is kept, and is not what is known now."""
    store.record(Tick(START, (figure("889", moment(-10)),)))
    (change,) = store.record(Tick(moment(1), (figure("600", moment(-20)),)))
    assert change.old is not None
    assert [str(seen.value) for seen in store.history().vintages("pufa.aides", "", YEAR)] == ["600", "889"]
    assert values(store) == [("2022", "889")]
    assert store.record(Tick(moment(2), (figure("600", moment(-20)), figure("889", moment(-10))))) == ()


def test_a_correction_under_the_same_date_replaces_what_is_seen(store: Store) -> None:
    """A row whose figure was corrected without a new date: the later statement counts."""
    store.record(Tick(START, (figure("600", moment(-10)),)))
    assert store.record(Tick(moment(1), (figure("601", moment(-10)),)))
    assert values(store) == [("2022", "601")]
    assert store.record(Tick(moment(2), (figure("600", moment(-10)),)))
    assert values(store) == [("2022", "600")]


def test_every_entry_can_be_shown(store: Store) -> None:
    """In order of entry, of all units, also what was replaced under the same date: a back-dated entry cannot hide."""
    store.record(Tick(START, (figure("600", moment(-10)), figure("1", moment(-10), unit="a"))))
    store.record(Tick(moment(1), (figure("601", moment(-10)), figure("9", indicator="other"))))
    assert [(seen.unit, str(seen.value), seen.entered) for seen in store.entries("pufa.aides")] == [
        ("", "600", START),
        ("a", "1", START),
        ("", "601", moment(1)),
    ]
    assert store.entries("nothing") == ()


def test_a_correction_by_hand_stands_until_the_source_says_something_new(store: Store) -> None:
    """What a source repeats is no news, even where somebody else said otherwise since."""
    store.record(Tick(START, (figure("600"),)))
    store.record(Tick(moment(1), (figure("610", moment(1), source=""),)))
    assert store.record(Tick(moment(2), (figure("600", moment(2)),))) == ()
    assert values(store) == [("2022", "610")]
    assert store.record(Tick(moment(3), (figure("620", moment(3)),)))
    assert values(store) == [("2022", "620")]


def test_a_hand_may_repeat_itself_against_a_source(store: Store) -> None:
    """What a person enters is news unless it is what everybody sees already."""
    for number, (value, source) in enumerate([("610", ""), ("620", "audit"), ("610", ""), ("610", "")]):
        store.record(Tick(moment(number), (figure(value, moment(number), source=source),)))
    assert [str(seen.value) for seen in store.history().vintages("pufa.aides", "", YEAR)] == ["610", "620", "610"]


def test_a_source_that_only_confirms_adds_nothing(store: Store) -> None:
    store.record(Tick(START, (figure("600"),)))
    assert store.record(Tick(moment(1), (figure("600", moment(1), source="other"),))) == ()


def test_a_reading_that_contradicts_itself_does_not_grow_the_history(store: Store) -> None:
    """Of two figures of one series, period and vintage the later counts, each time."""
    assert len(store.record(Tick(START, (figure("1"), figure("2"))))) == 1
    assert store.record(Tick(moment(1), (figure("1", moment(1)), figure("2", moment(1))))) == ()
    assert values(store) == [("2022", "2")]


def test_periods_and_units_are_kept_apart_and_in_order(store: Store) -> None:
    store.record(
        Tick(
            START,
            (
                figure("4", period="2022-M04"),
                figure("1", period="2022-Q1"),
                figure("3", period="2022-M03"),
                figure("9", unit="b"),
                figure("8", unit="a"),
                figure("7", indicator="other"),
            ),
        )
    )
    assert values(store) == [("2022-Q1", "1"), ("2022-M03", "3"), ("2022-M04", "4")]
    history = store.history()
    assert list(history.units("pufa.aides")) == ["", "a", "b"]
    latest = history.latest("pufa.aides")
    assert latest is not None
    assert latest.period.text == "2022-M04"
    assert str(getattr(history.latest("pufa.aides", "a"), "value", None)) == "8"


def test_an_older_period_does_not_become_the_latest(store: Store) -> None:
    store.record(Tick(START, (figure("5", period="2022"),)))
    store.record(Tick(moment(1), (figure("4", moment(1), period="2021"),)))
    latest = store.history().latest("pufa.aides")
    assert latest is not None
    assert latest.period.text == "2022"


def test_the_past_is_seen_as_it_was_known(store: Store) -> None:
    """Vintages after the instant do not exist, nor do series and units that only they mention."""
    store.record(Tick(START, (figure("600"),)))
    store.record(Tick(moment(1), (figure("889", moment(1)), figure("1", moment(1), unit="a"))))
    past = store.history(known_by=START)
    assert [str(seen.value) for seen in past.series("pufa.aides")] == ["600"]
    assert list(past.units("pufa.aides")) == [""]
    assert past.latest("pufa.aides", "a") is None
    assert store.history(known_by=moment(-1)).latest("pufa.aides") is None


def test_figures_of_the_file_join_the_history(store: Store) -> None:
    """Known from the start unless they have a date; of the same vintage the recorded figure counts."""
    store.record(Tick(START, (figure("889"),)))
    file = (
        figure("1", KNOWN_FROM_THE_START, source=""),
        figure("2", START, source=""),
        figure("3", KNOWN_FROM_THE_START, period="2021", source=""),
        figure("4", moment(5), unit="u", source=""),
    )
    history = store.history(also=file)
    assert [str(seen.value) for seen in history.series("pufa.aides")] == ["3", "889"]
    assert [str(seen.value) for seen in history.vintages("pufa.aides", "", YEAR)] == ["1", "889"]
    assert list(history.units("pufa.aides")) == ["", "u"]
    assert list(store.history(known_by=moment(1), also=file).units("pufa.aides")) == [""]


def test_a_history_does_not_change_under_the_reader(opened: Open) -> None:
    """What is recorded later is in the next history."""
    store, other = opened(), opened()
    store.record(Tick(START, (figure("600"),)))
    history = store.history()
    other.record(Tick(moment(1), (figure("889", moment(1)), figure("5", moment(1), unit="a"))))
    assert [str(seen.value) for seen in history.series("pufa.aides")] == ["600"]
    assert list(history.units("pufa.aides")) == [""]
    assert values(store) == [("2022", "889")]


def test_a_clock_set_back_hides_nothing(store: Store) -> None:
    """A tick enters after the last one whatever the clock says, and its undated figures are the newest (T10)."""
    store.record(Tick(moment(60), (figure("600", moment(60)),)))
    (change,) = store.record(Tick(START, (figure("889", START),)))
    assert values(store) == [("2022", "889")]
    assert change.new.entered is not None
    assert change.new.entered > moment(60)
    assert change.new.recorded == change.new.entered


def test_sources_fare_as_last_recorded(opened: Open) -> None:
    """All fields of a state, its error as the message it was, by source."""
    state = SourceState(
        id="audit",
        type="file",
        state="failing",
        last_attempt=moment(2),
        last_success=START,
        last_change=moment(-3),
        failures=4,
        error=Message(
            "source.file.missing",
            {
                "path": "drop/\u5ba1\u8ba1.csv",
                "rows": (1, Decimal("2.50"), Phrase("\u7532", "A")),
                "day": START.date(),
                "at": START,
                "inner": Message("list.separator", {"n": 1}),
                "none": None,
            },
        ),
        next_due=moment(7),
        validators=Validators('"etag"', "Mon, 06 Mar 2023 02:32:00 GMT", "12-34"),
        latency=0.125,
        rows=208,
        definition="d",
    )
    store = opened()
    store.record(Tick(START, (), (SourceState("other", "http"), state._replace(failures=1))))
    store.record(Tick(START, (), (state,)))
    assert opened().source_states() == {"audit": state, "other": SourceState("other", "http")}


def test_a_source_that_brought_news_remembers_when(store: Store) -> None:
    tick = Tick(START, (figure("1"),), (SourceState("audit", "file"), SourceState("idle", "file")))
    store.record(tick)
    states = store.source_states()
    assert states["audit"].last_change == START
    assert states["idle"].last_change is None


def test_the_version_tells_whether_anything_was_recorded(opened: Open) -> None:
    """It differs after a tick with figures or states, whoever recorded it, and stays while nothing happens."""
    store, other = opened(), opened()
    seen = store.version()
    assert store.version() == seen
    for tick in (Tick(START, (figure("1"),)), Tick(START, (), (SourceState("audit"),))):
        other.record(tick)
        assert store.version() != seen
        seen = store.version()
        assert store.version() == seen
    store.record(Tick(moment(1), (figure("2", moment(1)),)))
    assert store.version() != seen


def test_heartbeats_are_no_news(store: Store) -> None:
    """A collector's sign of life makes no viewer assess anything again."""
    with store.lock(START) as lock:
        seen = store.version()
        lock.beat(moment(1))
        assert store.version() == seen


def test_a_gap_is_remembered(opened: Open) -> None:
    gap = Gap(START, moment(5), 12, Message("store.full", {"path": "/x"}))
    opened().record(Tick(moment(6), gap=gap))
    assert opened().gaps() == (gap,)


@pytest.mark.parametrize(
    ("seen", "key"),
    [
        (figure("NaN"), "store.unfit.number"),
        (figure("Infinity"), "store.unfit.number"),
        (figure("1")._replace(denominator=Decimal("sNaN")), "store.unfit.number"),
        (figure("1", unit="a\0b"), "store.unfit.text"),
        (figure("1", unit="\ud800"), "store.unfit.text"),
        (figure("1")._replace(provenance=Provenance(note="x" * 4001)), "store.unfit.text"),
        (figure("1", START.replace(tzinfo=None)), "store.unfit.instant"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(store: Store, seen: Observation, key: str) -> None:
    """NaN, infinity, NUL, half of a surrogate pair: nothing of the tick is recorded (T9)."""
    with pytest.raises(StoreError) as caught:
        store.record(Tick(START, (figure("5", unit="ok"), seen)))
    assert caught.value.message.key == key
    assert store.history().latest("pufa.aides", "ok") is None


def test_any_order_gives_the_history_that_a_record_in_memory_gives(store: Store) -> None:
    """The store and `model.Record` answer alike; the figures here are all news."""
    seen = [
        figure(
            str(number),
            moment(number * 7 % 11),
            unit=f"u{number % 3}",
            period=f"20{20 + number % 4}",
            source=f"s{number}",
        )
        for number in range(40)
    ]
    for number, each in enumerate(seen):
        store.record(Tick(moment(100 + number), (each,)))
    history, record = store.history(known_by=moment(8)), Record(seen, known_by=moment(8))
    for unit in ("u0", "u1", "u2"):
        assert [each.value for each in history.series("pufa.aides", unit)] == [
            each.value for each in record.series("pufa.aides", unit)
        ]
    assert list(history.units("pufa.aides")) == list(record.units("pufa.aides"))


def test_what_changed_between_two_histories_can_be_told(store: Store) -> None:
    """So that only what depends on it is assessed again; a store that cannot tell says so."""
    store.record(Tick(START, (figure("1"), figure("2", unit="a"))))
    before = store.history()
    assert store.changed(before, before) in (None, frozenset())
    store.record(Tick(moment(1), (figure("1", moment(1)), figure("3", moment(1), unit="a"), figure("4", unit="b"))))
    assert store.changed(before, store.history()) in (None, {("pufa.aides", "a"), ("pufa.aides", "b")})


def test_a_history_of_a_closed_store_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the store's own error, whatever SQLite calls it."""
    monkeypatch.setattr(kept, "SMALL", -1)
    store = open_store(str(path), write=True)
    store.record(Tick(START, (figure("1"),)))
    history = store.history()
    store.close()
    with pytest.raises(StoreError):
        history.latest("pufa.aides")
