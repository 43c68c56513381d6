"""A history in memory, against a naive one that looks through the whole list each time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.model.cases import seen
from tui.model.observation import KNOWN_FROM_THE_START, Observation, Record, whole
from tui.model.period import Period

PERIODS = [Period.parse(text) for text in ("2021", "2022-Q4", "2022", "2022-12-31", "2023-M01")]
FIRST = datetime(2022, 1, 1, tzinfo=UTC)
OBSERVATIONS = st.lists(
    st.tuples(
        st.sampled_from(["x", "y"]),
        st.sampled_from(["", "a", "b"]),
        st.sampled_from(PERIODS),
        st.integers(0, 9).map(Decimal),
        st.integers(0, 6).map(lambda days: FIRST + timedelta(days=days)),
    ).map(lambda parts: Observation(*parts[:4], recorded=parts[4])),
    max_size=25,
)
CUTS = st.one_of(st.none(), st.integers(-1, 7).map(lambda days: FIRST + timedelta(days=days)))


def naive_vintages(
    figures: Sequence[Observation], indicator: str, unit: str, period: Period, cut: datetime | None
) -> list[Observation]:
    known = {
        each.recorded: each
        for each in figures
        if (each.indicator, each.unit, each.period) == (indicator, unit, period)
        and (cut is None or each.recorded <= cut)
    }
    return [known[recorded] for recorded in sorted(known)]


def naive_series(figures: Sequence[Observation], indicator: str, unit: str, cut: datetime | None) -> list[Observation]:
    newest = [naive_vintages(figures, indicator, unit, period, cut) for period in sorted(PERIODS)]
    return [vintages[-1] for vintages in newest if vintages]


@given(OBSERVATIONS, CUTS)
def test_against_a_naive_history(figures: list[Observation], cut: datetime | None) -> None:
    record = Record(figures, cut)
    for indicator in ("x", "y", "z"):
        units = [unit for unit in ("", "a", "b") if naive_series(figures, indicator, unit, cut)]
        assert list(record.units(indicator)) == units
        assert list(record.series_by_unit(indicator)) == units
        revised = set()
        for unit in ("", "a", "b"):
            series = naive_series(figures, indicator, unit, cut)
            assert list(record.series(indicator, unit)) == series
            assert list(record.series_by_unit(indicator).get(unit, ())) == series
            assert record.latest(indicator, unit) == (series[-1] if series else None)
            for period in PERIODS:
                vintages = naive_vintages(figures, indicator, unit, period, cut)
                assert list(record.vintages(indicator, unit, period)) == vintages
                if series and period == series[-1].period and len(vintages) > 1:
                    revised.add(unit)
        assert record.revised_units(indicator) == revised


class Plain:
    """A history that can only show one series at a time."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.latest = record.latest
        self.series = record.series
        self.vintages = record.vintages
        self.units = record.units


@given(OBSERVATIONS)
def test_many_units_at_once_or_one_by_one(figures: list[Observation]) -> None:
    record = Record(figures)
    at_once, revised = whole(record, "x", ("", "a", "b"))
    one_by_one, revised_too = whole(Plain(record), "x", ("", "a", "b"))
    assert {unit: list(seen) for unit, seen in one_by_one.items() if seen} == {
        unit: list(seen) for unit, seen in at_once.items()
    }
    assert set(revised) == set(revised_too)


def test_a_figure_of_the_file_is_known_from_the_start() -> None:
    early = KNOWN_FROM_THE_START.astimezone(UTC)
    assert Record([seen(5)], known_by=early).latest("x") == seen(5)


def test_what_says_the_same() -> None:
    assert seen(5).says_same(seen(5, recorded="2022-05-01"))
    assert not seen(5).says_same(seen("<5"))
    assert not seen(5).says_same(seen(5, flag="P"))
    assert not seen("1/2").says_same(seen("2/4"))
